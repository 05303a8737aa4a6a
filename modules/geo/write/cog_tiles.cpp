// SPDX-License-Identifier: Apache-2.0
#include "geo/write/cog_tiles.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "geo/write/raster_writer_pixels.hpp"
#include "geo/write/tile_codec.hpp"

namespace greisen::geo {
namespace {

/// A unit of 512 pixels is one pixel of the ninth overview; coarser ones are not made.
constexpr int kMostLevels = 9;
constexpr int kLevel = 6;
constexpr int kLevelOfClasses = 9;

std::int64_t halved(std::int64_t pixels, int times) { return (pixels + (std::int64_t{1} << times) - 1) >> times; }

std::vector<CogLevel> levels_of(const Grid& grid) {
  std::vector<CogLevel> levels;
  for (int k = 0; k <= kMostLevels; ++k) {
    CogLevel level = {halved(grid.cols, k), halved(grid.rows, k), 0, 0, {}};
    level.tiles_across = (level.cols - 1) / CogTiles::kTilePx + 1;
    level.tiles_down = (level.rows - 1) / CogTiles::kTilePx + 1;
    level.tiles.resize(static_cast<std::size_t>(level.tiles_across * level.tiles_down));
    levels.push_back(std::move(level));
    if (levels.back().cols <= CogTiles::kTilePx && levels.back().rows <= CogTiles::kTilePx) break;
  }
  return levels;
}

std::size_t at(std::int64_t number) { return static_cast<std::size_t>(number); }

void add(std::vector<std::byte>& to, std::span<const std::byte> bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

/// Planes [layer][row][col] in the file's type.
std::vector<std::byte> planes_of(ConstTileView pixels, const RasterProfile& profile) {
  const std::size_t plane = at(pixels.rows) * at(pixels.cols) * at(bytes_of(profile.type));
  std::vector<std::byte> planes(plane * at(pixels.layers));
  for (int layer = 0; layer < pixels.layers; ++layer)
    encode(pixels, layer, profile, pixels.cols, pixels.rows, std::span(planes).subspan(at(layer) * plane, plane));
  return planes;
}

}  // namespace

/// Before a payload. Of a unit (level 0): the sums of its cells, its pixels of each overview, its tile. Of an overview:
/// the tile.
struct CogTiles::Head {
  static constexpr std::uint64_t kMagic = 0x32'656c'6974'6e73'67U;
  std::uint64_t magic = kMagic;
  std::uint64_t level = 0;
  std::uint64_t number = 0;  ///< of the tile in its level
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;
  std::uint64_t pixels = 0;
};

CogTiles::CogTiles(std::string log, RasterProfile profile, OverviewResampling overviews,
                   std::vector<RasterClass> classes)
    : profile_(std::move(profile)),
      overviews_(overviews),
      classes_(std::move(classes)),
      log_(std::move(log), RandomFile::Mode::keep),
      statistics_(profile_.grid, static_cast<int>(profile_.layers.size())),
      levels_(levels_of(profile_.grid)),
      records_(levels_.front().tiles.size()) {
  open_log();
}

/// The records up to the first that is torn; what lies behind is cut off.
void CogTiles::open_log() {
  for (const CogLevel& level : levels_) left_.emplace_back(level.tiles.size(), 0);
  const std::uint64_t size = log_.size();
  while (end_ + sizeof(Head) <= size) {
    Head head;
    log_.read(std::as_writable_bytes(std::span(&head, 1)), end_);
    if (head.magic != Head::kMagic || head.bytes > size - end_ - sizeof(Head) || !take(head, end_ + sizeof(Head)))
      break;
    end_ += sizeof(Head) + head.bytes;
  }
  log_.resize(end_);
  std::set<std::int64_t> units;
  for (std::size_t unit = 0; unit < records_.size(); ++unit)
    if (records_[unit].bytes > 0) units.insert(static_cast<std::int64_t>(unit));
  keep(units);
}

/// False where the head is none of this file.
bool CogTiles::take(const Head& head, std::uint64_t payload) {
  if (head.level >= levels_.size() || head.number >= levels_[head.level].tiles.size()) return false;
  if (head.level == 0) {
    const Window window = window_of(static_cast<std::int64_t>(head.number));
    std::size_t least = statistics_.saved_bytes(window);
    for (int level = 1; level < static_cast<int>(levels_.size()); ++level) least += overview_bytes(window, level);
    if (head.bytes < least) return false;
    records_[head.number] = {payload, head.bytes, head.pixels};
    return true;
  }
  std::vector<std::byte> bytes(head.bytes);
  log_.read(bytes, payload);
  if (content_hash(bytes, head.number) != head.hash) return false;
  levels_[head.level].tiles[head.number] = {payload, static_cast<std::uint32_t>(head.bytes)};
  left_[head.level][head.number] = kPacked;
  return true;
}

Window CogTiles::window_of(std::int64_t unit) const {
  const std::int64_t across = levels_.front().tiles_across;
  return Window{unit % across * kTilePx, unit / across * kTilePx, kTilePx, kTilePx}.intersected(profile_.grid.window());
}

std::size_t CogTiles::overview_bytes(const Window& unit, int level) const {
  return at(halved(unit.cols, level)) * at(halved(unit.rows, level)) * at(bytes_of(profile_.type)) *
         profile_.layers.size();
}

std::vector<std::byte> CogTiles::packed(std::vector<std::byte> tile) const {
  return compress_tile(std::move(tile), profile_, kTilePx, classes_.empty() ? kLevel : kLevelOfClasses);
}

std::uint64_t CogTiles::append(Head head, std::span<const std::byte> payload) {
  head.bytes = payload.size();
  std::uint64_t place = 0;
  {
    const std::lock_guard lock(guard_);
    place = end_;
    end_ += sizeof head + payload.size();
  }
  log_.write(payload, place + sizeof head);
  log_.write(std::as_bytes(std::span(&head, 1)), place);
  return place + sizeof head;
}

std::uint64_t CogTiles::write_unit(std::int64_t unit, ConstTileView pixels) {
  const Window window = window_of(unit);
  statistics_.add(window, pixels);
  std::vector<std::byte> payload = statistics_.save(window);
  const std::vector<std::byte> planes = planes_of(pixels, profile_);
  Tile coarse;
  Tile finer;
  ConstTileView from = pixels;
  for (int level = 1; level < static_cast<int>(levels_.size()); ++level) {
    coarse.reshape(pixels.layers, static_cast<int>(halved(window.rows, level)),
                   static_cast<int>(halved(window.cols, level)));
    halve(from, overviews_, profile_, coarse.view());
    add(payload, planes_of(coarse.view(), profile_));
    std::swap(coarse, finer);
    from = finer.view();
  }
  Head head;
  head.number = static_cast<std::uint64_t>(unit);
  std::vector<std::byte> tile = empty_tile(profile_, kTilePx);
  interleave(planes, {0, 0, window.cols, window.rows}, profile_, kTilePx, tile);
  if (!is_empty(tile, profile_)) {
    head.pixels = std::max<std::uint64_t>(1, content_hash(planes));
    add(payload, packed(std::move(tile)));
  }
  head.hash = content_hash(payload, head.number);
  const std::uint64_t place = append(head, payload);
  records_[at(unit)] = {place, payload.size(), head.pixels};
  note_unit(unit);
  return head.hash;
}

std::uint64_t CogTiles::hash_unit(std::int64_t unit) const {
  const Record& record = records_.at(at(unit));
  if (record.bytes == 0) return 0;
  std::vector<std::byte> payload(record.bytes);
  log_.read(payload, record.at);
  return content_hash(payload, static_cast<std::uint64_t>(unit));
}

void CogTiles::keep(const std::set<std::int64_t>& units) {
  for (std::int64_t unit = 0; unit < static_cast<std::int64_t>(records_.size()); ++unit)
    if (!units.contains(unit)) records_[at(unit)] = {};
  for (int level = 1; level < static_cast<int>(levels_.size()); ++level)
    for (std::int64_t tile = 0; tile < static_cast<std::int64_t>(levels_[at(level)].tiles.size()); ++tile) {
      std::int64_t missing = 0;
      for_each_unit(level, tile, [&](std::int64_t unit) { missing += records_[at(unit)].bytes == 0 ? 1 : 0; });
      std::int64_t& left = left_[at(level)][at(tile)];
      if (missing > 0 || left != kPacked) left = missing;
    }
}

template <class Visit>
void CogTiles::for_each_unit(int level, std::int64_t tile, Visit&& visit) const {
  const CogLevel& full = levels_.front();
  const std::int64_t col = tile % levels_[at(level)].tiles_across;
  const std::int64_t row = tile / levels_[at(level)].tiles_across;
  for (std::int64_t r = row << level; r < std::min((row + 1) << level, full.tiles_down); ++r)
    for (std::int64_t c = col << level; c < std::min((col + 1) << level, full.tiles_across); ++c)
      visit(r * full.tiles_across + c);
}

std::int64_t CogTiles::tile_over(int level, std::int64_t unit) const {
  const std::int64_t across = levels_.front().tiles_across;
  return ((unit / across) >> level) * levels_[at(level)].tiles_across + ((unit % across) >> level);
}

/// Packs the overviews that only waited for this unit.
void CogTiles::note_unit(std::int64_t unit) {
  for (int level = 1; level < static_cast<int>(levels_.size()); ++level) {
    const std::int64_t tile = tile_over(level, unit);
    bool whole = false;
    {
      const std::lock_guard lock(guard_);
      whole = --left_[at(level)][at(tile)] == 0;
    }
    if (whole) pack_overview(level, tile);
  }
}

void CogTiles::load_statistics() {
  for (std::int64_t unit = 0; unit < static_cast<std::int64_t>(records_.size()); ++unit) {
    const Record& record = records_[at(unit)];
    const Window window = window_of(unit);
    TilePlace& tile = levels_.front().tiles[at(unit)];
    tile = {};
    if (record.bytes == 0) {
      if (!profile_.nodata)
        throw Error({"E1061", fmt::format("the layer '{}' has missing pixels and its file no value for them",
                                          profile_.layers.front().name)});
      continue;
    }
    std::vector<std::byte> cells(statistics_.saved_bytes(window));
    log_.read(cells, record.at);
    statistics_.load(window, cells);
    std::size_t before = cells.size();
    for (int level = 1; level < static_cast<int>(levels_.size()); ++level) before += overview_bytes(window, level);
    tile = {record.at + before, static_cast<std::uint32_t>(record.bytes - before)};
  }
}

/// Puts what a unit gives to an overview into a tile of it.
void CogTiles::place_overviews(std::int64_t unit, int level, const Window& tile, std::vector<std::byte>& pixels) const {
  const Record& record = records_[at(unit)];
  if (record.bytes == 0) return;
  const Window window = window_of(unit);
  std::uint64_t before = statistics_.saved_bytes(window);
  for (int finer = 1; finer < level; ++finer) before += overview_bytes(window, finer);
  std::vector<std::byte> planes(overview_bytes(window, level));
  log_.read(planes, record.at + before);
  interleave(planes,
             {(window.col >> level) - tile.col, (window.row >> level) - tile.row, halved(window.cols, level),
              halved(window.rows, level)},
             profile_, kTilePx, pixels);
}

void CogTiles::pack_overview(int level, std::int64_t tile) {
  CogLevel& overview = levels_[at(level)];
  std::vector<std::byte> pixels = empty_tile(profile_, kTilePx);
  const Window window = {tile % overview.tiles_across * kTilePx, tile / overview.tiles_across * kTilePx, kTilePx,
                         kTilePx};
  for_each_unit(level, tile, [&](std::int64_t unit) { place_overviews(unit, level, window, pixels); });
  std::vector<std::byte> bytes;
  if (!is_empty(pixels, profile_)) bytes = packed(std::move(pixels));
  Head head;
  head.level = static_cast<std::uint64_t>(level);
  head.number = static_cast<std::uint64_t>(tile);
  head.hash = content_hash(bytes, head.number);
  overview.tiles[at(tile)] = {append(head, bytes), static_cast<std::uint32_t>(bytes.size())};
  left_[at(level)][at(tile)] = kPacked;
}

}  // namespace greisen::geo
