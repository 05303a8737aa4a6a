// SPDX-License-Identifier: Apache-2.0
#include "geo/read/source_plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include <fmt/format.h>
#include <ogr_srs_api.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/read/source_masks.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kHugeBlockBytes = std::size_t{64} << 20U;
constexpr int kPartOfHugeBlock = 1024;
constexpr int kLeastPart = 64;
constexpr int kVirtualBlock = 512;
constexpr int kLeastStripRows = 32;

StoredType stored_type(GDALRasterBandH band, const BandSource& source, int number) {
  const GDALDataType type = GDALGetRasterDataType(band);
  switch (type) {
    case GDT_Byte: {
      const char* sign = GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE");
      return sign != nullptr && std::string_view(sign) == "SIGNEDBYTE" ? StoredType::int8 : StoredType::uint8;
    }
    case GDT_UInt16:
      return StoredType::uint16;
    case GDT_Int16:
      return StoredType::int16;
    case GDT_UInt32:
      return StoredType::uint32;
    case GDT_Int32:
      return StoredType::int32;
    case GDT_Float32:
      return StoredType::float32;
    case GDT_Float64:
      return StoredType::float64;
    default:
      break;
  }
  throw Error({"E3014",
               fmt::format("'{}', band {}, holds numbers of type {}", printable(source.path), number,
                           GDALGetDataTypeName(type)),
               {source.path, 0, 0, {}},
               "write the band anew as Float32; of a radar image take the amplitude"});
}

std::string text_of(const char* text) { return text == nullptr ? std::string() : std::string(text); }

Crs crs_of(GDALDatasetH dataset, const BandSource& source, const Grid& target) {
  if (target.crs.empty()) return {};  // a plain picture: numbers are compared, nothing is transformed
  const std::string own = source.crs.empty() ? text_of(GDALGetProjectionRef(dataset)) : source.crs;
  if (!own.empty()) return parse_crs(own);
  throw Error({"E4021",
               fmt::format("'{}' does not say in which coordinate reference system it lies", printable(source.path)),
               {source.path, 0, 0, {}},
               "write it into the file: gdal_edit.py -a_srs EPSG:<code> FILE"});
}

Bounds box_of(const SourceGrid& grid) {
  const auto& g = grid.geo_transform;
  const auto cols = static_cast<double>(grid.cols);
  const auto rows = static_cast<double>(grid.rows);
  const auto [left, right] =
      std::minmax({g[0], g[0] + g[1] * cols, g[0] + g[2] * rows, g[0] + g[1] * cols + g[2] * rows});
  const auto [low, high] =
      std::minmax({g[3], g[3] + g[4] * cols, g[3] + g[5] * rows, g[3] + g[4] * cols + g[5] * rows});
  return {left, low, right, high};
}

/// Tells the source's place in the target's CRS where that is the same but for its false origin: pixels that lie alike
/// are then the same pixels.
void take_crs_of_target(SourceGrid& grid, const Crs& target) {
  if (grid.crs.wkt == target.wkt || grid.crs.wkt.empty()) return;
  const auto shift = shift_between(grid.crs, target, box_of(grid));
  if (!shift) return;
  grid.geo_transform[0] += shift->x;
  grid.geo_transform[3] += shift->y;
  grid.crs = target;
}

[[noreturn]] void throw_no_grid(const BandSource& source, bool has_points) {
  throw Error({"E4020",
               fmt::format("'{}' has {}", printable(source.path),
                           has_points ? "ground control points but no grid" : "no georeference"),
               {source.path, 0, 0, {}},
               has_points ? "give it a grid first, for example with gdalwarp"
                          : "give the georeferenced file, or its world file beside it"});
}

