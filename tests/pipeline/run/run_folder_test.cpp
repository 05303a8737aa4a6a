// SPDX-License-Identifier: Apache-2.0
// What a run refuses before it writes, and what it leaves alone.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "base/sealed_lines.hpp"
#include "support/small_survey.hpp"

namespace greisen::test {
namespace {

using RunFolder = SmallSurvey;

TEST_F(RunFolder, ALayerUnderANameOfTheProgramIsRefused) {
  for (const char* const name : {"scene", "Reflectance", "temporal_spread", "al_clay"}) {
    write_survey(std::string("layers: [{name: ") + name + ", expr: \"swir1 / red\"}]\n");
    const ProgramRun refused = again();
    EXPECT_EQ(refused.exit_code, 2) << name;
    EXPECT_TRUE(says(refused, "E2109") && says(refused, "survey.yaml:")) << refused.err;
  }
}

TEST_F(RunFolder, AnAreaWithoutAPixelIsToldEachTime) {
  write_survey("aoi: {bbox: [600101, 4499501, 600104, 4499504], crs: \"EPSG:32629\"}\n");
  for (int i = 0; i < 2; ++i) {
    const ProgramRun none = again();
    EXPECT_EQ(none.exit_code, 4);
    EXPECT_TRUE(says(none, "E4017")) << none.err;
  }
  // a sliver of many pixels' area between two rows of centres
  write_survey("aoi: {bbox: [600000, 4499501, 600800, 4499509], crs: \"EPSG:32629\"}\n");
  EXPECT_TRUE(says(again(), "E4017"));
  write_survey("aoi: {bbox: [600000, 4499501, 600800, 4499511], crs: \"EPSG:32629\"}\n");
  EXPECT_EQ(again().exit_code, 0) << "a row of centres";
}

TEST_F(RunFolder, TheRunOfAnotherSurveyIsNotReplaced) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  const std::string before = sha256_file(at("s/run/run.json"));
  write_survey("seed: 7\n", "s/other.yaml");
  const ProgramRun refused = run(at("s/other.yaml"));
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_TRUE(says(refused, "E2050") && says(refused, "survey.yaml")) << refused.err;
  EXPECT_EQ(sha256_file(at("s/run/run.json")), before);
  EXPECT_EQ(run_greisen("plan " + shell_word(at("s/other.yaml"))).exit_code, 2) << "the plan tells it too";
  fs::remove(at("s/run/run.json"));
  EXPECT_EQ(run(at("s/other.yaml")).exit_code, 2) << "also where a killed run left no record";
  write_survey("seed: 8\n");
  EXPECT_EQ(again().exit_code, 0) << "edited in its place it is the same survey";
  EXPECT_EQ(run(at("s/other.yaml"), "--overwrite").exit_code, 0);
  EXPECT_EQ(again().exit_code, 2) << "now the folder is the other's";
}

TEST_F(RunFolder, FilesOfOthersStayAndAreNamed) {
  write_survey("");
  fs::create_directories(at("s/run/layers/sentinel2"));
  std::ofstream(at("s/run/notes.txt")) << "mine";
  std::ofstream(at("s/run/reasons.tif")) << "mine";
  std::ofstream(at("s/run/layers/sentinel2/ratio.tif")) << "mine";
  const ProgramRun refused = again();
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_TRUE(says(refused, "reasons.tif is there already") && says(refused, "ratio.tif is there already"))
      << refused.err;
  EXPECT_FALSE(says(refused, "notes.txt"));
  EXPECT_EQ(read_text_file(at("s/run/reasons.tif"), 100), "mine");
  fs::remove(at("s/run/reasons.tif"));
  fs::rename(at("s/run/layers/sentinel2/ratio.tif"), at("s/run/layers/sentinel2/mine.tif"));
  EXPECT_EQ(again().exit_code, 0);
  EXPECT_EQ(read_text_file(at("s/run/notes.txt"), 100), "mine");
  EXPECT_TRUE(says(verify(), "notes.txt: a file that the run did not write")) << verify().err;
  EXPECT_TRUE(says(verify(), "mine.tif: a file that the run did not write"));
  fs::remove(at("s/run/notes.txt"));
  fs::remove(at("s/run/layers/sentinel2/mine.tif"));
  EXPECT_EQ(verify().exit_code, 0);
  // a delivery that came without its hidden state is known by its record
  fs::remove_all(at("s/run/.greisen"));
  EXPECT_EQ(again().exit_code, 0) << again().err;
  fs::remove_all(at("s/run/.greisen"));
  std::ofstream(at("s/run/reasons.tif")) << "mine by now";
  EXPECT_TRUE(says(again(), "reasons.tif is there already"));
}

TEST_F(RunFolder, OutputsNeverOverwriteInputs) {
  fs::create_directories(at("s/run/layers/terrain"));
  write_heights(at("s/run/layers/terrain/elevation.tif"), 600);
  const std::string sha256 = sha256_file(at("s/run/layers/terrain/elevation.tif"));
  write_survey("dem: run/layers/terrain/elevation.tif\n");
  for (const char* const more : {"", "--overwrite"}) {
    const ProgramRun refused = again(more);
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_TRUE(says(refused, "E2055")) << refused.err;
  }
  for (const bool hard : {false, true}) {
    fs::rename(at("s/run/layers/terrain/elevation.tif"), at("s/dem.tif"));
    hard ? fs::create_hard_link(at("s/dem.tif"), at("s/run/layers/terrain/elevation.tif"))
         : fs::create_symlink(at("s/dem.tif"), at("s/run/layers/terrain/elevation.tif"));
    write_survey("dem: dem.tif\n");
    EXPECT_TRUE(says(again("--overwrite"), "E2055")) << (hard ? "hard link" : "symbolic link");
    fs::remove(at("s/run/layers/terrain/elevation.tif"));
    fs::rename(at("s/dem.tif"), at("s/run/layers/terrain/elevation.tif"));
  }
  EXPECT_EQ(sha256_file(at("s/run/layers/terrain/elevation.tif")), sha256);
}

TEST_F(RunFolder, ComputeAndApplyDoNotWriteOverWhatTheyRead) {
  const std::string sha256 = sha256_file(at("s/stack.tif"));
  const std::string scene = shell_word(at("s/stack.tif")) + " --sensor sentinel2 --scale 0.0001 -q --progress none ";
  for (const char* const more : {"", " --overwrite", " --overwrite --format gtiff"}) {
    const ProgramRun computed =
        run_greisen("compute " + scene + "-o " + shell_word(at("s")) + " --expr stack='B11 / B04'" + more);
    EXPECT_EQ(computed.exit_code, 2) << more;
    EXPECT_TRUE(says(computed, "E2055")) << computed.err;
    const ProgramRun applied = run_greisen("apply focal_mean " + scene + "-o " + shell_word(at("s/stack.tif")) + more);
    EXPECT_EQ(applied.exit_code, 2) << more;
    EXPECT_TRUE(says(applied, "E2055")) << applied.err;
  }
  EXPECT_EQ(sha256_file(at("s/stack.tif")), sha256);
}

/// Lines as the program writes them: whoever hands a run over can.
TEST_F(RunFolder, AListRemovesNothingButWhatTheRunWroteInItsFolder) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  fs::create_directory(at("photos"));
  fs::create_directory_symlink(at("photos"), at("s/run/album"));
  fs::create_symlink(at("photos/a.jpg"), at("s/run/linked.jpg"));
  const std::string mine = "not the run's";
  std::ofstream book(at("s/run/.greisen/outputs.tsv"), std::ios::app);
  for (const std::string name : {"victim.txt", "photos/a.jpg", "s/run/notes.txt"}) std::ofstream(at(name)) << mine;
  for (const std::string& name : {std::string("../../victim.txt"), at("victim.txt"), std::string("album/a.jpg"),
                                  std::string("layers/../../../victim.txt"), std::string("linked.jpg")})
    book << sealed(name + "\tkey\t" + sha256_text(mine) + "\t13\t");
  book << sealed("notes.txt\tkey\t" + sha256_text("what the run wrote") + "\t13\t");
  book.close();
  write_survey("layers: [al_clay]\n");
  static_cast<void>(again());
  write_survey("");
  ASSERT_EQ(again().exit_code, 0) << again().err;
  for (const char* const name : {"victim.txt", "photos/a.jpg", "s/run/notes.txt", "s/run/linked.jpg"})
    EXPECT_TRUE(fs::exists(at(name))) << name;
}

