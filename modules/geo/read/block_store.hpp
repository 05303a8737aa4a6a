// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "geo/gdal/open_files.hpp"
#include "raster/tile_reader.hpp"

namespace greisen::geo {

/// How pixels lie in a file and in the store; nothing is converted until a kernel needs it.
enum class StoredType : std::uint8_t { int8, uint8, uint16, int16, uint32, int32, float32, float64 };
[[nodiscard]] std::size_t bytes_of(StoredType type);

/// What is decoded together: one band of a file, or all wanted bands of a pixel-interleaved one.
struct BlockSource {
  std::string path;
  std::vector<int> bands;  ///< of the file, from 1; planes of a block in this order
  bool of_masks = false;   ///< the planes are the masks of these bands, not their values
  StoredType type = StoredType::uint8;
  std::int64_t cols = 0;  ///< of the raster
  std::int64_t rows = 0;
  int block_cols = 0;  ///< of a block of the store: the file's block, several thin strips, or a part of a huge block
  int block_rows = 0;
  int strip_rows = 0;            ///< rows of the file's own block; a block of the store is a whole number of them
  bool by_rectangle = false;     ///< read through GDAL's RasterIO, as the file's blocks are huge or hold several bands
  bool may_lack_blocks = false;  ///< a sparse GeoTIFF or a mosaic: see absent_block
  int layout = 0;                ///< sources of one layout have equal block grids and are needed by the same windows

  [[nodiscard]] std::size_t plane_pixels() const {
    return static_cast<std::size_t>(block_cols) * static_cast<std::size_t>(block_rows);
  }
  [[nodiscard]] std::size_t bytes() const { return plane_pixels() * bands.size() * bytes_of(type); }
};

/// Blocks of a layout: columns [first_col, end_col) × rows [first_row, end_row).
struct BlockRange {
  std::int64_t first_col = 0;
  std::int64_t first_row = 0;
  std::int64_t end_col = 0;
  std::int64_t end_row = 0;
  [[nodiscard]] bool empty() const { return end_col <= first_col || end_row <= first_row; }
};
/// The blocks that hold a window of the raster (cut at its edge).
BlockRange blocks_of(const BlockSource& source, const Window& window);

/// Fills `to` (source.bytes()) with planes [band][row][col] of a block; beyond the raster's edge the contents are
/// undefined. E3012 where GDAL cannot decode, or
/// warns that what it decoded may be wrong.
void decode_block(const BlockSource& source, std::int64_t block_col, std::int64_t block_row, GDALDatasetH dataset,
                  std::byte* to);

/// Does the file hold nothing for this block, so that all such blocks of the source decode to the same? Never true of
/// sources that cannot tell.
bool absent_block(const BlockSource& source, std::int64_t block_col, std::int64_t block_row, GDALDatasetH dataset);

/// Decoded blocks of one pass, shared by its threads. A block is decoded by one of the threads that want it while the
/// others wait, and is gone once the last window that needs it is done. Above max_bytes the blocks nobody holds go
/// first, the least recently used before others, and are decoded again if need be; held blocks may exceed the bound.
/// Of the blocks that a file lacks one is kept for all, and none is counted.
class BlockStore {
 public:
  BlockStore(std::vector<BlockSource> sources, std::size_t max_bytes, ReadCounters* counters);

  /// Before reading: a window will need these blocks of every source of the layout.
  void expect(int layout, const BlockRange& range);
  /// The window that was expected is done.
  void done(int layout, const BlockRange& range);

  /// Holds a block in the store while it lives.
  class Held {
   public:
    Held() = default;
    Held(Held&& other) noexcept;
    Held& operator=(Held&& other) noexcept;
    ~Held() { release(); }
    [[nodiscard]] const std::byte* data() const { return data_; }

   private:
    friend class BlockStore;
    Held(BlockStore* store, int source, std::uint64_t place, const std::byte* data)
        : store_(store), source_(source), place_(place), data_(data) {}
    void release() noexcept;
    BlockStore* store_ = nullptr;
    int source_ = 0;
    std::uint64_t place_ = 0;
    const std::byte* data_ = nullptr;
  };
  Held hold(int source, std::int64_t block_col, std::int64_t block_row, OpenFiles& files);

  [[nodiscard]] const std::vector<BlockSource>& sources() const { return sources_; }
  /// Memory of blocks now and at most so far, those waiting for their next use included.
  [[nodiscard]] std::size_t live_bytes() const;
  [[nodiscard]] std::size_t peak_bytes() const;

 private:
  using Buffer = std::unique_ptr<std::byte[]>;
  struct Key {
    int source;
    std::uint64_t place;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return static_cast<std::size_t>((key.place * 0x9E3779B97F4A7C15ULL) ^
                                      (static_cast<std::uint64_t>(key.source) << 48U));
    }
  };
  struct Block {
    Buffer buffer;
    bool ready = false;               ///< false: a thread is decoding it
    int holders = 0;                  ///< threads that read it, and the one that decodes it
    std::list<Key>::iterator listed;  ///< in idle_ or held_
  };

  [[nodiscard]] bool still_needed(const Key& key) const;
  void make_room(std::size_t bytes);
  void let_go(const Key& key, Block& block) noexcept;
  void drop(const Key& key);
  [[nodiscard]] const std::byte* absent(const Key& key, OpenFiles& files);
  Held decode_new(const Key& key, OpenFiles& files, std::unique_lock<std::mutex>& lock);

  std::vector<BlockSource> sources_;
  std::vector<std::vector<int>> sources_of_layout_;
  std::size_t max_bytes_ = 0;
  ReadCounters* counters_ = nullptr;

  mutable std::mutex guard_;
  std::condition_variable decoded_;
  std::unordered_map<Key, Block, KeyHash> blocks_;
  std::vector<Buffer> empty_blocks_;                                  ///< [source]: what an absent block decodes to
  std::vector<std::unordered_map<std::uint64_t, int>> windows_left_;  ///< [layout]: windows that still need a place
  std::unordered_set<Key, KeyHash> evicted_;                          ///< needed again by some window
  std::list<Key> idle_;                                               ///< held by nobody, the least recently used first
  std::list<Key> held_;
  std::size_t live_bytes_ = 0;
  std::size_t peak_bytes_ = 0;
};

}  // namespace greisen::geo