SourceGrid grid_of(GDALDatasetH dataset, const BandSource& source, const Grid& target) {
  SourceGrid grid;
  if (source.geo_transform) {
    grid.geo_transform = *source.geo_transform;
  } else if (GDALGetGeoTransform(dataset, grid.geo_transform.data()) != CE_None) {
    const bool has_points = GDALGetGCPCount(dataset) > 0;
    const bool same_size = GDALGetRasterXSize(dataset) == target.cols && GDALGetRasterYSize(dataset) == target.rows;
    if (has_points || is_placed(target) || !same_size) throw_no_grid(source, has_points);
    grid.geo_transform = {0, 1, 0, 0, 0, -1};  // its own rows and columns
  }
  grid.crs = crs_of(dataset, source, target);
  grid.cols = GDALGetRasterXSize(dataset);
  grid.rows = GDALGetRasterYSize(dataset);
  return grid;
}

bool same_pixels(const SourceGrid& a, const SourceGrid& b) {
  return a.crs.wkt == b.crs.wkt && a.geo_transform == b.geo_transform && a.cols == b.cols && a.rows == b.rows;
}

/// Whole-pixel shift between the grids, where it holds within kGridTolerancePx at both ends of the target.
void find_alignment(SourceGroup& group, const Grid& target, const std::string& target_wkt) {
  const auto& g = group.grid.geo_transform;
  if (group.grid.crs.wkt != target_wkt || g[2] != 0 || g[4] != 0 || !(g[1] > 0) || !(g[5] < 0)) return;
  const auto along = [](double start, double end, double length, std::int64_t& shift) {
    const double whole = std::round(start);
    shift = static_cast<std::int64_t>(whole);
    return std::abs(start - whole) < kGridTolerancePx && std::abs(end - whole - length) < kGridTolerancePx;
  };
  const auto cols = static_cast<double>(target.cols);
  const auto rows = static_cast<double>(target.rows);
  group.aligned = along((target.x_of(0) - g[0]) / g[1], (target.x_of(cols) - g[0]) / g[1], cols, group.col_shift) &&
                  along((target.y_of(0) - g[3]) / g[5], (target.y_of(rows) - g[3]) / g[5], rows, group.row_shift);
}

GDALRasterBandH band_of(GDALDatasetH dataset, const BandSource& source) {
  const int count = GDALGetRasterCount(dataset);
  if (source.band >= 1 && source.band <= count) return GDALGetRasterBand(dataset, source.band);
  throw Error({"E3013",
               fmt::format("'{}' has {} bands, and band {} is wanted", printable(source.path), count, source.band),
               {source.path, 0, 0, {}},
               "bands are counted from 1; `greisen inspect` lists those of a file"});
}

SourceBand band_from(GDALDatasetH dataset, const BandSource& wanted) {
  GDALRasterBandH handle = band_of(dataset, wanted);
  SourceBand band;
  band.resampling = wanted.resampling;
  std::vector<double> missing_dn = wanted.missing_dn;
  int has_nodata = FALSE;
  const double nodata = GDALGetRasterNoDataValue(handle, &has_nodata);
  if (has_nodata != FALSE) missing_dn.push_back(nodata);
  std::erase_if(missing_dn, [](double dn) { return std::isnan(dn); });  // NaN is missing anyway
  band.plane = plane_of(dataset, wanted, wanted.band, false);
  const StoredType type = band.plane.blocks.type;
  if (wanted.classes) {
    band.any_bits = wanted.classes->any;
    band.rule = ValueRule(type, *wanted.classes, std::move(missing_dn));
  } else {
    band.rule = ValueRule(type, wanted.scale, wanted.offset, std::move(missing_dn), wanted.valid_range);
  }
  band.masks = masks_of(dataset, wanted);
  return band;
}

}  // namespace

