// SPDX-License-Identifier: Apache-2.0
// How far folders are looked through for scenes: what lies beyond is told.
#include "scene/scene_fixture.hpp"
#include "scene/scene_limits.hpp"

namespace greisen::scene {
namespace {

class Folders : public SceneTest {};

TEST_F(Folders, ThatLieTooDeepAreTold) {
  const std::filesystem::path near = folder_ / "in/b/c/d";
  std::filesystem::create_directories(near / "e");
  test::write_safe(near);
  EXPECT_EQ(find("in").size(), 1U);
  EXPECT_TRUE(warned("in/b/c/d/e: name one that lies nearer"));
}

TEST_F(Folders, ATangleOfLinksEnds) {
  std::filesystem::create_directories(folder_ / "in");
  for (int k = 0; k < 30; ++k) std::filesystem::create_directory_symlink(".", folder_ / ("in/l" + std::to_string(k)));
  EXPECT_EQ(code_of("in"), "E3102") << "entered once, by whatever name, and there is nothing in it";
}

TEST_F(Folders, SoManyRastersAreAScene) {
  for (std::size_t k = 0; k <= kMostScenes; ++k) std::ofstream(folder_ / ("s" + std::to_string(k) + ".tif")) << "x";
  EXPECT_EQ(code_of("*.tif"), "E3109");
  std::filesystem::remove(folder_ / "s0.tif");
  EXPECT_EQ(code_of("*.tif"), "E3011") << "none of them opens";
}

}  // namespace
}  // namespace greisen::scene
