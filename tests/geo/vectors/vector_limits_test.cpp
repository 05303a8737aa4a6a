// SPDX-License-Identifier: Apache-2.0
// What vector files and tables may hold: what goes beyond is told with the limit, and what is honest passes.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "geo/gdal/zip.hpp"
#include "geo/place/area.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/vectors/document_limits.hpp"
#include "geo/vectors/drawn_layers.hpp"
#include "geo/vectors/features.hpp"
#include "geo/vectors/occurrences.hpp"
#include "geo/vectors/table.hpp"
#include "geo/vectors/table_places.hpp"
#include "geo/vectors/text_table.hpp"
#include "geo/vectors/vector_input.hpp"
#include "geo/vectors/vector_read.hpp"
#include "geo/vectors/vectors.hpp"

namespace greisen::geo {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class VectorLimits : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  std::string geojson(const std::vector<Ring>& rings) const {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (const Ring& ring : rings) {
      text += &ring == &rings.front() ? "" : ",";
      text += R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[)";
      for (std::size_t i = 0; i <= ring.size(); ++i) {
        const Point& p = ring[i % ring.size()];
        text += (i == 0 ? "[" : ",[") + std::to_string(p.x) + "," + std::to_string(p.y) + "]";
      }
      text += "]]}}";
    }
    return file("area.geojson", text + "]}");
  }
  /// A GeoPackage with a layer "area" of one square, and what the statements add.
  std::string geopackage(const std::vector<std::string>& statements) const {
    const VectorTable table = {"area", "", ShapeType::multi_polygon, {}, {{{}, std::vector<Polygon>{square()}}}};
    write_geopackage(folder_ / "area.gpkg", parse_crs("EPSG:32629"), {table}, {});
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open((folder_ / "area.gpkg").c_str(), &database), SQLITE_OK);
    for (const std::string& one : statements)
      EXPECT_EQ(sqlite3_exec(database, one.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
          << one << ": " << sqlite3_errmsg(database);
    sqlite3_close(database);
    return folder_ / "area.gpkg";
  }
  static std::vector<std::string> listed(const std::string& view) {
    return {view, "INSERT INTO gpkg_contents(table_name,data_type,identifier,srs_id) VALUES('v','features','v',32629)",
            "INSERT INTO gpkg_geometry_columns VALUES('v','geom','POLYGON',32629,0,0)"};
  }
  static Polygon square() { return {{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}}}; }
  static std::string said(const std::function<void()>& work) {
    try {
      work();
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }
  ScratchFolder folder_;
};

Ring random_corners(int count) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> place(0, 1);
  Ring ring;
  for (int i = 0; i < count; ++i) ring.push_back({place(random), place(random)});
  return ring;
}

TEST_F(VectorLimits, AnOutlineOfRandomCornersIsRefused) {
  const std::string path = geojson({random_corners(3000)});
  EXPECT_THAT(said([&] { read_area({path}); }), AllOf(HasSubstr("E3225"), HasSubstr("2000"), HasSubstr("box")));
}

TEST_F(VectorLimits, ManyPolygonsAcrossEachOtherAreRefused) {
  std::vector<Ring> triangles;
  const Ring corners = random_corners(3000);  // two random triangles cross about twice
  for (std::size_t i = 0; i + 2 < corners.size(); i += 3)
    triangles.push_back({corners[i], corners[i + 1], corners[i + 2]});
  const std::string path = geojson(triangles);
  EXPECT_THAT(said([&] { read_area({path}); }), AllOf(HasSubstr("E3225"), HasSubstr("each other")));
}

