// SPDX-License-Identifier: Apache-2.0
// What a file from a stranger cannot make this program do: choose its driver, read other files, reach a host.
#include "geo/gdal/open_input.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <sys/stat.h>

#include <cpl_http.h>
#include <cpl_vsi.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "base/file.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/network.hpp"
#include "geo/read/virtual_raster.hpp"
#include "geo/scratch_folder.hpp"
#include "support/listener.hpp"
#include "support/raster_file.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;

class OpenInput : public ::testing::Test {
 protected:
  OpenInput() { test::write_raster(folder_ / "a.tif", {.values = {{1, 2, 3, 4}}}); }

  [[nodiscard]] std::string text_file(const std::string& name, const std::string& text) const {
    const std::string path = folder_ / name;
    fs::create_directories(fs::path(path).parent_path());
    write_file_atomically(path, text);
    return path;
  }
  /// A VRT of one band; `body` says of what, `kind` of which class.
  [[nodiscard]] std::string vrt(const std::string& name, const std::string& body, const std::string& kind = "") const {
    return text_file(name, R"(<VRTDataset rasterXSize="2" rasterYSize="2"><VRTRasterBand dataType="UInt16" band="1")" +
                               kind + ">" + body + "</VRTRasterBand></VRTDataset>");
  }
  static std::string source(const std::string& path, const std::string& relative = "1") {
    return R"(<SimpleSource><SourceFilename relativeToVRT=")" + relative + "\">" + path +
           "</SourceFilename><SourceBand>1</SourceBand></SimpleSource>";
  }
  static std::string outcome_of(const std::string& path, Purpose purpose = Purpose::raster) {
    const GdalFailures quiet;
    try {
      const GDALDatasetUniquePtr file = open_input(path, purpose);
      return file ? file->GetDriverName() : "nothing";
    } catch (const Error& error) {
      return std::string(error.code());
    }
  }
  /// "no" where the only pixel read of the first band does not come.
  static std::string pixel_of(const std::string& path) {
    const GdalFailures quiet;
    const GDALDatasetUniquePtr file = open_input(path, Purpose::raster);
    int value = 0;
    if (!file ||
        file->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 1, 1, &value, 1, 1, GDT_Int32, 0, 0, nullptr) != CE_None)
      return "no";
    return std::to_string(value);
  }

  const GdalSession session_;
  const ScratchFolder folder_;
};

TEST_F(OpenInput, TakesOnlyNamesOfFiles) {
  for (const char* const path : {"<VRTDataset/>",
                                 " <OGRVRTDataSource/>",
                                 "{\"type\":\"Feature\"}",
                                 "PG:dbname=x",
                                 "MYSQL:x",
                                 "WMS:http://h",
                                 "vrt:///a.tif",
                                 "VRT://a.vrt",
                                 "DERIVED_SUBDATASET:LOGAMPLITUDE:a.tif",
                                 "MEM:::DATAPOINTER=1,PIXELS=1",
                                 "/vsisubfile/0_9,/etc/passwd",
                                 "/vsistdin/",
                                 "/vsisparse/a",
                                 "/vsicrypt/a",
                                 "/vsizip//vsistdin/",
                                 "/vsigzip//vsisubfile/0_9,/etc/passwd",
                                 "SQLITE:a.db",
                                 "GMLAS:a.xml",
                                 "GPSBabel:x",
                                 "OAPIF:h",
                                 "NETCDF:nowhere:x",
                                 ""})
    for (const Purpose purpose : {Purpose::raster, Purpose::vectors, Purpose::arrays})
      EXPECT_EQ(outcome_of(path, purpose), "E3021") << path;
  EXPECT_EQ(outcome_of(folder_ / "a.tif"), "GTiff");
  EXPECT_EQ(outcome_of("GTIFF_DIR:1:" + (folder_ / "a.tif")), "GTiff");
}

