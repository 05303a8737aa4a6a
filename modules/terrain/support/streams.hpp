// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "terrain/support/flow.hpp"
#include "terrain/support/tile_work.hpp"

namespace greisen::terrain {

/// A stretch of a stream: from a spring or a meeting of streams down to the next meeting, or to where it leaves.
struct StreamLink {
  std::vector<Place> way;        ///< pixel by pixel, the meeting at its end with it
  std::int64_t upstream_px = 0;  ///< of its last pixel before the meeting
  int order = 1;                 ///< Strahler 1957
};

/// The pixels through which at least so many drain, as links.
class Streams {
 public:
  /// Reads what `accumulate` left. Memory: 24 bytes a pixel of a stream.
  Streams(TileWork& work, std::int64_t min_upstream_px);

  /// In the order of their first pixels; of one pixel alone none.
  template <class Work>
  void for_each_link(Work&& work) const {
    for (std::uint32_t head = 0; head < pixels_.size(); ++head)
      if (is_head(head))
        if (const StreamLink link = link_from(head); link.way.size() > 1) work(link);
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffU;

  struct Pixel {
    Place place;
    float upstream = 0;
    std::uint8_t above = 0;  ///< pixels of streams that flow into it
    std::uint8_t order = 0;  ///< of a head: of the link that begins here
  };

  void read(TileWork& work, std::int64_t min_upstream_px);
  void link_up(const std::vector<float>& codes);
  void order_links();
  [[nodiscard]] std::uint32_t found(const Place& place) const;
  [[nodiscard]] bool is_head(std::uint32_t pixel) const { return pixels_[pixel].above != 1; }
  [[nodiscard]] StreamLink link_from(std::uint32_t head) const;
  /// The head below, or kNone.
  [[nodiscard]] std::uint32_t next_head(std::uint32_t head) const;

  std::vector<Pixel> pixels_;  ///< by rows, then columns
  std::vector<std::uint32_t> down_;
};

}  // namespace greisen::terrain
