// SPDX-License-Identifier: Apache-2.0
// The verb export: what it asks for, what it never touches, and that its table is told everywhere.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "outputs/targets_files.hpp"
#include "pipeline/products/exports/formats.hpp"
#include "pipeline/products/exports/source.hpp"
#include "record/checksums.hpp"
#include "support/program.hpp"
#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ExportPlaces : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "run");
  }
  void TearDown() override { fs::remove_all(folder_); }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  /// What is wrong with a place; "" where nothing is.
  [[nodiscard]] std::string fault(const std::string& out, bool overwrite) const {
    std::vector<const ExportFormat*> formats;
    for (const ExportFormat& format : export_formats()) formats.push_back(&format);
    try {
      check_export_places(formats, (folder_ / "run").string(), (folder_ / out).string(), overwrite);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
  fs::path folder_ = fs::temp_directory_path() /
                     ("greisen_places_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(ExportPlaces, AreNeverAmongTheFilesOfTheRun) {
  EXPECT_EQ(fault("run/exports", false), "");
  EXPECT_EQ(fault("run/exports/client", false), "");
  EXPECT_EQ(fault("elsewhere", false), "");
  for (const char* const place : {"run", "run/layers", "run/exports/../layers", "elsewhere/../run"})
    EXPECT_THAT(fault(place, true), HasSubstr("among the files of the run")) << place;
}

TEST_F(ExportPlaces, AreReplacedOnlyWhereAskedAndOnlyWhatGreisenWrote) {
  put("out/targets.kmz", "x");
  put("out/shp/read_me.txt", "Written by greisen export\n");
  EXPECT_THAT(fault("out", false), HasSubstr("targets.kmz"));
  EXPECT_THAT(fault("out", false), HasSubstr("out/shp"));
  EXPECT_EQ(fault("out", true), "");
  put("out/tab/my_own.tab", "x");
  EXPECT_THAT(fault("out", true), HasSubstr("out/tab"));
  fs::create_directories(folder_ / "out/targets.gpx");
  EXPECT_THAT(fault("out", true), HasSubstr("targets.gpx"));
}

TEST_F(ExportPlaces, AFailedExportLeavesWhatWasThere) {
  put("out/targets.csv", "before");
  const ExportFormat failing = {"csv", "targets.csv", "", "",
                                [](const outputs::ExportSource&, const std::string& path) -> outputs::Exported {
                                  std::ofstream(path) << "half";
                                  throw Error({"E7001", "no room", {}, "make some"});
                                }};
  EXPECT_THROW(make_export(failing, {}, (folder_ / "out").string()), Error);
  std::string text;
  std::ifstream(folder_ / "out/targets.csv") >> text;
  EXPECT_EQ(text, "before");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "out"), fs::directory_iterator()), 1) << "no scratch left";
}

TEST_F(ExportPlaces, AFolderIsReplacedWhole) {
  put("out/shp/read_me.txt", "Written by greisen export\n");
  put("out/shp/old.shp", "x");
  const ExportFormat format = {"shp", "shp/", "", "", [](const outputs::ExportSource&, const std::string& path) {
                                 fs::create_directories(path);
                                 std::ofstream(path + "/new.shp") << "new";
                                 return outputs::Exported{};
                               }};
  const std::uint64_t bytes = make_export(format, {}, (folder_ / "out").string()).bytes;
  EXPECT_EQ(bytes, 3U + fs::file_size(folder_ / "out/shp/checksums.sha256"));
  EXPECT_FALSE(fs::exists(folder_ / "out/shp/old.shp"));
  EXPECT_TRUE(fs::exists(folder_ / "out/shp/new.shp"));
}

