// SPDX-License-Identifier: Apache-2.0
#include "geo/write/cog.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/part.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/write/cog_part.hpp"
#include "geo/write/cog_source.hpp"
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

std::vector<BandStatistics> measured(const PixelSource& source) {
  const Grid& grid = source.profile.grid;
  const int layers = static_cast<int>(source.profile.layers.size());
  PixelStatistics statistics(grid, layers);
  Tile tile;
  constexpr std::int64_t kStep = CogSource::kBlockPx;
  for (std::int64_t row = 0; row < grid.rows; row += kStep) {
    for (std::int64_t col = 0; col < grid.cols; col += kStep) {
      const Window window = Window{col, row, kStep, kStep}.intersected(grid.window());
      tile.reshape(layers, static_cast<int>(window.rows), static_cast<int>(window.cols));
      source.read(window, tile.view());
      statistics.add(window, tile.view());
    }
  }
  return statistics.finish();
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

void create(CogSource& dataset, const std::string& path, const std::string& part, const CreationOptions& options,
            const std::function<bool()>& keep_going) {
  const GdalFailures failures;
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("COG");
  auto user = keep_going;
  GDALDatasetUniquePtr written(driver->CreateCopy(part.c_str(), &dataset, TRUE, to_list(options).List(), ask, &user));
  const bool made = written != nullptr;
  written.reset();  // GDALClose tells nothing in 3.6; what it complains of is counted
  if (dataset.failure()) std::rethrow_exception(dataset.failure());
  if (keep_going && !keep_going()) throw_stopped(path);
  if (!made || failures.any()) throw_write_failure(path, failures.text());
}

void compare_pixels(GDALDataset& file, const CogSource& source, const RasterProfile& profile, const std::string& path) {
  constexpr int kBlock = CogSource::kBlockPx;
  const auto pixel = static_cast<std::size_t>(bytes_of(profile.type));
  std::vector<std::byte> block(static_cast<std::size_t>(kBlock) * kBlock * pixel);
  const int across = (file.GetRasterXSize() - 1) / kBlock + 1;
  const int down = (file.GetRasterYSize() - 1) / kBlock + 1;
  for (int k = 0; k < across * down; ++k) {
    const Window w = source.window_of(k % across, k / across);
    const int cols = static_cast<int>(w.cols);
    const int rows = static_cast<int>(w.rows);
    const std::size_t row_bytes = static_cast<std::size_t>(cols) * pixel;
    for (int b = 1; b <= file.GetRasterCount(); ++b) {
      const CPLErr read =
          file.GetRasterBand(b)->RasterIO(GF_Read, static_cast<int>(w.col), static_cast<int>(w.row), cols, rows,
                                          block.data(), cols, rows, gdal_type(profile.type), 0, 0, nullptr);
      if (read != CE_None) throw_differs(path, "a block cannot be read");
      const std::uint64_t hash = hash_rows(block, row_bytes, row_bytes, static_cast<std::size_t>(rows));
      if (hash != source.hashes()[source.hash_index(k % across, k / across, b)]) {
        throw_differs(path, fmt::format("pixels of band {} at column {}, row {}", b, w.col, w.row));
      }
    }
  }
}

/// Lossy codecs change pixels by design; for them the layout alone is proven.
bool is_lossless(const CreationOptions& options) {
  const std::string codec = lower(*find_option(options, "COMPRESS"));
  return codec == "none" || codec == "deflate" || codec == "zstd" || codec == "lzw" || codec == "lzma";
}

void prove(const std::string& part, const std::string& path, const CogSource& source, const RasterProfile& profile,
           const CreationOptions& options) {
  const GdalFailures failures;
  const GDALDatasetUniquePtr file = reopened(part, path, profile, *find_option(options, "NUM_THREADS"));
  if (is_lossless(options)) compare_pixels(*file, source, profile, path);
  if (failures.any()) throw_write_failure(path, failures.text());
}

std::vector<BandStatistics> write_by_gdal(const std::string& path, const PixelSource& source,
                                          const CogOptions& options) {
  const CreationOptions all = with_defaults(options, source.profile);
  check_creation_options("COG", all);
  std::vector<BandStatistics> statistics = measured(source);
  CogSource dataset(source, options.classes);
  describe_statistics(dataset, statistics);
  const CogPart part(path);
  create(dataset, path, part.name(), all, options.keep_going);
  prove(part.name(), path, dataset, source.profile, all);
  part.publish();
  return statistics;
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

}  // namespace

std::vector<BandStatistics> write_cog(const std::string& path, const PixelSource& source, const CogOptions& options) {
  const GdalSession session;
  check(source, options);
  return options.creation_options.empty() ? write_own(path, source, options) : write_by_gdal(path, source, options);
}

}  // namespace greisen::geo
