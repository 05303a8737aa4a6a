// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/input_hashes.hpp"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/process/interrupt.hpp"
#include "base/sealed_lines.hpp"
#include "support/graph_fixture.hpp"
#include "support/raster_file.hpp"

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
    const std::string hash = sha256_text(text);
    std::string kept;
    bool found = false;
    for (std::string line : sealed_lines(list())) {
      const std::size_t at = line.find(hash);
      found = found || at != std::string::npos;
      kept += sealed(at == std::string::npos ? line : line.replace(at, hash.size(), "forged"));
    }
    ASSERT_TRUE(found);
    std::ofstream(list()) << kept;
  }

  testing::TempFolder folder_;
};

TEST_F(InputHashing, GivesTheHashOfEveryFile) {
  const std::string first = write("a", "abc");
  const std::string second = write("b", "");
  for (const int threads : {1, 4}) {
    InputHashes hashes(folder_.path().string(), list(), threads);
    hashes.read({{first}, {second}});
    EXPECT_EQ(hashes.files(),
              (std::map<std::string, std::string>{{first, sha256_text("abc")}, {second, sha256_text("")}}));
  }
}

TEST_F(InputHashing, DoesNotKeepWhatWasWrittenJustNow) {
  InputHashes hashes(folder_.path().string(), list(), 1);
  hashes.read({{write("a", "abc")}});
  EXPECT_EQ(read_text_file(list(), 100), "");
}

TEST_F(InputHashing, ReadsAgainOnlyWhatChanged) {
  const std::string left = write("left", "abc");
  const std::string changed = write("changed", "abd");
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  InputHashes(folder_.path().string(), list(), 2).read({{left}, {changed}});
  forge("abc");
  forge("abd");
  write("changed", "abe");
  // of the same size, and as old as it was: the system's own note of the change tells
  fs::last_write_time(changed, fs::last_write_time(left));
  InputHashes again(folder_.path().string(), list(), 2);
  again.read({{left}, {changed}});
  EXPECT_EQ(again.files().at(left), "forged") << "it was read, and need not be";
  EXPECT_EQ(again.files().at(changed), sha256_text("abe"));
}

TEST_F(InputHashing, ContentIsEqualWhereverTheFilesLie) {
  fs::create_directories(folder_.file("one/here"));
  fs::create_directories(folder_.file("two"));
  for (const char* const name : {"map.shp", "map.dbf"}) {
    write(std::string("one/here/") + name, name);
    write(std::string("two/") + name, name);
  }
  const Input first{folder_.file("one/here/map.shp"), geo::InputKind::vectors};
  const Input second{folder_.file("two/../two/map.shp"), geo::InputKind::vectors};
  const auto content = [&](const Input& input) {
    return InputHashes(folder_.path().string(), list(), 1).content_of(input);
  };
  const std::string before = content(first);
  EXPECT_EQ(before.size(), 64U);
  EXPECT_EQ(content(second), before);
  write("two/map.cpg", "UTF-8");
  EXPECT_NE(content(second), before) << "a sibling that appears";
  write("one/here/map.cpg", "UTF-8");
  EXPECT_EQ(content(first), content(second));
  write("one/here/map.cpg", "1252");
  EXPECT_NE(content(first), content(second));
  EXPECT_EQ(content({folder_.file("nowhere.shp"), geo::InputKind::vectors}), "absent");
  EXPECT_EQ(InputHashes().content_of(first), "") << "without a reading there is none";
}

TEST_F(InputHashing, TwoSourcesThatChangePlacesAreAChange) {
  const auto write_tile = [&](const std::string& name, double value) {
    test::RasterFile raster;
    raster.values = {{value, value, value, value}};
    test::write_raster(folder_.file(name), raster);
  };
  fs::create_directories(folder_.file("a"));
  fs::create_directories(folder_.file("b"));
  write_tile("a/tile.tif", 1);
  write_tile("b/tile.tif", 2);
  std::string text = "<VRTDataset rasterXSize=\"2\" rasterYSize=\"2\">";
  for (const char* const source : {"a/tile.tif", "b/tile.tif"})
    text += std::string("<VRTRasterBand dataType=\"UInt16\"><SimpleSource><SourceFilename relativeToVRT=\"1\">") +
            source + "</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>";
  const Input both{write("both.vrt", text + "</VRTDataset>"), geo::InputKind::raster};
  const auto content = [&] { return InputHashes(folder_.path().string(), list(), 1).content_of(both); };
  const std::string before = content();
  write_tile("a/tile.tif", 2);
  write_tile("b/tile.tif", 1);
  EXPECT_NE(content(), before);
}

TEST_F(InputHashing, SaysWhichFileCannotBeRead) {
  fs::create_symlink("/proc/self/mem", folder_.file("unreadable"));
  InputHashes hashes(folder_.path().string(), list(), 1);
  EXPECT_THROW(hashes.read({{folder_.file("unreadable")}}), Error);
}

TEST_F(InputHashing, TellsWhatChangedSinceItWasHashed) {
  const std::string left = write("left", "abc");
  const std::string rewritten = write("rewritten", "abd");
  const std::string removed = write("removed", "abe");
  InputHashes hashes(folder_.path().string(), list(), 1);
  hashes.read({{left}, {rewritten}, {removed}});
  EXPECT_TRUE(hashes.changed().empty());
  write("rewritten", "abd and more");
  fs::remove(removed);
  EXPECT_EQ(hashes.changed(), (std::vector<std::string>{removed, rewritten}));
}

TEST_F(InputHashing, NeedsNoList) {
  const std::string file = write("a", "abc");
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  InputHashes hashes(folder_.path().string(), folder_.file("no such folder/inputs.tsv"), 1);
  hashes.read({{file}});
  EXPECT_EQ(hashes.files().at(file), sha256_text("abc"));
}

TEST_F(InputHashing, StopsWithinALargeFileOnceItIsInterrupted) {
  const InterruptScope scope;
  const std::string large = write("large", "");
  fs::resize_file(large, std::uintmax_t{1} << 36U);
  InputHashes hashes(folder_.path().string(), list(), 1);
  std::jthread signal([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    ::kill(::getpid(), SIGTERM);
  });
  const auto begin = std::chrono::steady_clock::now();
  hashes.read({{large}});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_TRUE(hashes.files().empty());
  EXPECT_EQ(hashes.content_of({large}), "") << "no key is made of what was not read";
}

}  // namespace
}  // namespace greisen
