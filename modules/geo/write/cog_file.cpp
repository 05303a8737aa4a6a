// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <numeric>
#include <optional>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/process/limits.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/write/class_tables.hpp"
#include "geo/write/cog_part.hpp"
#include "geo/write/cog_tiles.hpp"
#include "geo/write/raster_writer_pixels.hpp"
#include "geo/write/tiff_tags.hpp"
#include "geo/write/tile_codec.hpp"
#include "raster/for_each_tile.hpp"

namespace greisen::geo {
namespace {

/// GDAL's promise of how a COG lies, for readers that take a tile without asking for its size first.
std::string ghost() {
  const std::string words =
      "LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\n"
      "BLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n ";
  return fmt::format("GDAL_STRUCTURAL_METADATA_SIZE={:06} bytes\n{}", words.size(), words);
}

constexpr std::uint64_t kLeader = 4;
constexpr std::uint64_t kTrailer = 4;

/// What GDAL writes of grid, names, statistics and classes: a file of the same size without any tile.
TiffDirectory template_of(const std::string& part, const std::string& path, const RasterProfile& profile,
                          const std::vector<RasterClass>& classes, const std::vector<BandStatistics>& statistics) {
  const GdalFailures failures;
  const CreationOptions options = {
      {"TILED", "YES"},         {"BLOCKXSIZE", "512"}, {"BLOCKYSIZE", "512"},
      {"COMPRESS", "DEFLATE"},  {"SPARSE_OK", "TRUE"}, {"INTERLEAVE", "PIXEL"},
      {"ENDIANNESS", "LITTLE"}, {"BIGTIFF", "NO"},     {"PREDICTOR", profile.type == PixelType::float32 ? "3" : "1"}};
  GDALDatasetUniquePtr dataset(GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
      part.c_str(), static_cast<int>(profile.grid.cols), static_cast<int>(profile.grid.rows),
      static_cast<int>(profile.layers.size()), gdal_type(profile.type), to_list(options).List()));
  if (!dataset) throw_write_failure(path, failures.text());
  if (!classes.empty()) {
    ClassTables tables(classes);
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    band.SetColorTable(&tables.colours);
    band.SetCategoryNames(tables.names.List());
    band.SetDefaultRAT(&tables.table);
  }
  describe(*dataset, profile);
  describe_statistics(*dataset, statistics);
  {
    const MemoryTakenForGranted libgeotiff;
    dataset.reset();
  }
  if (failures.any()) throw_write_failure(path, failures.text());
  if (!is_placed_as(part, profile))
    throw_write_failure(path, "its place and CRS could not be told; was PROJ's database readable?");
  if (!tells_classes(part, classes)) throw_write_failure(path, "its classes could not be written beside it");
  return read_directory(part);
}

/// What an overview says besides: how its pixels lie.
TiffDirectory overview_of(const TiffDirectory& full) {
  constexpr std::array<std::uint16_t, 12> kKept = {258, 259, 262, 277, 284, 317, 320, 322, 323, 338, 339, 42113};
  TiffDirectory directory;
  for (const TiffTag& tag : full)
    if (std::ranges::find(kKept, tag.id) != kKept.end()) directory.push_back(tag);
  set_tag(directory, long_tag(kTagNewSubfileType, 1));
  return directory;
}

std::uint64_t data_bytes(const CogLevel& level) {
  return std::accumulate(level.tiles.begin(), level.tiles.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const TilePlace& tile) {
                           return tile.bytes == 0 ? sum : sum + kLeader + tile.bytes + kTrailer;
                         });
}

/// Where the tiles of a level will lie whose first byte is `at`.
void place_tiles(TiffDirectory& directory, const CogLevel& level, std::uint64_t at, bool big) {
  std::vector<std::uint64_t> places;
  std::vector<std::uint32_t> sizes;
  for (const TilePlace& tile : level.tiles) {
    places.push_back(tile.bytes == 0 ? 0 : at + kLeader);
    sizes.push_back(tile.bytes);
    if (tile.bytes != 0) at += kLeader + tile.bytes + kTrailer;
  }
  set_tag(directory, long_tag(kTagImageWidth, static_cast<std::uint32_t>(level.cols)));
  set_tag(directory, long_tag(kTagImageLength, static_cast<std::uint32_t>(level.rows)));
  set_tag(directory, long_tag(kTagTileByteCounts, sizes));
  set_tag(directory, big ? long8_tag(kTagTileOffsets, places)
                         : long_tag(kTagTileOffsets, std::vector<std::uint32_t>(places.begin(), places.end())));
}

/// The beginning of the file: the full resolution's directory, then those of the overviews; the tiles follow, those of
/// the coarsest overview first.
std::vector<std::byte> beginning(const TiffDirectory& full, const std::vector<CogLevel>& levels, bool big) {
  std::vector<TiffDirectory> directories(levels.size(), overview_of(full));
  directories.front() = full;
  std::vector<std::byte> bytes;
  for (int turn = 0; turn < 2; ++turn) {  // the first tells only how long it is
    std::uint64_t at = bytes.size();
    for (std::size_t i = levels.size(); i-- > 0;) {
      place_tiles(directories[i], levels[i], at, big);
      at += data_bytes(levels[i]);
    }
    bytes = write_directories(directories, ghost(), big);
  }
  return bytes;
}

bool needs_big(const TiffDirectory& full, const std::vector<CogLevel>& levels) {
  std::uint64_t bytes = write_directories({full}, ghost(), true).size();
  for (const CogLevel& level : levels) bytes += data_bytes(level) + level.tiles.size() * 32 + 4096;
  return bytes > std::numeric_limits<std::uint32_t>::max();
}