SourcePlane plane_of(GDALDatasetH dataset, const BandSource& source, int band, bool of_mask) {
  GDALRasterBandH handle = GDALGetRasterBand(dataset, band);
  if (of_mask) handle = GDALGetMaskBand(handle);
  const std::string interleave = text_of(GDALGetMetadataItem(dataset, "INTERLEAVE", "IMAGE_STRUCTURE"));
  const std::string driver = text_of(GDALGetDriverShortName(GDALGetDatasetDriver(dataset)));
  SourcePlane plane;
  plane.interleaved = !of_mask && interleave == "PIXEL" && GDALGetRasterCount(dataset) > 1;
  plane.decode_ns = decode_ns(driver, text_of(GDALGetMetadataItem(dataset, "COMPRESSION", "IMAGE_STRUCTURE")));
  plane.blocks.path = source.path;
  plane.blocks.may_lack_blocks = !of_mask && (driver == "GTiff" || driver == "COG" || driver == "VRT");
  plane.blocks.bands = {band};
  plane.blocks.of_masks = of_mask;
  plane.blocks.type = stored_type(handle, source, band);
  plane.blocks.cols = GDALGetRasterXSize(dataset);
  plane.blocks.rows = GDALGetRasterYSize(dataset);
  int block_cols = 0;
  int block_rows = 0;
  GDALGetBlockSize(handle, &block_cols, &block_rows);
  choose_blocks(plane.blocks, block_cols, block_rows, plane.interleaved, driver == "VRT");
  return plane;
}

void choose_blocks(BlockSource& source, int file_block_cols, int file_block_rows, bool whole_pixels, bool is_virtual) {
  source.block_cols = file_block_cols;
  source.block_rows = source.strip_rows = file_block_rows;
  source.by_rectangle = whole_pixels || is_virtual;
  const int part = is_virtual ? kVirtualBlock : kPartOfHugeBlock;
  if (is_virtual || source.bytes() > kHugeBlockBytes) {
    source.by_rectangle = true;
    for (int side = part; side >= kLeastPart; side /= 2) {  // smaller for many bands of a spectrometer
      source.block_cols = static_cast<int>(std::min<std::int64_t>(side, source.cols));
      source.block_rows = source.strip_rows = static_cast<int>(std::min<std::int64_t>(side, source.rows));
      if (source.bytes() <= kHugeBlockBytes) break;
    }
  } else if (file_block_cols >= source.cols && file_block_rows < kLeastStripRows) {
    const int strips = (kLeastStripRows + file_block_rows - 1) / file_block_rows;
    source.block_rows = strips * file_block_rows;
  }
}

double decode_ns(const std::string& driver, const std::string& compression) {
  struct Row {
    std::string_view name;
    double ns;
  };
  static constexpr std::array<Row, 8> kByCompression = {
      {{"", 1}, {"DEFLATE", 8}, {"LZW", 9}, {"ZSTD", 5}, {"LERC", 6}, {"LZMA", 60}, {"JPEG", 8}, {"PACKBITS", 2}}};
  if (driver.starts_with("JP2")) return 150;
  const auto row = std::ranges::find(kByCompression, std::string_view(compression), &Row::name);
  return row == kByCompression.end() ? 10 : row->ns;
}

SourcePlan plan_sources(const std::vector<BandSource>& bands, const Grid& target) {
  const GdalSession session;
  const GdalFailures quiet;
  SourcePlan plan{target, target.crs.empty() ? Crs{} : crs_of(target), {}, {}};
  DatasetPtr dataset;
  std::string open_path;
  for (const BandSource& wanted : bands) {
    if (!dataset || wanted.path != open_path) dataset = session.open(wanted.path);
    open_path = wanted.path;
    SourceBand band = band_from(dataset.get(), wanted);
    SourceGroup group;
    group.grid = grid_of(dataset.get(), wanted, target);
    take_crs_of_target(group.grid, plan.target_crs);
    if (wanted.without_rim) group.rim_px = 0.5;
    const auto same = std::ranges::find_if(plan.groups, [&](const SourceGroup& other) {
      return other.rim_px == group.rim_px && same_pixels(other.grid, group.grid);
    });
    band.group = static_cast<int>(same - plan.groups.begin());
    if (same == plan.groups.end()) {
      find_alignment(group, target, plan.target_crs.wkt);
      plan.groups.push_back(std::move(group));
    }
    plan.bands.push_back(std::move(band));
  }
  return plan;
}

}  // namespace greisen::geo
