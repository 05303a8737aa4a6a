// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/folders_seen.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "geo/place/area.hpp"
#include "geo/read/heights.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;

/// So many links that lead back to where they lie: to follow them all, to any depth, takes longer than a life.
void add_loops(const std::string& folder) {
  for (int i = 0; i < 20; ++i) fs::create_directory_symlink(".", folder + "/again" + std::to_string(i));
}

TEST(FoldersSeen, EntersEachFolderOnceWhateverItsName) {
  const ScratchFolder folder;
  fs::create_directory(folder / "a");
  fs::create_directory_symlink("a", folder / "link");
  FoldersSeen seen;
  EXPECT_TRUE(seen.enter(folder / "a"));
  EXPECT_FALSE(seen.enter(folder / "link"));
  EXPECT_FALSE(seen.enter(folder / "link/../a"));
  EXPECT_TRUE(seen.enter("/vsizip/a.zip/b")) << "of archives no file is known: they have no links";
}

TEST(FoldersSeen, TellsWhereThereAreTooMany) {
  FoldersSeen seen;
  for (std::size_t i = 0; i < kMostFoldersSeen; ++i) ASSERT_TRUE(seen.enter("/vsizip/a.zip/" + std::to_string(i)));
  EXPECT_EQ(code_of([&] { seen.enter("/vsizip/a.zip/last"); }), "E3109");
}

TEST(FoldersSeen, LinksInAFolderOfVectorsAreNoEndlessPaths) {
  const ScratchFolder folder;
  add_loops(folder / ".");
  std::ofstream(folder / "area.geojson")
      << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)"
      << R"({"type":"Polygon","coordinates":[[[-7,40],[-6.9,40],[-6.9,40.1],[-7,40]]]}}]})";
  EXPECT_EQ(read_area({folder / "."}).polygons.size(), 1U);
}

TEST(FoldersSeen, LinksInAFolderOfHeightsAreNoEndlessPaths) {
  const ScratchFolder folder;
  fs::create_directory(folder / "dem");
  add_loops(folder / "dem");
  EXPECT_EQ(code_of([&] { height_tiles({folder / "dem"}); }), "E3011") << "there is no raster in it";
}

}  // namespace
}  // namespace greisen::geo
