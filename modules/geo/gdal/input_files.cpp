// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/input_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/file_state.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/read/array_file.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFilesOfFolder = 10'000;
constexpr std::array<std::string_view, 3> kArchives = {"/vsizip/", "/vsitar/", "/vsigzip/"};

bool is_regular(const std::string& path) {
  std::error_code unknown;
  return fs::is_regular_file(path, unknown);
}

bool is_there(const std::string& path) {
  std::error_code unknown;
  return fs::exists(path, unknown);
}

/// Endings of files with the same stem that GDAL reads with this one. It looks for both cases of letters.
std::vector<std::string> endings_of_stem(const std::string& own, InputKind kind) {
  if (kind == InputKind::plain) return {};
  if (kind == InputKind::raster) {
    std::vector<std::string> all = {"hdr", "aux", "rrd", "ige", "prj", "wld", "tab", "clr", "stx", "rpb", "imd"};
    if (own.size() > 1) {  // world files
      all.push_back({own.front(), own.back(), 'w'});
      all.push_back(own + "w");
    }
    return all;
  }
  if (own == "shp" || own == "dbf" || own == "shx")
    return {"shp", "shx", "dbf", "cpg", "prj", "qix", "sbn", "sbx", "idm", "ind"};
  if (own == "tab" || own == "mif") return {"tab", "dat", "map", "id", "ind", "mif", "mid", "prj"};
  if (own == "gml" || own == "xml") return {"gfs", "xsd"};
  return {"csvt", "prj"};
}

std::vector<std::string> endings_of_name(InputKind kind) {
  if (kind == InputKind::plain) return {};
  std::vector<std::string> all = {"-wal", "-journal", ".aux.xml"};
  if (kind == InputKind::raster) all.insert(all.end(), {".ovr", ".msk", ".msk.ovr", ".ovr.ovr", ".hdr", ".aux"});
  return all;
}

/// Rasters of text may name other files (VRT, ERMapper, DIMAP …), of vectors virtual ones do. A file of bytes names
/// none beside those of its own stem.
bool may_name_others(const std::string& path, InputKind kind) {
  std::array<char, 4096> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  const std::string_view read(head.data(), static_cast<std::size_t>(file.gcount()));
  if (kind == InputKind::vectors) return read.find("<OGRVRT") != std::string_view::npos;
  return kind == InputKind::raster && !read.empty() && read.find('\0') == std::string_view::npos;
}

/// Null where it does not open.
GDALDatasetUniquePtr opened(const std::string& path, InputKind kind) {
  try {
    return open_input(path, kind == InputKind::raster ? Purpose::raster : Purpose::vectors);
  } catch (const Error&) {
    return nullptr;
  }
}

/// The files that GDAL says the data set is made of; none where it does not open: who reads it will say why. Where a
/// private copy is read, what lies beside the copy is no input.
std::vector<std::string> files_gdal_names(const std::string& path, InputKind kind) {
  const GdalSession session;
  const GdalFailures quiet;
  std::error_code unknown;
  constexpr std::uintmax_t kLongestText = 64U << 20U;
  if (fs::file_size(path, unknown) > kLongestText) return {};
  const GDALDatasetUniquePtr file = opened(path, kind);
  std::vector<std::string> names;
  if (!file) return names;
  char** const list = file->GetFileList();
  const fs::path opened_as = file->GetDescription();
  for (int i = 0; list != nullptr && list[i] != nullptr; ++i)
    if (opened_as == path || fs::path(list[i]).parent_path() != opened_as.parent_path()) names.emplace_back(list[i]);
  CSLDestroy(list);
  return names;
}

class Finder {
 public:
  static constexpr int kMostFilesDeep = 32;

  explicit Finder(InputKind kind) : kind_(kind) {}

  std::vector<InputFile> of(const std::string& path) {
    add(path, "");
    return std::move(found_);
  }

 private:
  void add(const std::string& path, const std::string& role) {
    const auto [file, rest] = file_and_rest(path);
    const std::string as = role + (rest.empty() || role.empty() ? "" : " " + rest);
    if (is_remote(file)) {
      if (remote_.insert(file).second) found_.push_back({file, as});
      return;
    }
    std::error_code unknown;
    if (fs::is_directory(file, unknown)) return add_folder(file, role);
    if (!note(file, as)) return;
    if (rest.starts_with("/vsi")) return;  // an archive is taken whole
    add_siblings(file, role);
    if (may_name_others(file, kind_)) add_named(file, role);
  }

  /// False where the file is not there or has been noted.
  bool note(const std::string& path, const std::string& role) {
    const auto id = file_id(path);
    if (!id || !is_regular(path) || !seen_.insert(*id).second) return false;
    found_.push_back({path, role});
    return true;
  }

