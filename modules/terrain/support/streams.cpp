// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/streams.hpp"

#include <algorithm>

namespace greisen::terrain {

Streams::Streams(TileWork& work, std::int64_t min_upstream_px) {
  read(work, min_upstream_px);
  order_links();
}

void Streams::read(TileWork& work, std::int64_t min_upstream_px) {
  constexpr std::int64_t kStripRows = 128;
  const Grid& grid = work.io().grid;
  Tile upstream;
  Tile direction;
  std::vector<float> codes;
  for (std::int64_t top = 0; top < grid.rows; top += kStripRows) {
    if (!work.io().keep_going()) return;
    const Window strip{0, top, grid.cols, std::min(kStripRows, grid.rows - top)};
    work.read_back(kFlowMain, strip, upstream);
    work.read_back(kFlowDirection, strip, direction);
    for (int row = 0; row < static_cast<int>(strip.rows); ++row)
      for (int col = 0; col < static_cast<int>(strip.cols); ++col)
        if (const float value = upstream.view().at(0, row, col); value >= static_cast<float>(min_upstream_px)) {
          pixels_.push_back({{top + row, col}, value});
          codes.push_back(direction.view().at(0, row, col));
        }
  }
  link_up(codes);
}

void Streams::link_up(const std::vector<float>& codes) {
  down_.assign(pixels_.size(), kNone);
  for (std::size_t i = 0; i < pixels_.size(); ++i) {
    const auto* const way = std::ranges::find(kNeighbours, codes[i], &Neighbour::code);
    if (way == kNeighbours.end()) continue;
    down_[i] = found({pixels_[i].place.row + way->rows, pixels_[i].place.col + way->cols});
    if (down_[i] != kNone) ++pixels_[down_[i]].above;
  }
}

std::uint32_t Streams::found(const Place& place) const {
  const auto at = std::ranges::lower_bound(pixels_, place, {}, &Pixel::place);
  return at != pixels_.end() && at->place == place ? static_cast<std::uint32_t>(at - pixels_.begin()) : kNone;
}

std::uint32_t Streams::next_head(std::uint32_t head) const {
  std::uint32_t pixel = down_[head];
  while (pixel != kNone && !is_head(pixel)) pixel = down_[pixel];
  return pixel;
}

/// From the springs down: where two of the highest order meet it rises by one.
void Streams::order_links() {
  struct Meeting {
    int waits = 0;
    int highest = 0;
    int of_highest = 0;
  };
  std::vector<std::uint32_t> ready;
  std::vector<std::pair<std::uint32_t, Meeting>> meetings;
  for (std::uint32_t i = 0; i < pixels_.size(); ++i) {
    if (pixels_[i].above == 0) ready.push_back(i);
    if (pixels_[i].above > 1) meetings.push_back({i, {pixels_[i].above}});
  }
  for (const std::uint32_t spring : ready) pixels_[spring].order = 1;
  while (!ready.empty()) {
    const std::uint32_t head = ready.back();
    ready.pop_back();
    const std::uint32_t below = next_head(head);
    if (below == kNone) continue;
    Meeting& meeting = std::ranges::lower_bound(meetings, below, {}, &std::pair<std::uint32_t, Meeting>::first)->second;
    const int order = pixels_[head].order;
    if (order > meeting.highest) meeting.of_highest = 0;
    if (order >= meeting.highest) ++meeting.of_highest;
    meeting.highest = std::max(meeting.highest, order);
    if (--meeting.waits > 0) continue;
    pixels_[below].order = static_cast<std::uint8_t>(meeting.highest + (meeting.of_highest > 1 ? 1 : 0));
    ready.push_back(below);
  }
}

StreamLink Streams::link_from(std::uint32_t head) const {
  StreamLink link;
  link.order = pixels_[head].order;
  std::uint32_t pixel = head;
  do {
    link.way.push_back(pixels_[pixel].place);
    link.upstream_px = static_cast<std::int64_t>(pixels_[pixel].upstream);
    pixel = down_[pixel];
  } while (pixel != kNone && !is_head(pixel));
  if (pixel != kNone) link.way.push_back(pixels_[pixel].place);
  return link;
}

}  // namespace greisen::terrain
