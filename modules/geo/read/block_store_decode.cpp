// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/read/block_store.hpp"

namespace greisen::geo {
namespace {

GDALDataType gdal_type(StoredType type) {
  switch (type) {
    case StoredType::int8:
    case StoredType::uint8:
      return GDT_Byte;
    case StoredType::uint16:
      return GDT_UInt16;
    case StoredType::int16:
      return GDT_Int16;
    case StoredType::uint32:
      return GDT_UInt32;
    case StoredType::int32:
      return GDT_Int32;
    case StoredType::float32:
      return GDT_Float32;
    case StoredType::float64:
      return GDT_Float64;
  }
  return GDT_Unknown;
}

GDALRasterBandH plane_of(const BlockSource& source, GDALDatasetH dataset, std::size_t plane) {
  GDALRasterBandH band = GDALGetRasterBand(dataset, source.bands[plane]);
  return source.of_masks ? GDALGetMaskBand(band) : band;
}

/// The file's own blocks, past GDAL's cache. Strips that make up one block of the store follow each other in memory.
bool read_blocks(const BlockSource& source, int block_col, std::int64_t block_row, GDALDatasetH dataset,
                 std::byte* to) {
  GDALRasterBandH band = plane_of(source, dataset, 0);
  const int strips = source.block_rows / source.strip_rows;
  const std::size_t strip_bytes = source.bytes() / static_cast<std::size_t>(strips);
  for (int i = 0; i < strips; ++i) {
    const std::int64_t strip = block_row * strips + i;
    if (strip * source.strip_rows >= source.rows) break;
    std::byte* const place = to + static_cast<std::size_t>(i) * strip_bytes;
    if (GDALReadBlock(band, block_col, static_cast<int>(strip), place) != CE_None) return false;
  }
  return true;
}

bool read_rectangle(const BlockSource& source, std::int64_t block_col, std::int64_t block_row, GDALDatasetH dataset,
                    std::byte* to) {
  const std::int64_t col = block_col * source.block_cols;
  const std::int64_t row = block_row * source.block_rows;
  const int cols = static_cast<int>(std::min<std::int64_t>(source.block_cols, source.cols - col));
  const int rows = static_cast<int>(std::min<std::int64_t>(source.block_rows, source.rows - row));
  const auto pixel = static_cast<GSpacing>(bytes_of(source.type));
  const GSpacing plane = pixel * static_cast<GSpacing>(source.plane_pixels());
  if (source.of_masks)
    return GDALRasterIO(plane_of(source, dataset, 0), GF_Read, static_cast<int>(col), static_cast<int>(row), cols, rows,
                        to, cols, rows, gdal_type(source.type), static_cast<int>(pixel),
                        static_cast<int>(pixel) * source.block_cols) == CE_None;
  std::vector<int> bands = source.bands;
  const CPLErr done = GDALDatasetRasterIOEx(dataset, GF_Read, static_cast<int>(col), static_cast<int>(row), cols, rows,
                                            to, cols, rows, gdal_type(source.type), static_cast<int>(bands.size()),
                                            bands.data(), pixel, pixel * source.block_cols, plane, nullptr);
  return done == CE_None;
}

}  // namespace

std::size_t bytes_of(StoredType type) {
  switch (type) {
    case StoredType::int8:
    case StoredType::uint8:
      return 1;
    case StoredType::uint16:
    case StoredType::int16:
      return 2;
    case StoredType::uint32:
    case StoredType::int32:
    case StoredType::float32:
      return 4;
    case StoredType::float64:
      return 8;
  }
  return 0;
}

bool absent_block(const BlockSource& source, std::int64_t block_col, std::int64_t block_row, GDALDatasetH dataset) {
  if (!source.may_lack_blocks) return false;
  const std::int64_t col = block_col * source.block_cols;
  const std::int64_t row = block_row * source.block_rows;
  const int cols = static_cast<int>(std::min<std::int64_t>(source.block_cols, source.cols - col));
  const int rows = static_cast<int>(std::min<std::int64_t>(source.block_rows, source.rows - row));
  return std::ranges::all_of(source.bands, [&](int band) {
    return GDALGetDataCoverageStatus(GDALGetRasterBand(dataset, band), static_cast<int>(col), static_cast<int>(row),
                                     cols, rows, 0, nullptr) == GDAL_DATA_COVERAGE_STATUS_EMPTY;
  });
}

void decode_block(const BlockSource& source, std::int64_t block_col, std::int64_t block_row, GDALDatasetH dataset,
                  std::byte* to) {
  const GdalFailures failures;
  const bool done = source.by_rectangle ? read_rectangle(source, block_col, block_row, dataset, to)
                                        : read_blocks(source, static_cast<int>(block_col), block_row, dataset, to);
  const auto warned = std::ranges::find_if(failures.warnings(), &tells_damage);
  const bool doubted = done && warned != failures.warnings().end();
  if (done && !doubted) return;
  throw Error({"E3012",
               fmt::format("'{}', band {}: the pixels around column {}, row {} {}: {}", printable(source.path),
                           source.bands.front(), block_col * source.block_cols, block_row * source.block_rows,
                           doubted ? "cannot be trusted, their decoder warns" : "cannot be decoded",
                           doubted ? *warned : failures.text()),
               {source.path, 0, 0, {}},
               "the file is damaged or its download incomplete: fetch it again"});
}

}  // namespace greisen::geo
