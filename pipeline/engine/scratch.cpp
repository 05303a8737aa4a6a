// SPDX-License-Identifier: Apache-2.0
#include "pipeline/engine/scratch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace greisen {
namespace {

constexpr int kCellsAcross = kUnitPx / kCellPx;
constexpr std::size_t kCellFloats = static_cast<std::size_t>(kCellPx) * kCellPx;

[[noreturn]] void fail(const char* what, const std::string& path) {
  const bool full = errno == ENOSPC || errno == EDQUOT;
  throw Error({full ? "E7001" : "E7002",
               std::string(what) + ": " + std::generic_category().message(errno),
               {path},
               full ? "free some disk or give another output folder; what is done is kept and 'greisen run' goes on"
                    : "see to the disk and run again; what is done is kept"});
}

}  // namespace

Scratch::Scratch(std::string path, const Grid& grid, int layers)
    : path_(std::move(path)),
      grid_(grid),
      units_(grid),
      layers_(layers),
      unit_floats_(static_cast<std::size_t>(layers) * kCellsPerUnit * kCellFloats),
      written_(static_cast<std::size_t>(units_.count()), 0) {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) fail("cannot open a scratch file", path_);
}

Scratch::~Scratch() {
  if (file_ >= 0) ::close(file_);
}

void Scratch::write_bytes(const float* from, std::size_t floats, std::uint64_t at) {
  const auto* bytes = reinterpret_cast<const char*>(from);
  std::size_t left = floats * sizeof(float);
  while (left > 0) {
    const ssize_t done = ::pwrite(file_, bytes, left, static_cast<off_t>(at));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) fail("cannot write a scratch file", path_);
    bytes += done;
    at += static_cast<std::uint64_t>(done);
    left -= static_cast<std::size_t>(done);
  }
}

std::uint64_t Scratch::write_unit(std::int64_t unit, std::span<const float> pixels) {
  write_bytes(pixels.data(), pixels.size(), static_cast<std::uint64_t>(unit) * unit_floats_ * sizeof(float));
  mark_written(unit);
  return content_hash(std::as_bytes(pixels));
}

void Scratch::write(const Window& window, ConstTileView pixels) {
  const Window inside = window.intersected(grid_.window());
  for (std::int64_t row = inside.row; row < inside.row + inside.rows; ++row)
    for (std::int64_t col = inside.col; col < inside.col + inside.cols;) {
      const std::int64_t end = std::min((col / kCellPx + 1) * kCellPx, inside.col + inside.cols);
      const std::int64_t unit = row / kUnitPx * units_.across + col / kUnitPx;
      const int cell = static_cast<int>(row % kUnitPx / kCellPx * kCellsAcross + col % kUnitPx / kCellPx);
      if (!is_written(unit)) write_unit(unit, std::vector<float>(unit_floats_, kMissing));
      for (int layer = 0; layer < pixels.layers; ++layer)
        write_bytes(&pixels.at(layer, static_cast<int>(row - window.row), static_cast<int>(col - window.col)),
                    static_cast<std::size_t>(end - col),
                    (static_cast<std::uint64_t>(unit) * unit_floats_ +
                     place(layer, cell, static_cast<int>(row % kCellPx)) + static_cast<std::uint64_t>(col % kCellPx)) *
                        sizeof(float));
      col = end;
    }
}

void Scratch::read_bytes(float* into, std::size_t floats, std::uint64_t at) const {
  auto* bytes = reinterpret_cast<char*>(into);
  std::size_t left = floats * sizeof(float);
  while (left > 0) {
    const ssize_t done = ::pread(file_, bytes, left, static_cast<off_t>(at));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) fail("cannot read a scratch file", path_);
    bytes += done;
    at += static_cast<std::uint64_t>(done);
    left -= static_cast<std::size_t>(done);
  }
}

/// `part` is in pixels of the cell. One read takes the rows wanted, whole; the columns wanted are copied out.
void Scratch::read_cell(std::int64_t unit, int layer, int cell, const Window& part, float* out,
                        std::ptrdiff_t stride) const {
  const std::uint64_t start =
      static_cast<std::uint64_t>(unit) * unit_floats_ + place(layer, cell, static_cast<int>(part.row));
  if (part.cols == kCellPx && stride == kCellPx) {
    read_bytes(out, static_cast<std::size_t>(part.rows) * kCellPx, start * sizeof(float));
    return;
  }
  std::array<float, kCellFloats> rows;
  read_bytes(rows.data(), static_cast<std::size_t>(part.rows) * kCellPx, start * sizeof(float));
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
  read_bytes(pixels.data(), unit_floats_, static_cast<std::uint64_t>(unit) * unit_floats_ * sizeof(float));
  return content_hash(std::as_bytes(std::span(pixels)));
}

void Scratch::sync() const {
  if (::fdatasync(file_) != 0) fail("cannot flush a scratch file to disk", path_);
}

}  // namespace greisen
