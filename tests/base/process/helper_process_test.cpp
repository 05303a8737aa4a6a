// SPDX-License-Identifier: Apache-2.0
#include "base/process/helper_process.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "base/process/interrupt.hpp"
#include "base/process/wire.hpp"

namespace greisen {
namespace {

volatile bool forever = true;

/// What a library may do to the process it is in.
std::string trial(std::string_view request) {
  static int asked = 0;
  ++asked;
  if (request == "die") std::raise(SIGSEGV);
  if (request == "corrupt") std::abort();
  if (request == "spin")
    while (forever) {
    }
  if (request == "eat") return std::string(std::size_t{64} << 30U, 'x');
  if (request == "refuse") throw Error({"E3001", "there is no such file", {"a.hdf", 0, 0, {}}, "name another"});
  if (request == "write") {
    // a file of its name, empty, is all that it can make
    const auto path = std::filesystem::temp_directory_path() / ("greisen-helper-" + std::to_string(getpid()));
    const bool written = static_cast<bool>(std::ofstream(path) << "x" << std::flush);
    std::filesystem::remove(path);
    return written ? "written" : "not written";
  }
  if (request == "pid") return std::to_string(getpid());
  if (request == "asked") return std::to_string(asked);
  return std::string(request);
}

HelperEnded::Why end_of(Helper& helper, const std::string& request) {
  try {
    const std::string answer = helper.ask(request);
    ADD_FAILURE() << "answered " << answer.substr(0, 20);
  } catch (const HelperEnded& ended) {
    return ended.why;
  }
  return HelperEnded::Why::not_started;
}

constexpr HelperLimits kShort = {.cpu_seconds = 0.3};

bool runs(pid_t process) {
  const std::ifstream state("/proc/" + std::to_string(process) + "/status");
  return state.good();
}

bool gone_soon(pid_t process) {
  for (int i = 0; i < 200 && runs(process); ++i) usleep(10'000);
  return !runs(process);
}

TEST(Helper, AnswersRequestsOfAnySizeInOneProcess) {
  Helper helper("trial");
  EXPECT_EQ(helper.ask("a"), "a");
  const std::string large(std::size_t{20} << 20U, 'y');
  EXPECT_EQ(helper.ask(large), large);
  EXPECT_EQ(helper.ask(""), "");
  EXPECT_EQ(helper.ask("asked"), "4");
  EXPECT_NE(helper.ask("pid"), std::to_string(getpid()));
}

TEST(Helper, ItsDeathIsAnAnswerAndAnotherOneGoesOn) {
  Helper helper("trial");
  Helper other("trial");
  EXPECT_EQ(end_of(helper, "die"), HelperEnded::Why::died);
  EXPECT_TRUE(helper.ended());
  EXPECT_EQ(end_of(helper, "a"), HelperEnded::Why::died);
  EXPECT_EQ(other.ask("b"), "b");
  Helper third("trial");
  EXPECT_EQ(end_of(third, "corrupt"), HelperEnded::Why::died);
}

TEST(Helper, WhatComesToNoEndIsEnded) {
  Helper helper("trial", kShort);
  EXPECT_EQ(helper.ask("a"), "a");
  EXPECT_EQ(end_of(helper, "spin"), HelperEnded::Why::too_slow);
}

TEST(Helper, WantsNoMoreMemoryThanItIsGiven) {
  Helper helper("trial");
  EXPECT_EQ(end_of(helper, "eat"), HelperEnded::Why::out_of_memory);
}

TEST(Helper, ErrorsComeOutAsTheyWereThrown) {
  Helper helper("trial");
  try {
    helper.ask("refuse");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E3001");
    EXPECT_EQ(error.problems().front().what, "there is no such file");
    EXPECT_EQ(error.problems().front().where.file, "a.hdf");
    EXPECT_EQ(error.problems().front().fix, "name another");
  }
  EXPECT_EQ(helper.ask("b"), "b");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(Helper, WritesNoFile) {
  Helper helper("trial");
  EXPECT_EQ(helper.ask("write"), "not written");
}
#endif

TEST(Helper, ThreadsTakeTurns) {
  Helper helper("trial");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&helper, i] {
      for (int k = 0; k < 50; ++k) {
        const std::string text(static_cast<std::size_t>(1 + i * 1000 + k), static_cast<char>('a' + i));
        EXPECT_EQ(helper.ask(text), text);
      }
    });
  for (std::thread& thread : threads) thread.join();
}

TEST(Helper, GoesWithItsOwner) {
  pid_t process = 0;
  {
    Helper helper("trial");
    process = std::stoi(helper.ask("pid"));
    EXPECT_TRUE(runs(process));
  }
  EXPECT_TRUE(gone_soon(process));
}

TEST(Helper, GoesWithAProgramThatIsKilledThoughItIsAtWork) {
  std::array<int, 2> ends = {};
  ASSERT_EQ(pipe(ends.data()), 0);
  const pid_t program = fork();
  if (program == 0) {
    execl("/proc/self/exe", "base_tests", "--gtest_also_run_disabled_tests", "--gtest_filter=*SpinsForTheTestAbove",
          ("--at=" + std::to_string(ends[1])).c_str(), nullptr);
    _exit(1);
  }
  close(ends[1]);
  std::string text;
  char one = 0;
  while (read(ends[0], &one, 1) == 1 && one != '\n') text += one;
  const pid_t helper = std::atoi(text.c_str());
  ASSERT_GT(helper, 0);
  EXPECT_TRUE(runs(helper));
  kill(program, SIGKILL);
  waitpid(program, nullptr, 0);
  EXPECT_TRUE(gone_soon(helper));
  close(ends[0]);
}

int told_at = -1;

/// Not a test: the program that the one above starts, and kills while its helper works.
TEST(Helper, DISABLED_SpinsForTheTestAbove) {
  Helper helper("trial");
  const std::string line = helper.ask("pid") + "\n";
  ASSERT_EQ(write(told_at, line.data(), line.size()), static_cast<ssize_t>(line.size()));
  close(told_at);
  helper.ask("spin");
}

TEST(Helper, ASignalIsHeardWhileItWorks) {
  const InterruptScope scope;
  Helper helper("trial");
  EXPECT_EQ(helper.ask("a"), "a");
  std::thread later([] {
    usleep(100'000);
    kill(getpid(), SIGTERM);
  });
  EXPECT_THROW(helper.ask("spin"), Interrupted);
  later.join();
  EXPECT_TRUE(helper.ended());
}

TEST(Wire, ReadsWhatWasWrittenAndNothingBeyond) {
  WireWriter writer;
  writer.put(7);
  writer.text("granite");
  writer.put(0.25);
  const std::string bytes = writer.take();
  WireReader reader(bytes);
  EXPECT_EQ(reader.get<int>(), 7);
  EXPECT_EQ(reader.text(), "granite");
  EXPECT_EQ(reader.get<double>(), 0.25);
  EXPECT_THROW(reader.get<char>(), WireBroken);
  WireWriter huge;
  huge.put(~std::uint64_t{0});
  const std::string lie = huge.take();
  EXPECT_THROW(WireReader(lie).text(), WireBroken);
  EXPECT_THROW(WireReader(lie).count(), WireBroken);
}

}  // namespace
}  // namespace greisen

int main(int argc, char** argv) {
  static const std::array kinds = {greisen::HelperKind{"trial", nullptr, &greisen::trial}};
  greisen::serve_if_helper(argc, argv, kinds);
  constexpr std::string_view kAt = "--at=";
  if (argc > 1 && std::string_view(argv[argc - 1]).starts_with(kAt)) {
    greisen::told_at = std::atoi(argv[--argc] + kAt.size());
    argv[argc] = nullptr;
  }
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
