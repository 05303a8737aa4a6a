// SPDX-License-Identifier: Apache-2.0
#include "geo/write/raster_writer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/part.hpp"
#include "base/process/limits.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/write/raster_writer_pixels.hpp"

namespace greisen::geo {

namespace {

/// Of the strips libtiff would make by itself, rounded down to a power of two so that tiles hold whole strips.
int default_strip_rows(const RasterProfile& profile, bool pixel_interleaved) {
  constexpr std::int64_t kStripBytes = 8192;
  constexpr int kMaxRows = 512;
  const std::int64_t bands = pixel_interleaved ? static_cast<std::int64_t>(profile.layers.size()) : 1;
  const std::int64_t row_bytes = profile.grid.cols * bytes_of(profile.type) * bands;
  int rows = 1;
  while (rows < kMaxRows && std::int64_t{2} * rows * row_bytes <= kStripBytes) rows *= 2;
  return rows;
}

bool is_on(const std::string* value) {
  if (value == nullptr) return false;
  const std::string word = lower(*value);
  return word == "yes" || word == "true" || word == "on" || word == "1";
}

CreationOptions with_defaults(CreationOptions options, const RasterProfile& profile, int threads) {
  const bool own_words = !options.empty();
  default_option(options, "INTERLEAVE", "BAND");
  default_option(options, "TILED", "YES");
  if (is_on(find_option(options, "TILED"))) {
    default_option(options, "BLOCKXSIZE", "512");
    default_option(options, "BLOCKYSIZE", "512");
  } else {
    const bool pixel_interleaved = lower(*find_option(options, "INTERLEAVE")) == "pixel";
    default_option(options, "BLOCKYSIZE", std::to_string(default_strip_rows(profile, pixel_interleaved)));
  }
  default_option(options, "COMPRESS", own_words ? "NONE" : "DEFLATE");
  const std::string codec = lower(*find_option(options, "COMPRESS"));
  if (codec == "deflate" || codec == "zstd" || codec == "lzw") {
    default_option(options, "PREDICTOR", profile.type == PixelType::float32 ? "3" : "2");
  }
  default_option(options, "BIGTIFF", "IF_SAFER");
  default_option(options, "NUM_THREADS", std::to_string(std::max(1, threads)));
  return options;
}

void remove_quietly(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
}

bool can_create(const std::string& path) {
  const bool made = !is_disk_full(path) && std::ofstream(path, std::ios::binary).good();
  remove_quietly(path);
  return made;
}

}  // namespace

struct GTiffSink::State {
  std::string path;
  std::unique_ptr<PartFile> part;
  RasterProfile profile;
  GDALDatasetUniquePtr dataset;
  BlockSize block;
  std::vector<std::byte> buffer;  ///< of one block of one band
  std::int64_t pixels_written = 0;
  std::vector<BandStatistics> statistics;
  // rows that wait for the rest of their blocks: whole rows of the grid from gathered_row on
  Tile gathered;
  std::int64_t gathered_row = 0;
  std::int64_t gathered_rows = 0;
  std::int64_t band_rows = 0;  ///< rows of the windows now coming, 0 between two bands of windows
  std::int64_t next_col = 0;

  ~State() {
    const GdalFailures unheard;
    dataset.reset();
  }

  [[nodiscard]] bool is_aligned(const Window& w) const {
    const Grid& grid = profile.grid;
    const bool cols = w.col % block.cols == 0 && (w.cols % block.cols == 0 || w.col + w.cols == grid.cols);
    const bool rows = w.row % block.rows == 0 && (w.rows % block.rows == 0 || w.row + w.rows == grid.rows);
    // blocks go to the file row by row of blocks, whatever the windows, so that its bytes do not tell their size
    const bool in_order = w.rows <= block.rows || w.cols == grid.cols;
    return cols && rows && in_order && gathered_rows == 0 && band_rows == 0;
  }

  void write_block(std::int64_t block_col, std::int64_t block_row, ConstTileView pixels) {
    for (int b = 0; b < dataset->GetRasterCount(); ++b) {
      encode(pixels, b, profile, block.cols, block.rows, buffer);
      GDALRasterBand* const band = dataset->GetRasterBand(b + 1);
      // all bands of a block one after the other: an INTERLEAVE=PIXEL block is compressed once, when the next begins
      if (band->WriteBlock(static_cast<int>(block_col), static_cast<int>(block_row), buffer.data()) != CE_None) return;
    }
  }

  void write_blocks(const Window& w, ConstTileView pixels) {
    for (int r = 0; r < pixels.rows; r += block.rows) {
      for (int c = 0; c < pixels.cols; c += block.cols) {
        const auto part_of =
            pixels.part(r, c, std::min(block.rows, pixels.rows - r), std::min(block.cols, pixels.cols - c));
        write_block((w.col + c) / block.cols, (w.row + r) / block.rows, part_of);
      }
    }
  }

  /// Takes a window that cuts blocks; writes the rows of blocks that have become whole.
  void gather(const Window& w, ConstTileView pixels) {
    const Grid& grid = profile.grid;
    const bool begins = band_rows == 0;
    const std::int64_t expected_row = gathered_row + gathered_rows;
    if (w.row != expected_row || w.col != (begins ? 0 : next_col) || (!begins && w.rows != band_rows)) {
      throw Error({"E1062", fmt::format("{}: the window at column {}, row {} came out of order", path, w.col, w.row)});
    }
    if (begins) make_room(w.rows);
    for (int layer = 0; layer < pixels.layers; ++layer) {
      for (int r = 0; r < pixels.rows; ++r) {
        const auto from = pixels.row(layer, r);
        const auto to = gathered.view().row(layer, static_cast<int>(gathered_rows) + r);
        std::ranges::copy(from, to.begin() + w.col);
      }
    }
    band_rows = w.rows;
    next_col = w.col + w.cols;
    if (next_col < grid.cols) return;
    gathered_rows += band_rows;
    band_rows = 0;
    write_gathered();
  }

