// SPDX-License-Identifier: Apache-2.0
// What is no plain file is refused at once. Each of these opens would wait for ever, so the tests run under an alarm.
#include "geo/gdal/plain_files.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#include <cpl_vsi.h>
#include <gmock/gmock.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/plain_file.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/read/band_source.hpp"
#include "geo/vectors/vector_read.hpp"
#include "support/graph_fixture.hpp"
#include "support/raster_file.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;

class PlainFiles : public ::testing::Test {
 protected:
  void SetUp() override { alarm(60); }
  void TearDown() override { alarm(0); }

  std::string fifo(const std::string& name) const {
    const std::string path = folder_.file(name);
    EXPECT_EQ(mkfifo(path.c_str(), 0600), 0);
    return path;
  }
  /// A pipe, a link to it, a socket, a device, a file that the kernel makes up.
  std::vector<std::string> all() const {
    std::vector<std::string> paths = {fifo("pipe.tif"), folder_.file("link.tif"), folder_.file("s"), "/dev/zero",
                                      "/proc/self/status"};
    fs::create_symlink(paths[0], paths[1]);
    sockaddr_un name = {AF_UNIX, {}};
    paths[2].copy(name.sun_path, sizeof name.sun_path - 1);
    const int socket_ = socket(AF_UNIX, SOCK_STREAM, 0);
    EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&name), sizeof name), 0);
    close(socket_);
    return paths;
  }

  template <class Work>
  static std::string code_of(Work work) {
    try {
      work();
    } catch (const Error& error) {
      return std::string(error.code()) +
             (error.problems().front().what.find(kNoPlainFile) == std::string::npos ? " of another kind" : "");
    }
    return "read";
  }

  greisen::testing::TempFolder folder_;
};

TEST_F(PlainFiles, NothingElseIsReadByAnyDoor) {
  for (const std::string& path : all()) {
    EXPECT_TRUE(is_no_plain_file(path)) << path;
    EXPECT_EQ(code_of([&] { const DatasetPtr opened = GdalSession().open(path); }), "E3001") << path;
    EXPECT_EQ(code_of([&] { read_text(path, 1000); }), "E3001") << path;
    EXPECT_EQ(code_of([&] { read_text_file(path, 1000); }), "E3001") << path;
    EXPECT_EQ(code_of([&] { sha256_file(path); }), "E3001") << path;
    EXPECT_EQ(VSIFOpenL(path.c_str(), "rb"), nullptr) << path;
  }
}

TEST_F(PlainFiles, FilesLinksAndFoldersAreNoneOfThese) {
  std::ofstream(folder_.file("a")) << "granite";
  fs::create_symlink(folder_.file("a"), folder_.file("b"));
  EXPECT_EQ(read_text_file(folder_.file("b"), 1000), "granite");
  EXPECT_EQ(read_text(folder_.file("b"), 1000), "granite");
  EXPECT_FALSE(is_no_plain_file(folder_.file("")));
  EXPECT_FALSE(is_no_plain_file(folder_.file("none")));
  EXPECT_EQ(code_of([&] { read_text_file(folder_.file("none"), 1000); }), "E3001 of another kind");
}

TEST_F(PlainFiles, PartsOfFilesAreRefusedWithThem) {
  const std::string path = fifo("a.hdf");
  EXPECT_EQ(code_of([&] { const DatasetPtr opened = GdalSession().open("HDF4_SDS:UNKNOWN:\"" + path + "\":0"); }),
            "E3001");
  EXPECT_EQ(code_of([&] { const DatasetPtr opened = GdalSession().open("NETCDF:\"" + path + "\":x"); }), "E3001");
}

TEST_F(PlainFiles, APipeBesideARasterIsAsNothingBesideIt) {
  const std::string path = folder_.file("a.tif");
  test::write_raster(path, {.values = {{1, 2, 3, 4}}});
  const FileInfo before = file_info(path);
  for (const char* const beside : {"a.tif.aux.xml", "a.tfw", "a.tif.ovr", "a.tif.msk", "a.prj", "a.aux", "a.IMD"})
    fifo(beside);
  const FileInfo after = file_info(path);
  EXPECT_EQ(after.grid.origin_x, before.grid.origin_x);
  EXPECT_EQ(after.grid.crs, before.grid.crs);
}

TEST_F(PlainFiles, VectorsAndTheirSiblingsToo) {
  for (const char* const name : {"a.gpkg", "a.shp", "a.kml", "a.csv", "a.gml", "a.xlsx"})
    EXPECT_EQ(code_of([&] { shape_tables(fifo(name)); }), "E3001") << name;
  const std::string path = folder_.file("b.csv");
  std::ofstream(path) << "lon,lat\n-7,41\n";
  fifo("b.csvt");
  fifo("b.prj");
  EXPECT_NO_THROW(shape_tables(path));
}

}  // namespace
}  // namespace greisen::geo
