// SPDX-License-Identifier: Apache-2.0
#include "scene/cloud_shadow.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace greisen::scene {
namespace {

/// Side of the squares in which the median of clear ground is taken.
constexpr int kNeighbourhood = 64;
/// Of a moved cloud this much must lie on ground that was seen.
constexpr double kLeastSeen = 0.3;
constexpr std::size_t kLeastCloudCells = 3;
/// Of a larger cloud so many cells, spread over it, tell how well it fits.
constexpr std::size_t kSampledCells = 4000;
/// Widens what is possible: clouds are not flat, their edges not sharp, the view not quite from above.
constexpr int kSlackCells = 2;

struct Cell {
  int row = 0;
  int col = 0;
};

float median_of(std::vector<float>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// Which cells are dark for their neighbourhood. A square with little clear ground goes by the whole picture.
class Darkness {
 public:
  explicit Darkness(const CloudPicture& picture)
      : picture_(picture), across_((picture.cols + kNeighbourhood - 1) / kNeighbourhood) {
    std::vector<float> all;
    for (int top = 0; top < picture.rows; top += kNeighbourhood)
      for (int left = 0; left < picture.cols; left += kNeighbourhood) {
        std::vector<float> clear = clear_in(top, left);
        all.insert(all.end(), clear.begin(), clear.end());
        const bool enough = clear.size() >= std::size_t{kNeighbourhood} * kNeighbourhood / 8;
        limits_.push_back(enough ? static_cast<float>(kDarkShare) * median_of(clear) : std::nanf(""));
      }
    const float whole = all.empty() ? 0.0F : static_cast<float>(kDarkShare) * median_of(all);
    for (float& limit : limits_)
      if (std::isnan(limit)) limit = whole;
  }

  [[nodiscard]] bool operator()(int row, int col) const {
    const auto square = static_cast<std::size_t>(row / kNeighbourhood) * static_cast<std::size_t>(across_) +
                        static_cast<std::size_t>(col / kNeighbourhood);
    return picture_.brightness[picture_.at(row, col)] < limits_[square];
  }

 private:
  [[nodiscard]] std::vector<float> clear_in(int top, int left) const {
    std::vector<float> clear;
    for (int row = top; row < std::min(top + kNeighbourhood, picture_.rows); ++row)
      for (int col = left; col < std::min(left + kNeighbourhood, picture_.cols); ++col) {
        const std::size_t at = picture_.at(row, col);
        if (picture_.cloud[at] == 0 && !std::isnan(picture_.brightness[at])) clear.push_back(picture_.brightness[at]);
      }
    return clear;
  }

  const CloudPicture& picture_;
  int across_;
  std::vector<float> limits_;
};

/// Cells of a cloud that hang together (by edges and corners), taken off `left`.
std::vector<Cell> take_cloud(const CloudPicture& picture, Cell first, std::vector<bool>& left) {
  std::vector<Cell> cells = {first};
  left[picture.at(first.row, first.col)] = false;
  for (std::size_t next = 0; next < cells.size(); ++next) {
    const Cell from = cells[next];
    for (int row = std::max(from.row - 1, 0); row <= std::min(from.row + 1, picture.rows - 1); ++row)
      for (int col = std::max(from.col - 1, 0); col <= std::min(from.col + 1, picture.cols - 1); ++col) {
        if (!left[picture.at(row, col)]) continue;
        left[picture.at(row, col)] = false;
        cells.push_back({row, col});
      }
  }
  return cells;
}

Cell moved(const Cell& cell, const ShadowWay& way, int steps) {
  return {cell.row + static_cast<int>(std::lround(steps * way.rows)),
          cell.col + static_cast<int>(std::lround(steps * way.cols))};
}

bool inside(const CloudPicture& picture, const Cell& cell) {
  return cell.row >= 0 && cell.row < picture.rows && cell.col >= 0 && cell.col < picture.cols;
}

/// The share of dark ground below a cloud moved so far; 0 where too little of it is seen.
double similarity(const CloudPicture& picture, const Darkness& dark, const std::vector<Cell>& cloud,
                  const ShadowWay& way, int steps) {
  std::size_t seen = 0;
  std::size_t fits = 0;
  for (const Cell& cell : cloud) {
    const Cell to = moved(cell, way, steps);
    if (!inside(picture, to)) continue;
    const std::size_t at = picture.at(to.row, to.col);
    if (picture.cloud[at] != 0 || std::isnan(picture.brightness[at])) continue;
    ++seen;
    if (dark(to.row, to.col)) ++fits;
  }
  const bool enough =
      seen >= kLeastCloudCells && static_cast<double>(seen) >= kLeastSeen * static_cast<double>(cloud.size());
  return enough ? static_cast<double>(fits) / static_cast<double>(seen) : 0;
}

void match(const CloudPicture& picture, const Darkness& dark, const std::vector<Cell>& cloud, const ShadowWay& way,
           std::vector<std::uint8_t>& out) {
  std::vector<Cell> sample;
  for (std::size_t i = 0; i < cloud.size(); i += cloud.size() / kSampledCells + 1) sample.push_back(cloud[i]);
  int best = 0;
  double most = 0;
  for (int steps = 1; steps <= way.most; ++steps) {
    const double found = similarity(picture, dark, sample, way, steps);
    if (found > most) {
      most = found;
      best = steps;
    }
  }
  if (most < kLeastSimilarity) return;
  for (const Cell& cell : cloud) {
    const Cell to = moved(cell, way, best);
    if (inside(picture, to) && picture.cloud[picture.at(to.row, to.col)] == 0)
      out[picture.at(to.row, to.col)] |= kShadowMatched;
  }
}

/// What lies behind clouds and unseen ground, seen from the sun.
std::vector<std::uint8_t> cells_behind(const CloudPicture& picture, const ShadowWay& way) {
  std::vector<std::uint8_t> hit(picture.cloud.size(), 0);
  for (int steps = 0; steps <= way.most; ++steps) {
    const Cell by = moved({0, 0}, way, steps);
    const int first = std::max(0, -by.col);
    const int end = std::min(picture.cols, picture.cols - by.col);
    for (int row = std::max(0, -by.row); row < std::min(picture.rows, picture.rows - by.row); ++row) {
      const std::uint8_t* from = &picture.cloud[picture.at(row, 0)];
      std::uint8_t* to = &hit[picture.at(row + by.row, 0)];
      for (int col = first; col < end; ++col)
        to[col + by.col] = static_cast<std::uint8_t>(to[col + by.col] | from[col]);
    }
  }
  return hit;
}

void widen(const CloudPicture& picture, const Cell& cell, std::vector<std::uint8_t>& out) {
  for (int r = std::max(cell.row - kSlackCells, 0); r <= std::min(cell.row + kSlackCells, picture.rows - 1); ++r)
    for (int c = std::max(cell.col - kSlackCells, 0); c <= std::min(cell.col + kSlackCells, picture.cols - 1); ++c)
      out[picture.at(r, c)] |= kShadowPossible;
}

void mark_possible(const CloudPicture& picture, const ShadowWay& way, std::vector<std::uint8_t>& out) {
  const std::vector<std::uint8_t> hit = cells_behind(picture, way);
  for (int row = 0; row < picture.rows; ++row)
    for (int col = 0; col < picture.cols; ++col) {
      const Cell towards = moved({row, col}, {-way.cols, -way.rows, way.most}, way.most);
      if (!inside(picture, towards)) out[picture.at(row, col)] |= kShadowPossible;
      if (hit[picture.at(row, col)] != 0) widen(picture, {row, col}, out);
    }
}

}  // namespace

std::vector<Window> dark_squares(const CloudPicture& picture, const ShadowWay& way) {
  const std::vector<std::uint8_t> behind = cells_behind(picture, way);
  const auto shaded = [&](const Window& square) {
    for (auto row = static_cast<int>(square.row); row < square.row + square.rows; ++row)
      for (auto col = static_cast<int>(square.col); col < square.col + square.cols; ++col) {
        const std::size_t at = picture.at(row, col);
        if ((behind[at] & CloudPicture::kCloud) != 0 && picture.cloud[at] == 0) return true;
      }
    return false;
  };
  std::vector<Window> squares;
  const Window whole{0, 0, picture.cols, picture.rows};
  for (int row = 0; row < picture.rows; row += kNeighbourhood)
    for (int col = 0; col < picture.cols; col += kNeighbourhood) {
      const Window square = Window{col, row, kNeighbourhood, kNeighbourhood}.intersected(whole);
      if (shaded(square)) squares.push_back(square);
    }
  return squares;
}

std::vector<std::uint8_t> cast_shadows(const CloudPicture& picture, const ShadowWay& way) {
  std::vector<std::uint8_t> out(picture.cloud.size(), 0);
  mark_possible(picture, way, out);
  const Darkness dark(picture);
  std::vector<bool> left(picture.cloud.size());
  for (std::size_t at = 0; at < left.size(); ++at) left[at] = picture.cloud[at] == CloudPicture::kCloud;
  for (int row = 0; row < picture.rows; ++row)
    for (int col = 0; col < picture.cols; ++col) {
      if (!left[picture.at(row, col)]) continue;
      const std::vector<Cell> cloud = take_cloud(picture, {row, col}, left);
      if (cloud.size() >= kLeastCloudCells) match(picture, dark, cloud, way, out);
    }
  return out;
}

}  // namespace greisen::scene
