// SPDX-License-Identifier: Apache-2.0
// Every form in which products lie on disk, read: docs/products.md tells no more and no less.
#include <cmath>
#include <sstream>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "scene/layouts/product_rows.hpp"
#include "scene/scene_fixture.hpp"

namespace greisen::scene {
namespace {

using test::ProductRow;
using test::products::product_rows;

class Products : public SceneTest {
 protected:
  /// What is made of a row: in words for the table.
  std::string taken(const ProductRow& row) {
    SceneRequest request;
    request.path = folder_ / "row" / row.path;
    request.sensor = row.sensor;
    std::string asked;
    try {
      scenes_ = find(request);
    } catch (const Error& error) {
      scenes_.clear();
      if (error.code() != "E3103") return "refused: " + std::string(error.code());
      asked = "; scale and offset are asked for (E3103)";
      request.tolerant = true;
      scenes_ = find(request);
    }
    std::string text = scenes_.size() == 1 ? "" : std::to_string(scenes_.size()) + " scenes, the first: ";
    const Scene& scene = scenes_.front();
    text += (scene.sensor.empty() ? "sensor not known" : scene.sensor) + ", " + std::to_string(scene.bands.size()) +
            " bands";
    for (const SceneQuality& layer : scene.quality) text += ", " + layer.meaning.name;
    if (!asked.empty()) return text + asked;
    if (scene.kind == Kind::dn) return text + "; digital numbers";
    const geo::BandSource& first = scene.bands.front().source;
    return text + "; " + std::string(to_word(scene.kind)) + " reflectance = DN × " + format_number(first.scale) +
           " + " + format_number(first.offset);
  }

