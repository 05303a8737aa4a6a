// SPDX-License-Identifier: Apache-2.0
#include "geo/read/array_file.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/guarded_files.hpp"
#include "geo/gdal/guarded_wire.hpp"
#include "geo/gdal/input_files.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/read/array_service.hpp"

namespace greisen::geo {
namespace {

constexpr std::string_view kCubePrefix = "cube:";

std::string ask(const std::string& path, ArrayAsks asks, const std::string& name) {
  WireWriter request;
  request.put(static_cast<char>(guarded::Asks::arrays));
  request.text(path);
  request.put(static_cast<char>(asks));
  request.text(name);
  std::string why;
  try {
    return ask_guarded(file_and_rest(path).first, request.take());
  } catch (const HelperEnded& ended) {
    why = ended.text();
  }
  throw Error({"E3011",
               "'" + printable(path) + "' does not open as a file of arrays: " + why,
               {path, 0, 0, {}},
               "the file is damaged: download it again"});
}

template <class Number>
std::vector<Number> numbers_in(const std::string& answer) {
  WireReader reader(answer);
  std::vector<Number> numbers(reader.count());
  for (Number& number : numbers) number = reader.get<Number>();
  return numbers;
}

}  // namespace

ArrayFile::ArrayFile(std::string path) : path_(std::move(path)) {
  need_plain_path(path_);
  ask(path_, ArrayAsks::open, {});
}

std::optional<std::string> ArrayFile::text(const std::string& attribute) const {
  const std::string answer = ask(path_, ArrayAsks::text, attribute);
  WireReader reader(answer);
  const bool given = reader.get<bool>();
  return given ? std::optional(reader.text()) : std::nullopt;
}

std::vector<double> ArrayFile::numbers(const std::string& attribute) const {
  return numbers_in<double>(ask(path_, ArrayAsks::numbers, attribute));
}

std::optional<double> ArrayFile::number(const std::string& attribute) const {
  const std::vector<double> all = numbers(attribute);
  return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

std::vector<std::uint64_t> ArrayFile::shape(const std::string& array) const {
  return numbers_in<std::uint64_t>(ask(path_, ArrayAsks::shape, array));
}

std::vector<double> ArrayFile::values(const std::string& array) const {
  return numbers_in<double>(ask(path_, ArrayAsks::values, array));
}

std::string cube_path(const std::string& file, const CubeLayout& layout) {
  return std::string(kCubePrefix) + layout.array + "|" + layout.axes + "|" + layout.lookup_x + "|" + layout.lookup_y +
         "|" + file;
}

std::optional<std::pair<std::string, CubeLayout>> parse_cube_path(std::string_view path) {
  if (!path.starts_with(kCubePrefix)) return std::nullopt;
  path.remove_prefix(kCubePrefix.size());
  std::vector<std::string> parts;
  for (int i = 0; i < 4; ++i) {
    const std::size_t bar = path.find('|');
    if (bar == std::string_view::npos) return std::nullopt;
    parts.emplace_back(path.substr(0, bar));
    path.remove_prefix(bar + 1);
  }
  std::string letters = parts[1];
  std::ranges::sort(letters);
  if (letters != "bxy" || path.empty() || parts[2].empty() != parts[3].empty()) return std::nullopt;
  return std::pair(std::string(path), CubeLayout{parts[0], parts[1], parts[2], parts[3]});
}

}  // namespace greisen::geo
