// SPDX-License-Identifier: Apache-2.0
#include "base/process/machine.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <sched.h>

#include "base/text.hpp"

namespace greisen {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

// Small system files; empty where they are not there.
std::string read_small(const MachineRoot& root, const std::string& path) {
  std::ifstream file(root.root + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::optional<std::uint64_t> read_number(const MachineRoot& root, const std::string& path) {
  const std::string text = read_small(root, path);
  const auto number = parse_int64(trim(text));  // "max" and −1 mean no limit
  return number && *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

// The cgroup of this process for a v1 controller, or for v2 where `controller` is empty: "/user.slice".
std::string cgroup_path(const MachineRoot& root, std::string_view controller) {
  for (const std::string& line : split(read_small(root, "/proc/self/cgroup"), '\n')) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first == std::string::npos ? first : first + 1);
    if (second == std::string::npos) {
      continue;
    }
    const auto names = split(std::string_view(line).substr(first + 1, second - first - 1), ',');
    if (std::ranges::find(names, controller) != names.end()) {
      return line.substr(second + 1);
    }
  }
  return "/";
}

// A limit of a group holds for all groups below it, so each folder up to the mount is asked. In a container the mount
// often is the group itself and the path below it does not exist.
template <class Read>
void each_level(const std::string& mount, std::string path, const Read& read) {
  while (true) {
    read(mount + (path == "/" ? "" : path));
    if (path.empty() || path == "/") {
      return;
    }
    path = path.substr(0, path.rfind('/'));
  }
}

// Cores of the quota; infinite where there is none.
double quota_cores(const MachineRoot& root) {
  double cores = std::numeric_limits<double>::infinity();
  each_level("/sys/fs/cgroup", cgroup_path(root, ""), [&](const std::string& folder) {
    const auto words = split(trim(read_small(root, folder + "/cpu.max")), ' ');
    const auto quota = parse_double(words[0]);
    const auto period = words.size() > 1 ? parse_double(words[1]) : std::nullopt;
    if (quota && period && *period > 0) {
      cores = std::min(cores, *quota / *period);
    }
  });
  each_level("/sys/fs/cgroup/cpu", cgroup_path(root, "cpu"), [&](const std::string& folder) {
    const auto quota = read_number(root, folder + "/cpu.cfs_quota_us");
    const auto period = read_number(root, folder + "/cpu.cfs_period_us");
    if (quota && period && *period > 0) {
      cores = std::min(cores, static_cast<double>(*quota) / static_cast<double>(*period));
    }
  });
  return cores;
}

int affinity_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof(set), &set) == 0) {
    return std::max(1, CPU_COUNT(&set));
  }
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

struct MemoryGroup {
  std::uint64_t limit = kNoLimit;
  std::uint64_t left = kNoLimit;
};

// The cgroup counts file pages it can drop at once as used; they are given back here.
void add_group(MemoryGroup& group, std::optional<std::uint64_t> limit, std::optional<std::uint64_t> used,
               const std::string& statistics) {
  if (!limit) {
    return;
  }
  std::uint64_t droppable = 0;
  for (const std::string& line : split(statistics, '\n')) {
    const auto words = split(line, ' ');
    if (words.size() == 2 && words[0] == "inactive_file") {
      droppable = static_cast<std::uint64_t>(std::max<std::int64_t>(0, parse_int64(words[1]).value_or(0)));
    }
  }
  const std::uint64_t taken = used.value_or(0) - std::min(used.value_or(0), droppable);
  group.limit = std::min(group.limit, *limit);
  group.left = std::min(group.left, *limit - std::min(*limit, taken));
}

MemoryGroup memory_group(const MachineRoot& root) {
  MemoryGroup group;
  each_level("/sys/fs/cgroup", cgroup_path(root, ""), [&](const std::string& folder) {
    add_group(group, read_number(root, folder + "/memory.max"), read_number(root, folder + "/memory.current"),
              read_small(root, folder + "/memory.stat"));
  });
  each_level("/sys/fs/cgroup/memory", cgroup_path(root, "memory"), [&](const std::string& folder) {
    add_group(group, read_number(root, folder + "/memory.limit_in_bytes"),
              read_number(root, folder + "/memory.usage_in_bytes"), read_small(root, folder + "/memory.stat"));
  });
  return group;
}

// "MemTotal:  16384 kB" in bytes.
std::uint64_t meminfo(const MachineRoot& root, std::string_view name) {
  for (const std::string& line : split(read_small(root, "/proc/meminfo"), '\n')) {
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos && line.substr(0, colon) == name) {
      const std::string_view value = trim(std::string_view(line).substr(colon + 1));
      return static_cast<std::uint64_t>(parse_int64(value.substr(0, value.find(' '))).value_or(0)) * 1024U;
    }
  }
  return 0;
}

}  // namespace

int granted_cores(const MachineRoot& root) {
  const double quota = quota_cores(root);
  const int cores = affinity_cores();
  return quota >= cores ? cores : std::max(1, static_cast<int>(quota));
}

int default_threads(const MachineRoot& root) {
  // a list "4,2" is for nested regions; the first number counts
  const auto number = parse_int64(trim(split(environment_variable("OMP_NUM_THREADS"), ',')[0]));
  return number && *number >= 1 && *number <= 4096 ? static_cast<int>(*number) : granted_cores(root);
}

std::uint64_t memory_total_bytes(const MachineRoot& root) {
  return std::min(meminfo(root, "MemTotal"), memory_group(root).limit);
}

std::uint64_t memory_available_bytes(const MachineRoot& root) {
  return std::min(meminfo(root, "MemAvailable"), memory_group(root).left);
}

std::uint64_t free_disk_bytes(const std::string& path) {
  std::error_code failed;
  fs::path folder = fs::absolute(path, failed);
  while (!failed && !fs::exists(folder, failed) && folder.has_relative_path()) {
    failed.clear();
    folder = folder.parent_path();
  }
  const fs::space_info space = fs::space(folder, failed);
  return failed ? 0 : space.available;
}

std::uint64_t peak_rss_bytes() {
  struct rusage usage = {};
  if (getrusage(RUSAGE_SELF, &usage) != 0) {
    return 0;
  }
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024U;
}

std::string cpu_model(const MachineRoot& root) {
  for (const std::string& line : split(read_small(root, "/proc/cpuinfo"), '\n')) {
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos && trim(std::string_view(line).substr(0, colon)) == "model name") {
      return std::string(trim(std::string_view(line).substr(colon + 1)));
    }
  }
  return "unknown";
}

bool in_container(const MachineRoot& root) {
  std::error_code failed;
  if (fs::exists(root.root + "/.dockerenv", failed) || fs::exists(root.root + "/run/.containerenv", failed)) {
    return true;
  }
  const std::string group = read_small(root, "/proc/1/cgroup");
  return group.find("docker") != std::string::npos || group.find("kubepods") != std::string::npos ||
         group.find("containerd") != std::string::npos;
}

std::string environment_variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here calls setenv
  return value == nullptr ? std::string() : std::string(value);
}

bool is_tty(int file_descriptor) { return isatty(file_descriptor) == 1; }

int terminal_width(int file_descriptor) {
  struct winsize size = {};
  if (ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  const auto number = parse_int64(environment_variable("COLUMNS"));
  return number && *number > 0 && *number < 10000 ? static_cast<int>(*number) : 80;
}

}  // namespace greisen
