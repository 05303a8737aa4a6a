// SPDX-License-Identifier: Apache-2.0
// An input that changed while it was read: nothing made of it counts as current.
#include "pipeline/run/changed_inputs.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "base/sealed_lines.hpp"
#include "pipeline/survey/input_hashes.hpp"
#include "support/small_survey.hpp"

namespace greisen::test {
namespace {

class ChangedInputs : public SmallSurvey {
 protected:
  /// Runs the survey; `change` comes once the run has begun to compute. False where it came too late.
  bool run_and_change(const std::function<void()>& change, ProgramRun& done) const {
    bool in_time = false;
    std::jthread other([&](const std::stop_token& over) {
      while (!over.stop_requested() && !fs::exists(at("s/run/.greisen/scratch/inputs")))
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      in_time = fs::exists(at("s/run/.greisen/scratch/inputs"));
      if (in_time) change();
    });
    done = again();
    other.request_stop();
    other.join();
    return in_time;
  }
};

TEST_F(ChangedInputs, EndARunAndAreComputedAgain) {
  write_survey("");
  const std::string other = at("other.tif");
  write_bands(other, 1000, 4000);
  fs::copy_file(at("s/stack.tif"), at("before.tif"));
  const auto put_back = [&] {
    fs::copy_file(at("before.tif"), at("s/stack.tif"), fs::copy_options::overwrite_existing);
  };
  const std::vector<std::pair<std::string, std::function<void()>>> changes = {
      {"rewritten", [&] { fs::copy_file(other, at("s/stack.tif"), fs::copy_options::overwrite_existing); }},
      {"replaced", [&] { fs::copy_file(other, at("new.tif")), fs::rename(at("new.tif"), at("s/stack.tif")); }},
      {"appended to", [&] { std::ofstream(at("s/stack.tif"), std::ios::app) << "more"; }},
      {"removed", [&] { fs::remove(at("s/stack.tif")); }},
      {"joined by a sibling", [&] { std::ofstream(at("s/stack.tif.aux.xml")) << "<PAMDataset/>"; }},
      {"rewritten and written back",
       [&] { fs::copy_file(other, at("s/stack.tif"), fs::copy_options::overwrite_existing), put_back(); }}};
  for (const auto& [how, change] : changes) {
    fs::remove_all(at("s/run"));
    fs::remove(at("s/stack.tif.aux.xml"));
    put_back();
    ProgramRun done;
    if (!run_and_change(change, done)) GTEST_SKIP() << "SKIPPED: the run was over before the file was " << how;
    EXPECT_EQ(done.exit_code, 5) << how << ": " << done.err;
    EXPECT_TRUE(says(done, "E5007")) << how << ": " << done.err;
    fs::remove(at("s/stack.tif.aux.xml"));
    put_back();
    const ProgramRun next = again();
    EXPECT_EQ(next.exit_code, 0) << how << ": " << next.err;
    EXPECT_FALSE(idle(next)) << how;
    EXPECT_FLOAT_EQ(first_pixel("layers/sentinel2/ratio.tif"), 1.5F) << how;
    EXPECT_TRUE(idle(again())) << how;
  }
}

TEST_F(ChangedInputs, AStateIsComparedAndWhereInDoubtTheHash) {
  const std::string file = at("a.csv");
  std::ofstream(file) << "abc";
  InputHashes hashes(at("s"), at("inputs.tsv"), 1);
  hashes.read({{file}});
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  fs::create_hard_link(file, at("b.csv"));
  EXPECT_TRUE(hashes.changed().empty()) << "rights and links are no content";
  const auto time = fs::last_write_time(file);
  std::ofstream(file) << "abd";
  fs::last_write_time(file, time);
  EXPECT_EQ(hashes.changed(), std::vector<std::string>{file}) << "the times were put back";
}

TEST_F(ChangedInputs, ScratchIsNotGoneOnWithWhereAFileCameBack) {
  const std::string file = at("a.csv");
  std::ofstream(file) << "abc";
  const auto states = [&](const std::string& text) {
    std::ofstream(file) << text;
    InputHashes hashes(at("s"), at("inputs.tsv"), 1);
    hashes.read({{file}});
    write_file_atomically(at("states"), hashes.states());
    return sealed_lines(at("states"));
  };
  const auto before = states("abc");
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  InputHashes unchanged(at("s"), at("inputs.tsv"), 1);
  unchanged.read({{file}});
  EXPECT_FALSE(unchanged.came_back_since(before));
  static_cast<void>(states("abcd"));
  InputHashes other(at("s"), at("inputs.tsv"), 1);
  other.read({{file}});
  EXPECT_FALSE(other.came_back_since(before)) << "other content has other keys";
  static_cast<void>(states("abc"));
  InputHashes back(at("s"), at("inputs.tsv"), 1);
  back.read({{file}});
  EXPECT_TRUE(back.came_back_since(before));
}

TEST_F(ChangedInputs, ComputeWritesNoFile) {
  const InputStates states({at("s/stack.tif"), at("none")});
  states.refuse_changed();
  write_bands(at("s/stack.tif"), 1, 2);
  try {
    states.refuse_changed({{"E3012", "a block cannot be decoded"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit_code(), 5);
    EXPECT_EQ(error.problems().size(), 2U);
  }
}

}  // namespace
}  // namespace greisen::test
