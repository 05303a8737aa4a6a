// SPDX-License-Identifier: Apache-2.0
#include "fuzz/sandbox.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <unistd.h>
#include <vector>

#include "fuzz/target.hpp"

namespace greisen::fuzz {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kVictim = "mine";
constexpr std::size_t kMostMembers = 64;

fs::path home() {
  const fs::path memory = "/dev/shm";
  std::error_code error;
  const fs::path base =
      fs::is_directory(memory, error) && ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
  return base / ("greisen-fuzz-" + std::to_string(::getpid()));
}

/// Below the folder, and of characters that shells and messages bear.
bool safe(const std::string& name) {
  if (name.empty() || name.size() > 200 || name.starts_with('/')) return false;
  const auto plain = [](unsigned char c) { return c > 32 && c != 127 && c != '\\'; };
  if (!std::ranges::all_of(name, plain)) return false;
  const fs::path path(name);
  return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".." || part == "."; });
}

/// A link may lead to the victim's folder, and no further.
bool safe_target(const std::string& target) {
  const bool beside = target.starts_with("../outside");
  return target.size() < 100 && (beside || safe(target)) && target.find("..", 2) == std::string::npos;
}

/// No file, folder or link of that name yet, whatever links lead there.
bool is_free(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() == fs::file_type::not_found;
}

}  // namespace

Sandbox::Sandbox(const Bundle& bundle) : root_(home()), before_(fs::current_path()) {
  fs::remove_all(root_);
  fs::create_directories(root_ / "in");
  fs::create_directories(root_ / "outside");
  std::ofstream(root_ / "outside/victim.txt") << kVictim;
  fs::current_path(root_ / "outside");
  write(bundle);
  listing_ = listing();
}

Sandbox::~Sandbox() {
  std::error_code error;
  fs::current_path(before_, error);
  std::ifstream victim(root_ / "outside/victim.txt");
  const std::string text((std::istreambuf_iterator<char>(victim)), std::istreambuf_iterator<char>());
  require(text == kVictim, "a file outside was changed or removed");
  const auto count = [&](const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
  };
  require(count(root_ / "outside") == 1, "a file was written outside");
  require(count(root_) == 2, "a file was written beside the folder");
  fs::remove_all(root_, error);
}

bool Sandbox::leads_inside(const fs::path& path) const {
  std::error_code error;
  return fs::weakly_canonical(path, error).string().starts_with(folder()) && !error;
}

void Sandbox::write(const Bundle& bundle) {
  std::map<std::string, Bundle> archives;
  for (const Member& member : bundle) {
    if (&member - bundle.data() >= static_cast<std::ptrdiff_t>(kMostMembers)) break;
    const std::size_t inside = member.name.find("!/");
    const bool link = inside == std::string::npos && member.name.ends_with('@');
    const std::string name = link ? member.name.substr(0, member.name.size() - 1) : member.name.substr(0, inside);
    if (!safe(name) || (link && !safe_target(member.bytes))) continue;
    if (first_.empty()) first_ = inside == std::string::npos ? name.substr(0, name.find('/')) : name;
    if (inside != std::string::npos) {
      archives[name].push_back({member.name.substr(inside + 2), member.bytes});
      continue;
    }
    const fs::path path = root_ / "in" / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (link) {
      fs::create_symlink(member.bytes, path, error);
    } else if (is_free(path) && leads_inside(path)) {
      std::ofstream(path, std::ios::binary) << member.bytes;
    }
  }
  for (const auto& [name, entries] : archives) {
    const fs::path path = root_ / "in" / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (!is_free(path) || !leads_inside(path)) continue;
    std::ofstream(path, std::ios::binary) << (name.ends_with(".tar") ? packed_tar(entries) : packed_zip(entries));
  }
}

std::string Sandbox::listing() const {
  std::vector<std::string> lines;
  std::error_code error;  // of links that lead nowhere, or to themselves
  for (const auto& entry : fs::recursive_directory_iterator(root_ / "in")) {
    const auto bytes = entry.is_regular_file(error) ? entry.file_size(error) : 0;
    lines.push_back(entry.path().string() + " " + std::to_string(bytes));
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

void Sandbox::require_untouched() const {
  require(listing() == listing_, "what was handed over is no longer as it was");
}

}  // namespace greisen::fuzz