  std::vector<Scene> scenes_;
};

TEST_F(Products, AreTakenAsTheDocumentTells) {
  std::string table = "| product | files | taken as |\n|---|---|---|\n";
  for (const ProductRow& row : product_rows()) {
    std::filesystem::remove_all(folder_ / "row");
    std::filesystem::create_directories(folder_ / "row");
    row.write(folder_ / "row");
    const std::string what = taken(row);
    table += "| " + row.product + " | " + row.names + " | " + what + " |\n";
    if (std::isnan(row.value)) continue;
    ASSERT_FALSE(scenes_.empty()) << row.product << ": " << what;
    const Sensor sensor = catalogue_.find_sensor(scenes_.front().sensor);
    const SceneBand* band = scenes_.front().find(row.band);
    if (band == nullptr) band = &scenes_.front().bands.at(1);  // a spectrometer's channels have no roles
    EXPECT_NEAR(read_all(geo::raster_of({band->source}, band->grid)).view().at(0, 0, 0), row.value, 1e-5)
        << row.product;
  }
  std::ifstream file(std::string(GREISEN_SOURCE_DIR) + "/docs/products.md");
  std::stringstream document;
  document << file.rdbuf();
  EXPECT_NE(document.str().find(table), std::string::npos) << "docs/products.md does not have this table:\n" << table;
}

/// Planetary Computer signs addresses; the files of its item, downloaded beside it, are read and not the network.
TEST_F(Products, BesideAStacItemAreItsAssets) {
  test::write_bands(folder_, {"B04", "B11"}, {.before = "T29TPF_20230714T112119_", .after = "_20m.tif"});
  const std::string at = "https://store.example/T29TPF_20230714T112119_";
  test::write_text(
      folder_ / "S2B_MSIL2A_20230714T112119.json",
      R"({"type": "Feature", "stac_version": "1.0.0", "id": "S2B_MSIL2A_20230714T112119", "collection": "sentinel-2-l2a",
      "properties": {"datetime": "2023-07-14T11:21:19Z", "platform": "Sentinel-2B", "s2:processing_baseline": "05.09"},
      "assets": {"B04": {"href": ")" +
          at + R"(B04_20m.tif?st=2023&sig=a/b"}, "B11": {"href": ")" + at +
          R"(B11_20m.tif?st=2023"}, "B12": {"href": ")" + at + R"(B12_20m.tif"}}})");
  test::write_text(folder_ / "notes.json", "{}");
  for (const std::string& path : {folder_.string(), (folder_ / "*.tif").string()}) {
    const Scene scene = only(path);
    EXPECT_EQ(scene.id, "S2B_MSIL2A_20230714T112119");
    ASSERT_EQ(scene.bands.size(), 2U);
    EXPECT_DOUBLE_EQ(scene.find("swir1")->source.offset, -0.1);  // the rule of baseline 05.09
    EXPECT_EQ(scene.find("swir1")->source.path, (folder_ / "T29TPF_20230714T112119_B11_20m.tif").string());
  }
}

TEST_F(Products, OfAnyNameAreARasterWhereTheyAreAlone) {
  test::write_bands(folder_, {"b1"}, {.before = "pca_"});
  EXPECT_EQ(only("pca_b1.tif").layout, "raster");
  SceneRequest request;
  request.path = "pca_b1.tif";
  request.sensor = "sentinel2";
  request.scale = {0.0001};
  EXPECT_EQ(find(request).front().find("B01")->source.path, (folder_ / "pca_b1.tif").string());
  test::write_raster((folder_ / "x_b1.tif").string(), {.values = {{1, 2, 3, 4}}, .names = {"B12"}});
  request.path = "x_b1.tif";
  EXPECT_NE(find(request).front().find("B12"), nullptr);  // what it says itself
}

/// Names of bands that several sensors have, and nothing that tells which: joined, and asked about.
TEST_F(Products, OfAnUnknownSensorAreJoinedUnderTheirOwnNames) {
  test::write_bands(folder_, {"red", "nir"}, {.before = "field_"});
  const Scene scene = only(folder_.string());
  EXPECT_EQ(scene.sensor, "");
  EXPECT_EQ(scene.bands.size(), 2U);
  EXPECT_TRUE(warned("no sensor is known for these files"));
}

TEST_F(Products, OfWhichAFileIsDamagedOrMissingAreAScene) {
  test::write_bands(folder_, {"B02", "B04", "B11"},
                    {.before = "HLS.S30.T29TPF.2023195T112119.v2.0.", .type = GDT_Int16});
  test::write_text(folder_ / "HLS.S30.T29TPF.2023195T112119.v2.0.B12.tif", "II*");
  const Scene scene = only(folder_.string());
  EXPECT_EQ(scene.date, "2023-07-14");
  EXPECT_EQ(scene.time, "11:21:19");
  EXPECT_EQ(scene.tile, "T29TPF");
  EXPECT_EQ(scene.bands.size(), 3U);
  EXPECT_TRUE(warned("B12.tif is left out"));
}

/// A shell turns *.tif into names: they are the same scene as their folder.
TEST_F(Products, NamedFileByFileAreTheSceneOfTheirFolder) {
  for (const ProductRow& row : product_rows()) {
    if (!row.sensor.empty()) continue;
    std::filesystem::remove_all(folder_ / "row");
    std::filesystem::create_directories(folder_ / "row");
    row.write(folder_ / "row");
    SceneRequest folder;
    folder.path = folder_ / "row";
    folder.tolerant = true;
    SceneRequest files = folder;
    files.path.clear();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "row")) {
      const std::string name = entry.path().string();
      if (name.find(".zarr/") != std::string::npos || name.find("SAFE/") != std::string::npos) continue;
      const bool image =
          name.ends_with(".tif") || name.ends_with(".TIF") || name.ends_with(".tiff") || name.ends_with(".jp2");
      if (!entry.is_regular_file() || !image) continue;
      (files.path.empty() ? files.path : files.also.emplace_back()) = name;
    }
    if (files.path.empty()) continue;
    const auto one = find(folder);
    const auto other = find(files);
    ASSERT_EQ(one.size(), other.size()) << row.product;
    for (std::size_t i = 0; i < one.size(); ++i) {
      EXPECT_EQ(one[i].id, other[i].id) << row.product;
      EXPECT_EQ(one[i].files, other[i].files) << row.product;
      EXPECT_EQ(one[i].quality.size(), other[i].quality.size()) << row.product;
    }
  }
}

}  // namespace
}  // namespace greisen::scene
