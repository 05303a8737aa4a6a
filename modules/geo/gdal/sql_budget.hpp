// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace greisen::geo {

/// Steps of SQLite's machine between two rows that are read: some seconds. Counting the rows of the largest honest
/// table takes less than a hundredth of it; a view that never ends, or that joins a table with itself again and again,
/// takes all.
inline constexpr std::uint64_t kMostSqlSteps = 200'000'000;
/// Steps differ: those of a view that calls itself take ten times as long. Of this thread's processor, likewise.
inline constexpr double kMostSqlSeconds = 3;
/// Bytes of a value of a database, which a function within a view could blow up to a gigabyte; an outline of 4 million
/// corners.
inline constexpr int kMostSqlValueBytes = 64 << 20;

/// While it lives, what SQLite does in this thread for whoever opens a database (GDAL) is counted, and ended with
/// SQLite's own error once kMostSqlSteps or kMostSqlSeconds have passed without go_on(), and from then on at once.
/// Nests: the outer one counts.
class SqlBudget {
 public:
  SqlBudget();
  ~SqlBudget();
  SqlBudget(const SqlBudget&) = delete;
  SqlBudget& operator=(const SqlBudget&) = delete;

  /// What this thread asked for came: what comes next has the whole budget again, unless some statement was ended.
  static void go_on();
  /// Counts whatever SQLite opens from now on. To be asked for before each opening: GDAL, when it closes a database,
  /// takes away all that SQLite was to call for those opened later.
  static void watch_next();
  /// Counts a database that GDAL holds open again: its own handler of progress takes the place of ours. `database` is
  /// what GDALDataset::GetInternalHandle("SQLITE_HANDLE") gives; nullptr is none.
  static void watch_again(void* database);
  /// Some statement of this thread was ended.
  [[nodiscard]] static bool spent();

 private:
  bool outer_;
};

}  // namespace greisen::geo
