// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/random_file.hpp"
#include "geo/write/cog.hpp"

namespace greisen::geo {

/// Bytes in the log; none where every pixel of the tile is missing.
struct TilePlace {
  std::uint64_t at = 0;
  std::uint32_t bytes = 0;
};

/// The full resolution (0) or an overview.
struct CogLevel {
  std::int64_t cols = 0;
  std::int64_t rows = 0;
  std::int64_t tiles_across = 0;
  std::int64_t tiles_down = 0;
  std::vector<TilePlace> tiles;  ///< by rows
};

/// Of a file that stands: of its bands, and of all its bytes.
struct CogFacts {
  std::vector<BandStatistics> statistics;
  std::string sha256;
};

/// A file that is written and not yet proven nor named; without publish() nothing of it is left.
class CogDraft {
 public:
  virtual ~CogDraft() = default;
  /// Reads it again, proves it and renames it; once. E1063 where it differs.
  virtual CogFacts publish(const std::function<bool()>& keep_going) = 0;
};

/// A COG in the making: its tiles are compressed as units of 512 × 512 pixels come, in any order, from any thread,
/// those of overviews once all their units are there, and kept with what the unit gives to overviews and statistics in
/// a log on disk. The log outlives a kill. Interleaved by band, DEFLATE, tiles of 512, predictor 3 for floats.
class CogTiles {
 public:
  static constexpr int kTilePx = 512;
  static constexpr std::int64_t kPacked = -1;

  /// Opens or makes the log; what lies in it already is there again. Not kept: what `keep` does not name.
  CogTiles(std::string log, RasterProfile profile, OverviewResampling overviews, std::vector<RasterClass> classes);

  /// One unit, numbered by rows, cut at the grid's edge; returns the hash of what is on disk. Units that never come are
  /// missing. Throws E1060, E1061, E1062 (see encode), E7001, E7002.
  std::uint64_t write_unit(std::int64_t unit, ConstTileView pixels);
  /// Of what the log holds of a unit, read again; 0 where it holds nothing whole.
  [[nodiscard]] std::uint64_t hash_unit(std::int64_t unit) const;
  /// Forgets all other units.
  void keep(const std::set<std::int64_t>& units);
  void sync() const { log_.sync(); }

  /// Compresses what overviews lack and writes the file in a PartFile. The log is still there, and this object as
  /// long as the draft: the same can be done again. `keep_going` as in CogOptions. Errors as write_cog's.
  std::unique_ptr<CogDraft> draft(const std::string& path, int threads, const std::function<bool()>& keep_going);
  /// Both at once.
  CogFacts finish(const std::string& path, int threads, const std::function<bool()>& keep_going) {
    return draft(path, threads, keep_going)->publish(keep_going);
  }

 private:
  struct Record {
    std::uint64_t at = 0;      ///< of its payload
    std::uint64_t bytes = 0;   ///< 0: not there
    std::uint64_t pixels = 0;  ///< hash of planes [layer][row][col] in the file's type; 0: empty
  };
  struct Head;
  class Draft;
  void open_log();
  bool take(const Head& head, std::uint64_t payload);
  [[nodiscard]] Window window_of(std::int64_t unit) const;
  [[nodiscard]] std::size_t overview_bytes(const Window& unit, int level) const;
  std::uint64_t append(Head head, std::span<const std::byte> payload);
  /// Calls visit(unit) for all units that lie under a tile of an overview.
  template <class Visit>
  void for_each_unit(int level, std::int64_t tile, Visit&& visit) const;
  [[nodiscard]] std::int64_t tile_over(int level, std::int64_t unit) const;
  void note_unit(std::int64_t unit);
  void load_statistics();
  void pack_overview(int level, std::int64_t tile);
  void place_overviews(std::int64_t unit, int level, const Window& tile, std::vector<std::byte>& pixels) const;
  [[nodiscard]] std::vector<std::byte> packed(std::vector<std::byte> tile) const;
  void prove(const std::string& part, const std::string& path) const;

  RasterProfile profile_;
  OverviewResampling overviews_;
  std::vector<RasterClass> classes_;
  RandomFile log_;
  PixelStatistics statistics_;
  std::vector<CogLevel> levels_;
  std::vector<Record> records_;  ///< per unit
  /// Per level and tile: units that are still to come; kPacked when the tile lies in the log.
  std::vector<std::vector<std::int64_t>> left_;
  std::mutex guard_;
  std::uint64_t end_ = 0;
};

}  // namespace greisen::geo
