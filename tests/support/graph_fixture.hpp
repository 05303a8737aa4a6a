// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/hash.hpp"
#include "engine/engine.hpp"

namespace greisen::testing {

/// A folder of its own that is gone with the object.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "greisen-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Grid plain_grid(std::int64_t cols, std::int64_t rows) { return {"", 0, 0, 1, 1, cols, rows}; }

/// Noise by pixel with one hole in `hole_every`; the same whatever window is read.
class NoiseReader final : public TileReader {
 public:
  NoiseReader(Grid grid, std::vector<int> layers, std::uint64_t hole_every)
      : grid_(std::move(grid)), layers_(std::move(layers)), hole_every_(hole_every) {}
  void read(const Window& window, TileView out) override {
    for (int layer = 0; layer < out.layers; ++layer)
      for (int row = 0; row < out.rows; ++row)
        for (int col = 0; col < out.cols; ++col) {
          const std::int64_t r = window.row + row;
          const std::int64_t c = window.col + col;
          const bool inside = r >= 0 && c >= 0 && r < grid_.rows && c < grid_.cols;
          const std::uint64_t hash =
              hash_pixel(static_cast<std::uint64_t>(layers_[static_cast<std::size_t>(layer)]) + 7, r, c);
          const bool hole = hole_every_ > 0 && hash_pixel(99, r, c) % hole_every_ == 0;
          out.at(layer, row, col) =
              inside && !hole ? static_cast<float>(0.01 + static_cast<double>(hash >> 40U) * 0x1p-24) : kMissing;
        }
  }

 private:
  Grid grid_;
  std::vector<int> layers_;
  std::uint64_t hole_every_;
};

inline Raster noise_raster(const Grid& grid, int layers, std::uint64_t hole_every = 50) {
  Raster raster;
  raster.grid = grid;
  for (int i = 0; i < layers; ++i) raster.layers.push_back({"b" + std::to_string(i + 1)});
  raster.open = [grid, hole_every](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    for (int i = 0; i < request.threads; ++i)
      readers.push_back(std::make_unique<NoiseReader>(grid, request.layers, hole_every));
    return readers;
  };
  raster.cost = [](const PassRequest&) { return ReadCost{}; };
  return raster;
}

}  // namespace greisen::testing
