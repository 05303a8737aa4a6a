// SPDX-License-Identifier: Apache-2.0
#include "base/progress.hpp"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/log.hpp"
#include "base/progress_line.hpp"
#include "base/text.hpp"

namespace greisen {
namespace {

using testing::HasSubstr;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

std::string text_of(std::FILE* file) {
  std::fflush(file);
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) {
    text += static_cast<char>(c);
  }
  return text;
}

// A step of 100 s told of every second, 1 MPx each.
std::string run(ProgressMode mode, double seconds_per_call = 1) {
  const FilePtr out(std::tmpfile());
  double now = 0;
  Progress progress({.mode = mode, .out = out.get(), .seconds = [&] { return now; }, .width = 60});
  progress.begin(2);
  progress.start_step("warp", 100000000);
  for (int i = 0; i < 100; ++i) {
    now += seconds_per_call;
    progress.advance(1000000);
  }
  progress.finish_step();
  progress.start_step("write", 0);
  progress.finish_step();
  progress.finish();
  return text_of(out.get());
}

TEST(Progress, PlainTellsStartQuartersAndEndOfLongSteps) {
  EXPECT_EQ(run(ProgressMode::plain), R"(1/2 warp
1/2 warp: 25 %, 1 min 10 s left
1/2 warp: 50 %, 50 s left
1/2 warp: 75 %, 25 s left
1/2 warp: done in 1 min 40 s, 1.0 MPx/s
2/2 write
2/2 write: done in 0.0 s
)");
}

TEST(Progress, PlainIsQuietOnShortSteps) {
  EXPECT_EQ(run(ProgressMode::plain, 0.1),
            "1/2 warp\n1/2 warp: done in 10 s, 10.0 MPx/s\n2/2 write\n2/2 write: done in 0.0 s\n");
}

TEST(Progress, AutomaticIsPlainWithoutATerminal) { EXPECT_EQ(run(ProgressMode::automatic), run(ProgressMode::plain)); }

TEST(Progress, NoneIsSilent) { EXPECT_EQ(run(ProgressMode::none), ""); }

TEST(Progress, JsonHasOneEventALine) {
  const auto lines = split(trim(run(ProgressMode::json)), '\n');
  std::vector<std::string> kinds;
  for (const std::string& line : lines) {
    const auto json = nlohmann::json::parse(line);
    kinds.push_back(json["event"]);
    if (kinds.back() == "progress") {
      EXPECT_EQ(json["name"], "warp");
      EXPECT_EQ(json["of"], 100000000);
    }
  }
  EXPECT_EQ(kinds.front(), "step_started");
  EXPECT_EQ(kinds[1], "progress");
  EXPECT_EQ(kinds.back(), "done");
  EXPECT_EQ(std::ranges::count(kinds, "step_done"), 2);
}

TEST(Progress, BarIsOneLiveLineAtMostTwelveTimesASecond) {
  const std::string text = run(ProgressMode::bar, 0.01);  // one second in all
  EXPECT_LE(std::ranges::count(text, '\r'), 12 + 6);
  EXPECT_EQ(std::ranges::count(text, '\n'), 2) << "only finished steps stay";
  EXPECT_THAT(text, HasSubstr("1/2 warp"));
  EXPECT_THAT(text, HasSubstr(" left"));
  EXPECT_THAT(text, HasSubstr("MPx/s"));
}

TEST(Progress, LiveLineFitsTheTerminal) {
  const FilePtr out(std::tmpfile());
  double now = 0;
  Progress progress({.mode = ProgressMode::bar, .out = out.get(), .seconds = [&] { return now; }, .width = 30});
  progress.begin(1);
  progress.start_step(std::string(100, 'n') + "\n\x1b[2J", 10);
  now = 5;
  progress.advance(5);
  for (const std::string& line : split(text_of(out.get()), '\r')) {
    EXPECT_LE(line.size(), 29 + std::string("\x1b[K").size()) << line;
    EXPECT_EQ(line.find("\x1b[2J"), std::string::npos);
  }
}

TEST(Progress, StepsOverItsLineForTheLog) {
  const FilePtr out(std::tmpfile());
  testing::internal::CaptureStderr();
  {
    Log log({.color = ColorMode::never});
    Progress progress({.mode = ProgressMode::bar, .out = out.get(), .seconds = [] { return 0.0; }, .width = 60}, &log);
    progress.begin(1);
    progress.start_step("a", 10);
    log.info("hello");
    EXPECT_TRUE(text_of(out.get()).ends_with("\r\x1b[K"));
    progress.finish_step();
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "hello\n");
}

TEST(Progress, CountsFromManyThreads) {
  const FilePtr out(std::tmpfile());
  std::atomic<int> tick = 0;
  Progress progress({.mode = ProgressMode::json, .out = out.get(), .seconds = [&] { return ++tick * 0.001; }});
  progress.begin(1);
  progress.start_step("a", 40000);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10000; ++i) {
        progress.advance(1);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  tick = 100000000;
  progress.advance(0);
  progress.finish_step();
  EXPECT_THAT(text_of(out.get()), HasSubstr("\"pixels\":40000,"));
}

TEST(ProgressMode, IsReadFromItsWord) {
  EXPECT_EQ(parse_progress_mode("auto"), ProgressMode::automatic);
  EXPECT_EQ(parse_progress_mode("json"), ProgressMode::json);
  EXPECT_EQ(parse_progress_mode("loud"), std::nullopt);
}

TEST(ProgressBar, HasAsciiAndBlocks) {
  EXPECT_EQ(progress_bar(0.5, false), "[##########..........]");
  EXPECT_EQ(progress_bar(1, false), "[####################]");
  EXPECT_THAT(progress_bar(0.05, true), HasSubstr("█░"));
}

}  // namespace
}  // namespace greisen
