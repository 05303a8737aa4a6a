// SPDX-License-Identifier: Apache-2.0
#include "engine/scratch.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/hash.hpp"

namespace greisen {
namespace {

constexpr int kCellsAcross = kUnitPx / kCellPx;
constexpr std::size_t kCellFloats = static_cast<std::size_t>(kCellPx) * kCellPx;

}  // namespace

Scratch::Scratch(std::string path, const Grid& grid, int layers)
    : file_(std::move(path), RandomFile::Mode::keep),
      grid_(grid),
      units_(grid),
      layers_(layers),
      unit_floats_(floats(static_cast<std::size_t>(layers))),
      written_(static_cast<std::size_t>(units_.count()), 0) {}

void Scratch::write_floats(std::span<const float> from, std::uint64_t at) {
  file_.write(std::as_bytes(from), at * sizeof(float));
}

void Scratch::read_floats(std::span<float> into, std::uint64_t at) const {
  file_.read(std::as_writable_bytes(into), at * sizeof(float));
}

std::uint64_t Scratch::write_unit(std::int64_t unit, std::span<const float> pixels) {
  write_floats(pixels, static_cast<std::uint64_t>(unit) * unit_floats_);
  mark_written(unit);
  return content_hash(std::as_bytes(pixels));
}

/// Cells that the window covers, as far as they lie in the grid, are written in one go.
void Scratch::write(int first_layer, const Window& window, ConstTileView pixels) {
  const Window inside = window.intersected(grid_.window());
  if (inside.empty()) return;
  for (std::int64_t top = inside.row / kCellPx; top <= (inside.row + inside.rows - 1) / kCellPx; ++top)
    for (std::int64_t left = inside.col / kCellPx; left <= (inside.col + inside.cols - 1) / kCellPx; ++left) {
      const Window cell{left * kCellPx, top * kCellPx, kCellPx, kCellPx};
      const Window part = cell.intersected(inside);
      const std::int64_t unit = top / kCellsAcross * units_.across + left / kCellsAcross;
      const int number = static_cast<int>(top % kCellsAcross * kCellsAcross + left % kCellsAcross);
      if (!is_written(unit)) write_unit(unit, std::vector<float>(unit_floats_, kMissing));
      const bool whole = part == cell.intersected(grid_.window());
      for (int layer = 0; layer < pixels.layers; ++layer) {
        const std::uint64_t begin =
            static_cast<std::uint64_t>(unit) * unit_floats_ + place(first_layer + layer, number, 0);
        const auto from =
            pixels.layer(layer).part(static_cast<int>(part.row - window.row), static_cast<int>(part.col - window.col),
                                     static_cast<int>(part.rows), static_cast<int>(part.cols));
        write_cell(from, {part.col - cell.col, part.row - cell.row, part.cols, part.rows}, whole, begin);
      }
    }
}

/// `part` is in pixels of the cell that begins at `begin`; `whole`: nothing else of it is ever read.
void Scratch::write_cell(ConstTileView from, const Window& part, bool whole, std::uint64_t begin) {
  if (!whole) {
    for (int row = 0; row < from.rows; ++row)
      write_floats(from.row(0, row), begin + static_cast<std::uint64_t>((part.row + row) * kCellPx + part.col));
    return;
  }
  std::array<float, kCellFloats> cell;
  cell.fill(kMissing);
  for (int row = 0; row < from.rows; ++row)
    std::ranges::copy(from.row(0, row), cell.begin() + (part.row + row) * kCellPx + part.col);
  write_floats(cell, begin);
}

/// `part` is in pixels of the cell. One read takes the rows wanted, whole; the columns wanted are copied out.
void Scratch::read_cell(std::int64_t unit, int layer, int cell, const Window& part, float* out,
                        std::ptrdiff_t stride) const {
  const std::uint64_t start =
      static_cast<std::uint64_t>(unit) * unit_floats_ + place(layer, cell, static_cast<int>(part.row));
  if (part.cols == kCellPx && stride == kCellPx) {
    read_floats({out, static_cast<std::size_t>(part.rows) * kCellPx}, start);
    return;
  }
  std::array<float, kCellFloats> rows;
  read_floats({rows.data(), static_cast<std::size_t>(part.rows) * kCellPx}, start);
  for (std::int64_t row = 0; row < part.rows; ++row)
    std::memcpy(out + row * stride, rows.data() + row * kCellPx + part.col,
                static_cast<std::size_t>(part.cols) * sizeof(float));
}

void Scratch::read(const Window& window, std::span<const int> layers, TileView out) const {
  const Window inside = window.intersected(grid_.window());
  for (int layer = 0; layer < out.layers; ++layer)
    if (inside != window)
      for (int row = 0; row < out.rows; ++row) std::ranges::fill(out.row(layer, row), kMissing);
  if (inside.empty()) return;
  for (std::int64_t top = inside.row / kCellPx; top <= (inside.row + inside.rows - 1) / kCellPx; ++top)
    for (std::int64_t left = inside.col / kCellPx; left <= (inside.col + inside.cols - 1) / kCellPx; ++left) {
      const Window part = Window{left * kCellPx, top * kCellPx, kCellPx, kCellPx}.intersected(inside);
      const std::int64_t unit = top / kCellsAcross * units_.across + left / kCellsAcross;
      const int cell = static_cast<int>(top % kCellsAcross * kCellsAcross + left % kCellsAcross);
      const Window in_cell{part.col - left * kCellPx, part.row - top * kCellPx, part.cols, part.rows};
      for (int layer = 0; layer < out.layers; ++layer) {
        float* first = &out.at(layer, static_cast<int>(part.row - window.row), static_cast<int>(part.col - window.col));
        if (is_written(unit)) {
          read_cell(unit, layers[static_cast<std::size_t>(layer)], cell, in_cell, first, out.row_stride);
        } else {
          for (std::int64_t row = 0; row < part.rows; ++row)
            std::fill_n(first + row * out.row_stride, part.cols, kMissing);
        }
      }
    }
}

std::uint64_t Scratch::hash_unit(std::int64_t unit) const {
  std::vector<float> pixels(unit_floats_);
  read_floats(pixels, static_cast<std::uint64_t>(unit) * unit_floats_);
  return content_hash(std::as_bytes(std::span(pixels)));
}

}  // namespace greisen
