// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/vsi.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <cpl_string.h>
#include <cpl_vsi.h>

#include "base/error.hpp"
#include "base/plain_file.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/network.hpp"
#include "geo/gdal/tar.hpp"
#include "geo/gdal/vsi_handles.hpp"
#include "geo/gdal/zip.hpp"

namespace greisen::geo {
namespace {

struct FreeList {
  void operator()(char** list) const { CSLDestroy(list); }
};

Error beyond(const std::string& what, const std::string& path, const std::string& fix) {
  return Error({"E3109", what, {path, 0, 0, {}}, fix});
}

/// Paths of `folders` with one more component, literal or a pattern.
std::vector<std::string> descend(const std::vector<std::string>& folders, const std::string& component,
                                 std::size_t limit) {
  std::vector<std::string> found;
  for (const std::string& folder : folders) {
    if (!has_wildcard(component)) {
      found.push_back(join_path(folder, component));
      continue;
    }
    for (const std::string& name : list_folder(folder.empty() ? "." : folder, limit)) {
      const bool hidden = name.front() == '.' && component.front() != '.';
      if (!hidden && glob_match(component, name)) found.push_back(join_path(folder, name));
      if (found.size() > limit) {
        throw beyond("this pattern has more than " + std::to_string(limit) + " matches", folder,
                     "make the pattern narrower");
      }
    }
  }
  return found;
}

/// Before it is listed, which takes long and much room; once it is, for those whose end says another number.
void check_entries(std::uint64_t entries, const std::string& archive) {
  if (entries > kMaxFolderEntries)
    throw beyond("this archive has more than " + std::to_string(kMaxFolderEntries) + " entries", archive, "unpack it");
}

/// Sums what an archive declares and refuses names that leave it.
void check_archive(const std::string& archive, std::uint64_t archive_bytes) {
  const std::unique_ptr<VSIDIR, CloseFolder> folder(VSIOpenDir(archive.c_str(), 64, nullptr));
  if (!folder) throw Error({"E3001", "this archive cannot be opened", {archive, 0, 0, {}}, "download it again"});
  std::size_t entries = 0;
  std::uint64_t declared = 0;
  const std::uint64_t limit = kMaxUnzipRatio * archive_bytes + (1U << 20U);
  while (const VSIDIREntry* entry = VSIGetNextDirEntry(folder.get())) {
    check_entries(++entries, archive);
    if (!stays_inside(entry->pszName)) {
      throw beyond("this archive has an entry that leaves it: " + printable(entry->pszName), archive,
                   "do not use this file");
    }
    declared += entry->bSizeKnown != FALSE ? entry->nSize : 0;
    if (declared > limit) {
      throw beyond("this archive of " + human_size(archive_bytes) + " claims to hold more than " + human_size(limit),
                   archive, "unpack it with care and name the folder instead");
    }
  }
}

/// Of an address what names the file: a signature behind '?' is no part of it, and may hold '/'.
std::string_view without_query(std::string_view path) {
  const std::size_t mark = path.find("://");
  return mark == std::string_view::npos ? path : path.substr(0, path.find('?', mark));
}

/// Names that are no zip's although what they name begins like one: workbooks, KMZ and their like are zips too.
bool begins_as_zip(const std::string& path) {
  const std::string name = file_name(path);
  const std::size_t dot = name.rfind('.');
  const std::string ending = dot == std::string::npos ? "" : lower(name.substr(dot));
  if (ending != "" && ending != ".safe" && ending != ".1" && name.find("_MSIL") == std::string::npos) return false;
  if (!is_file(path)) return false;
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenExL(path.c_str(), "rb", FALSE));
  std::string first(4, '\0');
  return file && VSIFReadL(first.data(), 1, first.size(), file.get()) == first.size() && first == "PK\x03\x04";
}

}  // namespace

std::optional<PathInfo> path_info(const std::string& path) {
  const GdalFailures quiet;
  VSIStatBufL found{};
  if (VSIStatExL(path.c_str(), &found, VSI_STAT_EXISTS_FLAG | VSI_STAT_NATURE_FLAG | VSI_STAT_SIZE_FLAG) != 0)
    return {};
  return PathInfo{VSI_ISDIR(found.st_mode) != 0, static_cast<std::uint64_t>(found.st_size)};
}

bool is_file(const std::string& path) {
  const auto info = path_info(path);
  return info && !info->folder;
}