TEST_F(OpenInput, TheContentOfAFileChoosesNoDriverOfAnotherPurpose) {
  const std::string written = folder_ / "written.db";
  const std::string sql = "<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>" + (folder_ / "a.csv") +
                          "</SrcDataSource><SrcSQL dialect=\"SQLITE\">VACUUM INTO '" + written +
                          "'</SrcSQL></OGRVRTLayer></OGRVRTDataSource>";
  static_cast<void>(text_file("a.csv", "x,y\n1,2\n"));
  for (const char* const name : {"a.kml", "a.gpkg", "a.vrt", "a.shp", "a.xml", "b.csv"})
    EXPECT_EQ(outcome_of(text_file(name, sql), Purpose::vectors) == "OGR_VRT", false) << name;
  EXPECT_FALSE(fs::exists(written));
  EXPECT_EQ(outcome_of(vrt("a_vrt.tif", source("a.tif"))), "nothing") << "a VRT under another name";
  for (const char* const text :
       {"<GDAL_WMS><Service name=\"TMS\"/></GDAL_WMS>", "<GDAL_WMTS/>", "<WCS_GDAL/>", "<MRF_META/>"})
    EXPECT_EQ(outcome_of(text_file("scene.tif", text)), "nothing") << text;
}

TEST_F(OpenInput, DriversThatReachOutAreGone) {
  GDALDriverManager& manager = *GetGDALDriverManager();
  manager.AutoLoadDrivers();
  keep_named_drivers();  // the fixture registered all of them anew
  for (const char* const name : {"OGR_VRT", "WMS", "WMTS", "WCS", "WFS", "OAPIF", "OGCAPI", "HTTP", "PostgreSQL",
                                 "MySQL", "PLSCENES", "STACTA", "STACIT", "GPSBabel", "GMLAS", "MRF", "DERIVED", "CSW"})
    EXPECT_EQ(manager.GetDriverByName(name), nullptr) << name;
  for (const char* const name : {"GTiff", "COG", "GPKG", "VRT", "PDF", "MEM", "MBTiles"})
    EXPECT_NE(manager.GetDriverByName(name), nullptr) << name;
}

TEST_F(OpenInput, AVirtualRasterPutsTogetherWhatLiesBelowIt) {
  EXPECT_EQ(pixel_of(vrt("good.vrt", source("a.tif"))), "1");
  fs::create_directory(folder_ / "sub");
  fs::copy(folder_ / "a.tif", folder_ / "sub/b.tif");
  EXPECT_EQ(pixel_of(vrt("sub/inner.vrt", source("b.tif"))), "1");
  EXPECT_EQ(pixel_of(vrt("outer.vrt", source("sub/inner.vrt"))), "1");
  EXPECT_EQ(pixel_of(vrt("whole.vrt", source(folder_ / "a.tif", "0"))), "1");
}

TEST_F(OpenInput, AVirtualRasterReachesNothingElse) {
  const std::string tif = folder_ / "a.tif";
  const std::string raw = "<SourceFilename relativeToVRT=\"1\">a.tif</SourceFilename><ImageOffset>0</ImageOffset>";
  EXPECT_EQ(outcome_of(vrt("raw.vrt", raw, " subClass=\"VRTRawRasterBand\"")), "E3041");
  EXPECT_EQ(outcome_of(vrt("fn.vrt", "<PixelFunctionType>sqrt</PixelFunctionType>" + source("a.tif"),
                           " subClass=\"VRTDerivedRasterBand\"")),
            "E3041");
  for (const std::string& body :
       {source("../a.tif"), source(tif, "0"), source("/vsicurl/http://127.0.0.1:9/a.tif", "0"),
        source("/vsizip/x.zip/a.tif", "0"), source("HDF5:\"a.h5\"://x", "0"), source("vrt://" + tif, "0"),
        source("&lt;VRTDataset/&gt;", "0"), source("a.tif", "yes"), source("WMS:x", "0"),
        source("/vsisubfile/0_10,a.tif", "1"),
        "<MaskBand><VRTRasterBand>" + source("../a.tif") + "</VRTRasterBand></MaskBand>",
        "<Overview><SourceFilename relativeToVRT=\"1\">../a.tif</SourceFilename></Overview>" + source("b.tif"),
        "<Metadata domain=\"OVERVIEWS\"><MDI key=\"OVERVIEW_FILE\">/x.tif</MDI></Metadata>" + source("b.tif")})
    EXPECT_EQ(outcome_of(vrt("sub/a.vrt", body)), "E3041") << body;
  const std::string sql = "<OpenOptions><OOI key=\"Prelude_Statements\">VACUUM INTO 'x.db'</OOI></OpenOptions>";
  fs::copy(tif, folder_ / "sub/b.tif");
  EXPECT_EQ(outcome_of(vrt("sub/a.vrt", "<SimpleSource>" + sql + source("b.tif").substr(14))), "E3041");
  fs::create_symlink(tif, folder_ / "sub/link.tif");
  EXPECT_EQ(outcome_of(vrt("sub/a.vrt", source("link.tif"))), "E3041") << "a link that leads out";
}

