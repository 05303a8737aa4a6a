// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/raster_words.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "catalogue/catalogue.hpp"

namespace greisen::scene {
namespace {

/// "B02/1": the band and its rank; "-": none.
std::string meant(const char* sensor_id, const std::string& description) {
  static const Catalogue catalogue = load_catalogue();
  const Sensor& sensor = catalogue.find_sensor(sensor_id);
  const auto told = described_band(sensor, description);
  return told ? sensor.bands[static_cast<std::size_t>(told->band)].name + "/" + std::to_string(told->rank) : "-";
}

TEST(RasterWords, TakeTheBandOutOfWhatStandsAroundIt) {
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {"B02", "B02/0"},
      {"B02 (490 nm)", "B02/0"},
      {"B2, blue", "B02/0"},
      {"B2_median", "B02/1"},
      {"B2_p50", "B02/1"},
      {"swir1_mean", "B11/2"},
      {"B2_p10", "B02/3"},
      {"median_B8A", "B8A/1"},
      {"0_B4", "B04/0"},
      {"sur_refl_b04", "B04/0"},
      {"20230714T112119_B11", "B11/0"},
      {"20230714T112119_20230714T112118_T29TPF_B12", "B12/0"},
      {"B4_stdDev", "-"},
      {"B8_B4", "-"},
      {"ndvi_B8", "-"},
      {"B4 / B2", "-"},
      {"B4_count", "-"},
      {"clouds", "-"},
      {"SR_B4", "-"},
      {"", "-"}};
  for (const auto& [description, band] : wanted) EXPECT_EQ(meant("sentinel2", description), band) << description;
  EXPECT_EQ(meant("landsat89", "LC08_044034_20140318_SR_B4"), "B4/0");
  EXPECT_EQ(meant("landsat89", "SR_B6_median"), "B6/1");
  EXPECT_EQ(meant("landsat57", "sr_band5"), "B5/0");
}

geo::FileInfo file_of(const std::vector<std::string>& descriptions) {
  geo::FileInfo info;
  for (const std::string& description : descriptions) info.bands.emplace_back().description = description;
  return info;
}

TEST(RasterWords, PreferTheMeasurementToItsStatistics) {
  const Catalogue catalogue = load_catalogue();
  const Sensor& sensor = catalogue.find_sensor("sentinel2");
  const DescribedBands one = described_bands(file_of({"B4_mean", "B4_p50", "B4_stdDev", "B8_mean", "QA60"}), sensor);
  ASSERT_EQ(one.bands.size(), 2U);
  EXPECT_EQ(one.bands[0].file_band, 2);
  EXPECT_EQ(one.bands[1].file_band, 4);
  EXPECT_EQ(one.left_out.size(), 3U);
  EXPECT_FALSE(one.others);
  EXPECT_TRUE(one.doubled.empty());
  EXPECT_EQ(described_bands(file_of({"B4_p25", "B4_p75"}), sensor).doubled, (std::vector<std::string>{"B04"}));
  EXPECT_TRUE(described_bands(file_of({"B4", "elevation"}), sensor).others);
}

/// Values as the product guides of the USGS list them; of Fmask and CLM by hand from their bits.
TEST(QualityLayers, MeanWhatTheirGuidesSay) {
  using Values = std::vector<std::pair<std::uint32_t, Reason>>;
  const std::map<std::pair<std::string, std::string>, Values> wanted = {
      {{"landsat89", "BQA"},
       {{2720, Reason::none},
        {2800, Reason::cloud},
        {2976, Reason::shadow},
        {3744, Reason::snow},
        {6816, Reason::cirrus},
        {1, Reason::nodata}}},
      {{"landsat57", "BQA"},
       {{672, Reason::none}, {752, Reason::cloud}, {928, Reason::shadow}, {1696, Reason::snow}, {1, Reason::nodata}}},
      {{"landsat89", "PIXEL_QA"},
       {{322, Reason::none},
        {324, Reason::water},
        {328, Reason::shadow},
        {336, Reason::snow},
        {352, Reason::cloud},
        {834, Reason::cirrus},
        {1, Reason::nodata}}},
      {{"landsat57", "PIXEL_QA"},
       {{66, Reason::none}, {68, Reason::water}, {72, Reason::shadow}, {80, Reason::snow}, {96, Reason::cloud}}},
      {{"sentinel2", "Fmask"},
       {{64, Reason::none},
        {2, Reason::cloud},
        {4, Reason::cloud},
        {8, Reason::shadow},
        {16, Reason::snow},
        {32, Reason::water},
        {192, Reason::cirrus}}},
      {{"sentinel2", "CLM"}, {{0, Reason::none}, {1, Reason::shadow}, {3, Reason::cloud}, {128, Reason::cirrus}}},
      {{"sentinel2", "MG2"},
       {{0, Reason::none},
        {1, Reason::water},
        {2, Reason::none},
        {4, Reason::snow},
        {8, Reason::shadow},
        {16, Reason::terrain_shadow}}},
      {{"sentinel2", "QA60"}, {{0, Reason::none}, {1024, Reason::cloud}, {2048, Reason::cirrus}}}};
  const Catalogue catalogue = load_catalogue();
  for (const auto& [key, values] : wanted) {
    const QualityLayer* layer = described_quality(catalogue.find_sensor(key.first), key.second);
    ASSERT_NE(layer, nullptr) << key.second;
    for (const auto& [value, reason] : values)
      EXPECT_EQ(layer->reasons(value), static_cast<std::uint16_t>(reason))
          << key.first << " " << key.second << " " << value;
  }
}

}  // namespace
}  // namespace greisen::scene
