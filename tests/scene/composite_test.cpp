// SPDX-License-Identifier: Apache-2.0
#include "scene/composite.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

constexpr float kNone = kMissing;

/// Planes of numbers as a raster of one observation: bands, then reasons.
class MemoryReader final : public TileReader {
 public:
  MemoryReader(std::shared_ptr<const Tile> pixels, std::vector<int> layers)
      : pixels_(std::move(pixels)), layers_(std::move(layers)) {}
  void read(const Window& window, TileView out) override {
    const ConstTileView whole = pixels_->view();
    for (int i = 0; i < out.layers; ++i) {
      for (int r = 0; r < out.rows; ++r) {
        for (int c = 0; c < out.cols; ++c) {
          const std::int64_t row = window.row + r;
          const std::int64_t col = window.col + c;
          const bool inside = row >= 0 && col >= 0 && row < whole.rows && col < whole.cols;
          out.at(i, r, c) =
              inside ? whole.at(layers_[static_cast<std::size_t>(i)], static_cast<int>(row), static_cast<int>(col))
                     : kMissing;
        }
      }
    }
  }

 private:
  std::shared_ptr<const Tile> pixels_;
  std::vector<int> layers_;
};

/// One row of pixels: values of each band, then reasons.
Raster date(const std::vector<std::vector<float>>& planes) {
  auto tile = std::make_shared<Tile>(static_cast<int>(planes.size()), 1, static_cast<int>(planes.front().size()));
  for (std::size_t i = 0; i < planes.size(); ++i)
    std::ranges::copy(planes[i], tile->view().row(static_cast<int>(i), 0).begin());
  Raster raster;
  raster.grid.cols = static_cast<std::int64_t>(planes.front().size());
  raster.grid.rows = 1;
  for (std::size_t i = 0; i + 1 < planes.size(); ++i) raster.layers.push_back({"b" + std::to_string(i + 1)});
  raster.layers.push_back({std::string(kReasonsLayer)});
  raster.open = [tile](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    for (int i = 0; i < request.threads; ++i) readers.push_back(std::make_unique<MemoryReader>(tile, request.layers));
    return readers;
  };
  raster.cost = [](const PassRequest& request) { return ReadCost{request.windows.size(), 10, 100, 1000, 0.5}; };
  return raster;
}

std::vector<float> row_of(const Tile& tile, int layer) {
  const auto row = tile.view().row(layer, 0);
  return {row.begin(), row.end()};
}

void expect_row(const Tile& tile, int layer, const std::vector<float>& wanted) {
  const std::vector<float> row = row_of(tile, layer);
  ASSERT_EQ(row.size(), wanted.size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (std::isnan(wanted[i])) {
      EXPECT_TRUE(std::isnan(row[i])) << "layer " << layer << " pixel " << i << ": " << row[i];
    } else {
      EXPECT_FLOAT_EQ(row[i], wanted[i]) << "layer " << layer << " pixel " << i;
    }
  }
}

// Pixels: seen twice · newest cloudy · second band missing in the newest · never seen.
Raster newest() { return date({{1, kNone, 3, kNone}, {10, kNone, kNone, kNone}, {0, 2, 1, 2}}); }
Raster oldest() { return date({{5, 6, 7, kNone}, {50, 60, 70, kNone}, {0, 0, 0, 4}}); }

TEST(Latest, TakesTheNewestDateWithAllBands) {
  const Raster both = latest({newest(), oldest()});
  ASSERT_EQ(both.layers.size(), 4U);
  EXPECT_EQ(both.layers[2].name, "reasons");
  EXPECT_EQ(both.layers[3].name, "observations");
  const Tile tile = read_all(both);
  expect_row(tile, 0, {1, 6, 7, kNone});
  expect_row(tile, 1, {10, 60, 70, kNone});
  expect_row(tile, 2, {0, 0, 0, 6});
  expect_row(tile, 3, {2, 1, 1, 0});
}