TEST_F(ExportPlaces, WhatTheUserAddedOrChangedIsNotReplaced) {
  const ExportFormat format = {"shp", "shp/", "", "", [](const outputs::ExportSource&, const std::string& path) {
                                 fs::create_directories(path + "/in");
                                 std::ofstream(path + "/read_me.txt") << "Written by greisen export\n";
                                 std::ofstream(path + "/in/new.shp") << "new";
                                 return outputs::Exported{};
                               }};
  const auto make = [&] { return make_export(format, {}, (folder_ / "out").string()); };
  const auto fault_of = [&] {
    try {
      check_export_places({&format}, (folder_ / "run").string(), (folder_ / "out").string(), true);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  make();
  EXPECT_EQ(fault_of(), "");
  put("out/shp/mine.shp", "x");
  EXPECT_THAT(fault_of(), HasSubstr("out/shp/mine.shp"));
  fs::remove(folder_ / "out/shp/mine.shp");
  put("out/shp/in/new.shp", "edited");
  EXPECT_THAT(fault_of(), HasSubstr("out/shp/in/new.shp"));
  fs::remove_all(folder_ / "out/shp");
  make();
  fs::create_symlink(folder_, folder_ / "out/shp/link");
  EXPECT_THAT(fault_of(), HasSubstr("out/shp/link"));
  fs::remove_all(folder_ / "out/shp");
  fs::create_directory_symlink(folder_, folder_ / "out/shp");
  EXPECT_THAT(fault_of(), HasSubstr("out/shp")) << "a link itself";
}

TEST_F(ExportPlaces, AKillBetweenLeavesNothingInTheWayOfTheNext) {
  const ExportFormat format = {"shp", "shp/", "", "", [](const outputs::ExportSource&, const std::string& path) {
                                 fs::create_directories(path);
                                 std::ofstream(path + "/new.shp") << "new";
                                 return outputs::Exported{};
                               }};
  put("out/.greisen-part-a1B2c3/.greisen-scratch", "made by greisen; may be deleted\n");
  put("out/.greisen-part-a1B2c3/shp/new.shp", "the old one, or the new");
  put("out/.greisen-export-shp/before/x", "of an older version, without its mark");
  EXPECT_TRUE(make_export(format, {}, (folder_ / "out").string()).made.made);
  EXPECT_TRUE(fs::exists(folder_ / "out/shp/new.shp"));
}

TEST_F(ExportPlaces, AnInputOfTheRunIsNoPlace) {
  put("known.csv", "lon,lat");
  put("run/run.json",
      R"({"status": "done", "survey": {"path": "../survey.yaml"}, "inputs": [{"path": "known.csv", "sha256": "ab"}]})");
  fs::create_directories(folder_ / "out");
  fs::create_hard_link(folder_ / "known.csv", folder_ / "out/targets.csv");
  EXPECT_THAT(fault("out", true), HasSubstr("E2055"));
}

TEST_F(ExportPlaces, TheVerbSaysWhatIsMissing) {
  const ProgramRun none = run_greisen("export " + shell_word((folder_ / "run").string()));
  EXPECT_EQ(none.exit_code, 2);
  const ProgramRun unfinished = run_greisen("export --kmz " + shell_word((folder_ / "run").string()));
  EXPECT_EQ(unfinished.exit_code, 3);
  EXPECT_THAT(unfinished.err, HasSubstr("E3020"));
  put("run/run.json", "[1]");
  EXPECT_THAT(run_greisen("export --kmz " + shell_word((folder_ / "run").string())).err, HasSubstr("E3020"));
  for (const ExportFormat& format : export_formats()) EXPECT_THAT(none.err, HasSubstr("--" + std::string(format.flag)));
}

constexpr const char* kHostile = "</b>\n$[x] & \"";

/// A run's folder as small as one can be, with a target of a model that its record does not know.
void put_run(const fs::path& folder, const std::string& finished) {
  targets::Target target;
  target.label = "C2";
  target.rank = 2;
  target.model = kHostile;
  target.x = 749'500;
  target.y = 4'320'500;
  target.lon = -6.12;
  target.lat = 39;
  target.strike_deg = 90;
  target.length_m = 400;
  target.polygons = {{{{{749'000, 4'320'000}, {749'000, 4'321'000}, {750'000, 4'321'000}}}}};
  const std::vector<targets::Target> all = {target};
  const std::vector<targets::Target> none;
  outputs::write_targets_gpkg((folder / "targets.gpkg").string(), {&all, &all, &none, &none}, geo::parse_crs("EPSG:32629"),
                              {});
  const nlohmann::json record = {{"status", "done"},
                                 {"survey", {{"name", kHostile}}},
                                 {"times", {{"finished", finished}}},
                                 {"models", {{{"id", "w-skarn"}}, 7}},
                                 {"parts", {{"grid", {{"crs", "EPSG:32629"}}}}}};
  std::ofstream(folder / "run.json") << record.dump();
  write_checksums((folder / "checksums.sha256").string(),
                  {record_file((folder / "targets.gpkg").string(), "targets.gpkg",
                               sha256_file((folder / "targets.gpkg").string()))});
}

TEST_F(ExportPlaces, ARunIsReadFromItsFolderAlone) {
  put_run(folder_ / "run", "2024-05-17T09:30:00Z");
  const outputs::ExportSource source = read_export_source((folder_ / "run/").string(), "");
  EXPECT_EQ(source.finished, "2024-05-17T09:30:00Z");
  ASSERT_EQ(source.models.back().id, kHostile) << "a model that the record does not tell of";
  const geo::VectorTable* const axes = source.table("axes");
  ASSERT_NE(axes, nullptr);
  const auto& line = std::get<geo::Lines>(axes->rows.front().shape).parts.front();
  EXPECT_NEAR(line.back().x - line.front().x, 400, 1e-6) << "strike 90 is east";
  EXPECT_NEAR(line.back().y, line.front().y, 1e-6);
  EXPECT_EQ(std::get<std::string>(source.table("targets")->rows.front().cells.front()), "C2");
  EXPECT_EQ(source.files.size(), 3U) << "with run.json and the checksums";
}

TEST_F(ExportPlaces, HostileRecordsDoNoHarm) {
  put_run(folder_ / "run", "tomorrow'; --");
  const std::string run = shell_word((folder_ / "run").string());
  const ProgramRun made = run_greisen("export --all " + run);
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.err, HasSubstr("--mbtiles is skipped"));
  EXPECT_THAT(made.out, HasSubstr("targets.kmz"));
}

TEST_F(ExportPlaces, TablesMoveToTheCrsAskedFor) {
  put_run(folder_ / "run", "2024-05-17T09:30:00Z");
  const outputs::ExportSource source = read_export_source((folder_ / "run").string(), "EPSG:4326");
  const geo::VectorTable& centroids = *source.table("centroids");
  const auto& place = std::get<geo::Point>(centroids.rows.front().shape);
  EXPECT_NEAR(place.x, -6.12, 0.01);
  const auto x = std::ranges::find(centroids.columns, "x", &geo::Column::name) - centroids.columns.begin();
  EXPECT_NEAR(std::get<double>(centroids.rows.front().cells[static_cast<std::size_t>(x)]), place.x, 1e-6);
  EXPECT_EQ(source.crs.label(), "EPSG:4326");
}

TEST(ExportFormats, AreTheSameInHelpDocumentsAndCompletion) {
  std::string page;
  for (const auto& line : read_source("docs/exports.md").lines) page += line + "\n";
  const ProgramRun help = run_greisen("export --help");
  const ProgramRun completion = run_greisen("completion words -- export run --");
  for (const ExportFormat& format : export_formats()) {
    const std::string flag = "--" + std::string(format.flag);
    EXPECT_THAT(page, HasSubstr("| `" + flag + "` | `" + std::string(format.makes) + "` |"));
    EXPECT_THAT(help.out, HasSubstr(flag));
    EXPECT_THAT(completion.out, HasSubstr(flag));
  }
}

}  // namespace
}  // namespace greisen::test
