// SPDX-License-Identifier: Apache-2.0
#include "geo/write/cog_source.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/write/class_tables.hpp"
#include "geo/write/raster_writer_pixels.hpp"

namespace greisen::geo {

class CogSourceBand final : public GDALRasterBand {
 public:
  CogSourceBand(CogSource& source, int number, const RasterProfile& profile, const std::vector<RasterClass>& classes)
      : source_(source), profile_(profile) {
    poDS = &source;
    nBand = number;
    eDataType = gdal_type(profile.type);
    nBlockXSize = CogSource::kBlockPx;
    nBlockYSize = CogSource::kBlockPx;
    if (!classes.empty()) classes_ = std::make_unique<ClassTables>(classes);
  }

  CPLErr IReadBlock(int col, int row, void* out) override { return source_.read_block(col, row, nBand, out); }
  double GetNoDataValue(int* has) override {
    if (has != nullptr) *has = profile_.nodata ? 1 : 0;
    return profile_.nodata.value_or(0);
  }
  const char* GetUnitType() override { return profile_.layers[static_cast<std::size_t>(nBand - 1)].unit.c_str(); }
  double GetScale(int* has) override {
    if (has != nullptr) *has = is_scaled() ? 1 : 0;
    return profile_.scale;
  }
  double GetOffset(int* has) override {
    if (has != nullptr) *has = is_scaled() ? 1 : 0;
    return profile_.offset;
  }
  GDALColorTable* GetColorTable() override { return classes_ ? &classes_->colours : nullptr; }
  GDALColorInterp GetColorInterpretation() override {
    if (classes_) return GCI_PaletteIndex;
    return source_.GetRasterCount() == 1 ? GCI_GrayIndex : GCI_Undefined;
  }
  char** GetCategoryNames() override { return classes_ ? classes_->names.List() : nullptr; }
  GDALRasterAttributeTable* GetDefaultRAT() override { return classes_ ? &classes_->table : nullptr; }

 private:
  [[nodiscard]] bool is_scaled() const { return profile_.scale != 1 || profile_.offset != 0; }

  CogSource& source_;
  const RasterProfile& profile_;
  std::unique_ptr<ClassTables> classes_;
};

std::uint64_t hash_rows(std::span<const std::byte> bytes, std::size_t row_bytes, std::size_t row_stride,
                        std::size_t rows) {
  std::uint64_t hash = 0;
  for (std::size_t r = 0; r < rows; ++r) hash = content_hash(bytes.subspan(r * row_stride, row_bytes), hash);
  return hash == 0 ? 1 : hash;
}

CogSource::CogSource(const PixelSource& source, const std::vector<RasterClass>& classes) : source_(source) {
  const RasterProfile& profile = source.profile;
  nRasterXSize = static_cast<int>(profile.grid.cols);
  nRasterYSize = static_cast<int>(profile.grid.rows);
  eAccess = GA_ReadOnly;
  const int count = static_cast<int>(profile.layers.size());
  for (int b = 1; b <= count; ++b) SetBand(b, std::make_unique<CogSourceBand>(*this, b, profile, classes).release());
  if (!profile.grid.crs.empty()) {
    srs_.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    srs_.importFromWkt(profile.grid.crs.c_str());
  }
  for (const auto& [key, value] : profile.metadata) GDALDataset::SetMetadataItem(key.c_str(), value.c_str());
  for (int b = 1; b <= count; ++b) describe_layer(*GetRasterBand(b), profile.layers[static_cast<std::size_t>(b - 1)]);
  hashes_.resize(hash_index(0, (nRasterYSize - 1) / kBlockPx + 1, 1));
}

CogSource::~CogSource() = default;

CPLErr CogSource::GetGeoTransform(double* transform) {
  const Grid& grid = source_.profile.grid;
  if (!is_placed(grid)) return CE_Failure;
  const std::array<double, 6> values = {grid.origin_x, grid.pixel_x, 0, grid.origin_y, 0, -grid.pixel_y};
  std::ranges::copy(values, transform);
  return CE_None;
}

const OGRSpatialReference* CogSource::GetSpatialRef() const { return srs_.IsEmpty() ? nullptr : &srs_; }

std::size_t CogSource::hash_index(int block_col, int block_row, int band) const {
  const auto across = static_cast<std::size_t>((nRasterXSize - 1) / kBlockPx + 1);
  const std::size_t block = static_cast<std::size_t>(block_row) * across + static_cast<std::size_t>(block_col);
  return block * source_.profile.layers.size() + static_cast<std::size_t>(band - 1);
}

Window CogSource::window_of(int block_col, int block_row) const {
  const Window block = {std::int64_t{block_col} * kBlockPx, std::int64_t{block_row} * kBlockPx, kBlockPx, kBlockPx};
  return block.intersected(source_.profile.grid.window());
}

/// One band is asked for and all are read: the others go to GDAL's block cache, where they are looked for next.
void CogSource::decode_block(int block_col, int block_row, int wanted, std::span<std::byte> out) {
  const RasterProfile& profile = source_.profile;
  const Window window = window_of(block_col, block_row);
  const int count = static_cast<int>(profile.layers.size());
  tile_.reshape(count, static_cast<int>(window.rows), static_cast<int>(window.cols));
  source_.read(window, tile_.view());
  encode(tile_.view(), wanted - 1, profile, kBlockPx, kBlockPx, out);
  take(block_col, block_row, wanted, out);
  for (int b = 1; b <= count; ++b) {
    if (b == wanted) continue;
    GDALRasterBand* const other = GetRasterBand(b);
    if (GDALRasterBlock* const present = other->TryGetLockedBlockRef(block_col, block_row)) {
      present->DropLock();
      continue;
    }
    GDALRasterBlock* const block = other->GetLockedBlockRef(block_col, block_row, TRUE);
    if (block == nullptr) return;  // no room in the cache: it is read when asked for
    const std::span<std::byte> bytes(static_cast<std::byte*>(block->GetDataRef()), out.size());
    encode(tile_.view(), b - 1, profile, kBlockPx, kBlockPx, bytes);
    take(block_col, block_row, b, bytes);
    block->DropLock();
  }
}

void CogSource::take(int block_col, int block_row, int band, std::span<const std::byte> block) {
  const Window window = window_of(block_col, block_row);
  const auto pixel = static_cast<std::size_t>(bytes_of(source_.profile.type));
  const std::uint64_t hash = hash_rows(block, static_cast<std::size_t>(window.cols) * pixel, kBlockPx * pixel,
                                       static_cast<std::size_t>(window.rows));
  std::uint64_t& known = hashes_.at(hash_index(block_col, block_row, band));
  if (known != 0 && known != hash)
    throw Error({"E1001", "a source of pixels gave other pixels when it was asked again"});
  known = hash;
}

/// No exception may pass through GDAL: it is kept and thrown again by write_cog.
CPLErr CogSource::read_block(int block_col, int block_row, int band, void* out) {
  if (failure_) return CE_Failure;
  const auto bytes =
      static_cast<std::size_t>(kBlockPx) * kBlockPx * static_cast<std::size_t>(bytes_of(source_.profile.type));
  try {
    decode_block(block_col, block_row, band, {static_cast<std::byte*>(out), bytes});
  } catch (...) {
    failure_ = std::current_exception();
    CPLError(CE_Failure, CPLE_AppDefined, "the pixels could not be read");
    return CE_Failure;
  }
  return CE_None;
}

}  // namespace greisen::geo
