// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/flow_square.hpp"

#include <algorithm>
#include <cmath>

#include "terrain/support/flow.hpp"

namespace greisen::terrain {
namespace {

const Neighbour& way_of(float code) { return *std::ranges::find(kNeighbours, code, &Neighbour::code); }

bool flows(float code) { return code > 0; }  // neither missing nor out of the map

}  // namespace

void FlowSquare::read(TileWork& work, int tile) {
  window = work.rims().window(tile);
  work.read_back(kFlowDirection, window, codes_);
  const auto count = static_cast<std::size_t>(window.pixels());
  const float* const codes = codes_.view().data;
  down.assign(count, kEnds);
  order.clear();
  std::vector<std::uint8_t> waits(count, 0);  // for so many above
  for (std::size_t i = 0; i < count; ++i) {
    if (!flows(codes[i])) continue;
    const Neighbour& way = way_of(codes[i]);
    const std::int64_t row = window.row + static_cast<std::int64_t>(i) / window.cols + way.rows;
    const std::int64_t col = window.col + static_cast<std::int64_t>(i) % window.cols + way.cols;
    const bool within =
        row >= window.row && row < window.row + window.rows && col >= window.col && col < window.col + window.cols;
    down[i] = within ? static_cast<std::int32_t>(place(row, col)) : kCrosses;
    if (within) ++waits[static_cast<std::size_t>(down[i])];
  }
  for (std::size_t i = 0; i < count; ++i)
    if (waits[i] == 0 && !is_missing(i)) order.push_back(static_cast<std::int32_t>(i));
  for (std::size_t next = 0; next < order.size(); ++next) {
    const std::int32_t to = down[static_cast<std::size_t>(order[next])];
    if (to >= 0 && --waits[static_cast<std::size_t>(to)] == 0) order.push_back(to);
  }
}

std::size_t FlowSquare::target(const Rims& rims, std::size_t place) const {
  const Neighbour& way = way_of(codes_.view().data[place]);
  return rims.number(window.row + static_cast<std::int64_t>(place) / window.cols + way.rows,
                     window.col + static_cast<std::int64_t>(place) % window.cols + way.cols);
}

void FlowRims::take(const Rims& rims, int tile, const FlowSquare& square) {
  std::vector<std::int32_t> exit(square.down.size(), FlowSquare::kEnds);
  for (auto at = square.order.rbegin(); at != square.order.rend(); ++at) {
    const auto i = static_cast<std::size_t>(*at);
    const std::int32_t to = square.down[i];
    exit[i] = to >= 0 ? exit[static_cast<std::size_t>(to)] : to == FlowSquare::kCrosses ? *at : FlowSquare::kEnds;
  }
  const Window& w = square.window;
  rims.for_each(tile, [&](std::int64_t row, std::int64_t col, std::size_t number) {
    const std::size_t i = square.place(row, col);
    if (square.down[i] == FlowSquare::kCrosses) targets[number] = square.target(rims, i);
    if (exit[i] >= 0) exits[number] = rims.number(w.row + exit[i] / w.cols, w.col + exit[i] % w.cols);
  });
}

}  // namespace greisen::terrain