TEST_F(OpenInput, SourcesOfSourcesAreHeldToTheSame) {
  static_cast<void>(vrt("sub/inner.vrt", source("../a.tif")));
  EXPECT_EQ(pixel_of(vrt("outer.vrt", source("sub/inner.vrt"))), "no");
  static_cast<void>(vrt("sub/inner.tif", source("x.tif")));
  EXPECT_EQ(pixel_of(vrt("outer.vrt", source("sub/inner.tif"))), "no");
  static_cast<void>(vrt("a.tif.msk", source("a.tif")));
  EXPECT_EQ(pixel_of(folder_ / "a.tif"), "1");
  const GdalFailures quiet;
  const GDALDatasetUniquePtr file = open_input(folder_ / "a.tif", Purpose::raster);
  EXPECT_EQ(file->GetRasterBand(1)->GetMaskFlags() & GMF_PER_DATASET, 0) << "a mask that is a VRT";
}

TEST_F(OpenInput, VirtualRastersDoNotMultiplyWithoutEnd) {
  const auto many = [&](const std::string& of, int times) {
    std::string body;
    for (int i = 0; i < times; ++i) body += source(of);
    return body;
  };
  std::string last = vrt("v0.vrt", many("a.tif", 40));
  for (const char* const name : {"v1.vrt", "v2.vrt"}) last = vrt(name, many(fs::path(last).filename(), 40));
  EXPECT_EQ(outcome_of(last), "VRT") << "64 000 reads";
  EXPECT_EQ(outcome_of(vrt("v3.vrt", many("v2.vrt", 40))), "E3135") << "2.56 million";
  EXPECT_EQ(pixel_of(vrt("v3.vrt", many("v2.vrt", 1))), "1");
  last = folder_ / "v3.vrt";
  for (const char* const name : {"v4.vrt", "v5.vrt"}) last = vrt(name, source(fs::path(last).filename()));
  EXPECT_EQ(outcome_of(last), "VRT") << "six in each other";
  EXPECT_EQ(outcome_of(vrt("v6.vrt", source("v5.vrt"))), "E3135");
  EXPECT_EQ(outcome_of(vrt("self.vrt", source("self.vrt"))), "E3135");
}

TEST_F(OpenInput, AFolderThatTheSurveyListsMayHoldSources) {
  const std::string path = vrt("maps/a.vrt", source("../a.tif"));
  EXPECT_EQ(outcome_of(path), "E3041");
  allow_sources_below(folder_ / "maps/..");
  EXPECT_EQ(pixel_of(path), "1");
}

