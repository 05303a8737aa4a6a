// SPDX-License-Identifier: Apache-2.0
#include "geo/write/jp2_writer.hpp"

#include <cstdint>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include "geo/gdal/gdal_session.hpp"
#include "geo/place/crs.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

Grid utm_grid(int cols, int rows) { return {parse_crs("EPSG:32629").wkt, 600000, 4600020, 20, 20, cols, rows}; }

TEST(Jp2Writer, KeepsEveryValueAndThePlace) {
  const ScratchFolder folder;
  std::vector<std::uint16_t> pixels(70 * 50);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint16_t>(i * 7919 % 65536);
  const std::string path = folder / "T29TPF_B11_20m.jp2";
  write_jp2(path, utm_grid(70, 50), std::span<const std::uint16_t>(pixels));
  const DatasetPtr opened = GdalSession().open(path);
  auto* const dataset = GDALDataset::FromHandle(opened.get());
  std::vector<std::uint16_t> back(pixels.size());
  ASSERT_EQ(dataset->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 70, 50, back.data(), 70, 50, GDT_UInt16, 0, 0, nullptr),
            CE_None);
  EXPECT_EQ(back, pixels);
  double transform[6] = {};
  ASSERT_EQ(dataset->GetGeoTransform(transform), CE_None);
  EXPECT_EQ(std::vector<double>(transform, transform + 6), (std::vector<double>{600000, 20, 0, 4600020, 0, -20}));
  EXPECT_EQ(parse_crs(dataset->GetProjectionRef()).code, "32629");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"T29TPF_B11_20m.jp2"});
}

TEST(Jp2Writer, ClassesStayBytes) {
  const ScratchFolder folder;
  const std::vector<std::uint8_t> classes = {0, 3, 5, 9, 11, 4};
  write_jp2(folder / "scl.jp2", utm_grid(3, 2), std::span<const std::uint8_t>(classes));
  const DatasetPtr opened = GdalSession().open(folder / "scl.jp2");
  auto* const band = GDALDataset::FromHandle(opened.get())->GetRasterBand(1);
  EXPECT_EQ(band->GetRasterDataType(), GDT_Byte);
  std::vector<std::uint8_t> back(6);
  ASSERT_EQ(band->RasterIO(GF_Read, 0, 0, 3, 2, back.data(), 3, 2, GDT_Byte, 0, 0, nullptr), CE_None);
  EXPECT_EQ(back, classes);
}

TEST(Jp2Writer, SamePixelsGiveTheSameBytes) {
  const ScratchFolder folder;
  const std::vector<std::uint16_t> pixels(64 * 64, 1234);
  for (const char* name : {"a.jp2", "b.jp2"}) write_jp2(folder / name, utm_grid(64, 64), std::span(pixels));
  EXPECT_EQ(bytes_of_file(folder / "a.jp2"), bytes_of_file(folder / "b.jp2"));
}

TEST(Jp2Writer, RefusesWhatItCannotWrite) {
  const ScratchFolder folder;
  const std::vector<std::uint16_t> pixels(12, 1);
  EXPECT_EQ(code_of([&] { write_jp2(folder / "a.jp2", utm_grid(4, 4), std::span(pixels)); }), "E1062");
  EXPECT_EQ(code_of([&] { write_jp2(folder / "none/a.jp2", utm_grid(4, 3), std::span(pixels)); }), "E7002");
  EXPECT_TRUE(folder.names().empty());
}

}  // namespace
}  // namespace greisen::geo
