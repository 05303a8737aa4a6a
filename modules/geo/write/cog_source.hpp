// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <vector>

#include <gdal_priv.h>

#include "geo/write/cog.hpp"

namespace greisen::geo {

/// A PixelSource as GDAL sees it: blocks of 512 × 512, read when asked for. For one thread.
class CogSource final : public GDALDataset {
 public:
  static constexpr int kBlockPx = 512;

  CogSource(const PixelSource& source, const std::vector<RasterClass>& classes);
  ~CogSource() override;

  CPLErr GetGeoTransform(double* transform) override;
  const OGRSpatialReference* GetSpatialRef() const override;

  /// What the source threw while GDAL was reading; nothing where it did not.
  [[nodiscard]] std::exception_ptr failure() const { return failure_; }
  /// Of the pixels given to GDAL, by block in rows, then by band. 0: never asked for.
  [[nodiscard]] std::span<const std::uint64_t> hashes() const { return hashes_; }
  [[nodiscard]] std::size_t hash_index(int block_col, int block_row, int band) const;
  /// The part of a block that lies on the grid.
  [[nodiscard]] Window window_of(int block_col, int block_row) const;

 private:
  friend class CogSourceBand;
  CPLErr read_block(int block_col, int block_row, int band, void* out);
  void decode_block(int block_col, int block_row, int wanted, std::span<std::byte> out);
  void take(int block_col, int block_row, int band, std::span<const std::byte> block);

  const PixelSource& source_;
  OGRSpatialReference srs_;
  std::vector<std::uint64_t> hashes_;
  std::exception_ptr failure_;
  Tile tile_;
};

/// Of rows × row_bytes bytes; rows lie row_stride bytes apart. Never 0.
[[nodiscard]] std::uint64_t hash_rows(std::span<const std::byte> bytes, std::size_t row_bytes, std::size_t row_stride,
                                      std::size_t rows);

}  // namespace greisen::geo
