// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

#include "raster/tile.hpp"

namespace greisen {

/// Brings units that finish in any order to a file in their numbered order, so that the file's bytes do not depend on
/// who was faster. A bounded number of finished units wait; a worker that is too far ahead waits for its turn to begin.
class OrderedWriter {
 public:
  /// `write(number, tile)` is called for 0, 1, 2 … by one thread at a time.
  OrderedWriter(int slots, std::function<void(std::int64_t, const Tile&)> write);

  /// The buffer for unit `number`; waits while the unit is `slots` or more ahead of the file.
  /// None when the writer was abandoned.
  Tile* begin(std::int64_t number);
  /// The buffer is full; writes it and all that wait behind it, unless another thread is writing already.
  void end(std::int64_t number);
  /// Wakes all that wait: the pass has failed or was interrupted.
  void abandon();

 private:
  struct Slot {
    Tile tile;
    bool full = false;
  };
  [[nodiscard]] Slot& slot(std::int64_t number) { return slots_[static_cast<std::size_t>(number) % slots_.size()]; }

  std::vector<Slot> slots_;
  std::function<void(std::int64_t, const Tile&)> write_;
  std::mutex guard_;
  std::condition_variable moved_;
  std::int64_t next_ = 0;
  bool writing_ = false;
  bool abandoned_ = false;
};

}  // namespace greisen