/// Writes in pieces and can say whether what stands on disk is what was written.
class ProvenFile {
 public:
  ProvenFile(const std::string& part, std::string path)
      : file_(part, RandomFile::Mode::empty), path_(std::move(path)) {}

  void write(std::span<const std::byte> bytes) {
    piece_.insert(piece_.end(), bytes.begin(), bytes.end());
    if (piece_.size() >= kPieceBytes) flush();
  }
  void end() {
    flush();
    piece_.shrink_to_fit();
  }
  /// Reads it all again; gives its SHA-256. E1063 where it differs.
  std::string prove(const std::function<bool()>& keep_going) {
    file_.sync();
    Sha256 whole;
    std::uint64_t at = 0;
    for (const auto& [bytes, hash] : pieces_) {
      if (keep_going && !keep_going()) throw_stopped(path_);
      piece_.resize(bytes);
      file_.read(piece_, at);
      at += bytes;
      if (content_hash(piece_) != hash) throw_differs(path_, fmt::format("the bytes before {}", at));
      whole.add(piece_);
    }
    return whole.hex();
  }

 private:
  static constexpr std::size_t kPieceBytes = 4U << 20U;
  void flush() {
    file_.write(piece_, end_);
    end_ += piece_.size();
    pieces_.emplace_back(piece_.size(), content_hash(piece_));
    piece_.clear();
  }
  RandomFile file_;
  std::string path_;
  std::vector<std::byte> piece_;
  std::vector<std::pair<std::size_t, std::uint64_t>> pieces_;
  std::uint64_t end_ = 0;
};

void write_tiles(ProvenFile& file, const CogLevel& level, const RandomFile& log) {
  std::vector<std::byte> bytes;
  for (const TilePlace& tile : level.tiles) {
    if (tile.bytes == 0) continue;
    bytes.resize(kLeader + tile.bytes + kTrailer);
    std::memcpy(bytes.data(), &tile.bytes, kLeader);
    log.read(std::span(bytes).subspan(kLeader, tile.bytes), tile.at);
    std::copy_n(bytes.end() - static_cast<std::ptrdiff_t>(2 * kTrailer), kTrailer,
                bytes.end() - static_cast<std::ptrdiff_t>(kTrailer));
    file.write(bytes);
    log.release(tile.at, tile.bytes);  // the file's own pages take its place in memory
  }
}

}  // namespace

/// GDAL decodes some tiles, spread over the file, to the pixels that were compressed.
void CogTiles::prove(const std::string& part, const std::string& path) const {
  constexpr std::size_t kDecoded = 8;
  const GdalFailures failures;
  const GDALDatasetUniquePtr file = reopened(part, path, profile_, "1");
  const std::size_t step = std::max<std::size_t>(1, records_.size() / kDecoded);
  std::vector<std::byte> planes;
  for (std::size_t unit = 0; unit < records_.size(); unit += step) {
    if (records_[unit].pixels == 0) continue;
    const Window window = window_of(static_cast<std::int64_t>(unit));
    const auto cols = static_cast<int>(window.cols);
    const auto rows = static_cast<int>(window.rows);
    planes.resize(overview_bytes(window, 0));
    const CPLErr read =
        file->RasterIO(GF_Read, static_cast<int>(window.col), static_cast<int>(window.row), cols, rows, planes.data(),
                       cols, rows, gdal_type(profile_.type), file->GetRasterCount(), nullptr, 0, 0, 0, nullptr);
    if (read != CE_None) throw_write_failure(path, "a tile cannot be decoded: " + failures.text());
    if (std::max<std::uint64_t>(1, content_hash(planes)) != records_[unit].pixels)
      throw_differs(path, fmt::format("the pixels of tile {}", unit));
  }
  if (failures.any()) throw_write_failure(path, failures.text());
}

class CogTiles::Draft : public CogDraft {
 public:
  Draft(const CogTiles& tiles, std::string path) : tiles_(tiles), path_(std::move(path)), part_(path_) {}

  void write(const std::function<bool()>& go) {
    facts_.statistics = tiles_.statistics_.finish();
    const TiffDirectory full = template_of(part_.name(), path_, tiles_.profile_, tiles_.classes_, facts_.statistics);
    file_.emplace(part_.name(), path_);
    file_->write(beginning(full, tiles_.levels_, needs_big(full, tiles_.levels_)));
    for (std::size_t level = tiles_.levels_.size(); level-- > 0;) {
      if (!go()) throw_stopped(path_);
      write_tiles(*file_, tiles_.levels_[level], tiles_.log_);
    }
    file_->end();
  }
  CogFacts publish(const std::function<bool()>& keep_going) override {
    const GdalSession session;
    facts_.sha256 = file_->prove(keep_going);
    file_.reset();
    tiles_.prove(part_.name(), path_);
    part_.publish();
    return std::move(facts_);
  }

 private:
  const CogTiles& tiles_;
  std::string path_;
  CogPart part_;
  std::optional<ProvenFile> file_;
  CogFacts facts_;
};

std::unique_ptr<CogDraft> CogTiles::draft(const std::string& path, int threads,
                                          const std::function<bool()>& keep_going) {
  const GdalSession session;
  const auto go = [&] { return !keep_going || keep_going(); };
  load_statistics();
  for (std::size_t level = 1; level < levels_.size(); ++level)
    for_each_tile(
        static_cast<std::int64_t>(levels_[level].tiles.size()), threads,
        [&](int, std::int64_t tile) {
          if (left_[level][static_cast<std::size_t>(tile)] != kPacked) pack_overview(static_cast<int>(level), tile);
        },
        go);
  if (!go()) throw_stopped(path);
  auto draft = std::make_unique<Draft>(*this, path);
  draft->write(go);
  return draft;
}

}  // namespace greisen::geo
