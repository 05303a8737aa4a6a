// SPDX-License-Identifier: Apache-2.0
// How long a run takes is told before it: all of it, not its passes alone.
#include <string>
#include <sys/resource.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/log.hpp"
#include "sample_data/sample_survey.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSlowed = true;
#else
constexpr bool kSlowed = false;
#endif

/// Processor time of the programs that this one started: what others do on the machine is not in it.
double seconds_of_children() {
  rusage usage = {};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

TEST(PlanTime, OfTheDemoIsThatOfARunWithinAFactorOfTwo) {
  if (kSlowed) GTEST_SKIP() << "sanitizers slow the run, not the plan";
  const testing::TempFolder folder;
  Log log(LogOptions{.level = LogLevel::error});
  write_sample_survey(folder.file("demo"), log);
  const std::string what =
      shell_word(folder.file("demo/survey.yaml")) + " --set grid.resolution_m=20 --threads 1 -q --progress none";
  const ProgramRun planned = run_greisen("plan " + what + " --json");
  ASSERT_EQ(planned.exit_code, 0) << planned.err;
  const auto plan = nlohmann::json::parse(planned.out);
  double sum = 0;
  for (const char* part : {"passes", "stages"})
    for (const auto& one : plan.at(part)) sum += one.at("seconds").get<double>();
  EXPECT_NEAR(plan.at("seconds").get<double>(), sum, 1e-6);
  const double before = seconds_of_children();
  const ProgramRun done = run_greisen("run " + what);
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const double taken = seconds_of_children() - before;
  EXPECT_GT(sum, taken / 2) << taken;
  EXPECT_LT(sum, taken * 2) << taken;
}

}  // namespace
}  // namespace greisen::test
