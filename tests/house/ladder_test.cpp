// SPDX-License-Identifier: Apache-2.0
// An include only goes down modules/ladder.txt; GDAL stays in its room; heavy headers stay in .cpp files.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

struct Room {
  int rung = 0;
  std::set<std::string> may_include;
};
using Ladder = std::map<std::string, Room>;

Ladder read_ladder(const SourceFile& file) {
  Ladder ladder;
  for (const auto& line : file.lines) {
    if (line.empty() || line.starts_with("#")) continue;
    std::istringstream words(line);
    Room room;
    std::string name;
    words >> room.rung >> name;
    if (!name.ends_with(":")) throw std::runtime_error("ladder.txt: expected 'rung room: rooms', found: " + line);
    name.pop_back();
    for (std::string other; words >> other;) room.may_include.insert(other);
    if (!ladder.emplace(name, room).second) throw std::runtime_error("ladder.txt: room twice: " + name);
  }
  return ladder;
}

const Ladder& ladder() {
  static const Ladder rooms = read_ladder(read_source("modules/ladder.txt"));
  return rooms;
}

/// The text between the delimiters of an #include, with the opening one; empty for any other line.
std::string included(const std::string& line) {
  const auto hash = line.find_first_not_of(' ');
  if (hash == std::string::npos || line.compare(hash, 8, "#include") != 0) return {};
  const auto open = line.find_first_of("<\"", hash + 8);
  const auto close = open == std::string::npos ? open : line.find_first_of(">\"", open + 1);
  return close == std::string::npos ? std::string() : line.substr(open, close - open);
}

std::string room_of(const SourceFile& file) {
  if (!file.in("modules")) return "pipeline";
  const auto rest = file.path.substr(std::string("modules/").size());
  return rest.substr(0, rest.find('/'));
}

std::vector<std::string> climbs(const SourceFile& file) {
  std::vector<std::string> found;
  const std::string room = room_of(file);
  const auto own = ladder().find(room);
  if (own == ladder().end()) return {file.path + ": room '" + room + "' is not on modules/ladder.txt"};
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string name = included(file.lines[i]);
    if (!name.starts_with('"')) continue;
    const std::string other = name.substr(1, name.find('/') - 1);
    if (!ladder().contains(other)) {
      if (room != "pipeline") found.push_back(at(file, i, "includes " + name.substr(1) + ", which is in no room"));
      continue;
    }
    if (other == room || own->second.may_include.contains(other) || own->second.may_include.contains("*")) continue;
    found.push_back(at(file, i,
                       room + " (rung " + std::to_string(own->second.rung) + ") includes " + name.substr(1) + " of " +
                           other + " (rung " + std::to_string(ladder().at(other).rung) + ")"));
  }
  return found;
}

bool starts_with_any(std::string_view name, const std::vector<std::string>& beginnings) {
  return std::ranges::any_of(beginnings, [&](const std::string& begin) { return name.starts_with(begin); });
}

std::vector<std::string> misplaced_libraries(const SourceFile& file) {
  static const std::vector<std::string> geo_only = {"<gdal", "<ogr", "<cpl_", "<proj.h", "<proj/", "<vrt", "<geos"};
  static const std::vector<std::string> cpp_only = {
      "<opencv2/", "<nlohmann/json.hpp", "<yaml-cpp/", "<spdlog/", "<CLI/", "<Eigen/", "<openssl/", "<fmt/"};
  std::vector<std::string> found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string name = included(file.lines[i]);
    if (starts_with_any(name, geo_only) && !file.in("modules/geo"))
      found.push_back(at(file, i, name.substr(1) + " is for modules/geo alone"));
    if (starts_with_any(name, cpp_only) && file.is_header())
      found.push_back(at(file, i, name.substr(1) + " in a header; include it in the .cpp"));
  }
  return found;
}

TEST(Ladder, RoomsIncludeLowerRungsOnly) {
  std::vector<std::string> wrong;
  for (const auto& [name, room] : ladder()) {
    for (const auto& other : room.may_include) {
      if (other == "*") continue;
      if (!ladder().contains(other) || ladder().at(other).rung >= room.rung) wrong.push_back(name + ": " + other);
    }
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Ladder, NoIncludeClimbs) {
  std::vector<std::string> wrong;
  for (const auto& file : program_sources()) std::ranges::copy(climbs(file), std::back_inserter(wrong));
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Ladder, LibrariesStayInTheirRooms) {
  std::vector<std::string> wrong;
  for (const auto& file : program_sources()) std::ranges::copy(misplaced_libraries(file), std::back_inserter(wrong));
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Ladder, BuildLinksWhatTheLadderAllows) {
  std::vector<std::string> wrong;
  int rooms = 0;
  const auto file = read_source("CMakeLists.txt");
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::istringstream words(file.lines[i]);
    std::string name;
    words >> name;
    const auto paren = name.find("room(");
    if (!name.starts_with("greisen_") || paren == std::string::npos) continue;
    ++rooms;
    const std::string room = name.substr(paren + 5);
    bool depends = false;
    for (std::string word; words >> word;) {
      if (word.ends_with(")")) word.pop_back();
      if (word == "DEPENDS" || word == "LINK") {
        depends = word == "DEPENDS";
      } else if (depends && !ladder().at(room).may_include.contains(word)) {
        wrong.push_back(at(file, i, room + " depends on " + word));
      }
    }
  }
  EXPECT_GE(rooms, 11);
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Ladder, NamesFileLineAndRungsOfAClimb) {
  const auto file = source_of("modules/raster/bad.cpp", "#include <vector>\n#include \"step/step.hpp\"\n");
  EXPECT_EQ(climbs(file), std::vector<std::string>{
                              "modules/raster/bad.cpp:2: raster (rung 1) includes step/step.hpp of step (rung 3)"});
}

TEST(Ladder, PeersDoNotSeeEachOther) {
  EXPECT_EQ(climbs(source_of("modules/filters/a.cpp", "#include \"evidence/x.hpp\"\n")).size(), 1U);
  EXPECT_EQ(climbs(source_of("modules/filters/a.cpp", "#include \"geo/x.hpp\"\n")).size(), 1U);
  EXPECT_EQ(climbs(source_of("modules/nowhere/a.cpp", "")).size(), 1U);
  EXPECT_TRUE(
      climbs(source_of("modules/targets/a.cpp", "#include \"geo/x.hpp\"\n#include \"targets/b.hpp\"\n")).empty());
  EXPECT_TRUE(climbs(source_of("pipeline/a.cpp", "#include \"outputs/x.hpp\"\n")).empty());
}

TEST(Ladder, FindsLibrariesOutOfPlace) {
  EXPECT_EQ(misplaced_libraries(source_of("modules/base/a.cpp", "#include <gdal.h>\n")).size(), 1U);
  EXPECT_EQ(misplaced_libraries(source_of("pipeline/a.cpp", "#include <proj.h>\n")).size(), 1U);
  EXPECT_EQ(misplaced_libraries(source_of("modules/base/a.hpp", "#include <nlohmann/json.hpp>\n")).size(), 1U);
  EXPECT_TRUE(misplaced_libraries(source_of("modules/base/a.cpp", "#include <nlohmann/json.hpp>\n")).empty());
  EXPECT_TRUE(misplaced_libraries(source_of("modules/geo/a.hpp", "#include <gdal.h>\n")).empty());
}

}  // namespace
}  // namespace greisen::test
