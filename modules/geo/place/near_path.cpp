// SPDX-License-Identifier: Apache-2.0
#include "geo/place/near_path.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen::geo {
namespace {

constexpr int kMostFolderDepth = 3;
constexpr std::size_t kMostFolders = 500;
constexpr std::size_t kMostNamed = 6;

bool matches(const std::string& base_folder, const std::string& path) {
  return !glob(resolve(base_folder, path)).empty();
}

std::string folder_of(const std::string& base_folder, const std::string& begun) {
  const std::string folder = resolve(base_folder, begun);
  return folder.empty() ? "." : folder;
}

std::string stem_of(const std::string& name) { return lower(name.substr(0, name.find('.'))); }

/// Other capitals, then typing mistakes, then another ending, then one name that begins with the other.
std::string near_name(const std::string& name, std::span<const std::string> names) {
  constexpr std::size_t kLeastBeginning = 4;
  const auto first = [&](auto&& same) {
    const auto found = std::ranges::find_if(names, same);
    return found == names.end() ? std::string() : *found;
  };
  std::string near = first([&](const std::string& other) { return lower(other) == lower(name); });
  if (near.empty()) near = nearest(name, names);
  const std::string stem = stem_of(name);
  if (near.empty() && !stem.empty()) near = first([&](const std::string& other) { return stem_of(other) == stem; });
  if (near.empty() && stem.size() >= kLeastBeginning)
    near = first([&](const std::string& other) {
      const std::string one = stem_of(other);
      return one.size() >= kLeastBeginning && (one.starts_with(stem) || stem.starts_with(one));
    });
  return near;
}

/// Goes along the path as far as it leads, mending names on the way.
struct Walk {
  std::string begun;  ///< "" or "/" or what of the path is there, as it is to be written
  bool whole = true;
};

Walk walk(const std::string& base_folder, const std::string& path, bool mend) {
  Walk walk;
  if (path.starts_with('/')) walk.begun = "/";
  for (const std::string& name : split(path, '/')) {
    if (name.empty()) continue;
    const std::string next = join_path(walk.begun, name);
    if (matches(base_folder, next)) {
      walk.begun = next;
      continue;
    }
    const std::vector<std::string> begun = glob(folder_of(base_folder, walk.begun));
    const std::string near =
        !mend || begun.empty() || has_wildcard(name) ? std::string() : near_name(name, list_folder(begun.front()));
    if (near.empty()) return {walk.begun, false};
    walk.begun = join_path(walk.begun, near);
  }
  return walk;
}

/// The same last name in a folder below; folders nearer to the base first.
std::string found_below(const std::string& base_folder, const std::string& name) {
  std::vector<std::string> level = {""};
  std::size_t seen = 0;
  for (int depth = 0; depth <= kMostFolderDepth; ++depth) {
    std::vector<std::string> below;
    for (const std::string& folder : level) {
      if (matches(base_folder, join_path(folder, name))) return join_path(folder, name);
      for (const std::string& child : list_folder(folder_of(base_folder, folder))) {
        const std::string path = join_path(folder, child);
        if (++seen > 100 * kMostFolders || below.size() >= kMostFolders) break;
        if (child.front() != '.' && !child.ends_with(".SAFE") && is_folder(folder_of(base_folder, path)))
          below.push_back(path);
      }
    }
    level = std::move(below);
  }
  return {};
}

std::string told_base(const std::string& base_folder) {
  return base_folder.empty() || base_folder == "." ? "the current folder" : "'" + printable(base_folder, 300) + "'";
}

std::string holds(const std::string& base_folder, const std::string& begun) {
  const std::string name = begun.empty() ? told_base(base_folder) : "'" + printable(begun, 300) + "'";
  const std::vector<std::string> found = glob(folder_of(base_folder, begun));
  if (found.empty() || !is_folder(found.front())) return name + " is no folder";
  std::vector<std::string> names = list_folder(found.front());
  std::erase_if(names, [](const std::string& one) { return one.front() == '.'; });
  if (names.empty()) return name + " is empty";
  const std::size_t told = std::min(names.size(), kMostNamed);
  std::string text = name + " holds ";
  for (std::size_t i = 0; i < told; ++i) text += (i == 0 ? "" : ", ") + printable(names[i]);
  return text + (told < names.size() ? " and " + std::to_string(names.size() - told) + " more" : "");
}

bool has_drive(const std::string& path) {
  return path.size() > 1 && path[1] == ':' && ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z');
}

std::string did_you_mean(const std::string& base_folder, const std::string& path) {
  if (matches(base_folder, path)) return "write '" + path + "'";
  const auto near = near_path(base_folder, path);
  return near ? "did you mean '" + printable(*near, 500) + "'?" : "write '" + printable(path, 500) + "'";
}

/// Paths as Windows, a shell or a browser writes them; empty for others.
std::string foreign_fix(const std::string& base_folder, const std::string& path) {
  if (std::ranges::any_of(path, [](unsigned char c) { return c < 0x20; }))
    return "in double quotes \\ begins an escape: write / between folders";
  std::string plain = path;
  std::ranges::replace(plain, '\\', '/');
  if (has_drive(plain)) {
    const std::string mounted = "/mnt/" + lower(plain.substr(0, 1)) + plain.substr(2);
    const std::string text = "this machine has no drive " + plain.substr(0, 2) + "; ";
    if (matches("", mounted)) return text + "write '" + mounted + "'";
    if (const std::string below = found_below(base_folder, file_name(plain)); !below.empty())
      return text + "did you mean '" + printable(below, 500) + "'?";
    return text + "write where the file lies here, with / between folders: relative to the survey file, or from / on";
  }
  if (plain != path) return "folders are parted by / and not by \\: " + did_you_mean(base_folder, plain);
  if (path.starts_with("~/")) {
    const std::string home = environment_variable("HOME");
    return "~ is a word of the shell" +
           (home.empty() ? std::string("; write the path from / on")
                         : ", for '" + home + "' here; " + did_you_mean(base_folder, join_path(home, path.substr(2))));
  }
  if (const std::size_t bar = path.find("|layername="); bar != std::string::npos)
    return "a layer is named beside the path: write {path: " + json_string(path.substr(0, bar)) +
           ", layer: " + json_string(path.substr(bar + 11)) + "}";
  if (path.starts_with('$') || path.starts_with('%'))
    return "variables are not replaced in paths; write the path out, from / on or relative to the survey file";
  if (lower(path).starts_with("file://")) return "this is a URL; " + did_you_mean(base_folder, path.substr(7));
  return {};
}

}  // namespace

std::optional<std::string> near_path(const std::string& base_folder, const std::string& path) {
  const Walk mended = walk(base_folder, path, true);
  if (mended.whole && matches(base_folder, mended.begun)) return mended.begun;
  std::string below = found_below(base_folder, file_name(path));
  if (below.empty()) return std::nullopt;
  return below;
}

std::string missing_path_fix(const std::string& base_folder, const std::string& path) {
  if (std::string foreign = foreign_fix(base_folder, path); !foreign.empty()) return foreign;
  if (const auto near = near_path(base_folder, path)) return "did you mean '" + printable(*near, 500) + "'?";
  return holds(base_folder, walk(base_folder, path, false).begun) +
         (path.starts_with('/') ? "" : "; relative paths start in " + told_base(base_folder));
}

}  // namespace greisen::geo
