// SPDX-License-Identifier: Apache-2.0
#include "geo/write/raster_writer_pixels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include <fmt/format.h>
#include <ogr_spatialref.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/place/grid_of.hpp"

namespace greisen::geo {

namespace {

struct Trouble {
  bool infinite = false;
  bool missing = false;  ///< without a nodata value
  bool unfit = false;
  float value = 0;  ///< one of the unfit
};

void encode_row(std::span<const float> in, std::optional<double> nodata, std::span<float> out, Trouble& trouble) {
  const float missing = nodata ? static_cast<float>(*nodata) : kMissing;
  // the neighbour of the nodata value, so that no measurement turns into a hole
  const float instead = std::nextafter(missing, 0.0F);
  int infinite = 0;
  int holes = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const float value = in[i];
    infinite |= std::abs(value) == std::numeric_limits<float>::infinity() ? 1 : 0;
    holes |= value != value ? 1 : 0;
    const float kept = value == missing ? instead : value;
    out[i] = value != value ? missing : kept;
  }
  trouble.infinite = trouble.infinite || infinite != 0;
  trouble.missing = trouble.missing || (holes != 0 && !nodata);
}

template <class Integer>
requires std::is_integral_v<Integer>
void encode_row(std::span<const float> in, std::optional<double> nodata, std::span<Integer> out, Trouble& trouble) {
  constexpr double kLow = std::numeric_limits<Integer>::min();
  constexpr double kHigh = std::numeric_limits<Integer>::max();
  for (std::size_t i = 0; i < in.size(); ++i) {
    const auto value = static_cast<double>(in[i]);
    if (std::isnan(value)) {
      trouble.missing = trouble.missing || !nodata;
      out[i] = static_cast<Integer>(nodata.value_or(0));
      continue;
    }
    const double rounded = std::round(value);
    const bool fits = rounded >= kLow && rounded <= kHigh && (!nodata || rounded != *nodata);
    if (!fits) {
      trouble.unfit = true;
      trouble.value = in[i];
    }
    out[i] = fits ? static_cast<Integer>(rounded) : Integer{0};
  }
}

template <class T>
void encode_as(ConstTileView pixels, int layer, const RasterProfile& profile, int out_cols, std::span<std::byte> bytes,
               Trouble& trouble) {
  const std::span<T> out(reinterpret_cast<T*>(bytes.data()), bytes.size() / sizeof(T));
  const T padding = static_cast<T>(profile.nodata.value_or(0));
  const auto width = static_cast<std::size_t>(out_cols);
  const auto used = static_cast<std::size_t>(pixels.cols);
  for (std::size_t r = 0; r < out.size() / width; ++r) {
    const std::span<T> row = out.subspan(r * width, width);
    const bool is_padding = r >= static_cast<std::size_t>(pixels.rows);
    if (!is_padding) encode_row(pixels.row(layer, static_cast<int>(r)), profile.nodata, row.first(used), trouble);
    std::ranges::fill(is_padding ? row : row.subspan(used), padding);
  }
}

void report(const Trouble& trouble, const Layer& layer, PixelType type) {
  const std::string name = printable(layer.name);
  if (trouble.infinite) throw Error({"E1060", fmt::format("the layer '{}' holds an infinite value", name)});
  if (trouble.missing) {
    throw Error({"E1061", fmt::format("the layer '{}' has missing pixels and its file no value for them", name)});
  }
  if (trouble.unfit) {
    throw Error({"E1062", fmt::format("the value {} of the layer '{}' does not fit the type {}",
                                      format_number(trouble.value), name, GDALGetDataTypeName(gdal_type(type)))});
  }
}

}  // namespace

int bytes_of(PixelType type) { return GDALGetDataTypeSizeBytes(gdal_type(type)); }

GDALDataType gdal_type(PixelType type) {
  switch (type) {
    case PixelType::uint8:
      return GDT_Byte;
    case PixelType::uint16:
      return GDT_UInt16;
    case PixelType::int16:
      return GDT_Int16;
    case PixelType::uint32:
      return GDT_UInt32;
    case PixelType::float32:
      return GDT_Float32;
  }
  return GDT_Unknown;
}

void encode(ConstTileView pixels, int layer, const RasterProfile& profile, int out_cols, int out_rows,
            std::span<std::byte> out) {
  const auto needed = static_cast<std::size_t>(out_cols) * static_cast<std::size_t>(out_rows) *
                      static_cast<std::size_t>(bytes_of(profile.type));
  if (pixels.cols > out_cols || pixels.rows > out_rows || out.size() != needed) {
    throw Error({"E1001", "pixels do not fit their block"});
  }
  Trouble trouble;
  switch (profile.type) {
    case PixelType::uint8:
      encode_as<std::uint8_t>(pixels, layer, profile, out_cols, out, trouble);
      break;
    case PixelType::uint16:
      encode_as<std::uint16_t>(pixels, layer, profile, out_cols, out, trouble);
      break;
    case PixelType::int16:
      encode_as<std::int16_t>(pixels, layer, profile, out_cols, out, trouble);
      break;
    case PixelType::uint32:
      encode_as<std::uint32_t>(pixels, layer, profile, out_cols, out, trouble);
      break;
    case PixelType::float32:
      encode_as<float>(pixels, layer, profile, out_cols, out, trouble);
      break;
  }
  report(trouble, profile.layers.at(static_cast<std::size_t>(layer)), profile.type);
}

