// SPDX-License-Identifier: Apache-2.0
#include "base/process/machine.hpp"

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/file.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

// A written /proc and /sys.
class Machine : public testing::Test {
 protected:
  void SetUp() override {
    root_.root = testing::TempDir() + "/greisen_machine_" + std::to_string(getpid());
    fs::remove_all(root_.root);
    put("/proc/meminfo", "MemTotal:       16384 kB\nMemFree:  1 kB\nMemAvailable:   8192 kB\n");
  }
  void TearDown() override { fs::remove_all(root_.root); }
  void put(const std::string& path, const std::string& text) const {
    fs::create_directories(fs::path(root_.root + path).parent_path());
    write_file_atomically(root_.root + path, text);
  }
  MachineRoot root_;
};

TEST_F(Machine, WithoutQuotaTheAffinityCounts) {
  EXPECT_EQ(granted_cores(root_), granted_cores({testing::TempDir() + "/greisen_nothing_here"}));
  EXPECT_GE(granted_cores(root_), 1);
}

TEST_F(Machine, QuotaOfCgroupV2CutsTheCores) {
  put("/proc/self/cgroup", "0::/job/task\n");
  put("/sys/fs/cgroup/job/task/cpu.max", "max 100000\n");
  const int all = granted_cores(root_);
  put("/sys/fs/cgroup/job/cpu.max", "150000 100000\n");
  EXPECT_EQ(granted_cores(root_), 1) << "of the group above, rounded down";
  put("/sys/fs/cgroup/job/cpu.max", "100000000 100000\n");
  EXPECT_EQ(granted_cores(root_), all);
  put("/sys/fs/cgroup/cpu.max", "1000 100000\n");
  EXPECT_EQ(granted_cores(root_), 1) << "never none";
}

TEST_F(Machine, QuotaOfCgroupV1CutsTheCores) {
  put("/proc/self/cgroup", "5:cpu,cpuacct:/docker/abc\n3:memory:/docker/abc\n");
  put("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "100000\n");
  put("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(granted_cores(root_), 1) << "inside a container the mount is the group";
}

TEST_F(Machine, BrokenSystemFilesAreNoLimit) {
  put("/proc/self/cgroup", "nonsense\n::\n0::\n");
  put("/sys/fs/cgroup/cpu.max", "\n");
  put("/sys/fs/cgroup/memory.max", "much\n");
  EXPECT_GE(granted_cores(root_), 1);
  EXPECT_EQ(memory_total_bytes(root_), 16384U * 1024U);
}

TEST_F(Machine, MemoryIsCutToTheGroup) {
  EXPECT_EQ(memory_total_bytes(root_), 16384U * 1024U);
  EXPECT_EQ(memory_available_bytes(root_), 8192U * 1024U);
  put("/proc/self/cgroup", "0::/job\n");
  put("/sys/fs/cgroup/job/memory.max", "4000000\n");
  put("/sys/fs/cgroup/job/memory.current", "3000000\n");
  put("/sys/fs/cgroup/job/memory.stat", "anon 1\ninactive_file 500000\n");
  EXPECT_EQ(memory_total_bytes(root_), 4000000U);
  EXPECT_EQ(memory_available_bytes(root_), 1500000U) << "file pages it may drop are free";
}

TEST_F(Machine, MemoryOfCgroupV1) {
  put("/proc/self/cgroup", "3:memory:/x\n");
  put("/sys/fs/cgroup/memory/x/memory.limit_in_bytes", "2000000\n");
  put("/sys/fs/cgroup/memory/x/memory.usage_in_bytes", "2500000\n");
  EXPECT_EQ(memory_total_bytes(root_), 2000000U);
  EXPECT_EQ(memory_available_bytes(root_), 0U);
}

TEST_F(Machine, ThreadsHonourTheOpenMpVariable) {
  const char* before = std::getenv("OMP_NUM_THREADS");
  const std::string kept = before == nullptr ? "" : before;
  setenv("OMP_NUM_THREADS", "7", 1);
  EXPECT_EQ(default_threads(root_), 7);
  setenv("OMP_NUM_THREADS", "3,2", 1);
  EXPECT_EQ(default_threads(root_), 3);
  for (const char* bad : {"0", "-4", "many", "", "1e3"}) {
    setenv("OMP_NUM_THREADS", bad, 1);
    EXPECT_EQ(default_threads(root_), granted_cores(root_)) << bad;
  }
  before == nullptr ? unsetenv("OMP_NUM_THREADS") : setenv("OMP_NUM_THREADS", kept.c_str(), 1);
}

TEST_F(Machine, NamesTheProcessor) {
  EXPECT_EQ(cpu_model(root_), "unknown");
  put("/proc/cpuinfo", "processor : 0\nmodel name\t: Some CPU @ 2.0GHz\n");
  EXPECT_EQ(cpu_model(root_), "Some CPU @ 2.0GHz");
}

TEST_F(Machine, KnowsAContainer) {
  EXPECT_FALSE(in_container(root_));
  put("/run/.containerenv", "");
  EXPECT_TRUE(in_container(root_));
}

TEST(ThisMachine, HasMemoryDiskAndCores) {
  EXPECT_GT(memory_total_bytes(), 64U << 20U);
  EXPECT_GT(memory_available_bytes(), 0U);
  EXPECT_LE(memory_available_bytes(), memory_total_bytes());
  EXPECT_GT(free_disk_bytes(testing::TempDir() + "/not/yet/there"), 0U);
  EXPECT_GT(free_disk_bytes("relative_and_absent"), 0U);
  EXPECT_GT(peak_rss_bytes(), 1U << 20U);
  EXPECT_FALSE(is_tty(-1));
  EXPECT_GT(terminal_width(-1), 0);
}

}  // namespace
}  // namespace greisen