TEST_F(RunFolder, LinksThatLeadOutAreRefused) {
  fs::create_directories(at("s/run"));
  fs::create_directory(at("outside"));
  write_survey("");
  for (const char* const link : {"s/run/layers", "s/run/.greisen"}) {
    fs::create_directory_symlink(at("outside"), at(link));
    for (const char* const more : {"", "--overwrite"}) {
      const ProgramRun refused = again(more);
      EXPECT_EQ(refused.exit_code, 2) << link;
      EXPECT_TRUE(says(refused, "E2057")) << refused.err;
    }
    EXPECT_TRUE(fs::is_empty(at("outside"))) << link;
    fs::remove(at(link));
  }
  ASSERT_EQ(again().exit_code, 0);
  // a run that was whole when its folder became a link
  fs::rename(at("s/run/layers"), at("outside/layers"));
  fs::create_directory_symlink(at("outside/layers"), at("s/run/layers"));
  EXPECT_TRUE(says(again(), "E2057"));
  fs::remove(at("s/run/layers"));
  // the folder itself may be one
  fs::rename(at("s/run"), at("real"));
  fs::create_directory_symlink(at("real"), at("s/run"));
  EXPECT_EQ(again().exit_code, 0);
  EXPECT_TRUE(fs::exists(at("real/layers/sentinel2/ratio.tif")));
}

