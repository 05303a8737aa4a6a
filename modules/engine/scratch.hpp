// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/random_file.hpp"
#include "engine/units.hpp"
#include "raster/tile.hpp"

namespace greisen {

/// An uncompressed float raster of our own on disk, [unit][layer][cell][128][128], every unit at a fixed place: any
/// unit can be written at any time by any thread, and a unit that was written stays valid whatever happens later.
/// Units never written read as missing. Errors: E70xx.
class Scratch {
 public:
  Scratch(std::string path, const Grid& grid, int layers);

  /// Of a unit of so many layers.
  [[nodiscard]] static std::size_t floats(std::size_t layers) {
    return layers * static_cast<std::size_t>(kCellsPerUnit * kCellPx * kCellPx);
  }
  [[nodiscard]] int layers() const { return layers_; }
  /// `pixels` in the file's own order, see place(). Returns their hash.
  std::uint64_t write_unit(std::int64_t unit, std::span<const float> pixels);
  /// Where the row `row` of cell `cell` (0 … 15, by rows) of `layer` begins in a unit.
  [[nodiscard]] static std::size_t place(int layer, int cell, int row) {
    return ((static_cast<std::size_t>(layer) * kCellsPerUnit + static_cast<std::size_t>(cell)) * kCellPx +
            static_cast<std::size_t>(row)) *
           kCellPx;
  }
  /// Copies a window of `layers` (of the file) into `out`; outside the grid and unwritten: missing. Thread-safe.
  void read(const Window& window, std::span<const int> layers, TileView out) const;
  /// Writes any window of some layers (whole steps do), the first of them `first_layer`; what lies outside the grid is
  /// left out. The units touched count as written.
  void write(int first_layer, const Window& window, ConstTileView pixels);
  /// Hash of a unit as it stands on disk, to prove a journal.
  [[nodiscard]] std::uint64_t hash_unit(std::int64_t unit) const;
  void mark_written(std::int64_t unit) { written_[static_cast<std::size_t>(unit)] = 1; }
  [[nodiscard]] bool is_written(std::int64_t unit) const { return written_[static_cast<std::size_t>(unit)] != 0; }
  void sync() const { file_.sync(); }
  [[nodiscard]] const std::string& path() const { return file_.path(); }
  [[nodiscard]] const Grid& grid() const { return grid_; }

 private:
  void read_cell(std::int64_t unit, int layer, int cell, const Window& part, float* out, std::ptrdiff_t stride) const;
  void write_cell(ConstTileView from, const Window& part, bool whole, std::uint64_t begin);
  // places are counted in floats
  void write_floats(std::span<const float> from, std::uint64_t at);
  void read_floats(std::span<float> into, std::uint64_t at) const;

  RandomFile file_;
  Grid grid_;
  Units units_;
  int layers_;
  std::size_t unit_floats_;
  std::vector<std::uint8_t> written_;
};

}  // namespace greisen
