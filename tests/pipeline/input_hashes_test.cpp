// SPDX-License-Identifier: Apache-2.0
#include "pipeline/input_hashes.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

class InputHashing : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_.file(name)) << text;
    return folder_.file(name);
  }
  [[nodiscard]] std::string list() const { return folder_.file("inputs.tsv"); }
  /// Puts "forged" where the list has the hash of `text`: whoever returns it has not read the file.
  void forge(const std::string& text) const {
    std::string kept = read_text_file(list(), 1 << 16);
    const std::string hash = sha256_text(text);
    const std::size_t at = kept.find(hash);
    ASSERT_NE(at, std::string::npos);
    std::ofstream(list()) << kept.replace(at, hash.size(), "forged");
  }

  testing::TempFolder folder_;
};

TEST_F(InputHashing, GivesTheHashOfEveryFile) {
  const std::string first = write("a", "abc");
  const std::string second = write("b", "");
  InputHashes hashes({first, second}, list());
  EXPECT_EQ(hashes.wait().at(first), sha256_text("abc"));
  EXPECT_EQ(hashes.wait().at(second), sha256_text(""));
}

TEST_F(InputHashing, DoesNotKeepWhatWasWrittenJustNow) {
  InputHashes({write("a", "abc")}, list()).wait();
  EXPECT_FALSE(fs::exists(list()));
}

TEST_F(InputHashing, ReadsAgainOnlyWhatChanged) {
  const std::string left = write("left", "abc");
  const std::string changed = write("changed", "abd");
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  InputHashes({left, changed}, list()).wait();
  forge("abc");
  forge("abd");
  write("changed", "abe");
  // of the same size, and as old as it was: the system's own note of the change tells
  fs::last_write_time(changed, fs::last_write_time(left));
  InputHashes again({left, changed}, list());
  EXPECT_EQ(again.wait().at(left), "forged") << "it was read, and need not be";
  EXPECT_EQ(again.wait().at(changed), sha256_text("abe"));
}

TEST_F(InputHashing, SaysWhichFileCannotBeRead) {
  InputHashes hashes({folder_.file("nowhere")}, list());
  EXPECT_THROW(hashes.wait(), Error);
}

TEST_F(InputHashing, TellsWhatChangedSinceTheBegin) {
  const std::string left = write("left", "abc");
  const std::string rewritten = write("rewritten", "abd");
  const std::string removed = write("removed", "abe");
  InputHashes hashes({left, rewritten, removed}, list());
  hashes.wait();
  EXPECT_TRUE(hashes.changed().empty());
  write("rewritten", "abd and more");
  fs::remove(removed);
  EXPECT_EQ(hashes.changed(), (std::vector<std::string>{rewritten, removed}));
}

TEST_F(InputHashing, NeedsNoList) {
  const std::string file = write("a", "abc");
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  InputHashes hashes({file}, folder_.file("no such folder/inputs.tsv"));
  EXPECT_EQ(hashes.wait().at(file), sha256_text("abc"));
}

TEST_F(InputHashing, StopsWithinALargeFile) {
  const std::string large = write("large", "");
  fs::resize_file(large, std::uintmax_t{1} << 36U);
  const auto begin = std::chrono::steady_clock::now();
  { const InputHashes hashes({large}, list()); }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace greisen
