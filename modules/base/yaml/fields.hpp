// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/yaml/schema.hpp"

/// What the keys of a file may hold; `about` is told to people.
namespace greisen::fields {

/// Entries of a list that names no limit of its own, as scenes or layers; one entry of scenes may match many.
inline constexpr std::size_t kMostListed = 4096;

Field text(std::string key, std::string about, std::string fallback = {});
/// A text that must be there, of one character at least.
Field needed(std::string key, std::string about);
/// A file, or a pattern of such.
Field path(std::string key, std::string about);
Field flag(std::string key, std::string about, std::optional<bool> fallback = {});
Field number(std::string key, std::string about, std::string fallback, double least, double most);
Field integer(std::string key, std::string about, std::string fallback, double least, double most);
Field map(std::string key, std::string about, std::vector<Field> fields, std::string fallback = {});
Field list(std::string key, std::string about, Field item, std::size_t least = 0, std::size_t most = kMostListed);
Field either(std::string key, std::string about, std::vector<Field> kinds);
Field required(Field field);
Field choice(std::string key, std::string about, std::string fallback, std::vector<std::string> words);

}  // namespace greisen::fields
