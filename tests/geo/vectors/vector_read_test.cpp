// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/vector_read.hpp"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "geo/gdal/gdal_session.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

void write_polygons(const std::string& path, std::size_t rows) {
  const GdalSession session;
  const GDALDatasetUniquePtr file(
      GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  OGRSpatialReference srs;
  srs.importFromEPSG(32629);
  OGRLayer* const layer = file->CreateLayer("a", &srs, wkbPolygon, nullptr);
  ASSERT_NE(layer, nullptr);
  for (std::size_t i = 0; i < rows; ++i) {
    const double x = 600000 + static_cast<double>(i);
    auto ring = std::make_unique<OGRLinearRing>();
    for (const auto& [right, up] : {std::pair(0, 0), {1, 0}, {1, 1}, {0, 0}}) ring->addPoint(x + right, up);
    OGRPolygon polygon;
    polygon.addRingDirectly(ring.release());
    const OGRFeatureUniquePtr row(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    row->SetGeometry(&polygon);
    ASSERT_EQ(layer->CreateFeature(row.get()), OGRERR_NONE);
  }
}

/// OGR ends a layer where a page of the database cannot be read: what came before is no table.
TEST(VectorRead, ATableThatCannotBeReadToItsEndIsNoneOfFewerRows) {
  constexpr std::size_t kRows = 2000;
  constexpr std::streamoff kPage = 4096;
  const ScratchFolder folder;
  const std::string whole = folder / "whole.gpkg";
  write_polygons(whole, kRows);
  ASSERT_EQ(read_table(whole, "a").table.rows.size(), kRows);
  const auto pages = static_cast<std::streamoff>(std::filesystem::file_size(whole)) / kPage;
  int refused = 0;
  for (std::streamoff page = pages / 4; page < pages; page += pages / 16) {
    const std::string damaged = folder / ("damaged" + std::to_string(page) + ".gpkg");
    std::filesystem::copy_file(whole, damaged);
    std::fstream file(damaged, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(page * kPage);
    file << std::string(static_cast<std::size_t>(kPage), '\xff');
    file.close();
    std::size_t rows = 0;
    const std::string code = code_of([&] { rows = read_table(damaged, "a").table.rows.size(); });
    if (code == "no error")
      EXPECT_EQ(rows, kRows) << "page " << page;
    else
      ++refused;
  }
  EXPECT_GT(refused, 0) << "none of the pages held rows";
}

}  // namespace
}  // namespace greisen::geo
