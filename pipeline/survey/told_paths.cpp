// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/told_paths.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/file_state.hpp"
#include "base/part.hpp"
#include "base/process/machine.hpp"
#include "base/secrets.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

using Folders = std::map<std::string, std::string>;  ///< what stands for a folder; "": nothing

void add(Folders& folders, const std::string& folder, const std::string& told) {
  if (folder.size() > 1 && folder.starts_with('/')) folders.emplace(folder, told);
}

void add_with_real(Folders& folders, const std::string& folder, const std::string& told) {
  add(folders, folder, told);
  std::error_code unknown;
  if (const fs::path real = fs::weakly_canonical(folder, unknown); !unknown) add(folders, real.string(), told);
}

void add_values(const Survey& survey, const YamlNode& node, Folders& folders) {
  if (node.is_scalar() && node.scalar.starts_with('/') && !node.scalar.starts_with("/vsi")) {
    const std::string fixed = node.scalar.substr(0, node.scalar.find_first_of("*?["));
    const std::string folder = geo::parent_folder(fixed + (fixed.ends_with('/') ? "x" : ""));
    add_with_real(folders, folder, told_path(survey, folder));
  }
  for (const YamlNode& item : node.items) add_values(survey, item, folders);
  for (const YamlEntry& entry : node.entries) add_values(survey, entry.value, folders);
}

Folders folders_of(const Survey& survey) {
  Folders folders;
  add_with_real(folders, absolute_path(survey.folder), "");
  if (survey.document) add_values(survey, survey.document->root, folders);
  const std::string here = absolute_path(".");
  add(folders, here, told_path(survey, here));
  add(folders, environment_variable("HOME"), "~");
  return folders;
}

bool is_of_name(char c) {
  const auto letter = static_cast<unsigned char>(c);
  return std::isalnum(letter) != 0 || c == '.' || c == '_' || c == '-' || letter >= 0x80;
}

/// The longest of the folders that stands here, whole.
const Folders::value_type* folder_at(const Folders& folders, std::string_view text) {
  const Folders::value_type* longest = nullptr;
  for (const auto& one : folders) {
    const std::size_t size = one.first.size();
    const bool stands = text.starts_with(one.first) && (text.size() == size || !is_of_name(text[size]));
    if (stands && (longest == nullptr || size > longest->first.size())) longest = &one;
  }
  return longest;
}

/// Length of "/tmp/.greisen-part-XXXXXX/1/", where private copies of inputs lie (geo/untouched); 0 where none begins
/// here.
std::size_t private_copy(std::string_view text) {
  static const std::string begin = [] {
    std::error_code none;  // where no copy can lie
    return absolute_path(fs::temp_directory_path(none).string()) + "/" + std::string(kPartBegin);
  }();
  if (!text.starts_with(begin) || text.size() < begin.size() + kPartLetters + 2) return 0;
  const std::size_t number = begin.size() + kPartLetters;
  const std::size_t end = text.find_first_not_of("0123456789", number + 1);
  const bool is_one = text[number] == '/' && end != std::string_view::npos && end > number + 1 && text[end] == '/';
  return is_one ? end + 1 : 0;
}

void tell_in(nlohmann::json& value, const Teller& teller) {
  if (value.is_string()) value = teller(value.get_ref<const std::string&>());
  if (value.is_structured())
    for (nlohmann::json& one : value) tell_in(one, teller);
}

}  // namespace

std::string told_path(const Survey& survey, const std::string& path) {
  for (const char* const archive : {"/vsizip/", "/vsitar/", "/vsigzip/"})
    if (path.starts_with(archive)) {
      const std::string inside = path.substr(std::string(archive).size());
      const bool braced = inside.starts_with('{');  // an archive whose name does not say so
      return archive + (braced ? "{" + told_path(survey, inside.substr(1)) : told_path(survey, inside));
    }
  if (path.starts_with("/vsi") || path.find("://") != std::string::npos) return without_secrets(path);
  const std::string told = fs::path(absolute_path(path)).lexically_relative(absolute_path(survey.folder)).string();
  return told.empty() ? path : told;
}

Teller teller_of(const Survey& survey) {
  return [folders = folders_of(survey)](std::string_view given) {
    const std::string text = without_secrets(given);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::string_view rest = std::string_view(text).substr(at);
      const bool begins = rest[0] == '/' && (at == 0 || !is_of_name(text[at - 1]));
      const auto* const folder = begins ? folder_at(folders, rest) : nullptr;
      const std::size_t copy = begins ? private_copy(rest) : 0;
      if (copy > 0) {
        at += copy;
      } else if (folder != nullptr) {
        const std::size_t size = folder->first.size();
        const bool goes_on = rest.size() > size && rest[size] == '/';
        out += folder->second.empty() ? (goes_on ? "" : ".") : folder->second;
        at += size + (goes_on && folder->second.empty() ? 1 : 0);
      } else {
        out += text[at++];
      }
    }
    return out;
  };
}

std::string told_values(const Survey& survey) {
  nlohmann::json values = nlohmann::json::parse(survey.effective_json);
  tell_in(values, teller_of(survey));
  return values.dump();
}

}  // namespace greisen
