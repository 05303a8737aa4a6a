// SPDX-License-Identifier: Apache-2.0
// Where the system gives other answers than it mostly does: names that are too long, folders that are not there.
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/listener.hpp"
#include "support/small_survey.hpp"

namespace greisen::test {
namespace {

class HostileWorld : public SmallSurvey {
 protected:
  static constexpr const char* kOneLayer = " --sensor sentinel2 --scale 0.0001 --expr 'ratio=swir1/red' -q";
};

TEST_F(HostileWorld, NamesThatAreTooLongEndInWords) {
  write_survey("");
  const std::string long_name(300, 'a');
  const ProgramRun there = run(at("s/survey.yaml"), "-o " + shell_word(at(long_name)));
  EXPECT_EQ(there.exit_code, 7) << there.err;
  EXPECT_TRUE(says(there, "E7002")) << there.err;
  for (const std::string verb : {"report ", "verify ", "export --kmz ", "inspect ", "check ", "demo "}) {
    const ProgramRun done = run_greisen(verb + shell_word(at(long_name)));
    EXPECT_GE(done.exit_code, 2) << verb << done.err;
    EXPECT_FALSE(says(done, "E1001")) << done.err;
  }
}

/// A side file of its would have a name that is longer than any may be.
TEST_F(HostileWorld, TheLongestNameThereIsReads) {
  const std::string name = at("s/" + std::string(253, 'a') + ".x");
  fs::copy_file(at("s/stack.tif"), name);
  const ProgramRun done = run_greisen("compute " + shell_word(name) + kOneLayer + " -o " + shell_word(at("out")));
  EXPECT_EQ(done.exit_code, 0) << done.err;
  std::ofstream(at("s/" + std::string(253, 'b') + ".x"))
      << R"(<?xml version="1.0"?><a xmlns:gml="http://www.opengis.net/gml"/>)";
  const ProgramRun area =
      run_greisen("compute " + shell_word(at("s/stack.tif")) + kOneLayer + " -o " + shell_word(at("out2")) + " --aoi " +
                  shell_word(at("s/" + std::string(253, 'b') + ".x")));
  EXPECT_EQ(area.exit_code, 3) << area.err;
}

/// As `compute` and `apply` say it: the input lacks the band.
TEST_F(HostileWorld, ABandThatNoSceneHasIsOneThatTheInputLacks) {
  write_survey("layers: [{name: pale, expr: \"blue / red\"}]\n");
  const ProgramRun done = again();
  EXPECT_EQ(done.exit_code, 3) << done.err;
  EXPECT_TRUE(says(done, "E3107") && says(done, "B02")) << done.err;
}

TEST_F(HostileWorld, ATemporaryFolderThatIsNotThereIsNotNeeded) {
  write_survey("");
  for (const char* const folder : {"/not/there", "''"}) {
    fs::remove_all(at("s/run"));
    const ProgramRun done =
        run_greisen("run " + shell_word(at("s/survey.yaml")) + " -q", std::string("TMPDIR=") + folder);
    EXPECT_EQ(done.exit_code, 0) << done.err;
  }
}

/// OpenMP's own library faults with the first and exits with the second.
TEST_F(HostileWorld, StacksThatTheEnvironmentWishesAreNotHeeded) {
  write_survey("");
  for (const char* const wish : {"OMP_STACKSIZE=16k", "OMP_STACKSIZE=100G", "GOMP_STACKSIZE=100000000"}) {
    fs::remove_all(at("s/run"));
    const ProgramRun done = run_greisen("run " + shell_word(at("s/survey.yaml")) + " -q --threads 4", wish);
    EXPECT_EQ(done.exit_code, 0) << wish << done.err;
    EXPECT_TRUE(says(done, "W7005")) << done.err;
  }
}

TEST_F(HostileWorld, TheSampleSurveyIsNotWrittenOverAPipe) {
  ASSERT_EQ(mkfifo(at("pipe").c_str(), 0600), 0);
  const ProgramRun done = run_greisen("demo " + shell_word(at("pipe")));
  EXPECT_EQ(done.exit_code, 2) << done.err;
  EXPECT_TRUE(says(done, "E2050")) << done.err;
}

TEST_F(HostileWorld, ResultsGoToADiskAndNoAddressBecomesAFolder) {
  write_survey("");
  for (const char* const place : {"http://user:hunter2@127.0.0.1:9/out?sig=1", "/vsicurl/http://127.0.0.1:9/out",
                                  "/vsimem/out", "s3://bucket/out"}) {
    const ProgramRun done = run(at("s/survey.yaml"), std::string("-o ") + shell_word(place));
    EXPECT_EQ(done.exit_code, 2) << done.err;
    EXPECT_TRUE(says(done, "E2005")) << done.err;
    EXPECT_FALSE(says(done, "hunter2")) << done.err;
  }
  EXPECT_EQ(run_greisen("list sensors --log-file http://user:hunter2@127.0.0.1:9/log").exit_code, 2);
  EXPECT_FALSE(fs::exists("http:"));
}

/// What GDAL and libcurl would print of a connection, where the environment asks them to.
TEST_F(HostileWorld, NoEnvironmentHasAddressesAndHeadersPrinted) {
  const Listener listener;
  const std::string address =
      "http://user:hunter2@" + listener.url().substr(std::string("http://").size()) + "/a.tif?sig=c2VjcmV0";
  for (const char* const wish :
       {"CPL_CURL_VERBOSE=YES", "CPL_VSIL_SHOW_NETWORK_STATS=YES CPL_VSIL_NETWORK_STATS_ENABLED=YES", "CPL_DEBUG=ON"}) {
    const ProgramRun done = run_greisen("inspect " + shell_word(address), wish);
    EXPECT_EQ(done.exit_code, 3) << done.err;
    for (const char* const secret : {"hunter2", "c2VjcmV0", "dXNlcjpodW50ZXIy"})  // the last as a header has the first
      EXPECT_FALSE(says(done, secret)) << wish << "\n" << done.err;
  }
  EXPECT_GT(listener.connections(), 0);
}

/// `init` writes the address into the survey as it was given, and asks for it as it is.
TEST_F(HostileWorld, InitAsksForAddressesAsTheyAreAndTellsNoPassword) {
  const ProgramRun done =
      run_greisen("init " + shell_word(at("new")) + " --aoi http://user:hunter2@127.0.0.1:9/a.geojson" +
                  " --scenes http://user:hunter2@127.0.0.1:9/a.tif");
  EXPECT_EQ(done.exit_code, 3) << done.err;
  EXPECT_FALSE(says(done, "hunter2")) << done.err;
  EXPECT_FALSE(says(done, "http:/127")) << done.err;
}

/// What another program, or a stranger, left there is told, and written anew.
TEST_F(HostileWorld, ARecordThatIsTooLongOrTooDeepIsWrittenAnew) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  const std::string deep = R"({"status":"done","x":)" + std::string(300'000, '[') + std::string(300'000, ']') + "}";
  for (const bool is_long : {true, false}) {
    std::ofstream(at("s/run/run.json"), std::ios::trunc) << (is_long ? "{}" : deep);
    if (is_long) fs::resize_file(at("s/run/run.json"), (64U << 20U) + 1);
    const ProgramRun told = verify();
    EXPECT_EQ(told.exit_code, 4) << told.err;
    EXPECT_TRUE(says(told, "run.json: is not as the run wrote it")) << told.err;
    for (const std::string verb : {"report ", "export --kmz "})
      EXPECT_EQ(run_greisen(verb + shell_word(at("s/run"))).exit_code, 3) << verb;
    EXPECT_EQ(again().exit_code, 0);
    EXPECT_EQ(verify().exit_code, 0) << verify().err;
  }
}

TEST_F(HostileWorld, AFolderThatMayNotBeLookedIntoIsTold) {
  if (geteuid() == 0) GTEST_SKIP() << "nothing is closed to root";
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  for (const unsigned mode : {0000U, 0111U, 0444U}) {
    fs::permissions(at("s/run"), static_cast<fs::perms>(mode));
    for (const std::string verb : {"report ", "verify ", "export --kmz "}) {
      const ProgramRun done = run_greisen(verb + shell_word(at("s/run")));
      EXPECT_GE(done.exit_code, 2) << verb << done.err;
      EXPECT_FALSE(says(done, "E1001")) << verb << done.err;
    }
    EXPECT_EQ(again().exit_code, mode == 0111U ? 0 : 7) << "what it is to write is there, or cannot be";
    fs::permissions(at("s/run"), fs::perms::owner_all);
  }
}

}  // namespace
}  // namespace greisen::test
