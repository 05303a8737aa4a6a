// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "raster/grid.hpp"
#include "raster/tile.hpp"

namespace greisen {

/// What a code of a plane of classes means.
struct ClassName {
  int code = 0;
  std::string name;
  bool operator==(const ClassName&) const = default;
};

/// Name, unit and meaning of one plane; goes into files, reports and STAC as it is. Of a step's input it tells what the
/// plane measured.
struct Layer {
  std::string name;
  std::string unit = "1";  ///< "1" for ratios and reflectance, "rad", "m", "K" …
  std::string description = {};
  std::string formula = {};
  std::string source = {};                    ///< literature
  std::optional<double> wavelength_nm = {};   ///< centre of the band; none: no band, or not known
  std::optional<double> width_nm = {};        ///< of the band: full width at half maximum
  std::optional<double> native_pixel_m = {};  ///< of what was measured; in degrees, that at the equator
  std::vector<ClassName> classes = {};        ///< of a plane of class codes
};

/// The only interface of the engine: pixels of a window, whatever they come from. One per thread, not shared.
class TileReader {
 public:
  virtual ~TileReader() = default;
  /// Fills out[i] with layer i of the PassRequest for `window` of the raster's grid. Outside the grid and where the
  /// source has no measurement: kMissing. `window` is one of PassRequest::windows (each is read once a pass).
  virtual void read(const Window& window, TileView out) = 0;
};

/// What was read in a pass; shared by the readers of one pass.
struct ReadCounters {
  std::atomic<std::uint64_t> blocks_decoded{0};
  std::atomic<std::uint64_t> blocks_touched{0};  ///< distinct blocks that the windows need
  std::atomic<std::uint64_t> bytes_decoded{0};
};

struct PassRequest {
  std::span<const Window> windows;  ///< in the order in which they are handed to workers; outlives the readers
  std::vector<int> layers;          ///< of the raster, in the order in which read() delivers them
  int threads = 1;
  std::size_t store_bytes = 0;       ///< bound for decoded blocks kept
  ReadCounters* counters = nullptr;  ///< may be null
};

/// What a pass over the given windows costs, told without reading a pixel.
struct ReadCost {
  std::uint64_t blocks = 0;         ///< distinct source blocks touched
  std::uint64_t decoded_bytes = 0;  ///< of those blocks, in memory
  std::size_t reader_bytes = 0;     ///< working memory of one reader
  std::size_t store_bytes = 0;      ///< decoded blocks alive at once, at most
  double seconds = 0;               ///< of one core, estimated
  double block_cols = 0;            ///< of the widest source block, in columns of the raster's grid
};

/// Grid + layers + a way to open one reader per thread.
struct Raster {
  Grid grid;
  std::vector<Layer> layers;
  Window extent = {};  ///< nothing but missing lies outside; empty: not known
  std::function<std::vector<std::unique_ptr<TileReader>>(const PassRequest&)> open;
  std::function<ReadCost(const PassRequest&)> cost;
};

}  // namespace greisen
