// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/untouched.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/vectors/vector_read.hpp"
#include "support/graph_fixture.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;

class Untouched : public ::testing::Test {
 protected:
  void SetUp() override {
    const GdalSession session;
    fs::create_directory(folder_.file("in"));
    fs::create_directory(folder_.file("work"));
  }
  [[nodiscard]] std::string at(const std::string& name) const { return folder_.file(name); }

  static void make_points(const std::string& path, const char* driver, double x) {
    const GDALDatasetUniquePtr file(
        GetGDALDriverManager()->GetDriverByName(driver)->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    ASSERT_TRUE(file) << path;
    OGRSpatialReference crs;
    crs.importFromEPSG(32629);
    OGRLayer* const layer = file->CreateLayer("known", &crs, wkbPoint, nullptr);
    OGRFeature row(layer->GetLayerDefn());
    OGRPoint place(x, 4500000);
    row.SetGeometry(&place);
    ASSERT_EQ(layer->CreateFeature(&row), OGRERR_NONE);
  }
  /// The last edit, to x = 650, stands in the log: as a program leaves it that holds the file open, or was killed.
  void make_edited(const char* driver, const std::string& name, const char* journal) const {
    const std::string path = at("work/" + name);
    make_points(path, driver, 600);
    const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    ASSERT_TRUE(file);
    const std::string pragma = std::string("PRAGMA journal_mode=") + journal;
    file->ReleaseResultSet(file->ExecuteSQL(pragma.c_str(), nullptr, nullptr));
    OGRLayer* const layer = file->GetLayer(0);
    const OGRFeatureUniquePtr row(layer->GetNextFeature());
    OGRPoint place(650, 4500000);
    row->SetGeometry(&place);
    ASSERT_EQ(layer->SetFeature(row.get()), OGRERR_NONE);
    ASSERT_EQ(layer->SyncToDisk(), OGRERR_NONE);
    file->FlushCache();
    fs::copy_file(path, at("in/" + name));
    if (fs::exists(path + "-wal")) fs::copy_file(path + "-wal", at("in/" + name + "-wal"));
  }
  [[nodiscard]] std::map<std::string, std::string> bytes() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::directory_iterator(at("in")))
      all[entry.path().filename().string()] = read_text_file(entry.path().string(), 1 << 24);
    return all;
  }
  [[nodiscard]] double first_x(const std::string& name) const {
    return std::get<Point>(read_table(at("in/" + name), "known").table.rows.at(0).shape).x;
  }

  testing::TempFolder folder_;
};