  void make_room(std::int64_t rows) {
    Tile larger(static_cast<int>(profile.layers.size()), static_cast<int>(gathered_rows + rows),
                static_cast<int>(profile.grid.cols));
    copy_rows(gathered, 0, larger, gathered_rows);
    gathered = std::move(larger);
  }

  void copy_rows(Tile& from, std::int64_t first, Tile& to, std::int64_t rows) const {
    for (int layer = 0; layer < static_cast<int>(profile.layers.size()); ++layer) {
      for (int r = 0; r < static_cast<int>(rows); ++r) {
        std::ranges::copy(from.view().row(layer, static_cast<int>(first) + r), to.view().row(layer, r).begin());
      }
    }
  }

  void write_gathered() {
    const bool is_last = gathered_row + gathered_rows == profile.grid.rows;
    const std::int64_t whole = is_last ? gathered_rows : gathered_rows / block.rows * block.rows;
    if (whole == 0) return;
    const Window rows = {0, gathered_row, profile.grid.cols, whole};
    write_blocks(rows, gathered.view().part(0, 0, static_cast<int>(whole), static_cast<int>(profile.grid.cols)));
    Tile rest(static_cast<int>(profile.layers.size()), static_cast<int>(gathered_rows - whole),
              static_cast<int>(profile.grid.cols));
    copy_rows(gathered, whole, rest, gathered_rows - whole);
    gathered = std::move(rest);
    gathered_row += whole;
    gathered_rows -= whole;
  }
};

GTiffSink::GTiffSink(std::string path, RasterProfile profile, const CreationOptions& options, int threads)
    : state_(std::make_unique<State>()) {
  const GdalSession session;
  const CreationOptions all = with_defaults(options, profile, threads);
  check_creation_options("GTiff", all);
  State& s = *state_;
  const GdalFailures failures;
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  s.path = std::move(path);
  s.part = std::make_unique<PartFile>(s.path);
  const std::string& part = s.part->name();
  s.profile = std::move(profile);
  const Grid& grid = s.profile.grid;
  s.dataset.reset(driver->Create(part.c_str(), static_cast<int>(grid.cols), static_cast<int>(grid.rows),
                                 static_cast<int>(s.profile.layers.size()), gdal_type(s.profile.type),
                                 to_list(all).List()));
  if (!s.dataset) {
    const std::string why = failures.text();
    if (!can_create(part)) throw_write_failure(s.path, why);
    throw Error({"E2060",
                 fmt::format("GTiff cannot be written with these options: {}", why),
                 {},
                 "`gdalinfo --format GTiff` lists the options and what they take"});
  }
  describe(*s.dataset, s.profile);
  s.dataset->GetRasterBand(1)->GetBlockSize(&s.block.cols, &s.block.rows);
  s.buffer.resize(static_cast<std::size_t>(s.block.cols) * static_cast<std::size_t>(s.block.rows) *
                  static_cast<std::size_t>(bytes_of(s.profile.type)));
  if (failures.any()) throw_write_failure(s.path, failures.text());
}

GTiffSink::GTiffSink(GTiffSink&& other) noexcept = default;
GTiffSink::~GTiffSink() = default;

GTiffSink::BlockSize GTiffSink::block_size() const { return state_->block; }

void GTiffSink::write(const Window& window, ConstTileView pixels) {
  State& s = *state_;
  const bool same_size = pixels.rows == window.rows && pixels.cols == window.cols &&
                         pixels.layers == static_cast<int>(s.profile.layers.size());
  if (!same_size || window.empty() || !s.profile.grid.window().contains(window)) {
    throw Error({"E1062", fmt::format("{}: a window of {} × {} pixels does not fit the file", s.path, window.cols,
                                      window.rows)});
  }
  const GdalFailures failures;
  if (s.is_aligned(window)) {
    s.write_blocks(window, pixels);
    s.gathered_row = window.row + window.rows;
  } else {
    s.gather(window, pixels);
  }
  s.pixels_written += window.pixels();
  if (failures.any()) throw_write_failure(s.path, failures.text());
}

void GTiffSink::set_statistics(const std::vector<BandStatistics>& statistics) {
  if (statistics.size() != state_->profile.layers.size()) throw Error({"E1001", "one statistics a band is needed"});
  state_->statistics = statistics;
}

void GTiffSink::close() {
  State& s = *state_;
  const Grid& grid = s.profile.grid;
  if (s.pixels_written != grid.window().pixels()) {
    throw Error(
        {"E1062", fmt::format("{}: {} of {} pixels were written", s.path, s.pixels_written, grid.window().pixels())});
  }
  GdalFailures failures;
  describe_statistics(*s.dataset, s.statistics);
  {
    const MemoryTakenForGranted libgeotiff;
    s.dataset.reset();  // GDALClose tells nothing in 3.6; what it complains of is counted
  }
  if (failures.any()) throw_write_failure(s.path, failures.text());
  const GDALDatasetUniquePtr again = open_input(s.part->name(), Purpose::own, GDAL_OF_RASTER);
  const bool is_whole = again && again->GetRasterXSize() == grid.cols && again->GetRasterYSize() == grid.rows &&
                        again->GetRasterCount() == static_cast<int>(s.profile.layers.size());
  if (!is_whole) throw_write_failure(s.path, "the file does not open again: " + failures.text());
  remove_quietly(s.path + ".aux.xml");  // of an older file under this name
  s.part->publish();
  s.part.reset();
}

}  // namespace greisen::geo
