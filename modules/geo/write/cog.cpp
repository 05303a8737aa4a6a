// SPDX-License-Identifier: Apache-2.0
#include "geo/write/cog.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/part.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/write/cog_part.hpp"
#include "geo/write/cog_tiles.hpp"
#include "geo/write/raster_writer_pixels.hpp"

namespace greisen::geo {

namespace {

constexpr int kMaxClassValue = 255;

const char* gdal_name(OverviewResampling resampling) {
  switch (resampling) {
    case OverviewResampling::average:
      return "AVERAGE";
    case OverviewResampling::mode:
      return "MODE";
    case OverviewResampling::nearest:
      return "NEAREST";
  }
  return "NEAREST";
}

CreationOptions with_defaults(const CogOptions& options, const RasterProfile& profile) {
  CreationOptions all = options.creation_options;
  if (find_option(all, "OVERVIEW_RESAMPLING")) default_option(all, "OVERVIEWS", "IGNORE_EXISTING");
  default_option(all, "COMPRESS", "DEFLATE");
  const std::string codec = lower(*find_option(all, "COMPRESS"));
  const bool takes_predictor = codec == "deflate" || codec == "zstd" || codec == "lzw";
  if (takes_predictor && profile.type == PixelType::float32) default_option(all, "PREDICTOR", "YES");
  if (codec == "deflate" && !options.classes.empty()) default_option(all, "LEVEL", "9");
  default_option(all, "BLOCKSIZE", "512");
  default_option(all, "OVERVIEW_RESAMPLING", gdal_name(options.overviews));
  default_option(all, "SPARSE_OK", "TRUE");
  default_option(all, "BIGTIFF", "IF_SAFER");
  default_option(all, "NUM_THREADS", std::to_string(std::max(1, options.threads)));
  return all;
}

void check(const PixelSource& source, const CogOptions& options) {
  const bool is_class_type = source.profile.type == PixelType::uint8 || source.profile.type == PixelType::uint16;
  const auto fits = [](const RasterClass& c) { return c.value >= 0 && c.value <= kMaxClassValue; };
  const bool classes_fit = options.classes.empty() || (is_class_type && std::ranges::all_of(options.classes, fits));
  if (!classes_fit)
    throw Error({"E1062", fmt::format("classes must be values 0 … {} of a uint8 or uint16 file", kMaxClassValue)});
  if (source.profile.layers.empty()) throw Error({"E1001", "a COG needs layers"});
}

int CPL_STDCALL ask(double /*done*/, const char* /*message*/, void* user) {
  const auto& keep_going = *static_cast<const std::function<bool()>*>(user);
  return !keep_going || keep_going() ? TRUE : FALSE;
}

void copy(GDALDataset& from, const std::string& path, const std::string& part, const CreationOptions& options,
          const std::function<bool()>& keep_going) {
  const GdalFailures failures;
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("COG");
  auto user = keep_going;
  GDALDatasetUniquePtr written(driver->CreateCopy(part.c_str(), &from, TRUE, to_list(options).List(), ask, &user));
  const bool made = written != nullptr;
  written.reset();  // GDALClose tells nothing in 3.6; what it complains of is counted
  if (keep_going && !keep_going()) throw_stopped(path);
  if (!made || failures.any()) throw_write_failure(path, failures.text());
}

void compare_pixels(GDALDataset& file, GDALDataset& other, const RasterProfile& profile, const std::string& path) {
  constexpr int kRows = CogTiles::kTilePx;
  const int cols = file.GetRasterXSize();
  std::vector<std::byte> pixels(static_cast<std::size_t>(cols) * kRows *
                                static_cast<std::size_t>(bytes_of(profile.type)));
  std::vector<std::byte> others(pixels.size());
  const auto read = [&](GDALDataset& from, int band, int row, int rows, std::vector<std::byte>& to) {
    if (from.GetRasterBand(band)->RasterIO(GF_Read, 0, row, cols, rows, to.data(), cols, rows, gdal_type(profile.type),
                                           0, 0, nullptr) != CE_None)
      throw_differs(path, "a block cannot be read");
  };
  for (int row = 0; row < file.GetRasterYSize(); row += kRows)
    for (int band = 1; band <= file.GetRasterCount(); ++band) {
      const int rows = std::min(kRows, file.GetRasterYSize() - row);
      read(file, band, row, rows, pixels);
      read(other, band, row, rows, others);
      if (pixels != others) throw_differs(path, fmt::format("pixels of band {} from row {} on", band, row));
    }
}

/// Lossy codecs change pixels by design; for them the layout alone is proven.
bool is_lossless(const CreationOptions& options) {
  const std::string codec = lower(*find_option(options, "COMPRESS"));
  return codec == "none" || codec == "deflate" || codec == "zstd" || codec == "lzw" || codec == "lzma";
}

std::vector<BandStatistics> write_own(const std::string& path, const PixelSource& source, const CogOptions& options) {
  const Grid& grid = source.profile.grid;
  const PartFile log(path + ".tiles");
  CogTiles tiles(log.name(), source.profile, options.overviews, options.classes);
  Tile tile;
  std::int64_t unit = 0;
  for (std::int64_t row = 0; row < grid.rows; row += CogTiles::kTilePx)
    for (std::int64_t col = 0; col < grid.cols; col += CogTiles::kTilePx) {
      if (options.keep_going && !options.keep_going()) throw_stopped(path);
      const Window window = Window{col, row, CogTiles::kTilePx, CogTiles::kTilePx}.intersected(grid.window());
      tile.reshape(static_cast<int>(source.profile.layers.size()), static_cast<int>(window.rows),
                   static_cast<int>(window.cols));
      source.read(window, tile.view());
      tiles.write_unit(unit++, tile.view());
    }
  return tiles.finish(path, options.threads, options.keep_going).statistics;
}

/// Our own file first: GDAL's driver then has overviews, statistics and names to go by.
std::vector<BandStatistics> write_by_gdal(const std::string& path, const PixelSource& source,
                                          const CogOptions& options) {
  const CreationOptions all = with_defaults(options, source.profile);
  check_creation_options("COG", all);
  const CogPart own(path);
  std::vector<BandStatistics> statistics = write_own(own.name(), source, options);
  const GdalFailures failures;
  const GDALDatasetUniquePtr from = open_input(own.name(), Purpose::own, GDAL_OF_RASTER);
  if (!from) throw_write_failure(path, failures.text());
  const CogPart part(path);
  copy(*from, path, part.name(), all, options.keep_going);
  const GDALDatasetUniquePtr file = reopened(part.name(), path, source.profile, *find_option(all, "NUM_THREADS"));
  if (is_lossless(all)) compare_pixels(*file, *from, source.profile, path);
  if (failures.any()) throw_write_failure(path, failures.text());
  part.publish();
  return statistics;
}

}  // namespace

std::vector<BandStatistics> write_cog(const std::string& path, const PixelSource& source, const CogOptions& options) {
  const GdalSession session;
  check(source, options);
  return options.creation_options.empty() ? write_own(path, source, options) : write_by_gdal(path, source, options);
}

}  // namespace greisen::geo