TEST(Latest, OfOneDateCountsIt) {
  const Tile tile = read_all(latest({newest()}));
  expect_row(tile, 0, {1, kNone, kNone, kNone});
  expect_row(tile, 2, {0, 2, 1, 2});
  expect_row(tile, 3, {1, 0, 0, 0});
}

TEST(Median, TakesTheMiddleOfDatesThatCount) {
  const Raster third = date({{9, 8, 2, kNone}, {20, 80, 10, kNone}, {0, 0, 0, 512}});
  const Tile tile = read_all(median({newest(), oldest(), third}));
  expect_row(tile, 0, {5, 7, 4.5, kNone});
  expect_row(tile, 1, {20, 70, 40, kNone});
  expect_row(tile, 2, {0, 0, 0, 2 + 4 + 512});
  expect_row(tile, 3, {3, 2, 2, 0});
}

TEST(Median, TellsHowFarTheDatesLieApart) {
  const Tile tile = read_all(median({date({{1, 1}, {0, 0}}), date({{3, 1}, {0, 0}}), date({{4, 1}, {0, 0}})}));
  expect_row(tile, 0, {3, 1});
  expect_row(tile, 3, {1, 0});
}

// NDVI 0.6, 0.09 and 0.11: the green date counts for next to nothing.
TEST(Barest, FollowsTheDatesOfBareGround) {
  const BarestBands bands{0, 1, -1, -1};
  const Raster both =
      barest({date({{0.05F}, {0.20F}, {0}}), date({{0.20F}, {0.24F}, {0}}), date({{0.20F}, {0.25F}, {0}})}, bands);
  const Tile tile = read_all(both);
  EXPECT_NEAR(tile.view().at(0, 0, 0), 0.20, 1e-3);
  EXPECT_NEAR(tile.view().at(1, 0, 0), 0.245, 6e-3);
  EXPECT_EQ(tile.view().at(3, 0, 0), 3);
}

TEST(Barest, OfGreenGroundAloneIsThatGround) {
  expect_row(read_all(barest({date({{0.05F}, {0.40F}, {0}})}, {0, 1, -1, -1})), 1, {0.40F});
}

TEST(Barest, WeighsBurntAndStrawLess) {
  const BarestBands bands{0, 1, 2, 3};
  const std::vector<float> soil = {0.20F, 0.24F, 0.30F, 0.27F};
  const std::vector<float> straw = {0.22F, 0.26F, 0.36F, 0.27F};
  const std::vector<float> burnt = {0.09F, 0.07F, 0.12F, 0.11F};
  const double least = (0.12 - 0.11) / 0.23;
  EXPECT_GT(barest_weight(soil, bands, least), 0.5);
  EXPECT_LT(barest_weight(straw, bands, least), 0.2 * barest_weight(soil, bands, least));
  EXPECT_LT(barest_weight(burnt, bands, least), 0.1 * barest_weight(soil, bands, least));
}

/// The same pixels whatever the windows, where a date covers a part of the grid only.
TEST(Composite, LeavesOutDatesThatDoNotReachAWindow) {
  Raster west = date({{1, 2, kNone, kNone}, {0, 0, 1, 1}});
  west.extent = {0, 0, 2, 1};
  Raster east = date({{kNone, kNone, 3, kNone}, {1, 1, 0, 2}});
  east.extent = {2, 0, 2, 1};
  for (const Raster& both : {latest({west, east}), median({west, east}), geometric_median({west, east})}) {
    for (const std::int64_t side : {1, 2, 4}) {
      const Tile tile = read_all(both, side);
      expect_row(tile, 0, {1, 2, 3, kNone});
      expect_row(tile, 1, {0, 0, 0, 3});
      expect_row(tile, 2, {1, 1, 1, 0});
    }
  }
}

