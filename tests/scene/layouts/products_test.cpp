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
