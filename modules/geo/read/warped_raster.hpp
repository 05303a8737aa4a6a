// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/hash.hpp"
#include "geo/read/source_plan.hpp"

namespace greisen::geo {

/// Where in a pass the numbers of a SourcePlane are.
struct PassPlane {
  int source = 0;  ///< of the pass
  int plane = 0;   ///< of the source's blocks
};

/// A layer of a pass: where its pixels come from.
struct PassLayer {
  int band = 0;  ///< of the SourcePlan
  PassPlane values;
  std::vector<PassPlane> masks;  ///< as in SourceBand::masks
};

/// The sources of a pass and what its windows need of them.
struct PassSources {
  std::vector<BlockSource> sources;
  std::vector<PassLayer> layers;  ///< as in PassRequest::layers
  std::vector<int> group_of_layout;
  std::vector<int> source_of_layout;        ///< any one of the layout: all have its block grid
  std::vector<std::vector<Window>> needed;  ///< [group][window]: source pixels; empty vector: no layer of that group

  [[nodiscard]] BlockRange blocks(int layout, std::size_t window) const;
};
PassSources pass_sources(const SourcePlan& plan, const PassRequest& request);

struct WindowHash {
  std::size_t operator()(const Window& window) const {
    return hash_pixel(hash_pixel(0, window.rows, window.cols), window.row, window.col);
  }
};

/// What the readers of one pass share.
struct ReadSession {
  std::shared_ptr<const SourcePlan> plan;
  PassSources sources;
  BlockStore store;
  std::unordered_map<Window, std::size_t, WindowHash> index_of_window;

  ReadSession(std::shared_ptr<const SourcePlan> planned, const PassRequest& request);
  /// The window has been read: its blocks may go.
  void done(const Window& window);
};

std::vector<std::unique_ptr<TileReader>> open_readers(const std::shared_ptr<const SourcePlan>& plan,
                                                      const PassRequest& request);

}  // namespace greisen::geo
