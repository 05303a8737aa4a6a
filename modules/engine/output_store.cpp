// SPDX-License-Identifier: Apache-2.0
#include "engine/output_store.hpp"

#include "engine/unit_copy.hpp"

namespace greisen {

void OutputStore::write(std::int64_t unit, const Window& window, const std::vector<float>& pixels, Tile& room,
                        std::vector<std::uint64_t>& hashes) const {
  if (scratch) hashes.push_back(scratch->write_unit(unit, pixels));
  if (!tiles) return;
  room.reshape(static_cast<int>(pixels.size() / Scratch::floats(1)), static_cast<int>(window.rows),
               static_cast<int>(window.cols));
  copy_unit(pixels, room);
  hashes.push_back(tiles->write_unit(unit, room.view()));
}

void OutputStore::add_hashes(std::int64_t unit, std::vector<std::uint64_t>& hashes) const {
  if (scratch) hashes.push_back(scratch->hash_unit(unit));
  if (tiles) hashes.push_back(tiles->hash_unit(unit));
}

void OutputStore::resume(const std::set<std::int64_t>& units) const {
  if (scratch)
    for (const std::int64_t unit : units) scratch->mark_written(unit);
  if (tiles) tiles->keep(units);
}

void OutputStore::sync() const {
  if (scratch) scratch->sync();
  if (tiles) tiles->sync();
}

}  // namespace greisen
