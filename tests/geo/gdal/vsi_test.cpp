// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/vsi.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/gdal/tar.hpp"
#include "geo/gdal/zip.hpp"
#include "support/zip_writer.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

class Vsi : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) / ("vsi_" + std::string(test->name()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string put(const std::string& name, const std::string& text = "x") const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
    return (root_ / name).string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (root_ / name).string(); }

  fs::path root_;
};

std::string code_of(const std::string& archive) {
  try {
    open_archive(archive);
  } catch (const Error& error) {
    return std::string(error.code());
  }
  return "taken";
}

TEST_F(Vsi, GlobFindsSetsInOrder) {
  put("LC09_b/x.tif");
  put("LC08_a/x.tif");
  put("LC07_c/x.tif");
  put("LC08_.txt");
  EXPECT_EQ(glob(path("LC0[89]_*")), (Paths{path("LC08_.txt"), path("LC08_a"), path("LC09_b")}));
  EXPECT_EQ(glob(path("LC0[89]_?/*.tif")), (Paths{path("LC08_a/x.tif"), path("LC09_b/x.tif")}));
  EXPECT_EQ(glob(path("LC0[!89]_*")), Paths{path("LC07_c")});
}

TEST_F(Vsi, GlobLeavesHiddenFilesAlone) {
  put(".a.tif");
  put("b.tif");
  EXPECT_EQ(glob(path("*.tif")), Paths{path("b.tif")});
  EXPECT_EQ(glob(path(".*.tif")), Paths{path(".a.tif")});
}

TEST_F(Vsi, GlobTakesAPathThatIsThereAsItIsWritten) {
  put("odd[1].tif");
  put("odd1.tif");
  EXPECT_EQ(glob(path("odd[1].tif")), Paths{path("odd[1].tif")});
}

TEST_F(Vsi, GlobOfNothingIsEmpty) {
  EXPECT_TRUE(glob(path("nothing")).empty());
  EXPECT_TRUE(glob(path("no*/thing")).empty());
}

TEST_F(Vsi, GlobHasALimit) {
  for (int i = 0; i < 12; ++i) put("f" + std::to_string(i));
  EXPECT_EQ(glob(path("f*"), 12).size(), 12U);
  EXPECT_THROW(glob(path("f*"), 11), Error);
}

TEST_F(Vsi, GlobLooksIntoZips) {
  put("a.zip", test::zip_of("B02.jp2", "abc", 3));
  const std::string zip = open_archive(path("a.zip"));
  EXPECT_EQ(zip, "/vsizip/" + path("a.zip"));
  EXPECT_EQ(glob(zip + "/B*.jp2"), Paths{zip + "/B02.jp2"});
  EXPECT_EQ(list_folder(zip), Paths{"B02.jp2"});
  EXPECT_EQ(read_text(zip + "/B02.jp2", 100), "abc");
}

TEST_F(Vsi, RefusesZipsThatDeclareFarTooMuch) {
  put("bomb.zip", test::zip_of("B02.jp2", "abc", 4'000'000'000U));
  EXPECT_EQ(code_of(path("bomb.zip")), "E3109");
}

TEST_F(Vsi, RefusesZipsWithEntriesThatLeaveThem) {
  put("leaves.zip", test::zip_of("C:evil.jp2", "abc", 3));
  EXPECT_EQ(code_of(path("leaves.zip")), "E3109");
  put("climbs.zip", test::zip_of("../../evil.jp2", "abc", 3));  // GDAL shows no such entry at all
  EXPECT_TRUE(list_folder(open_archive(path("climbs.zip"))).empty());
}

TEST_F(Vsi, RefusesWhatIsNoZip) {
  put("broken.zip", "this is no zip");
  EXPECT_EQ(code_of(path("broken.zip")), "E3001");
}

TEST_F(Vsi, ReadsWholeFilesUpToALimit) {
  const std::string text(100'000, 'x');
  put("long", text);
  EXPECT_EQ(read_text(path("long"), 100'000), text);
  EXPECT_THROW(read_text(path("long"), 99'999), Error);
  EXPECT_THROW(read_text(path("nothing"), 10), Error);
  EXPECT_THROW(read_text(root_.string(), 10), Error);
}

TEST(VsiPaths, StayInsideWithoutStepsOut) {
  EXPECT_TRUE(stays_inside("GRANULE/L2A_T29TPF/IMG_DATA/a..b_B02"));
  for (const char* path :
       {"", "/etc/passwd", "../x", "a/../../x", "a\\..\\x", "C:x", "/vsicurl/http://x", "http://x", "a\nb"}) {
    EXPECT_FALSE(stays_inside(path)) << path;
  }
}

TEST(VsiPaths, ResolveKeepsAbsoluteAndRemotePaths) {
  EXPECT_EQ(resolve("/survey", "a/*.tif"), "/survey/a/*.tif");
  EXPECT_EQ(resolve("/survey", "/data/a.tif"), "/data/a.tif");
  EXPECT_EQ(resolve("/survey", "/vsizip/x.zip"), "/vsizip/x.zip");
  EXPECT_EQ(resolve("", "a.tif"), "a.tif");
}

TEST(VsiPaths, NamesAndParents) {
  EXPECT_EQ(file_name("/a/b.SAFE/"), "b.SAFE");
  EXPECT_EQ(parent_folder("/a/b.SAFE/"), "/a");
  EXPECT_EQ(parent_folder("/a"), "/");
  EXPECT_EQ(parent_folder("a"), ".");
  EXPECT_EQ(join_path("/a", "b"), "/a/b");
  EXPECT_EQ(join_path("", "b"), "b");
}

TEST_F(Vsi, EntriesOfAnArchiveAreCountedBeforeItIsListed) {
  const auto put_number = [](std::string& bytes, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xffU);
  };
  std::string large = "PK\x06\x06";  // the end of a zip with the extension for many entries, and nothing else
  put_number(large, 44, 8);
  large.resize(32, '\0');
  put_number(large, 100'001, 8);
  large.resize(56, '\0');
  large += std::string("PK\x06\x07\0\0\0\0", 8);
  put_number(large, 0, 8);
  put_number(large, 1, 4);
  large += "PK\x05\x06";
  put_number(large, 0, 4);
  put_number(large, 0xffff, 2);
  put_number(large, 0xffff, 2);
  large.resize(56 + 20 + 22, '\0');
  put("many.zip", large);
  EXPECT_EQ(entries_of_zip(path("many.zip")), 100'001U);
  EXPECT_EQ(code_of(path("many.zip")), "E3109");
  put("one.zip", test::zip_of("B02.jp2", "abc", 3));
  EXPECT_EQ(entries_of_zip(path("one.zip")), 1U);
  std::string tar;
  for (int i = 0; i < 3; ++i) {
    std::string header = "f" + std::to_string(i);
    header.resize(124, '\0');
    header += "00000000003";
    header.resize(512, '\0');
    tar += header + std::string("abc") + std::string(509, '\0');
  }
  put("a.tar", tar + std::string(1024, '\0'));
  EXPECT_EQ(entries_of_tar(path("a.tar"), 100), 3U);
  EXPECT_EQ(entries_of_tar(path("a.tar"), 1), 2U) << "no further";
  put("many.tar", std::string(100'001 * 512, '0'));  // of headers whose sizes are 0
  EXPECT_EQ(code_of(path("many.tar")), "E3109");
  put("none.zip", "this is no zip");
  EXPECT_EQ(entries_of_zip(path("none.zip")), 0U);
}

}  // namespace
}  // namespace greisen::geo
