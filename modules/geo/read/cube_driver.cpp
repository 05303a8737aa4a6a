// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gdal_priv.h>

#include "geo/read/array_file.hpp"
#include "geo/read/cube.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kMaxBoxBytes = std::size_t{128} << 20U;

/// Where the pixels of a request go, in bytes.
struct Target {
  std::byte* data = nullptr;
  GSpacing pixel = 0;
  GSpacing line = 0;
  GSpacing band = 0;
  GDALDataType type = GDT_Unknown;
  [[nodiscard]] std::byte* at(int band_number, int row, int col) const {
    return data + band * band_number + line * row + pixel * col;
  }
};

class CubeDataset final : public GDALDataset {
 public:
  explicit CubeDataset(Cube cube) : cube_(std::move(cube)) {}
  CubeDataset(const CubeDataset&) = delete;
  CubeDataset& operator=(const CubeDataset&) = delete;
  ~CubeDataset() override {
    const std::scoped_lock lock(arrays_guard());
    cube_ = Cube();
  }

  static GDALDataset* open(GDALOpenInfo* info);
  static int identify(GDALOpenInfo* info) { return parse_cube_path(info->pszFilename) ? TRUE : FALSE; }

  /// `bands` are numbers from 1, in any order.
  bool read(const Rect& rect, std::span<const int> bands, const Target& to);
  [[nodiscard]] const Cube& cube() const { return cube_; }

 protected:
  CPLErr IRasterIO(GDALRWFlag flag, int col, int row, int cols, int rows, void* data, int out_cols, int out_rows,
                   GDALDataType type, int count, int* bands, GSpacing pixel, GSpacing line, GSpacing band,
                   GDALRasterIOExtraArg* extra) override;

 private:
  bool read_run(const Rect& rect, const BandRun& run, std::span<const int> bands, const Target& to);
  bool read_by_lookup(const Rect& rect, const BandRun& run, std::span<const int> bands, const Target& to);
  /// Does the lookup's pixel `at` mean one of the cube?
  [[nodiscard]] bool seen(std::size_t at) const;
  /// The pixels of the cube that the lookup means; empty for none.
  [[nodiscard]] Rect box_of_lookup() const;
  void scatter(const Rect& rect, const Rect& box, const BandRun& run, std::span<const int> bands,
               const Target& to) const;
  void fill_missing(const Rect& rect, std::span<const int> bands, const BandRun& run, const Target& to) const;

  Cube cube_;
  std::vector<std::byte> box_;
  std::vector<std::int32_t> lookup_x_;
  std::vector<std::int32_t> lookup_y_;
};

class CubeBand final : public GDALRasterBand {
 public:
  CubeBand(CubeDataset* dataset, int number) : cube_(dataset) {
    poDS = dataset;
    nBand = number;
    eDataType = dataset->cube().type;
    nRasterXSize = dataset->cube().cols;
    nRasterYSize = dataset->cube().rows;
    constexpr std::uint64_t kBlock = 256;
    const auto block = [](std::uint64_t chunk, int side) {
      const std::uint64_t wanted = chunk == 0 || chunk > 2 * kBlock ? kBlock : chunk;
      return static_cast<int>(std::min<std::uint64_t>(wanted, static_cast<std::uint64_t>(side)));
    };
    const bool own = dataset->cube().lookup_x == nullptr;
    nBlockXSize = block(own ? dataset->cube().chunk[1] : kBlock, nRasterXSize);
    nBlockYSize = block(own ? dataset->cube().chunk[0] : kBlock, nRasterYSize);
  }

  double GetNoDataValue(int* given) override {
    if (given != nullptr) *given = cube_->cube().has_nodata ? TRUE : FALSE;
    return cube_->cube().nodata;
  }

 protected:
  CPLErr IReadBlock(int block_col, int block_row, void* to) override {
    Rect rect{block_col * nBlockXSize, block_row * nBlockYSize, nBlockXSize, nBlockYSize};
    rect.cols = std::min(rect.cols, nRasterXSize - rect.col);
    rect.rows = std::min(rect.rows, nRasterYSize - rect.row);
    const auto pixel = static_cast<GSpacing>(cube_->cube().bytes());
    const std::array<int, 1> bands = {nBand};
    return cube_->read(rect, bands, {static_cast<std::byte*>(to), pixel, pixel * nBlockXSize, 0, eDataType})
               ? CE_None
               : CE_Failure;
  }

