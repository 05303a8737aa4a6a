// SPDX-License-Identifier: Apache-2.0
#include "catalogue/world_map.hpp"

#include <charconv>
#include <string>

#include "base/error.hpp"
#include "base/yaml/yaml.hpp"
#include "catalogue/embedded.hpp"

namespace greisen {
namespace {

constexpr double kPerDegree = 20;
constexpr std::string_view kFile = "locator/world.yaml";

[[noreturn]] void fail() {
  throw Error({"E1001", "the program was built with a damaged configs/" + std::string(kFile)});
}

WorldMap load() {
  WorldMap map;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name != kFile) continue;
    const YamlDocument document = parse_yaml(std::string(file.text), std::string(kFile));
    for (const YamlEntry& entry : document.root.entries)
      (entry.key.text == "land" ? map.land : map.borders) = world_lines(entry.value.as_string());
  }
  if (map.land.empty() || map.borders.empty()) fail();
  return map;
}

}  // namespace

std::vector<std::vector<LonLat>> world_lines(std::string_view text) {
  std::vector<std::vector<LonLat>> lines;
  std::vector<LonLat> line;
  int x = 0;
  int y = 0;
  bool second = false;
  for (std::size_t at = 0; (at = text.find_first_not_of(" \n", at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end;
    if (word == "/") {
      if (second || line.size() < 2) fail();
      lines.push_back(std::move(line));
      line.clear();
      x = y = 0;
      continue;
    }
    int step = 0;
    const auto [stop, error] = std::from_chars(word.begin(), word.end(), step);
    if (error != std::errc() || stop != word.end()) fail();
    (second ? y : x) += step;
    if (second) line.push_back({x / kPerDegree, y / kPerDegree});
    second = !second;
  }
  if (second || !line.empty()) fail();
  return lines;
}

const WorldMap& world_map() {
  static const WorldMap map = load();
  return map;
}

}  // namespace greisen
