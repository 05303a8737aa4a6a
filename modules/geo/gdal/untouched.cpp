// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/untouched.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <vector>

#include <cpl_conv.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/part.hpp"
#include "base/plain_file.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/input_files.hpp"
#include "geo/gdal/open_input.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSqliteHeader = 20;
constexpr int kTries = 3;
constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};

bool has_bytes(const std::string& path) {
  std::error_code unknown;
  const auto bytes = fs::file_size(path, unknown);
  return !unknown && bytes > 0;
}

/// SQLite file format, section 1.3: bytes 18 and 19 are 2 where edits go into a log.
bool keeps_log(const std::string& path, std::string_view head) {
  if (head.size() < kSqliteHeader || !head.starts_with(kSqliteMagic)) return false;
  return head[18] == 2 || head[19] == 2 || has_bytes(path + "-wal") || has_bytes(path + "-journal");
}

/// GML by whatever name: GDAL takes it by what it begins with, and writes a schema of its own (.gfs) beside it.
bool begins_as_gml(const std::string& beginning) {
  const std::string head = lower(beginning);
  const std::size_t mark = head.starts_with("\xef\xbb\xbf") ? 3 : 0;
  return head.find_first_not_of(" \t\r\n", mark) == head.find('<') && head.find("gml") != std::string::npos;
}

/// The file and what belongs to it, where opening it would write; nothing where it can be opened as it lies.
std::vector<std::string> files_to_copy(const std::string& path) {
  std::string head(4096, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (keeps_log(path, head)) return {path, path + "-wal", path + "-journal", path + ".aux.xml"};
  const fs::path file(path);
  const auto beside = [&](const char* ending) { return fs::path(file).replace_extension(ending).string(); };
  std::error_code unknown;
  if (begins_as_gml(head) && !fs::exists(beside(".gfs"), unknown)) return {path, beside(".xsd")};
  return {};
}

std::string states_of(const std::vector<std::string>& files) {
  std::string states;
  for (const std::string& file : files) states += file_state(file) + " ";
  return states;
}

class Copies {
 public:
  Copies() = default;
  Copies(const Copies&) = delete;
  Copies& operator=(const Copies&) = delete;
  ~Copies() = default;  // with them the folder

  std::string of(const std::string& path) {
    const std::lock_guard lock(guard_);
    const std::vector<std::string> from = files_to_copy(path);
    if (from.empty()) return path;
    std::string state = states_of(from);
    const auto known = copies_.find(path);
    if (known != copies_.end() && known->second.state == state) return known->second.path;
    const fs::path folder = fs::path(root()) / std::to_string(++number_);
    std::error_code failed;
    if (!fs::create_directory(folder, failed) && failed) throw_cannot_write(folder.string(), failed.value());
    for (int tries = 0; tries < kTries; ++tries) {  // another program may be writing
      for (const std::string& file : from) copy(file, folder / fs::path(file).filename());
      const std::string after = states_of(from);
      if (after == state) break;
      state = after;
    }
    need_lone_journal(path, (folder / fs::path(path).filename()).string() + "-journal");
    take_back((folder / fs::path(path).filename()).string());
    copies_[path] = {state, (folder / fs::path(path).filename()).string()};
    return copies_[path].path;
  }

 private:
  struct Copy {
    std::string state;
    std::string path;
  };

  const std::string& root() {
    if (!root_) {
      std::error_code none;
      const fs::path temporary = fs::temp_directory_path(none);
      if (none) refuse("TMPDIR", none.message(), false);
      try {
        root_.emplace(temporary.string());
      } catch (const Error& error) {
        refuse(temporary.string(), error.problems().front().what, error.code() == "E7001");
      }
    }
    if (!stopped_) stopped_.emplace(root_->path());
    return root_->path();
  }

  /// A journal that ends in the name of another, of edits to several databases at once, has SQLite remove the file of
  /// that name, wherever it lies. SQLite file format, "super-journal": the name, and the mark of all journals behind
  /// it.
  static void need_lone_journal(const std::string& path, const std::string& copy) {
    constexpr std::string_view kMark = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
    std::array<char, kMark.size()> last{};
    std::ifstream file(copy, std::ios::binary);
    file.seekg(-static_cast<std::streamoff>(last.size()), std::ios::end);
    if (!file.read(last.data(), last.size()) || std::string_view(last.data(), last.size()) != kMark) return;
    throw Error({"E3001",
                 "the edit in " + printable(path) + "-journal is one of several databases: it names another file",
                 {path, 0, 0, {}},
                 "open and close it once in the program that edits it; of a file from elsewhere remove the -journal"});
  }

  /// A journal holds what stood in the database before an edit that was not ended: it counts, not the edit. SQLite
  /// takes the edit back when the file is opened for writing, and opens it for reading only afterwards.
  static void take_back(const std::string& file) {
    if (!has_bytes(file + "-journal")) return;
    const GdalSession session;
    const GdalFailures quiet;
    const CPLConfigOptionSetter distrust("OGR_SQLITE_PRAGMA", "trusted_schema=OFF", false);
    const GDALDatasetUniquePtr opened = open_input(file, Purpose::own, GDAL_OF_UPDATE);
  }

  static void copy(const std::string& from, const fs::path& to) {
    std::error_code failed;
    if (!fs::exists(from, failed)) return static_cast<void>(fs::remove(to, failed));
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, failed);
    if (failed) refuse(from, failed.message(), failed == std::errc::no_space_on_device);
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, failed);
  }

  [[noreturn]] static void refuse(const std::string& path, const std::string& why, bool full) {
    throw Error({full ? "E7001" : "E7002",
                 "no private copy could be made of " + printable(path) + ", whose last edits lie in a log: " + why,
                 {path, 0, 0, {}},
                 "give a folder with room in TMPDIR, or save the file with the program that edits it and close that"});
  }

  std::mutex guard_;
  std::optional<PartFolder> root_;
  std::optional<RemovedWhenStopped> stopped_ = {};
  int number_ = 0;
  std::map<std::string, Copy> copies_;
};

std::string copy_of(const std::string& path) {
  static Copies copies;
  need_plain_file(path);
  std::error_code unknown;
  return fs::is_regular_file(path, unknown) ? copies.of(path) : path;
}

}  // namespace

std::string untouched(const std::string& path) {
  constexpr std::string_view kTable = "GPKG:";  // GPKG:FILE:TABLE
  if (!path.starts_with(kTable)) {
    need_plain_file(file_and_rest(path).first);
    return copy_of(path);
  }
  const std::size_t end = path.rfind(':');
  if (end < kTable.size()) return path;
  std::string file = path.substr(kTable.size(), end - kTable.size());
  const bool quoted = file.size() > 2 && file.front() == '"' && file.back() == '"';
  if (quoted) file = file.substr(1, file.size() - 2);
  const std::string own = copy_of(file);
  return own == file ? path : fmt::format("{}{}{}", kTable, quoted ? '"' + own + '"' : own, path.substr(end));
}

}  // namespace greisen::geo
