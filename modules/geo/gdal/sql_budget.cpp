// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/sql_budget.hpp"

#include <algorithm>
#include <ctime>

#include <sqlite3.h>

namespace greisen::geo {
namespace {

constexpr int kStepsOfACall = 100'000;

struct Meter {
  bool runs = false;
  bool spent = false;
  std::uint64_t steps = 0;
  double since_s = 0;  ///< processor time at the first call after go_on()
};
thread_local Meter meter;

double processor_s() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Called each kStepsOfACall steps of any statement of this thread; not 0 ends it.
int steps_passed(void* /*unused*/) {
  if (!meter.runs) return 0;
  const double now_s = processor_s();
  if (meter.steps == 0) meter.since_s = now_s;
  meter.steps += kStepsOfACall;
  meter.spent = meter.spent || meter.steps > kMostSqlSteps || now_s - meter.since_s > kMostSqlSeconds;
  return meter.spent ? 1 : 0;
}

void set_limits(sqlite3* database) {
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, kMostSqlValueBytes);
  sqlite3_progress_handler(database, kStepsOfACall, &steps_passed, nullptr);
}

/// SQLite calls it for each database that is opened, by whatever library.
int watch(sqlite3* database, char** /*error*/, const sqlite3_api_routines* /*routines*/) {
  set_limits(database);
  return SQLITE_OK;
}

}  // namespace

SqlBudget::SqlBudget() : outer_(!meter.runs) {
  watch_next();
  if (outer_) meter = {true, false, 0, 0};
}

SqlBudget::~SqlBudget() {
  if (outer_) meter = {};
}

void SqlBudget::watch_next() {
  // the type that is asked for is that of a function without arguments; SQLite calls it with those of `watch`
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watch));  // NOLINT(*-reinterpret-cast)
}

void SqlBudget::go_on() { meter.steps = 0; }

void SqlBudget::watch_again(void* database) {
  if (database != nullptr) set_limits(static_cast<sqlite3*>(database));
}

bool SqlBudget::spent() { return meter.spent; }

}  // namespace greisen::geo
