// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "geo/read/warp_kernels.hpp"
#include "geo/read/warped_raster.hpp"

namespace greisen::geo {

/// Reads windows of a pass for one thread. Its buffers are those of the thread, kept from window to window and shared
/// by all its readers, of which one reads at a time.
class SourceReader final : public TileReader {
 public:
  /// Working memory for a part of a window.
  struct Work {
    CentreTaps centres;
    FootprintTaps footprints;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<float> patch;
    std::vector<float> shown;  ///< of a row of a mask
  };

  explicit SourceReader(std::shared_ptr<ReadSession> pass);
  void read(const Window& window, TileView out) override;

  /// Working memory of a reader for a target of this size, without blocks.
  static std::size_t working_bytes();

 private:
  struct GroupLayers {
    int group = 0;
    std::vector<int> layers;             ///< of the pass
    std::optional<WarpLattice> lattice;  ///< none: aligned
    bool centres = false;                ///< some layer takes values around pixel centres
    bool cubic = false;
    bool footprints = false;  ///< some layer takes values from all that a pixel covers
  };

  void copy_group(const GroupLayers& group, const Window& window, TileView out);
  void warp_group(GroupLayers& group, const Window& window, TileView out);
  void warp_part(GroupLayers& group, const Window& part, TileView out);
  Window aim(GroupLayers& group, const Window& part);
  void warp_layer(int layer, const Window& box, TileView out);
  [[nodiscard]] const SourceBand& band_of(int layer) const;
  template <class Visit>
  void for_each_row(const PassPlane& place, const Window& window, Visit&& visit);
  bool fetch(int layer, const Window& window, float* to, std::ptrdiff_t stride);

  std::shared_ptr<ReadSession> pass_;
  OpenFiles files_;
  std::vector<GroupLayers> groups_;
  Work* work_ = nullptr;  ///< while reading
};

}  // namespace greisen::geo
