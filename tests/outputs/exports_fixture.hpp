// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "geo/gdal/gdal_session.hpp"
#include "outputs/exports.hpp"
#include "support/raster_file.hpp"

namespace greisen::outputs {

inline constexpr const char* kHostile = "</script>]]>'; DROP TABLE \"x\", <b>& $[name] \xc3\xb1 \xe2\x82\xac";

/// A run of two models with a target each, and a map of favourability of 40 x 40 pixels whose west was not judged.
class Exports : public testing::Test {
 protected:
  void SetUp() override {
    const geo::GdalSession session;
    folder_ = std::filesystem::temp_directory_path() /
              ("greisen_exports_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "run");
    std::vector<double> values(40 * 40, 0.5);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (i % 40 < 10) values[i] = -9999;
    test::write_raster(path("run/prospectivity_w-skarn.tif"), {.cols = 40,
                                                               .rows = 40,
                                                               .values = {values},
                                                               .type = GDT_Float32,
                                                               .left = 749'000,
                                                               .top = 4'321'200,
                                                               .nodata = -9999});
    source_ = made();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string bytes(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// All files below a folder, by name.
  [[nodiscard]] std::map<std::string, std::string> tree(const std::string& name) const {
    std::map<std::string, std::string> files;
    if (std::filesystem::is_regular_file(path(name))) files[""] = bytes(name);
    if (!std::filesystem::is_directory(path(name))) return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path(name)))
      if (entry.is_regular_file())
        files[entry.path().lexically_relative(path(name)).string()] =
            bytes(entry.path().lexically_relative(folder_).string());
    return files;
  }
  static GDALDatasetUniquePtr opened(const std::string& file) {
    return GDALDatasetUniquePtr(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_RASTER));
  }

  std::filesystem::path folder_;
  ExportSource source_;

 private:
  static geo::VectorTable targets() {
    using geo::CellType;
    geo::VectorTable table{"targets", "", geo::ShapeType::multi_polygon, {}, {}};
    table.columns = {
        {"label", CellType::text},       {"rank", CellType::integer},   {"model", CellType::text},
        {"score", CellType::real},       {"lon", CellType::real},       {"lat", CellType::real},
        {"branch", CellType::text},      {"raised_by", CellType::text}, {"nearest_known_m", CellType::real},
        {"sensor_dates", CellType::text}};
    std::string dates;
    while (dates.size() < 300) dates += "sentinel2 2023-07-14; \xc3\xb1";
    const std::vector<geo::Polygon> shape = {
        {{{{749'400, 4'320'500}, {749'400, 4'321'000}, {750'000, 4'321'000}, {750'000, 4'320'500}},
          {{749'500, 4'320'600}, {749'600, 4'320'600}, {749'600, 4'320'700}}}}};
    table.rows = {{{std::string("A1"), std::int64_t{1}, std::string("w-skarn"), 0.7346, -6.1215, 39.003,
                    std::string(kHostile), std::string("=HYPERLINK(\"x\")"), 1234.5, dates},
                   shape},
                  {{std::string("B1"),
                    std::int64_t{1},
                    std::string(kHostile),
                    0.5,
                    -6.1215,
                    39.003,
                    std::string(),
                    std::string("al_clay"),
                    {},
                    std::string("aster 2005-01-01")},
                   shape}};
    return table;
  }

  ExportSource made() const {
    ExportSource source;
    source.folder = path("run");
    source.name = kHostile;
    source.finished = "2024-05-17T09:30:00Z";
    source.notice = "Not evidence of mineralisation.";
    source.crs = geo::parse_crs("EPSG:32629");
    source.models = {{"w-skarn", "Skarn", "A", {0, 114, 178}}, {kHostile, kHostile, "B", {213, 94, 0}}};
    source.tables = {targets()};
    geo::VectorTable centroids = targets();
    centroids.name = "centroids";
    centroids.shapes = geo::ShapeType::point;
    for (geo::VectorRow& row : centroids.rows) row.shape = geo::Point{749'700, 4'320'750};
    source.tables.push_back(centroids);
    source.tables.push_back({"faults",
                             "",
                             geo::ShapeType::multi_line,
                             {},
                             {{{}, geo::Lines{{{{749'100, 4'320'100}, {750'100, 4'320'900}}}}}}});
    MapLayer style;
    style.table = "targets";
    style.style.render = Render::polygon;
    style.style.by = "model";
    style.style.label = "label";
    style.palette.colours = {{0, 114, 178}};
    style.marks.names = {"halo"};
    style.marks.colours = {{255, 255, 255}};
    for (const ExportModel& model : source.models) style.categories.push_back({model.id, model.title, model.colour});
    source.styles = {style};
    source.rasters = {{"prospectivity_w-skarn.tif", kHostile, true, false, {{0, {0, 0, 0}}, {1, {200, 100, 0}}}},
                      {"classes_w-skarn.tif", "classes", false, true, {{1, {1, 2, 3}, 1, kHostile}, {2, {4, 5, 6}}}},
                      {"layers/s2/scene.tif", "scene", false, false, {}}};
    source.files = {{"prospectivity_w-skarn.tif", ""}};
    return source;
  }
};

}  // namespace greisen::outputs