bool is_folder(const std::string& path) {
  const auto info = path_info(path);
  return info && info->folder;
}

std::vector<std::string> list_folder(const std::string& path, std::size_t limit) {
  const GdalFailures quiet;
  const int ask_for = static_cast<int>(std::min<std::size_t>(limit, 1'000'000'000)) + 3;
  const std::unique_ptr<char*, FreeList> names(VSIReadDirEx(path.c_str(), ask_for));
  std::vector<std::string> found;
  for (char** name = names.get(); name != nullptr && *name != nullptr; ++name) {
    const std::string_view entry(*name);
    if (!entry.empty() && entry != "." && entry != "..") found.emplace_back(entry);
  }
  if (found.size() > limit) {
    throw beyond("this folder has more than " + std::to_string(limit) + " entries", path, "name a smaller folder");
  }
  std::ranges::sort(found);
  return found;
}

std::string read_text(const std::string& path, std::size_t limit) {
  const GdalFailures quiet;
  need_plain_file(path);
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenExL(path.c_str(), "rb", TRUE));
  if (!file || is_folder(path)) {
    throw Error({"E3001", "this file cannot be read", {path, 0, 0, {}}, "check the path and who may read it"});
  }
  std::string text;
  std::string piece(1U << 16U, '\0');
  while (true) {
    const std::size_t count = VSIFReadL(piece.data(), 1, piece.size(), file.get());
    text.append(piece, 0, count);
    if (text.size() > limit) {
      throw Error({"E3002",
                   "this file is longer than " + human_size(limit),
                   {path, 0, 0, {}},
                   "check that it is the file you mean"});
    }
    if (count < piece.size()) break;
  }
  return text;
}

bool has_wildcard(std::string_view pattern) { return pattern.find_first_of("*?[") != std::string_view::npos; }

std::vector<std::string> glob(const std::string& pattern, std::size_t limit) {
  if (path_info(pattern)) return {pattern};
  if (!has_wildcard(pattern)) return {};
  // What comes before the first wildcard stays as it is written: "/vsizip//data" is not "/vsizip/data".
  const std::size_t slash = pattern.rfind('/', pattern.find_first_of("*?["));
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  std::vector<std::string> found = {pattern.substr(0, begin)};
  for (const std::string& component : split(std::string_view(pattern).substr(begin), '/')) {
    if (!component.empty()) found = descend(found, component, limit);
  }
  std::erase_if(found, [](const std::string& path) { return !path_info(path); });
  std::ranges::sort(found);
  return found;
}

bool is_archive(std::string_view path) {
  const std::string name = lower(path);
  return name.ends_with(".zip") || name.ends_with(".tar");
}

std::string open_archive(const std::string& path) {
  const bool unnamed = !is_archive(path);
  if (unnamed && (path.starts_with("/vsi") || !begins_as_zip(path))) return path;
  const auto info = path_info(path);
  if (!info || info->folder) return path;
  const GdalFailures quiet;
  const bool is_tar = lower(path).ends_with(".tar");
  check_entries(is_tar ? entries_of_tar(path, kMaxFolderEntries) : entries_of_zip(path), path);
  std::string archive = (is_tar ? "/vsitar/" : "/vsizip/") + (unnamed ? "{" + path + "}" : path);
  check_archive(archive, info->bytes);
  return archive;
}

std::string resolve(const std::string& base_folder, const std::string& written) {
  const std::string path = remote_path(written);
  const bool stays = path.starts_with('/') || path.find("://") != std::string::npos || base_folder.empty();
  return stays ? path : join_path(base_folder, path);
}

std::string join_path(const std::string& folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  return folder + (folder.ends_with('/') ? "" : "/") + std::string(name);
}

std::string file_name(std::string_view written) {
  std::string_view path = without_query(written);
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));
}

std::string parent_folder(std::string_view written) {
  std::string_view path = without_query(written);
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

bool stays_inside(std::string_view relative_path) {
  if (relative_path.empty() || relative_path.starts_with('/') || relative_path.size() > 1024) return false;
  const auto odd = [](char c) { return c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20; };
  if (std::ranges::any_of(relative_path, odd)) return false;
  return std::ranges::none_of(split(relative_path, '/'), [](const std::string& part) { return part == ".."; });
}

}  // namespace greisen::geo
