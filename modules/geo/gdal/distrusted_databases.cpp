// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/distrusted_databases.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogrsf_frmts.h>

#include "base/plain_file.hpp"
#include "base/text.hpp"
#include "geo/gdal/sql_budget.hpp"

namespace greisen::geo {
namespace {

/// "virtualtext" of "CREATE VIRTUAL TABLE t USING VirtualText(…)".
std::string module_of(const std::string& sql) {
  const std::string text = lower(sql);
  std::size_t at = text.find("using");
  for (std::size_t next = at; next != std::string::npos; next = text.find("using", next + 1)) at = next;
  if (at == std::string::npos) return "";
  const std::string_view rest = trim(std::string_view(text).substr(at + 5));
  return std::string(trim(rest.substr(0, std::min(rest.find('('), rest.size()))));
}

/// The first table of a database whose rows are not in it but wherever its module looks; empty: none.
std::string foreign_table(GDALDataset& database) {
  static constexpr std::array<std::string_view, 9> kOwnModules = {
      "rtree",      "rtree_i32",  "fts3", "fts4", "fts5", "virtualspatialindex", "virtualelementary",
      "virtualknn", "virtualknn2"};
  OGRLayer* const rows = database.ExecuteSQL(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%virtual%'", nullptr, nullptr);
  if (rows == nullptr) return "";
  std::string found;
  for (const OGRFeatureUniquePtr& row : *rows) {
    const std::string sql = row->GetFieldAsString(1);
    const bool is_virtual = lower(trim(sql)).starts_with("create virtual");
    if (is_virtual && std::ranges::find(kOwnModules, module_of(sql)) == kOwnModules.end())
      found = row->GetFieldAsString(0);
  }
  database.ReleaseResultSet(rows);
  return found;
}

/// The open option of that kind that holds SQL; null: none.
const char* statements_in(char** options) {
  for (const char* const name : {"PRELUDE_STATEMENTS", "WHERE"})
    if (CSLFetchNameValue(options, name) != nullptr) return name;
  return nullptr;
}

/// What SQLite opens by itself beside a database, and would wait for without end where it is a pipe; empty: nothing
/// such.
std::string no_file_beside(const std::string& path) {
  for (const char* const ending : {"-journal", "-wal", "-shm"})
    if (is_no_plain_file(path + ending)) return path + ending;
  return "";
}

using OpenFunction = GDALDataset* (*)(GDALOpenInfo*);

constexpr std::array<const char*, 2> kDatabases = {"GPKG", "SQLite"};
std::array<OpenFunction, kDatabases.size()> open_database = {};

GDALDataset* refused(const GDALOpenInfo& info, const std::string& why) {
  CPLError(CE_Failure, CPLE_OpenFailed, "'%s' is not opened: %s", printable(info.pszFilename, 200).c_str(),
           why.c_str());
  return nullptr;
}

template <std::size_t Number>
GDALDataset* open_distrusted(GDALOpenInfo* info) {
  if (const char* const name = statements_in(info->papszOpenOptions))
    return refused(*info, std::string("it is asked for with SQL of its own (") + name + ")");
  if (const std::string beside = no_file_beside(info->pszFilename); !beside.empty())
    return refused(*info, "'" + printable(beside, 200) + "': " + kNoPlainFile);
  SqlBudget::watch_next();
  if (info->eAccess != GA_ReadOnly) return open_database[Number](info);
  const CPLConfigOptionSetter distrust("OGR_SQLITE_PRAGMA", "trusted_schema=OFF", false);
  GDALDatasetUniquePtr database(open_database[Number](info));
  if (!database) return nullptr;
  const std::string table = foreign_table(*database);
  if (table.empty()) return database.release();
  return refused(*info, "its table '" + printable(table) + "' is virtual: its rows lie in another file");
}

constexpr std::array<OpenFunction, kDatabases.size()> kDistrusted = {&open_distrusted<0>, &open_distrusted<1>};

}  // namespace

void guard_databases() {
  for (std::size_t i = 0; i < kDatabases.size(); ++i) {
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(kDatabases[i]);
    if (driver == nullptr || driver->pfnOpen == nullptr || driver->pfnOpen == kDistrusted[i]) continue;
    open_database[i] = driver->pfnOpen;
    driver->pfnOpen = kDistrusted[i];
  }
}

}  // namespace greisen::geo