  void add_siblings(const std::string& file, const std::string& role) {
    for (const std::string& ending : endings_of_name(kind_)) note(file + ending, role + "+" + ending);
    const fs::path plain(file);
    const std::string own = plain.extension().string();
    for (const std::string& ending : endings_of_stem(lower(own.empty() ? own : own.substr(1)), kind_))
      for (const std::string& spelled : {ending, upper(ending)})
        note(fs::path(plain).replace_extension(spelled).string(), role + "*." + spelled);
  }

  void add_named(const std::string& file, const std::string& role) {
    if (++depth_ > kMostFilesDeep)
      throw Error({"E3109",
                   "files name files that name files, more than " + std::to_string(kMostFilesDeep) + " deep",
                   {file, 0, 0, {}},
                   "make one raster of them: gdal_translate"});
    int number = 0;
    for (const std::string& name : files_gdal_names(file, kind_)) {
      if (name == file) continue;
      ++number;
      add(name, role + (role.empty() ? "" : "/") + std::to_string(number));
    }
    --depth_;
  }

  void add_folder(const std::string& folder, const std::string& role) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
      if (at->path().filename().string().starts_with('.') || !at->is_regular_file(failed)) continue;
      names.push_back(at->path().lexically_relative(folder).string());
      if (names.size() > kMostFilesOfFolder)
        throw Error({"E3109",
                     "this folder has more than " + std::to_string(kMostFilesOfFolder) + " files",
                     {folder, 0, 0, {}},
                     "name the file itself, or a smaller folder"});
    }
    std::ranges::sort(names);
    for (const std::string& name : names) note(join_path(folder, name), role + "/" + name);
  }

  static std::string join_path(const std::string& folder, const std::string& name) {
    return (fs::path(folder) / name).string();
  }
  static std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
  }

  int depth_ = 0;  ///< of files that name files
  InputKind kind_;
  std::vector<InputFile> found_;
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen_;
  std::set<std::string> remote_;
};

std::pair<std::string, std::string> cut_out(const std::string& path, std::size_t begin, std::size_t size) {
  return {path.substr(begin, size), path.substr(0, begin) + " " + path.substr(begin + size)};
}

/// DRIVER:FILE:PART, DRIVER:KIND:"FILE":PART …
std::pair<std::string, std::string> file_of_subdataset(const std::string& path) {
  const std::size_t open = path.find('"');
  const std::size_t close = open == std::string::npos ? open : path.find('"', open + 1);
  if (close != std::string::npos) return cut_out(path, open + 1, close - open - 1);
  for (std::size_t begin = path.find(':'); begin != std::string::npos; begin = path.find(':', begin + 1))
    for (std::size_t end = path.size(); end != std::string::npos && end > begin + 1; end = path.rfind(':', end - 1))
      if (is_there(path.substr(begin + 1, end - begin - 1))) return cut_out(path, begin + 1, end - begin - 1);
  return {path, ""};
}

}  // namespace

bool is_remote(const std::string& path) {
  for (const std::string_view archive : kArchives)
    if (path.starts_with(archive))
      return is_remote(path.substr(archive.size() + (path[archive.size()] == '{' ? 1 : 0)));
  return path.starts_with("/vsi") || (path.find("://") != std::string::npos && path.find('"') == std::string::npos &&
                                      (path.starts_with("http") || path.starts_with("ftp")));
}

std::pair<std::string, std::string> file_and_rest(const std::string& path) {
  if (is_remote(path) || is_there(path)) return {path, ""};
  if (const auto cube = parse_cube_path(path)) {
    const std::size_t at = path.rfind(cube->first);
    return at == std::string::npos ? std::pair(cube->first, path) : cut_out(path, at, cube->first.size());
  }
  for (const std::string_view archive : kArchives) {
    if (!path.starts_with(archive)) continue;
    const std::size_t begin = archive.size() + (path[archive.size()] == '{' ? 1 : 0);
    for (std::size_t end = begin; end != std::string::npos;) {
      end = path.find_first_of("/}", end + 1);
      const std::size_t size = end == std::string::npos ? end : end - begin;
      if (is_regular(path.substr(begin, size))) return cut_out(path, begin, std::min(size, path.size() - begin));
    }
    return {path, ""};
  }
  return file_of_subdataset(path);
}

std::vector<InputFile> input_files(const std::string& path, InputKind kind) { return Finder(kind).of(path); }

std::string remote_state(const std::string& path) {
  const GdalSession session;
  const GdalFailures quiet;
  VSIStatBufL found{};
  if (VSIStatL(path.c_str(), &found) != 0) return "";
  std::string state = std::to_string(found.st_size) + " " + std::to_string(found.st_mtime);
  const std::unique_ptr<char*, decltype(&CSLDestroy)> headers(VSIGetFileMetadata(path.c_str(), "HEADERS", nullptr),
                                                              &CSLDestroy);
  for (const char* const name : {"ETag", "Last-Modified"})
    if (const char* const value = CSLFetchNameValue(headers.get(), name)) state += std::string(" ") + value;
  return state;
}

}  // namespace greisen::geo