/// GDAL notes the size of what is packed in it, to ask for it but once.
TEST_F(Untouched, NothingIsNotedBesideAPackedFile) {
  const std::string packed = "/vsigzip/" + at("in/a.csv.gz");
  VSILFILE* const file = VSIFOpenL(packed.c_str(), "wb");
  ASSERT_NE(file, nullptr);
  for (int i = 0; i < 100'000; ++i) VSIFWriteL("1,-7,41\n", 1, 8, file);
  VSIFCloseL(file);
  ASSERT_TRUE(path_info(packed));
  EXPECT_EQ(read_text(packed, 1U << 20U).size(), 800'000U);
  EXPECT_EQ(std::distance(fs::directory_iterator(at("in")), {}), 1);
}

TEST_F(Untouched, ADatabaseIsReadWithTheEditsInItsLogAndStaysAsItIs) {
  for (const auto& [driver, name] : {std::pair{"GPKG", "known.gpkg"}, {"SQLite", "known.sqlite"}}) {
    make_edited(driver, name, "WAL");
    ASSERT_TRUE(fs::exists(at(std::string("in/") + name + "-wal"))) << name;
    const auto before = bytes();
    const auto changed = fs::last_write_time(at("in"));
    EXPECT_NEAR(first_x(name), 650, 1e-6) << name;
    EXPECT_EQ(bytes(), before) << name;
    EXPECT_EQ(fs::last_write_time(at("in")), changed) << "no file was made beside it, not even for a moment";
  }
}

TEST_F(Untouched, AnEditThatWasNotEndedIsTakenBackInTheCopyAlone) {
  make_points(at("work/torn.gpkg"), "GPKG", 600);
  {
    const GDALDatasetUniquePtr file(GDALDataset::Open(at("work/torn.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    for (const char* const sql :
         {"PRAGMA cache_size=1", "BEGIN", "CREATE TABLE more (a)",
          "UPDATE gpkg_geometry_columns SET table_name = 'torn'",
          "INSERT INTO more WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
          "i < 500) SELECT hex(randomblob(2000)) FROM n"})
      file->ReleaseResultSet(file->ExecuteSQL(sql, nullptr, nullptr));
    fs::copy_file(at("work/torn.gpkg"), at("in/torn.gpkg"));
    fs::copy_file(at("work/torn.gpkg-journal"), at("in/torn.gpkg-journal"));
    file->ReleaseResultSet(file->ExecuteSQL("ROLLBACK", nullptr, nullptr));
  }
  ASSERT_GT(fs::file_size(at("in/torn.gpkg-journal")), 0U);
  ASSERT_GT(fs::file_size(at("in/torn.gpkg")), 1'000'000U) << "part of the edit is written";
  const auto before = bytes();
  EXPECT_NEAR(first_x("torn.gpkg"), 600, 1e-6);
  EXPECT_EQ(bytes(), before);
}

/// SQLite takes such an edit back, reads the file of that name as a list of journals and removes it.
TEST_F(Untouched, AJournalThatNamesAnotherFileIsNotTakenBack) {
  make_points(at("in/a.gpkg"), "GPKG", 600);
  const std::string victim = at("victim.txt");
  write_file_atomically(victim, "mine");
  const auto number = [](std::size_t value) {
    std::string bytes;
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xffU);
    return bytes;
  };
  const std::string mark = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
  std::string journal =
      mark + number(0) + number(0) + number(fs::file_size(at("in/a.gpkg")) / 4096) + number(512) + number(4096);
  journal.resize(512);
  std::size_t sum = 0;
  for (const char c : victim) sum += static_cast<unsigned char>(c);
  journal += number(0x40000000 / 4096 + 1) + victim + number(victim.size()) + number(sum) + mark;
  write_file_atomically(at("in/a.gpkg-journal"), journal);
  EXPECT_EQ(code_of([&] { untouched(at("in/a.gpkg")); }), "E3001");
  EXPECT_TRUE(fs::exists(victim));
  fs::remove(at("in/a.gpkg-journal"));
  EXPECT_EQ(code_of([&] { untouched(at("in/a.gpkg")); }), "no error");
}

TEST_F(Untouched, ADatabaseThatWouldMakeALogIsCopiedToo) {
  make_edited("GPKG", "known.gpkg", "WAL");
  fs::remove(at("in/known.gpkg-wal"));
  const auto changed = fs::last_write_time(at("in"));
  EXPECT_NEAR(first_x("known.gpkg"), 600, 1e-6) << "without its log it is as it was before the edit";
  EXPECT_EQ(fs::last_write_time(at("in")), changed);
}

TEST_F(Untouched, WhatCanBeOpenedAsItLiesIsNotCopied) {
  make_edited("GPKG", "plain.gpkg", "DELETE");
  EXPECT_EQ(untouched(at("in/plain.gpkg")), at("in/plain.gpkg"));
  EXPECT_NEAR(first_x("plain.gpkg"), 650, 1e-6);
  for (const char* const other : {"/vsicurl/https://example.org/a.gpkg", "HDF5:\"a.h5\"://x", "nowhere.gpkg"})
    EXPECT_EQ(untouched(other), other);
}

TEST_F(Untouched, ACopyIsMadeOnceAndAgainWhenTheInputChanges) {
  make_edited("GPKG", "known.gpkg", "WAL");
  const std::string first = untouched(at("in/known.gpkg"));
  EXPECT_NE(first, at("in/known.gpkg"));
  EXPECT_EQ(fs::path(first).filename(), "known.gpkg");
  EXPECT_EQ(untouched(at("in/known.gpkg")), first);
  EXPECT_EQ(untouched("GPKG:" + at("in/known.gpkg") + ":known"), "GPKG:" + first + ":known");
  fs::resize_file(at("in/known.gpkg-wal"), 0);
  EXPECT_NE(untouched(at("in/known.gpkg")), first);
}

TEST_F(Untouched, GmlGetsNoSchemaBesideIt) {
  make_points(at("work/known.gml"), "GML", 600);
  fs::copy_file(at("work/known.gml"), at("in/known.gml"));
  const auto before = bytes();
  EXPECT_EQ(shape_tables(at("in/known.gml")).size(), 1U);
  EXPECT_EQ(bytes(), before);
}

/// GDAL takes a file for GML by what it begins with, whatever its name.
TEST_F(Untouched, GmlOfAnotherNameGetsNoneEither) {
  make_points(at("work/known.gml"), "GML", 600);
  const std::string text = read_text_file(at("work/known.gml"), 1 << 20);
  for (const char* const name : {"in/licences.kml", "in/known.xml"}) {
    std::ofstream(at(name)) << (std::string_view(name).ends_with("xml") ? "\xef\xbb\xbf\n" : "") << text;
    try {
      EXPECT_EQ(shape_tables(at(name)).size(), 1U) << name;
    } catch (const Error&) {  // refused: not touched either
    }
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(at("in")), fs::directory_iterator()), 2);
}

}  // namespace
}  // namespace greisen::geo
