// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"

#include <cstdlib>
#include <filesystem>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace greisen {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string stderr_of(const LogOptions& options, const std::function<void(Log&)>& act) {
  testing::internal::CaptureStderr();
  {
    Log log(options);
    act(log);
  }
  return testing::internal::GetCapturedStderr();
}

void say_all(Log& log) {
  log.error("e {}");
  log.warn("W4101", "w");
  log.info("i");
  log.debug("d");
}

TEST(Log, WritesTheLevelsAskedFor) {
  EXPECT_EQ(stderr_of({.level = LogLevel::error, .color = ColorMode::never}, say_all), "error: e {}\n");
  EXPECT_EQ(stderr_of({.level = LogLevel::info, .color = ColorMode::never}, say_all),
            "error: e {}\nwarning: W4101: w\ni\n");
  EXPECT_EQ(stderr_of({.level = LogLevel::debug, .color = ColorMode::never}, say_all),
            "error: e {}\nwarning: W4101: w\ni\ndebug: d\n");
}

TEST(Log, KeepsWarningsForTheRecordWhateverTheLevel) {
  stderr_of({.level = LogLevel::error}, [](Log& log) {
    log.warn("W1", "a");
    log.warn("W2", "b");
    log.warn("W1", "a");
    ASSERT_EQ(log.warnings().size(), 2U) << "told once";
    EXPECT_EQ(log.warnings()[0].code, "W1");
    EXPECT_EQ(log.warnings()[1].text, "b");
  });
}

TEST(Log, WritesAllLevelsToTheFile) {
  const std::string path = testing::TempDir() + "/greisen_log_" + std::to_string(getpid()) + ".txt";
  std::filesystem::remove(path);
  stderr_of({.level = LogLevel::error, .file = path}, say_all);
  const std::string text = read_text_file(path, 10000);
  EXPECT_THAT(text, HasSubstr("debug: d\n"));
  EXPECT_THAT(text, HasSubstr("error: e {}\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b[")));
  std::filesystem::remove(path);
}

TEST(Log, TellsOfAFileItCannotWrite) {
  try {
    const Log log({.file = "/proc/nowhere/log.txt"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E7002");
  }
}

TEST(Log, ColourFollowsTheUsersWish) {
  unsetenv("NO_COLOR");
  unsetenv("CLICOLOR_FORCE");
  const int no_terminal = -1;
  EXPECT_TRUE(wants_color(ColorMode::always, no_terminal));
  EXPECT_FALSE(wants_color(ColorMode::automatic, no_terminal));
  setenv("CLICOLOR_FORCE", "1", 1);
  EXPECT_TRUE(wants_color(ColorMode::automatic, no_terminal));
  EXPECT_FALSE(wants_color(ColorMode::never, no_terminal));
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(wants_color(ColorMode::automatic, no_terminal));
  EXPECT_TRUE(wants_color(ColorMode::always, no_terminal));
  unsetenv("NO_COLOR");
  setenv("CLICOLOR_FORCE", "0", 1);
  EXPECT_FALSE(wants_color(ColorMode::automatic, no_terminal));
  unsetenv("CLICOLOR_FORCE");
  EXPECT_THAT(stderr_of({.color = ColorMode::always}, say_all), HasSubstr("\x1b["));
}

TEST(Log, LetsTheProgressLineStepAside) {
  int called = 0;
  stderr_of({.level = LogLevel::info}, [&](Log& log) {
    log.set_before_line([&] { ++called; });
    log.info("a");
    log.debug("not shown");
    log.set_before_line({});
    log.info("b");
  });
  EXPECT_EQ(called, 1);
}

TEST(Log, MayBeUsedFromManyThreads) {
  const std::string text = stderr_of({.color = ColorMode::never}, [](Log& log) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&log, t] {
        for (int i = 0; i < 100; ++i) {
          log.info("line");
          log.warn("W" + std::to_string(t), std::to_string(i));
        }
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    EXPECT_EQ(log.warnings().size(), 400U);
  });
  EXPECT_EQ(std::ranges::count(text, '\n'), 800);
}

TEST(Log, AFileThatTakesNoMoreLinesIsToldOnce) {
  ::testing::internal::CaptureStderr();
  {
    Log log(LogOptions{.level = LogLevel::error, .file = "/dev/full"});
    log.info("one");
    log.info("two");
  }
  const std::string said = ::testing::internal::GetCapturedStderr();
  const std::size_t first = said.find("W1004");
  EXPECT_NE(first, std::string::npos) << said;
  EXPECT_EQ(said.find("W1004", first + 1), std::string::npos) << said;
}

}  // namespace
}  // namespace greisen
