// SPDX-License-Identifier: Apache-2.0
// What was kept of a run and is damaged, and what killed processes left.
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "base/file_state.hpp"
#include "base/hash.hpp"
#include "base/sealed_lines.hpp"
#include "base/text.hpp"
#include "support/small_survey.hpp"

namespace greisen::test {
namespace {

class StateHeals : public SmallSurvey {
 protected:
  /// SHA-256 of all results, by name.
  [[nodiscard]] std::map<std::string, std::string> results(const std::string& folder = "s/run") const {
    std::map<std::string, std::string> hashes;
    for (const auto& entry : fs::recursive_directory_iterator(at(folder))) {
      const std::string name = entry.path().lexically_relative(at(folder)).string();
      if (entry.is_regular_file() && !name.starts_with(".greisen") && name != "run.json" && name != "checksums.sha256")
        hashes[name] = sha256_file(entry.path().string());
    }
    return hashes;
  }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(at(name), std::ios::binary) << text;
  }
};

TEST_F(StateHeals, AnyDamageOfTheListsEndsInTheSameResults) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  const auto right = results();
  for (const char* const list : {"outputs.tsv", "inputs.tsv", "facts.tsv", "claims", "survey"}) {
    const std::string file = std::string("s/run/.greisen/") + list;
    const std::string text = read_text_file(at(file), 1 << 20);
    std::string turned = text;
    for (std::size_t i = 5; i < turned.size(); i += 97) turned[i] = turned[i] == '0' ? '1' : '0';
    for (const std::string& damaged : {turned, text.substr(0, text.size() / 2), std::string("\0\t\t\n\xff", 5)}) {
      put(file, damaged);
      const ProgramRun done = again();
      EXPECT_EQ(done.exit_code, 0) << list << ": " << done.err;
      EXPECT_EQ(results(), right) << list;
      EXPECT_EQ(verify().exit_code, 0) << list;
    }
    fs::remove(at(file));
    EXPECT_EQ(again().exit_code, 0) << list;
    EXPECT_EQ(results(), right) << list;
  }
}

TEST_F(StateHeals, RepairHashesWhatTimesWouldSpare) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  const auto right = results();
  EXPECT_TRUE(idle(again("--repair")));
  std::string raster = read_text_file(at("s/run/reasons.tif"), 1 << 24);
  raster[raster.size() / 2] = static_cast<char>(raster[raster.size() / 2] ^ 1);
  put("s/run/reasons.tif", raster);
  // a disk that tells no times apart: the list says that the file was left alone
  const std::string list = read_text_file(at("s/run/.greisen/outputs.tsv"), 1 << 20);
  std::string forged;
  for (const std::string& line : split(list, '\n')) {
    const std::vector<std::string> cells = split(line, '\t');
    if (cells.size() != 6) continue;
    const std::string state = cells[0] == "reasons.tif" ? file_state(at("s/run/reasons.tif")) : cells[4];
    forged += sealed(cells[0] + "\t" + cells[1] + "\t" + cells[2] + "\t" + cells[3] + "\t" + state);
  }
  put("s/run/.greisen/outputs.tsv", forged);
  ASSERT_TRUE(idle(again())) << "what the list says is believed";
  EXPECT_EQ(again("--repair").exit_code, 0);
  EXPECT_EQ(results(), right);
  EXPECT_EQ(verify().exit_code, 0);
}

TEST_F(StateHeals, WhatAKilledRunLeftIsSwept) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  const auto right = results();
  for (const char* const folder : {"s/run", "s/run/layers/sentinel2"}) {
    const std::string part = std::string(folder) + "/.greisen-part-a1B2c3";
    fs::create_directory(at(part));
    put(part + "/.greisen-scratch", "made by greisen; may be deleted\n");
    put(part + "/ratio.tif", "half");
  }
  EXPECT_EQ(verify().exit_code, 4);
  EXPECT_EQ(again().exit_code, 0);
  EXPECT_EQ(results(), right);
  EXPECT_EQ(verify().exit_code, 0);
}

TEST_F(StateHeals, LimitsOfTheShellEndInWordsOrInTheSameResults) {
  write_survey("");
  ASSERT_EQ(again().exit_code, 0);
  const auto right = results();
  for (const char* const limit : {"ulimit -s 256", "ulimit -n 32", "ulimit -f 8", "ulimit -v 800000"}) {
    fs::remove_all(at("s/run"));
    const ProgramRun done = run_greisen("run " + shell_word(at("s/survey.yaml")) + " -q --progress none --threads 2",
                                        "sh -c '" + std::string(limit) + " && exec \"$@\"' sh");
    EXPECT_LT(done.exit_code, 128) << limit << ": " << done.err;
    EXPECT_TRUE(done.exit_code == 0 || says(done, "error E")) << limit << ": " << done.err;
    EXPECT_TRUE(done.exit_code != 0 || results() == right) << limit;
    EXPECT_EQ(again().exit_code, 0) << limit << ": gone on with";
    EXPECT_EQ(results(), right) << limit;
  }
}

}  // namespace
}  // namespace greisen::test
