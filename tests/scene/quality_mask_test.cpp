// SPDX-License-Identifier: Apache-2.0
#include "scene/quality_mask.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "catalogue/catalogue.hpp"
#include "raster/tile.hpp"
#include "scene/composite.hpp"

namespace greisen::scene {
namespace {

QualityLayer scl() {
  QualityLayer layer;
  layer.codes = {{0, "no data", Reason::nodata},
                 {3, "shadow", Reason::shadow},
                 {5, "bare", Reason::none},
                 {9, "cloud", Reason::cloud}};
  return layer;
}

std::uint16_t bits_of_value(const geo::ClassBits& classes, std::size_t value) { return (*classes.bits_of_dn)[value]; }

/// '#' is cloud, 's' shadow, '.' bare; out: bits in hexadecimal, '.' for 0.
std::string grown(const std::string& drawing, int rows, int cols, int radius) {
  Tile quality(1, rows, cols);
  std::size_t at = 0;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      while (drawing[at] == ' ' || drawing[at] == '\n') ++at;
      const char mark = drawing[at++];
      quality.view().at(0, r, c) = mark == '#' ? 2.0F : mark == 's' ? 4.0F : mark == '?' ? kMissing : 0.0F;
    }
  }
  ReasonBlock block;
  grow_reasons(std::as_const(quality).view(), static_cast<std::uint16_t>(Reason::nodata), radius, block);
  std::string text;
  for (int r = 0; r < block.rows; ++r) {
    text += "\n      ";
    for (int c = 0; c < block.cols; ++c) {
      const int bits = block.bits[static_cast<std::size_t>(r * block.cols + c)];
      text += bits == 0 ? '.' : static_cast<char>('0' + bits);
    }
  }
  return text;
}

TEST(GrowReasons, GrowsCloudsByADisc) {
  EXPECT_EQ(grown(R"(
      .........
      .........
      .........
      .........
      ....#....
      .........
      .........
      .........
      .........)",
                  9, 9, 2),
            R"(
      ..2..
      .222.
      22222
      .222.
      ..2..)");
}

TEST(GrowReasons, ReachesInFromTheBorder) {
  EXPECT_EQ(grown(R"(
      #......
      .......
      .......
      ...s...
      .......
      .......
      .......)",
                  7, 7, 1),
            R"(
      .....
      ..4..
      .444.
      ..4..
      .....)");
}

TEST(GrowReasons, DoesNotGrowWhatHasNoData) {
  EXPECT_EQ(grown(R"(
      .....
      .....
      ..?..
      .....
      .....)",
                  5, 5, 1),
            R"(
      ...
      .1.
      ...)");
}

TEST(GrowReasons, MixesKindsWhereTheyMeet) {
  EXPECT_EQ(grown(R"(
      .......
      ..#s...
      .......)",
                  3, 7, 1),
            R"(
      2664.)");
}

TEST(ClassBits, AreTheReasonsThatAreMasked) {
  const geo::ClassBits shadows = class_bits(scl(), static_cast<std::uint16_t>(Reason::shadow));
  EXPECT_EQ(bits_of_value(shadows, 3), 4);
  EXPECT_EQ(bits_of_value(shadows, 9), 0);
  EXPECT_EQ(shadows.missing, 0);
  EXPECT_EQ(shadows.any, 4);
  const geo::ClassBits all = class_bits(scl(), 0xffff);
  EXPECT_EQ(all.missing, 1);
  EXPECT_EQ(all.any, 2 + 4 + 256 + 512) << "cloud, shadow, saturated, cirrus";
  EXPECT_EQ(bits_of_value(all, 200), 1) << "a code that nobody knows is nodata";
}

TEST(Reasons, HaveOneRowForEachBitOfTheContract) {
  std::uint16_t all = 0;
  for (const ReasonRow& row : reason_rows()) {
    EXPECT_EQ(all & static_cast<std::uint16_t>(row.reason), 0);
    EXPECT_FALSE(row.text.empty());
    all = static_cast<std::uint16_t>(all | static_cast<std::uint16_t>(row.reason));
  }
  EXPECT_EQ(all, 4095);
  EXPECT_EQ(reasons_text(6), "cloud, cloud shadow");
  EXPECT_EQ(reasons_text(0), "observed");
}

/// science.md 1.1: what each SCL class becomes, and which the default mask keeps.
TEST(Reasons, OfSentinel2ClassesFollowTheTable) {
  const Catalogue catalogue = load_catalogue();
  const QualityLayer& layer = catalogue.find_sensor("sentinel2").quality.front();
  const std::vector<Reason> wanted = {Reason::nodata, Reason::saturated, Reason::terrain_shadow, Reason::shadow,
                                      Reason::none,   Reason::none,      Reason::water,          Reason::none,
                                      Reason::cloud,  Reason::cloud,     Reason::cirrus,         Reason::snow};
  const geo::ClassBits masked = class_bits(layer, MaskOptions{}.masked);
  for (std::uint32_t value = 0; value < wanted.size(); ++value) {
    EXPECT_EQ(layer.reasons(value), static_cast<std::uint16_t>(wanted[value])) << value;
    const bool kept = bits_of_value(masked, value) == 0;
    EXPECT_EQ(kept, value == 2 || value == 4 || value == 5 || value == 7) << value;
  }
}

}  // namespace
}  // namespace greisen::scene