TEST_F(VectorLimits, AFewCrossingsOfALongOutlineAreMended) {
  constexpr int kCorners = 20'000;
  Ring ring;
  for (int i = 0; i < kCorners; ++i) {
    const double angle = 2 * std::numbers::pi * i / kCorners;
    ring.push_back({10 * std::cos(angle), 10 * std::sin(angle)});
  }
  for (const std::size_t at : {100U, 5000U, 12'000U}) std::swap(ring[at], ring[at + 1]);
  const Area area = read_area({geojson({ring}), "", "EPSG:32629"});
  const Bounds box = area.bounds();
  EXPECT_NEAR(box.max_x - box.min_x, 20, 1e-3);
  ASSERT_EQ(area.notes.size(), 1U);
  EXPECT_THAT(area.notes[0], HasSubstr("1 invalid polygons mended"));
}

TEST_F(VectorLimits, AViewWithoutEndIsGivenUpAndAnotherLayerStillReads) {
  const std::string endless =
      "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS fid, x AS y FROM c";
  const std::string path =
      geopackage({endless, "INSERT INTO gpkg_contents(table_name,data_type,identifier) VALUES('v','attributes','v')"});
  EXPECT_EQ(read_area({path, "area"}).bounds(), (Bounds{0, 0, 10, 10}));
  EXPECT_THAT(said([&] { read_area({path}); }), AllOf(HasSubstr("E3215"), HasSubstr("table v"), HasSubstr("view")));
}

/// GDAL, when it closes a database, takes away what counts the steps of those that are opened later.
TEST_F(VectorLimits, ContentsThatAreAViewWithoutEndAreGivenUpAfterAnotherFileWasClosedToo) {
  EXPECT_EQ(read_area({geopackage({}), "area"}).bounds(), (Bounds{0, 0, 10, 10}));
  const std::string path =
      geopackage({"ALTER TABLE gpkg_contents RENAME TO gc",
                  "CREATE VIEW gpkg_contents AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
                  "SELECT gc.* FROM gc, c"});
  EXPECT_EQ(code_of([&] { shape_tables(path); }), "E3215");
}

/// A run's folder may be a stranger's.
TEST_F(VectorLimits, ATableOfARunThatIsAViewWithoutEndIsGivenUp) {
  const std::string path = geopackage(
      listed("CREATE VIEW v AS SELECT a.fid, a.geom FROM area a, (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x "
             "+ 1 FROM c) SELECT x FROM c) d WHERE d.x < 0"));
  EXPECT_EQ(read_table(path, "area").table.rows.size(), 1U);
  EXPECT_EQ(code_of([&] { read_table(path, "v"); }), "E3215");
}

TEST_F(VectorLimits, AViewThatJoinsATableWithItselfAgainAndAgainIsGivenUp) {
  std::vector<std::string> statements =
      listed("CREATE VIEW v AS SELECT a.i AS fid, a.g AS geom FROM n a, n b, n c, n d");
  statements.insert(statements.begin(),
                    {"CREATE TABLE n(i INTEGER PRIMARY KEY, g BLOB)",
                     "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1000) INSERT INTO n "
                     "SELECT x, NULL FROM c"});
  const std::string path = geopackage(statements);
  EXPECT_EQ(code_of([&] { read_area({path}); }), "E3215");
}

TEST_F(VectorLimits, AValueThatAViewBlowsUpIsToldAndNoOtherRowIsTakenForAll) {
  const std::string path = geopackage(
      listed("CREATE VIEW v AS SELECT fid, geom FROM area UNION ALL SELECT 2, hex(zeroblob(40000000)) FROM area"));
  EXPECT_THAT(said([&] { read_area({path, "v"}); }), AllOf(HasSubstr("E3245"), HasSubstr("'v'")));
}

TEST_F(VectorLimits, AnHonestViewReads) {
  const std::string path = geopackage(listed("CREATE VIEW v AS SELECT fid, geom FROM area"));
  EXPECT_EQ(read_area({path, "v"}).bounds(), (Bounds{0, 0, 10, 10}));
}

TEST_F(VectorLimits, AKmzThatHoldsFarMoreThanItSaysIsRefused) {
  const std::string blanks(static_cast<std::size_t>(kMostKmlBytes) + 1, ' ');
  std::ofstream(folder_ / "area.kmz", std::ios::binary) << zip_of({{"doc.kml", "<kml>" + blanks + "</kml>"}});
  EXPECT_THAT(said([&] { read_area({folder_ / "area.kmz"}); }), AllOf(HasSubstr("E3115"), HasSubstr("128.0 MiB")));
}

TEST_F(VectorLimits, AKmlOfVeryManyFieldsIsRefused) {
  std::string schema;
  for (std::size_t i = 0; i <= kMostFieldNames; ++i)
    schema += "<SimpleField type=\"string\" name=\"f" + std::to_string(i) + "\"/>";
  const auto kml = [](const std::string& inside) {
    return "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>" + inside + "</Document></kml>";
  };
  const std::string many = file("a.kml", kml("<Schema name=\"s\" id=\"s\">" + schema + "</Schema>"));
  EXPECT_EQ(code_of([&] { check_document(many); }), "E3115");
  std::string shapes;
  for (int i = 0; i < 5000; ++i) shapes += "<Placemark><ExtendedData><Data name=\"a\"/></ExtendedData></Placemark>";
  EXPECT_EQ(code_of([&] { check_document(file("b.kml", kml(shapes))); }), "no error") << "one field of many shapes";
}

TEST_F(VectorLimits, AWorkbookThatItsLibraryGivesUpIsNotTakenForWhole) {
  const std::string cells = "<table:table-cell office:value-type=\"string\"><text:p>-7</text:p></table:table-cell>";
  const auto rows = [&](const std::string& repeated) {
    return "<table:table-row" + repeated + ">" + cells + cells + cells + "</table:table-row>";
  };
  std::string text =
      "<?xml version=\"1.0\"?><office:document-content "
      "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
      "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table "
      "table:name=\"s\">";
  for (int i = 0; i < 30; ++i) text += rows(" table:number-rows-repeated=\"9999\"");  // 900 000 cells of a few bytes
  text += "</table:table></office:spreadsheet></office:body></office:document-content>";
  std::ofstream(folder_ / "known.ods", std::ios::binary)
      << zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", text}});
  const VectorInput input({folder_ / "known.ods"});
  ASSERT_EQ(input.layers().size(), 1U);
  EXPECT_THAT(said([&] { input.layers().front().each([](const OGRFeature& /*row*/) { return true; }); }),
              AllOf(HasSubstr("E3245"), HasSubstr("Parsing stopped")));
}

TEST_F(VectorLimits, ADamagedShapeIsNotPassedOver) {
  const std::string square = "POLYGON((0 0,10 0,10 10,0 10,0 0))";
  draw(folder_ / "units.shp", "ESRI Shapefile", {{"units", {square, square}, 32629}});
  std::fstream shp(folder_ / "units.shp", std::ios::in | std::ios::out | std::ios::binary);
  shp.seekp(100 + 8 + 36);  // of the first record: how many parts it has
  const std::int32_t parts = 2'000'000'000;
  shp.write(reinterpret_cast<const char*>(&parts), sizeof parts);
  shp.close();
  EXPECT_THAT(said([&] { read_area({folder_ / "units.shp"}); }), HasSubstr("E3245"));
}

TEST_F(VectorLimits, ADrawingOfVeryManyLayersIsRefused) {
  std::string items;
  for (std::size_t k = 0; k <= kMostLayers; ++k) items += "0\nPOINT\n8\nL" + std::to_string(k) + "\n10\n1\n20\n1\n";
  const std::string path =
      file("plan.dxf", "0\nSECTION\n2\nHEADER\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n" + items + "0\nENDSEC\n0\nEOF\n");
  EXPECT_THAT(said([&] { read_area({path, "", "EPSG:32629"}); }), AllOf(HasSubstr("E3204"), HasSubstr("2000 layers")));
}

TEST_F(VectorLimits, FoldersAreLookedThroughSoDeepAndNoDeeper) {
  std::string deep = folder_ / "in";
  for (int k = 0; k <= kMostVectorFolders; ++k) deep += "/d";
  std::filesystem::create_directories(deep);
  EXPECT_THAT(said([&] { read_area({folder_ / "in"}); }), AllOf(HasSubstr("E3109"), HasSubstr("9 deep")));
  std::filesystem::remove(deep);
  EXPECT_THAT(said([&] { read_area({folder_ / "in"}); }), HasSubstr("E3201")) << "nothing in it";
}

TEST_F(VectorLimits, ATangleOfLinksEnds) {
  std::filesystem::create_directories(folder_ / "in");
  for (int k = 0; k < 20; ++k) std::filesystem::create_symlink(".", (folder_ / "in/l") + std::to_string(k));
  // each folder is entered once, by whatever name: there is nothing in it
  EXPECT_THAT(said([&] { read_area({folder_ / "in"}); }), HasSubstr("E3201"));
}

TEST_F(VectorLimits, ATableHasSoManyColumnsAndRows) {
  const std::string wide = "id,lon,lat" + std::string(kMostTableColumns, ',');
  EXPECT_THAT(said([&] { read_text_table(file("a.csv", wide)); }),
              AllOf(HasSubstr("E3204"), HasSubstr("16384 columns")));
  EXPECT_THAT(said([&] { text_table("id,lon\n1,\"" + std::string(kMostCellBytes + 1, 'x')); }),
              AllOf(HasSubstr("E3204"), HasSubstr("8388608 bytes in one cell"), HasSubstr("line 2")));
  EXPECT_EQ(text_table("id,lon\n1,\"" + std::string(kMostCellBytes, 'x')).rows.size(), 2U);
  std::string text = "id\n";
  for (std::size_t i = 0; i <= kMostTableRows; ++i) text += "1\n";
  EXPECT_THAT(said([&] { text_table(text); }), AllOf(HasSubstr("E3204"), HasSubstr("2000000 rows")));
}

TEST_F(VectorLimits, TitlesAndHeadsAreNoRowsOfATable) {
  const auto knows = [](const std::vector<std::string>& heads) { return heads.front() == "id"; };
  const auto read = [&](const std::string& rows) {
    return read_table({file("a.csv", "Mines of 1990,\nid,lon\n" + rows)}, {"places", "id", knows, false}, 3);
  };
  EXPECT_EQ(read("1,2\n2,3\n3,4\n").rows.size(), 3U);
  EXPECT_THAT(said([&] { read("1,2\n2,3\n3,4\n4,5\n"); }), AllOf(HasSubstr("E3204"), HasSubstr("more than 3 rows")));
}

TEST_F(VectorLimits, RowsNameAFewReferenceSystemsAndNotOneEach) {
  const auto table = [&](std::size_t count) {
    std::string text = "name,x,y,crs\n";
    for (std::size_t i = 0; i < count; ++i)
      text += "n,500000,4538870,+proj=utm +zone=29 +ellps=GRS80 +x_0=" + std::to_string(500'000 + i) + "\n";
    return file("a.csv", text);
  };
  const auto read = [&](const std::string& path) { return read_occurrences({path}, "", parse_crs("EPSG:32629")); };
  EXPECT_EQ(read(table(3)).points.size(), 3U);
  EXPECT_THAT(said([&] { read(table(kMostCrsOfTable + 1)); }), AllOf(HasSubstr("E3235"), HasSubstr("more than 60")));
}

TEST_F(VectorLimits, TwoLargeTablesAreWrittenWithTheirSpatialIndex) {
  VectorTable table = {"known", "", ShapeType::point, {{"id", CellType::integer}}, {}};
  for (int i = 0; i < 130'000; ++i)
    table.rows.push_back({{std::int64_t{i}}, Point{666'000 + i % 547 * 3.0, 4'598'000 + i / 547 * 3.0}});
  VectorTable again = table;
  again.name = "given";
  write_geopackage(folder_ / "two.gpkg", parse_crs("EPSG:32629"), {table, again}, {});
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "two.gpkg").c_str(), &database), SQLITE_OK);
  for (const char* name : {"known", "given"}) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = "SELECT count(*) FROM rtree_" + std::string(name) + "_geom";
    ASSERT_EQ(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    EXPECT_EQ(sqlite3_column_int64(statement, 0), 130'000);
    sqlite3_finalize(statement);
  }
  sqlite3_close(database);
}

}  // namespace
}  // namespace greisen::geo