TEST_F(RunFolder, AFileThatBecameALinkIsReplacedAndItsEndStays) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  std::ofstream(at("mine.tif")) << "mine";
  fs::remove(at("s/run/reasons.tif"));
  fs::create_symlink(at("mine.tif"), at("s/run/reasons.tif"));
  ASSERT_EQ(again().exit_code, 0);
  EXPECT_EQ(read_text_file(at("mine.tif"), 10), "mine");
  EXPECT_FALSE(fs::is_symlink(at("s/run/reasons.tif")));
  EXPECT_EQ(verify().exit_code, 0);
}

TEST_F(RunFolder, SideFilesOfOthersStay) {
  write_survey("");
  fs::create_directories(at("s/run"));
  fs::create_directories(at("out"));
  for (const char* const name : {"s/run/reasons.tif.aux.xml", "out/x.tif.aux.xml"}) std::ofstream(at(name)) << "mine";
  EXPECT_TRUE(says(again(), "reasons.tif.aux.xml is there already"));
  const std::string compute = "compute " + shell_word(at("s/stack.tif")) +
                              " --sensor sentinel2 --scale 0.0001 -q --progress none --expr x='B11 / B04' -o " +
                              shell_word(at("out"));
  EXPECT_TRUE(says(run_greisen(compute), "E2050"));
  for (const char* const name : {"s/run/reasons.tif.aux.xml", "out/x.tif.aux.xml"})
    EXPECT_EQ(read_text_file(at(name), 10), "mine");
}

TEST_F(RunFolder, AnEmptyFolderOfTheUsersStaysWhereTheRunIsRefused) {
  std::ofstream(at("reasons.tif")) << "mine";
  fs::create_directory(at("s/run"));
  write_survey("dem: run/.greisen/dem.tif\n");
  fs::create_directory(at("s/run/.greisen"));
  write_heights(at("s/run/.greisen/dem.tif"), 600);
  EXPECT_TRUE(says(again(), "E2055")) << "an input among the run's own state";
  EXPECT_TRUE(fs::exists(at("s/run/.greisen/dem.tif")));
}

TEST_F(RunFolder, ALogIsWrittenOnInLogsAlone) {
  write_survey("");
  const std::string before = read_text_file(at("s/survey.yaml"), 10'000);
  EXPECT_TRUE(says(again("--log-file " + shell_word(at("s/survey.yaml"))), "E2050"));
  EXPECT_EQ(read_text_file(at("s/survey.yaml"), 10'000), before);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(again("--log-file " + shell_word(at("log"))).exit_code, 0);
  EXPECT_EQ(again("--log-file /dev/null").exit_code, 0);
}

}  // namespace
}  // namespace greisen::test