/// Tiles of a unit go down, those of the next unit begin at the top again: a date that ends in between is still needed.
TEST(Composite, KeepsADateThatALaterWindowFurtherUpNeeds) {
  const auto tall = [](float value, Window extent) {
    Raster raster = date({{value, value}, {0, 0}});
    raster.grid.rows = 4;
    raster.extent = extent;
    return raster;
  };
  const std::vector<Window> windows = {{0, 0, 1, 1}, {0, 2, 1, 1}, {1, 0, 1, 1}, {1, 2, 1, 1}};
  for (const Raster& both : {latest({tall(1, {0, 0, 2, 1}), tall(2, {0, 0, 2, 4})}),
                             geometric_median({tall(1, {0, 0, 2, 1}), tall(1, {0, 0, 2, 4})})}) {
    PassRequest request;
    request.windows = windows;
    request.layers = {0};
    const auto readers = both.open(request);
    Tile pixel(1, 1, 1);
    for (const Window& window : windows) {
      readers.front()->read(window, pixel.view());
      if (window.row == 0) {
        EXPECT_EQ(pixel.view().at(0, 0, 0), 1);
      }
    }
  }
}

TEST(Composite, AnswersForAnyChoiceOfLayers) {
  for (const Raster& raster :
       {latest({newest(), oldest()}), median({newest(), oldest()}), geometric_median({newest(), oldest()})}) {
    const Tile whole = read_all(raster);
    const std::vector<Window> windows = {{1, 0, 3, 1}};
    PassRequest request;
    request.windows = windows;
    request.layers = {3, 0};
    const auto readers = raster.open(request);
    Tile part(2, 1, 3);
    readers.front()->read(windows.front(), part.view());
    for (int c = 0; c < 3; ++c) {
      EXPECT_EQ(part.view().at(0, 0, c), whole.view().at(3, 0, c + 1));
      const float value = whole.view().at(0, 0, c + 1);
      EXPECT_TRUE(part.view().at(1, 0, c) == value || (std::isnan(value) && std::isnan(part.view().at(1, 0, c))));
    }
  }
}

TEST(Composite, IsMissingOutsideTheGrid) {
  for (const Raster& raster :
       {latest({newest(), oldest()}), median({newest(), oldest()}), geometric_median({newest(), oldest()})}) {
    const std::vector<Window> windows = {{-1, -1, 6, 3}};
    PassRequest request;
    request.windows = windows;
    request.layers = {0, 2, 3};
    Tile tile(3, 3, 6);
    raster.open(request).front()->read(windows.front(), tile.view());
    for (int layer = 0; layer < 3; ++layer) {
      EXPECT_TRUE(std::isnan(tile.view().at(layer, 0, 2))) << layer;
      EXPECT_TRUE(std::isnan(tile.view().at(layer, 1, 0))) << layer;
      EXPECT_EQ(std::isnan(tile.view().at(layer, 1, 1)), false) << layer;
    }
  }
}

TEST(Composite, CostsWhatItsDatesDo) {
  const std::vector<Window> windows = {{0, 0, 4, 1}};
  PassRequest request;
  request.windows = windows;
  request.layers = {0};
  const ReadCost cost = latest({newest(), oldest()}).cost(request);
  EXPECT_EQ(cost.blocks, 2U);
  EXPECT_EQ(cost.decoded_bytes, 20U);
  EXPECT_EQ(cost.store_bytes, 2000U);
  EXPECT_EQ(cost.reader_bytes, 100U + 2 * 4 * 3 * sizeof(float));  // one date's, and two tiles of bands and reasons
  EXPECT_DOUBLE_EQ(cost.seconds, 1.0);
}

TEST(Composite, RefusesDatesThatDiffer) {
  Raster shifted = oldest();
  shifted.grid.origin_x += 10;
  EXPECT_THROW(latest({newest(), shifted}), Error);
  EXPECT_THROW(median({newest(), date({{1, 1, 1, 1}, {0, 0, 0, 0}})}), Error);
  EXPECT_THROW(latest({}), Error);
}

}  // namespace
}  // namespace greisen::scene