 private:
  CubeDataset* cube_;
};

bool CubeDataset::read(const Rect& rect, std::span<const int> bands, const Target& to) {
  std::vector<int> from_zero;
  for (const int band : bands) from_zero.push_back(band - 1);
  const std::scoped_lock lock(arrays_guard());
  return std::ranges::all_of(runs_of(from_zero, cube_.chunk[2]), [&](const BandRun& run) {
    return cube_.lookup_x ? read_by_lookup(rect, run, bands, to) : read_run(rect, run, bands, to);
  });
}

bool CubeDataset::read_run(const Rect& rect, const BandRun& run, std::span<const int> bands, const Target& to) {
  box_.resize(rect.pixels() * cube_.bytes() * static_cast<std::size_t>(run.last - run.first + 1));
  if (!cube_.read(run, rect, box_.data())) return false;
  const auto size = static_cast<int>(cube_.bytes());
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const int band = bands[i] - 1;
    if (band < run.first || band > run.last) continue;
    const std::byte* from = box_.data() + static_cast<std::size_t>(band - run.first) * rect.pixels() * cube_.bytes();
    for (int row = 0; row < rect.rows; ++row)
      GDALCopyWords(from + static_cast<std::size_t>(row) * static_cast<std::size_t>(rect.cols) * cube_.bytes(),
                    cube_.type, size, to.at(static_cast<int>(i), row, 0), to.type, static_cast<int>(to.pixel),
                    rect.cols);
  }
  return true;
}

void CubeDataset::fill_missing(const Rect& rect, std::span<const int> bands, const BandRun& run,
                               const Target& to) const {
  const double missing = cube_.nodata;
  for (std::size_t i = 0; i < bands.size(); ++i)
    for (int row = 0; row < rect.rows && bands[i] - 1 >= run.first && bands[i] - 1 <= run.last; ++row)
      GDALCopyWords(&missing, GDT_Float64, 0, to.at(static_cast<int>(i), row, 0), to.type, static_cast<int>(to.pixel),
                    rect.cols);
}

bool CubeDataset::seen(std::size_t at) const {
  return lookup_x_[at] >= 1 && lookup_y_[at] >= 1 && static_cast<std::uint64_t>(lookup_x_[at]) <= cube_.size[1] &&
         static_cast<std::uint64_t>(lookup_y_[at]) <= cube_.size[0];
}

Rect CubeDataset::box_of_lookup() const {
  std::int32_t left = std::numeric_limits<std::int32_t>::max();
  std::int32_t top = left;
  std::int32_t right = 0;
  std::int32_t bottom = 0;
  for (std::size_t at = 0; at < lookup_x_.size(); ++at) {
    if (!seen(at)) continue;
    left = std::min(left, lookup_x_[at] - 1);
    right = std::max(right, lookup_x_[at]);
    top = std::min(top, lookup_y_[at] - 1);
    bottom = std::max(bottom, lookup_y_[at]);
  }
  return right == 0 ? Rect{} : Rect{left, top, right - left, bottom - top};
}

