// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>
#include <string_view>

#include <cpl_string.h>

#include "base/error.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/place/crs.hpp"
#include "geo/read/band_source.hpp"
#include "geo/read/source_masks.hpp"

namespace greisen::geo {
namespace {

constexpr double kNmPerUm = 1000;
/// A wavelength without a unit: below this it is meant in µm, above in nm (sensors of reflected and thermal light).
constexpr double kLargestUm = 30;
constexpr double kLeastNm = 100;
constexpr double kLargestNm = 100'000;

std::string text_of(const char* text) { return text == nullptr ? std::string() : std::string(text); }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// Factor to nm of a unit's name; none for other words.
std::optional<double> nm_per(std::string_view unit) {
  const std::string word = lower_case(trim(unit));
  for (const auto* name : {"nm", "nanometers", "nanometer", "nanometres", "nanometre"}) {
    if (word == name) return 1;
  }
  for (const auto* name :
       {"um", "µm", "μm", "micrometers", "micrometer", "micrometres", "micrometre", "microns", "micron"}) {
    if (word == name) return kNmPerUm;
  }
  return std::nullopt;
}

void set_wavelength(BandInfo& band, double nm) {
  if (!(nm >= kLeastNm && nm <= kLargestNm)) return;
  band.has_wavelength = true;
  band.wavelength_nm = nm;
}

/// Such as "560.5 nm", "Band 3 (0.5605 Micrometers)": the number just before a unit of length.
void wavelength_from_description(BandInfo& band) {
  std::string words = band.description;
  std::ranges::replace_if(
      words, [](char c) { return c == '(' || c == ')' || c == ',' || c == ';'; }, ' ');
  std::string_view left = words;
  std::string_view before;
  while (!left.empty()) {
    left = trim(left);
    const std::string_view word = left.substr(0, left.find(' '));
    left.remove_prefix(word.size());
    const auto unit = nm_per(word);
    const auto number = unit ? parse_double(before) : std::nullopt;
    if (number) return set_wavelength(band, *number * *unit);
    before = word;
  }
}

void read_wavelength(GDALRasterBandH handle, BandInfo& band) {
  const auto item = [&](const char* name, const char* domain) {
    return text_of(GDALGetMetadataItem(handle, name, domain));
  };
  if (const auto um = parse_double(item("CENTRAL_WAVELENGTH_UM", "IMAGERY"))) {
    return set_wavelength(band, *um * kNmPerUm);
  }
  for (const auto* name : {"wavelength", "WAVELENGTH"}) {
    const auto number = parse_double(trim(item(name, nullptr)));
    if (!number) continue;
    const std::string lower = item("wavelength_units", nullptr);
    const auto unit = nm_per(lower.empty() ? item("WAVELENGTH_UNIT", nullptr) : lower);
    return set_wavelength(band, *number * unit.value_or(*number < kLargestUm ? kNmPerUm : 1));
  }
  wavelength_from_description(band);
}

/// REFLECTANCE_GAIN and REFLECTANCE_BIAS of a band are its scale and offset, where it has no others.
void read_reflectance_terms(GDALRasterBandH handle, BandInfo& band) {
  const auto number = [&](const char* key) {
    return parse_double(trim(text_of(GDALGetMetadataItem(handle, key, nullptr))));
  };
  const auto gain = number("REFLECTANCE_GAIN");
  if (!gain || !std::isfinite(*gain) || *gain == 0 || band.scale != 1 || band.offset != 0) return;
  band.scale = *gain;
  band.offset = number("REFLECTANCE_BIAS").value_or(0);
}

BandInfo band_info(GDALRasterBandH handle) {
  BandInfo band;
  int given = FALSE;
  band.description = printable(text_of(GDALGetDescription(handle)));
  band.type = GDALGetDataTypeName(GDALGetRasterDataType(handle));
  band.nodata = GDALGetRasterNoDataValue(handle, &given);
  band.has_nodata = given != FALSE;
  if (!band.has_nodata) band.nodata = 0;
  const double scale = GDALGetRasterScale(handle, &given);
  if (given != FALSE) band.scale = scale;
  const double offset = GDALGetRasterOffset(handle, &given);
  if (given != FALSE) band.offset = offset;
  band.unit = printable(text_of(GDALGetRasterUnitType(handle)));
  GDALGetBlockSize(handle, &band.block_cols, &band.block_rows);
  band.alpha = GDALGetRasterColorInterpretation(handle) == GCI_AlphaBand;
  band.masked = has_mask(handle);
  read_wavelength(handle, band);
  read_reflectance_terms(handle, band);
  return band;
}

void read_grid(GDALDatasetH dataset, FileInfo& info) {
  info.grid.cols = GDALGetRasterXSize(dataset);
  info.grid.rows = GDALGetRasterYSize(dataset);
  const std::string wkt = text_of(GDALGetProjectionRef(dataset));
  try {
    if (!wkt.empty()) info.grid.crs = parse_crs(wkt).wkt;
  } catch (const Error& problem) {
    if (problem.code() != "E4010" && problem.code() != "E4011") throw;
    info.grid.crs.clear();  // a site's own axes, such as a mine grid: as good as none
  }
  double* const g = info.geo_transform;
  info.has_geo_transform = GDALGetGeoTransform(dataset, g) == CE_None;
  if (!info.has_geo_transform) {
    const double plain[6] = {0, 1, 0, 0, 0, 1};
    std::ranges::copy(plain, g);
  }
  info.upright = info.has_geo_transform && g[2] == 0 && g[4] == 0 && g[1] > 0 && g[5] < 0;
  if (!info.upright) return;
  info.grid.origin_x = g[0];
  info.grid.origin_y = g[3];
  info.grid.pixel_x = g[1];
  info.grid.pixel_y = -g[5];
}

/// "{1, 0, 1}" of the ENVI header: one number for each band, or nothing.
std::vector<double> numbers_of(GDALDatasetH dataset, const char* key, std::size_t bands) {
  std::string text = text_of(GDALGetMetadataItem(dataset, key, "ENVI"));
  std::erase_if(text, [](char c) { return c == '{' || c == '}'; });
  std::vector<double> numbers;
  for (const std::string& word : split(text, ','))
    if (const auto number = parse_double(trim(word))) numbers.push_back(*number);
  if (numbers.size() != bands) numbers.clear();
  return numbers;
}

void read_envi_lists(GDALDatasetH dataset, FileInfo& info) {
  const std::vector<double> good = numbers_of(dataset, "bbl", info.bands.size());
  for (std::size_t i = 0; i < good.size(); ++i) info.bands[i].bad = good[i] == 0;
  const auto factor = parse_double(trim(text_of(GDALGetMetadataItem(dataset, "reflectance_scale_factor", "ENVI"))));
  for (BandInfo& band : info.bands)
    if (factor && *factor > 0 && band.scale == 1 && band.offset == 0) band.scale = 1 / *factor;
  const std::vector<double> widths = numbers_of(dataset, "fwhm", info.bands.size());
  const double nm = nm_per(text_of(GDALGetMetadataItem(dataset, "wavelength_units", "ENVI"))).value_or(1);
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (widths[i] * nm > 0 && widths[i] * nm < 1000) info.bands[i].width_nm = widths[i] * nm;
}

void read_metadata(GDALDatasetH dataset, const char* domain, const std::string& prefix, FileInfo& info) {
  constexpr int kMostItems = 10'000;
  constexpr std::size_t kLongestValue = 65'536;
  char** const items = GDALGetMetadata(dataset, domain);
  for (int i = 0; i < kMostItems && items != nullptr && items[i] != nullptr; ++i) {
    const std::string_view item(items[i]);
    const std::size_t equals = item.find('=');
    if (equals == std::string_view::npos) continue;
    info.metadata.emplace(prefix + std::string(item.substr(0, equals)), item.substr(equals + 1, kLongestValue));
  }
}

}  // namespace

FileInfo file_info(const std::string& path) {
  stop_if_interrupted();  // surveys of many scenes ask here most of the time
  const DatasetPtr dataset = GdalSession().open(path);
  const GdalFailures quiet;
  FileInfo info;
  info.path = path;
  info.driver = text_of(GDALGetDriverShortName(GDALGetDatasetDriver(dataset.get())));
  read_grid(dataset.get(), info);
  for (int i = 1; i <= GDALGetRasterCount(dataset.get()); ++i) {
    info.bands.push_back(band_info(GDALGetRasterBand(dataset.get(), i)));
  }
  read_metadata(dataset.get(), nullptr, "", info);
  read_metadata(dataset.get(), "IMAGERY", "IMAGERY:", info);
  read_metadata(dataset.get(), "ENVI", "", info);
  read_envi_lists(dataset.get(), info);
  char** const items = GDALGetMetadata(dataset.get(), "SUBDATASETS");
  for (int i = 1;; ++i) {
    const std::string key = "SUBDATASET_" + std::to_string(i) + "_NAME";
    const char* const name = CSLFetchNameValue(items, key.c_str());
    if (name == nullptr) break;
    info.subdatasets.emplace_back(name);
    info.subdataset_texts.push_back(
        text_of(CSLFetchNameValue(items, ("SUBDATASET_" + std::to_string(i) + "_DESC").c_str())));
  }
  return info;
}

Grid outline_of(const FileInfo& info) {
  if (info.upright || !info.has_geo_transform) return info.grid;
  const double* const g = info.geo_transform;
  const auto cols = static_cast<double>(info.grid.cols);
  const auto rows = static_cast<double>(info.grid.rows);
  const std::array<double, 4> x = {g[0], g[0] + cols * g[1], g[0] + rows * g[2], g[0] + cols * g[1] + rows * g[2]};
  const std::array<double, 4> y = {g[3], g[3] + cols * g[4], g[3] + rows * g[5], g[3] + cols * g[4] + rows * g[5]};
  const auto [left, right] = std::ranges::minmax(x);
  const auto [bottom, top] = std::ranges::minmax(y);
  const double pixel = std::sqrt(std::abs(g[1] * g[5] - g[2] * g[4]));
  Grid grid = info.grid;
  grid.origin_x = left;
  grid.origin_y = top;
  grid.pixel_x = grid.pixel_y = pixel;
  grid.cols = std::max<std::int64_t>(1, std::llround(std::ceil((right - left) / pixel)));
  grid.rows = std::max<std::int64_t>(1, std::llround(std::ceil((top - bottom) / pixel)));
  return grid;
}

}  // namespace greisen::geo