TEST_F(OpenInput, NumbersOfOtherFormatsLieBesideTheirHeader) {
  static_cast<void>(text_file("secret.txt", "TOPSECRET12345678"));
  const std::string head =
      "DatasetHeader Begin\n\tVersion = \"6.0\"\n\tDataFile = \"../secret.txt\"\n\tDataSetType = ERStorage\n"
      "\tDataType = Raster\n\tByteOrder = LSBFirst\n\tRasterInfo Begin\n\t\tCellType = Unsigned8BitInteger\n"
      "\t\tNrOfLines = 2\n\t\tNrOfCellsPerLine = 2\n\t\tNrOfBands = 1\n\tRasterInfo End\nDatasetHeader End\n";
  EXPECT_EQ(outcome_of(text_file("sub/a.ers", head)), "nothing");
}

TEST_F(OpenInput, ADatabaseHasItsRowsInItself) {
  const std::string path = folder_ / "b.gpkg";
  {
    const GDALDatasetUniquePtr made(
        GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* const layer = made->CreateLayer("area", nullptr, wkbPolygon, nullptr);
    ASSERT_NE(layer, nullptr);
  }
  EXPECT_EQ(outcome_of(path, Purpose::vectors), "GPKG") << "with its own spatial index";
  {
    const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    file->ExecuteSQL("PRAGMA writable_schema=ON", nullptr, nullptr);
    file->ExecuteSQL(
        "INSERT INTO sqlite_master VALUES('table', 'x', 'x', 0, 'CREATE VIRTUAL TABLE x USING "
        "VirtualText(''/etc/passwd'', ''UTF-8'', 0)')",
        nullptr, nullptr);
  }
  EXPECT_EQ(outcome_of(path, Purpose::vectors), "nothing");
}

/// Whoever opens it: a source of a VRT brings options of its own.
TEST_F(OpenInput, ADatabaseRunsNoStatementsOfAnotherFile) {
  const std::string path = folder_ / "c.gpkg";
  {
    const GDALDatasetUniquePtr made(
        GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    made->CreateLayer("area", nullptr, wkbPolygon, nullptr);
  }
  const GdalFailures quiet;
  for (const std::string& option :
       {"PRELUDE_STATEMENTS=VACUUM INTO '" + (folder_ / "written.db") + "'", std::string("where=1=1")}) {
    const std::array<const char*, 2> options = {option.c_str(), nullptr};
    const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR, nullptr, options.data()));
    EXPECT_FALSE(file) << option;
  }
  EXPECT_FALSE(fs::exists(folder_ / "written.db"));
}

TEST_F(OpenInput, ADatabaseWaitsForNoPipeBesideIt) {
  const std::string path = folder_ / "d.gpkg";
  {
    const GDALDatasetUniquePtr made(
        GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    made->CreateLayer("area", nullptr, wkbPolygon, nullptr);
  }
  for (const char* const ending : {"-journal", "-wal", "-shm"}) {
    ASSERT_EQ(mkfifo((path + ending).c_str(), 0600), 0);
    EXPECT_EQ(outcome_of(path, Purpose::vectors), "nothing") << ending;
    fs::remove(path + ending);
  }
  EXPECT_EQ(outcome_of(path, Purpose::vectors), "GPKG");
}

TEST_F(OpenInput, ADatabaseCallsNothingThatReachesOut) {
  const test::Listener listener;
  const std::string path = folder_ / "a.gpkg";
  {
    const GDALDatasetUniquePtr made(
        GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    made->CreateLayer("area", nullptr, wkbPolygon, nullptr);
    for (const std::string& sql :
         {"CREATE VIEW v AS SELECT 1 AS fid, ogr_geocode('x', 'geometry', 'SERVICE=OSM_NOMINATIM', 'QUERY_TEMPLATE=" +
              listener.url() + "/%s') AS geom",
          std::string("INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES('v', 'attributes', 'v')")})
      made->ExecuteSQL(sql.c_str(), nullptr, nullptr);
  }
  const GdalFailures quiet;
  const GDALDatasetUniquePtr file = open_input(path, Purpose::vectors);
  EXPECT_FALSE(file) << "SQLite calls the function unsafe in a view";
  EXPECT_EQ(listener.connections(), 0);
}

}  // namespace
}  // namespace greisen::geo