bool CubeDataset::read_by_lookup(const Rect& rect, const BandRun& run, std::span<const int> bands, const Target& to) {
  if (!cube_.read_lookup(cube_.lookup_x.get(), rect, lookup_x_) ||
      !cube_.read_lookup(cube_.lookup_y.get(), rect, lookup_y_))
    return false;
  fill_missing(rect, bands, run, to);
  const Rect box = box_of_lookup();
  if (box.cols == 0) return true;
  const std::size_t box_bytes = box.pixels() * cube_.bytes() * static_cast<std::size_t>(run.last - run.first + 1);
  if (box_bytes > kMaxBoxBytes && rect.pixels() > 1) {  // neighbours on the map that lie far apart in the swath
    Rect first = rect;
    Rect second = rect;
    Target second_to = to;
    if (rect.rows >= rect.cols) {
      first.rows = rect.rows / 2;
      second.row += first.rows;
      second.rows -= first.rows;
      second_to.data = to.at(0, first.rows, 0);
    } else {
      first.cols = rect.cols / 2;
      second.col += first.cols;
      second.cols -= first.cols;
      second_to.data = to.at(0, 0, first.cols);
    }
    return read_by_lookup(first, run, bands, to) && read_by_lookup(second, run, bands, second_to);
  }
  box_.resize(box_bytes);
  if (!cube_.read(run, box, box_.data())) return false;
  scatter(rect, box, run, bands, to);
  return true;
}

void CubeDataset::scatter(const Rect& rect, const Rect& box, const BandRun& run, std::span<const int> bands,
                          const Target& to) const {
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const int band = bands[i] - 1;
    if (band < run.first || band > run.last) continue;
    const std::byte* plane = box_.data() + static_cast<std::size_t>(band - run.first) * box.pixels() * cube_.bytes();
    std::size_t at = 0;
    for (int row = 0; row < rect.rows; ++row)
      for (int col = 0; col < rect.cols; ++col, ++at) {
        if (!seen(at)) continue;
        const auto pixel = static_cast<std::size_t>(lookup_y_[at] - 1 - box.row) * static_cast<std::size_t>(box.cols) +
                           static_cast<std::size_t>(lookup_x_[at] - 1 - box.col);
        const std::byte* const from = plane + pixel * cube_.bytes();
        std::byte* const place = to.at(static_cast<int>(i), row, col);
        if (to.type == cube_.type)
          std::memcpy(place, from, cube_.bytes());
        else
          GDALCopyWords(from, cube_.type, 0, place, to.type, 0, 1);
      }
  }
}

// NOLINTNEXTLINE(readability-function-size): GDAL's own list of arguments
CPLErr CubeDataset::IRasterIO(GDALRWFlag flag, int col, int row, int cols, int rows, void* data, int out_cols,
                              int out_rows, GDALDataType type, int count, int* bands, GSpacing pixel, GSpacing line,
                              GSpacing band, GDALRasterIOExtraArg* extra) {
  if (flag != GF_Read || cols != out_cols || rows != out_rows)
    return GDALDataset::IRasterIO(flag, col, row, cols, rows, data, out_cols, out_rows, type, count, bands, pixel, line,
                                  band, extra);
  const std::span<const int> wanted(bands, static_cast<std::size_t>(count));
  return read({col, row, cols, rows}, wanted, {static_cast<std::byte*>(data), pixel, line, band, type}) ? CE_None
                                                                                                        : CE_Failure;
}

GDALDataset* CubeDataset::open(GDALOpenInfo* info) {
  const auto parts = parse_cube_path(info->pszFilename);
  if (!parts || info->eAccess == GA_Update) return nullptr;
  Cube cube;
  {
    const std::scoped_lock lock(arrays_guard());
    if (!open_cube(parts->first, parts->second, cube)) {
      cube = Cube();
      return nullptr;
    }
  }
  auto* dataset = new CubeDataset(std::move(cube));  // GDAL owns it
  dataset->nRasterXSize = dataset->cube().cols;
  dataset->nRasterYSize = dataset->cube().rows;
  for (int band = 1; band <= static_cast<int>(dataset->cube().size[2]); ++band)
    dataset->SetBand(band, new CubeBand(dataset, band));
  dataset->SetMetadataItem("INTERLEAVE", "PIXEL", "IMAGE_STRUCTURE");
  return dataset;
}

}  // namespace

void register_cubes() {
  auto* driver = new GDALDriver();  // the manager owns it
  driver->SetDescription("cube");
  driver->SetMetadataItem(GDAL_DCAP_RASTER, "YES");
  driver->pfnOpen = &CubeDataset::open;
  driver->pfnIdentify = &CubeDataset::identify;
  GetGDALDriverManager()->RegisterDriver(driver);
}

}  // namespace greisen::geo