void describe_layer(GDALRasterBand& band, const Layer& layer) {
  band.SetDescription(layer.name.c_str());
  const std::array<std::pair<const char*, const std::string*>, 3> items = {
      {{"meaning", &layer.description}, {"formula", &layer.formula}, {"source", &layer.source}}};
  for (const auto& [key, text] : items) {
    if (!text->empty()) band.SetMetadataItem(key, text->c_str());
  }
}

void describe(GDALDataset& dataset, const RasterProfile& profile) {
  const Grid& grid = profile.grid;
  std::array<double, 6> transform = {grid.origin_x, grid.pixel_x, 0, grid.origin_y, 0, -grid.pixel_y};
  if (is_placed(grid)) dataset.SetGeoTransform(transform.data());
  if (!grid.crs.empty()) {
    OGRSpatialReference srs;
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (srs.importFromWkt(grid.crs.c_str()) == OGRERR_NONE) dataset.SetSpatialRef(&srs);
  }
  for (const auto& [key, value] : profile.metadata) dataset.SetMetadataItem(key.c_str(), value.c_str());
  for (int b = 0; b < dataset.GetRasterCount(); ++b) {
    GDALRasterBand& band = *dataset.GetRasterBand(b + 1);
    const Layer& layer = profile.layers[static_cast<std::size_t>(b)];
    describe_layer(band, layer);
    if (!layer.unit.empty()) band.SetUnitType(layer.unit.c_str());
    if (profile.nodata) band.SetNoDataValue(*profile.nodata);
    if (profile.scale != 1 || profile.offset != 0) {
      band.SetScale(profile.scale);
      band.SetOffset(profile.offset);
    }
  }
}

bool is_placed_as(const std::string& part, const RasterProfile& profile) {
  const GDALDatasetUniquePtr file = open_input(part, Purpose::own, GDAL_OF_RASTER);
  if (!file) return false;
  std::array<double, 6> transform{};
  const Grid& grid = profile.grid;
  const std::array<double, 6> wanted = {grid.origin_x, grid.pixel_x, 0, grid.origin_y, 0, -grid.pixel_y};
  if (is_placed(grid) && (file->GetGeoTransform(transform.data()) != CE_None || transform != wanted)) return false;
  OGRSpatialReference crs;
  if (grid.crs.empty() || crs.importFromWkt(grid.crs.c_str()) != OGRERR_NONE) return true;
  const OGRSpatialReference* const written = file->GetSpatialRef();
  const char* const code = crs.GetAuthorityCode(nullptr);
  return written != nullptr && (code == nullptr || (written->GetAuthorityCode(nullptr) != nullptr &&
                                                    std::string_view(written->GetAuthorityCode(nullptr)) == code));
}

void describe_statistics(GDALDataset& dataset, const std::vector<BandStatistics>& statistics) {
  for (std::size_t b = 0; b < statistics.size(); ++b) {
    GDALRasterBand& band = *dataset.GetRasterBand(static_cast<int>(b) + 1);
    const BandStatistics& s = statistics[b];
    band.SetMetadataItem("STATISTICS_VALID_PERCENT", format_number(s.valid_percent).c_str());
    if (!(s.valid_percent > 0)) continue;
    band.SetMetadataItem("STATISTICS_MINIMUM", format_number(s.minimum).c_str());
    band.SetMetadataItem("STATISTICS_MAXIMUM", format_number(s.maximum).c_str());
    band.SetMetadataItem("STATISTICS_MEAN", format_number(s.mean).c_str());
    band.SetMetadataItem("STATISTICS_STDDEV", format_number(s.standard_deviation).c_str());
  }
}

CPLStringList to_list(const CreationOptions& options) {
  CPLStringList list;
  for (const auto& [key, value] : options) list.AddString(fmt::format("{}={}", key, value).c_str());
  return list;
}

const std::string* find_option(const CreationOptions& options, std::string_view key) {
  const auto found = std::ranges::find_if(options, [&](const auto& o) { return lower(o.first) == lower(key); });
  return found == options.end() ? nullptr : &found->second;
}

void default_option(CreationOptions& options, const std::string& key, const std::string& value) {
  if (find_option(options, key) == nullptr) options.emplace_back(key, value);
}

CreationOptions parse_creation_options(const std::vector<std::string>& texts) {
  CreationOptions options;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    const std::string key = text.substr(0, equals);
    std::string wrong;
    if (equals == std::string::npos || key.empty())
      wrong = "is not KEY=VALUE";
    else if (find_option(options, key) != nullptr)
      wrong = "is given twice";
    if (!wrong.empty()) {
      throw Error({"E2060",
                   fmt::format("the creation option '{}' {}", printable(text), wrong),
                   {},
                   "write it as in GDAL, such as --co COMPRESS=ZSTD"});
    }
    options.emplace_back(key, text.substr(equals + 1));
  }
  return options;
}

void check_creation_options(const std::string& driver, const CreationOptions& options) {
  const GdalSession session;
  const GdalFailures failures;
  GDALDriver* const found = GetGDALDriverManager()->GetDriverByName(driver.c_str());
  if (found == nullptr) throw Error({"E1001", "GDAL has no driver " + driver});
  const bool valid = GDALValidateCreationOptions(found, to_list(options).List()) != 0;
  if (valid && !failures.any() && !failures.any_warning()) return;
  throw Error({"E2060",
               fmt::format("{} does not take these creation options: {}", driver, failures.text()),
               {},
               fmt::format("`gdalinfo --format {}` lists them", driver)});
}

}  // namespace greisen::geo
