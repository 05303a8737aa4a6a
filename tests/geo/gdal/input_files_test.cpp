// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/input_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;

class InputFiles : public ::testing::Test {
 protected:
  [[nodiscard]] std::string at(const std::string& name) const { return folder_.file(name); }
  void write(const std::string& name, const std::string& text = "x") const { std::ofstream(at(name)) << text; }
  /// Role and name of each file that takes part.
  [[nodiscard]] std::vector<std::string> parts(const std::string& path, InputKind kind) const {
    std::vector<std::string> all;
    for (const InputFile& file : input_files(path, kind))
      all.push_back(file.role + " " + fs::path(file.path).filename().string());
    return all;
  }
  void write_tile(const std::string& name) const {
    test::RasterFile raster;
    raster.values = {{1, 2, 3, 4}};
    test::write_raster(at(name), raster);
  }
  void write_virtual(const std::string& name, const std::string& source) const {
    write(name,
          "<VRTDataset rasterXSize=\"2\" rasterYSize=\"2\"><VRTRasterBand dataType=\"UInt16\" band=\"1\"><SimpleSource>"
          "<SourceFilename relativeToVRT=\"1\">" +
              source + "</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>");
  }

  testing::TempFolder folder_;
};

using Parts = std::vector<std::string>;

TEST_F(InputFiles, OfAShapefileAreAllThatShareItsStem) {
  for (const char* const name :
       {"map.shp", "map.dbf", "map.shx", "map.cpg", "map.PRJ", "map.qml", "map.txt", "other.dbf"})
    write(name);
  EXPECT_EQ(parts(at("map.shp"), InputKind::vectors),
            (Parts{" map.shp", "*.shx map.shx", "*.dbf map.dbf", "*.cpg map.cpg", "*.PRJ map.PRJ"}));
}

TEST_F(InputFiles, OfARasterAreMasksOverviewsWorldFilesAndHeaders) {
  write_tile("a.tif");
  for (const char* const name :
       {"a.tif.msk", "a.tif.ovr", "a.tif.aux.xml", "a.tfw", "a.tifw", "a.TFW", "a.hdr", "a.txt", "ab.tfw"})
    write(name);
  EXPECT_EQ(parts(at("a.tif"), InputKind::raster),
            (Parts{" a.tif", "+.aux.xml a.tif.aux.xml", "+.ovr a.tif.ovr", "+.msk a.tif.msk", "*.hdr a.hdr",
                   "*.tfw a.tfw", "*.TFW a.TFW", "*.tifw a.tifw"}));
}

TEST_F(InputFiles, OfAVirtualRasterAreItsSourcesOfAnyDepthWithTheirSiblings) {
  fs::create_directory(at("tiles"));
  write_tile("tiles/a.tif");
  write("tiles/a.tif.msk");
  write_virtual("tiles/inner.vrt", "a.tif");
  write_virtual("outer.vrt", "tiles/inner.vrt");
  EXPECT_EQ(parts(at("outer.vrt"), InputKind::raster),
            (Parts{" outer.vrt", "1 inner.vrt", "1/1 a.tif", "1/1+.msk a.tif.msk"}));
}

TEST_F(InputFiles, AVirtualRasterThatNamesItselfEnds) {
  write_virtual("a.vrt", "b.vrt");
  write_virtual("b.vrt", "a.vrt");
  EXPECT_EQ(parts(at("a.vrt"), InputKind::raster).front(), " a.vrt");
}

/// GML is read from a private copy, which is another file each time: looking for the files of the copy had no end.
TEST_F(InputFiles, OfAPrivateCopyNothingIsAnInput) {
  write("area.gml",
        "<ogr:FeatureCollection xmlns:ogr=\"http://<OGRVRTDataSource>ogr.maptools.org/\" "
        "xmlns:gml=\"http://www.opengis.net/gml\">\n<gml:featureMember><ogr:area fid=\"0\"><ogr:geometryProperty>");
  fs::copy_file(at("area.gml"), at("area.kml"));
  EXPECT_EQ(parts(at("area.gml"), InputKind::vectors), Parts{" area.gml"});
  EXPECT_EQ(parts(at("area.kml"), InputKind::vectors), Parts{" area.kml"});
}

TEST_F(InputFiles, OfADatabaseAreItsLogs) {
  for (const char* const name : {"a.gpkg", "a.gpkg-wal", "a.gpkg-shm", "a.gpkg-journal"}) write(name);
  EXPECT_EQ(parts(at("a.gpkg"), InputKind::vectors), (Parts{" a.gpkg", "+-wal a.gpkg-wal", "+-journal a.gpkg-journal"}))
      << "the index of the log holds no edits";
}

TEST_F(InputFiles, OfAnArchiveIsTheArchive) {
  write("a.zip");
  for (const std::string& path : {"/vsizip/" + at("a.zip") + "/b/c.tif", "/vsizip/{" + at("a.zip") + "}/b/c.tif"}) {
    EXPECT_EQ(parts(path, InputKind::raster), (Parts{" a.zip"})) << path;
    EXPECT_EQ(file_and_rest(path).first, at("a.zip"));
  }
  EXPECT_NE(file_and_rest("/vsizip/" + at("a.zip") + "/b.tif").second,
            file_and_rest("/vsizip/" + at("a.zip") + "/c.tif").second);
}

TEST_F(InputFiles, OfASubdatasetIsTheFileItLiesIn) {
  write("a.h5");
  for (const std::string& path : {"HDF5:\"" + at("a.h5") + "\"://x", "HDF4_EOS:EOS_GRID:\"" + at("a.h5") + "\":g:f",
                                  "NETCDF:" + at("a.h5") + ":v"})
    EXPECT_EQ(file_and_rest(path).first, at("a.h5")) << path;
}

TEST_F(InputFiles, OfAFolderAreItsFiles) {
  fs::create_directory(at("a.gdb"));
  for (const char* const name : {"a.gdb/b", "a.gdb/a", "a.gdb/.hidden"}) write(name);
  EXPECT_EQ(parts(at("a.gdb"), InputKind::vectors), (Parts{"/a a", "/b b"}));
}

TEST_F(InputFiles, OfALinkIsWhatItLeadsTo) {
  write("a.csv");
  fs::create_symlink(at("a.csv"), at("b.csv"));
  EXPECT_EQ(parts(at("b.csv"), InputKind::vectors), (Parts{" b.csv"}));
  EXPECT_TRUE(parts(at("nowhere.csv"), InputKind::vectors).empty());
}

TEST(RemoteInputs, AreThoseThatLeaveTheMachine) {
  for (const char* const path : {"/vsicurl/https://a.b/c.tif", "/vsis3/bucket/c.tif", "https://a.b/c.tif",
                                 "/vsizip//vsicurl/https://a.b/c.zip/d.tif", "/vsizip/{/vsis3/b/c.zip}/d.tif"})
    EXPECT_TRUE(is_remote(path)) << path;
  for (const char* const path : {"a.tif", "/a/b.tif", "/vsizip//a/c.zip/d.tif", "HDF5:\"a.h5\"://x"})
    EXPECT_FALSE(is_remote(path)) << path;
}

}  // namespace
}  // namespace greisen::geo
