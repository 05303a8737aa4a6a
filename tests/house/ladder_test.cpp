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

const Ladder& inner_ladder() {
  static const Ladder rooms = read_ladder(read_source("pipeline/ladder.txt"));
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

/// The room within pipeline/, from "pipeline/run/plan.cpp"; empty for what lies in none.
std::string inner_room(std::string_view path) {
  constexpr std::string_view kPipeline = "pipeline/";
  if (!path.starts_with(kPipeline)) return {};
  const std::string_view rest = path.substr(kPipeline.size());
  const auto end = rest.find('/');
  return end == std::string_view::npos ? std::string() : std::string(rest.substr(0, end));
}

std::vector<std::string> inner_climbs(const SourceFile& file) {
  const std::string room = inner_room(file.path);
  if (room.empty()) return {};
  const auto own = inner_ladder().find(room);
  if (own == inner_ladder().end()) return {file.path + ": room '" + room + "' is not on pipeline/ladder.txt"};
  std::vector<std::string> found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string name = included(file.lines[i]);
    if (!name.starts_with("\"pipeline/")) continue;
    const std::string other = inner_room(name.substr(1));
    if (other == room || own->second.may_include.contains(other)) continue;
    found.push_back(at(file, i, room + " includes " + name.substr(1)));
  }
  return found;
}

/// Sources of a folder that neither have a header of their own name nor lie beside any header.
std::vector<std::string> without_header(const std::vector<SourceFile>& files) {
  std::set<std::string> headers;
  std::set<std::string> folders;
  const auto folder_of = [](const std::string& path) { return path.substr(0, path.rfind('/')); };
  for (const auto& file : files)
    if (file.is_header()) {
      headers.insert(file.path.substr(0, file.path.size() - 4));
      folders.insert(folder_of(file.path));
    }
  std::vector<std::string> found;
  for (const auto& file : files) {
    const std::string folder = folder_of(file.path);
    const bool is_registry = folder == "modules/filters" || folder == "modules/terrain" ||
                             folder == "modules/evidence" ||
                             folder == "modules/prospectivity";  // a header is written for them
    if (file.is_header() || is_registry || file.path == "pipeline/main.cpp") continue;
    if (!headers.contains(file.path.substr(0, file.path.size() - 4)) && !folders.contains(folder))
      found.push_back(file.path);
  }
  return found;
}

bool starts_with_any(std::string_view name, const std::vector<std::string>& beginnings) {
  return std::ranges::any_of(beginnings, [&](const std::string& begin) { return name.starts_with(begin); });
}

std::vector<std::string> misplaced_libraries(const SourceFile& file) {
  static const std::vector<std::string> geo_only = {"<gdal", "<ogr", "<cpl_", "<proj.h", "<proj/", "<vrt", "<geos"};
  static const std::vector<std::string> cpp_only = {"<opencv2/", "<nlohmann/json.hpp", "<yaml-cpp/", "<CLI/",
                                                    "<Eigen/",   "<openssl/",          "<fmt/"};
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

TEST(Ladder, RoomsOfThePipelineIncludeLowerRungsOnly) {
  std::vector<std::string> wrong;
  for (const auto& [name, room] : inner_ladder())
    for (const auto& other : room.may_include)
      if (!inner_ladder().contains(other) || inner_ladder().at(other).rung >= room.rung)
        wrong.push_back(name + ": " + other);
  for (const auto& file : program_sources()) std::ranges::copy(inner_climbs(file), std::back_inserter(wrong));
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Ladder, NoFolderIsACrowd) {
  constexpr std::size_t kMostFiles = 45;
  std::map<std::string, std::size_t> files;
  for (const auto& file : program_sources()) ++files[file.path.substr(0, file.path.rfind('/'))];
  std::vector<std::string> wrong;
  for (const auto& [folder, count] : files)
    if (count > kMostFiles) wrong.push_back(folder + ": " + std::to_string(count) + " files");
  EXPECT_TRUE(wrong.empty()) << "over " << kMostFiles << " files:" << listed(wrong);
}

TEST(Ladder, SourcesHaveAHeaderOrShareTheirFolders) {
  const std::vector<std::string> wrong = without_header(program_sources());
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
  EXPECT_EQ(without_header({source_of("modules/geo/new/a.cpp", ""), source_of("modules/geo/b.hpp", "")}).size(), 1U);
  EXPECT_TRUE(without_header({source_of("modules/geo/b_more.cpp", ""), source_of("modules/geo/b.hpp", "")}).empty());
}

/// Tests of no room's own: of the whole tree, of what users hand over, of the tests' own support.
bool stands_alone(const std::string& path) {
  return starts_with_any(path, {"tests/house/", "tests/fuzz/", "tests/support/"});
}

/// Test sources whose folder has no room of the same name.
std::vector<std::string> without_room(const std::vector<SourceFile>& tests, const std::vector<SourceFile>& program) {
  std::set<std::string> rooms;
  for (const auto& file : program)
    for (std::size_t at = file.path.rfind('/'); at != std::string::npos && at > 0; at = file.path.rfind('/', at - 1))
      rooms.insert(file.path.substr(0, at));
  std::vector<std::string> wrong;
  for (const auto& file : tests) {
    if (!file.path.starts_with("tests/") || !file.path.ends_with("_test.cpp") || stands_alone(file.path)) continue;
    const std::string room = file.path.substr(6, file.path.rfind('/') - 6);
    if (!rooms.contains(room) && !rooms.contains("modules/" + room)) wrong.push_back(file.path);
  }
  return wrong;
}

TEST(Ladder, TestsMirrorTheRooms) {
  EXPECT_TRUE(without_room(all_sources(), program_sources()).empty())
      << listed(without_room(all_sources(), program_sources()));
  const std::vector<SourceFile> program = {source_of("modules/geo/read/a.hpp", "")};
  EXPECT_TRUE(without_room({source_of("tests/geo/read/a_test.cpp", "")}, program).empty());
  EXPECT_EQ(without_room({source_of("tests/geo/write/a_test.cpp", "")}, program).size(), 1U);
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

TEST(Ladder, NamesAClimbWithinThePipeline) {
  EXPECT_EQ(inner_climbs(source_of("pipeline/survey/a.cpp", "#include \"pipeline/graph/model.hpp\"\n")),
            std::vector<std::string>{"pipeline/survey/a.cpp:1: survey includes pipeline/graph/model.hpp"});
  EXPECT_TRUE(inner_climbs(source_of("pipeline/graph/a.cpp", "#include \"pipeline/survey/survey.hpp\"\n")).empty());
  EXPECT_EQ(inner_climbs(source_of("pipeline/attic/a.cpp", "")).size(), 1U);
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
