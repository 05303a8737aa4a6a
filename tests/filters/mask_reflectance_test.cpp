// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/run_step.hpp"

namespace greisen::filters {
namespace {

using test::even;
using test::Picture;
using Words = std::vector<std::string>;

/// Layers a, b, c … from one drawing each.
Picture stack(const std::vector<std::string>& drawings) {
  Picture all(drawings.front());
  for (std::size_t i = 1; i < drawings.size(); ++i) all.add_layer(Picture(drawings[i]));
  return all;
}

Picture masked(test::Arguments arguments, const std::vector<std::string>& drawings) {
  return test::run_step(mask_reflectance(), std::move(arguments), stack(drawings));
}

std::string word(const char* text) { return text; }

void expect_refused(const test::Arguments& arguments, int layers) {
  const Step step = mask_reflectance();
  try {
    static_cast<void>(step.shape(test::request_of(step, arguments, layers)));
    ADD_FAILURE() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E2411") << error.what();
  }
}

TEST(MaskReflectance, KeepsAllWithoutArguments) {
  const Picture out = masked({}, {"0.2 0.001 -0.1", "0.3 0 7"});
  EXPECT_EQ(out.drawn(0), even("0.2 0.001 -0.1"));
  EXPECT_EQ(out.drawn(1), even("0.3 0 7"));
  EXPECT_EQ(out.drawn(2), even("0 0 0"));
}

TEST(MaskReflectance, ADarkBandTakesThePixelAway) {
  const Picture out =
      masked({{"dark_bands", Words{"b"}}, {"min_reflectance", 0.25}}, {"0.1 0.1 0.1 0.1", "0.25 0.125 0 -0.5"});
  EXPECT_EQ(out.drawn(0), even("0.1 . . .")) << "the limit itself is bright enough; a is no dark band";
  EXPECT_EQ(out.drawn(1), even("0.25 . . ."));
  EXPECT_EQ(out.drawn(2), even("0 128 128 128"));
}

TEST(MaskReflectance, ZeroIsAMeasurementWhereNoLightIsAskedFor) {
  const Picture out = masked({{"dark_bands", Words{"a", "b"}}, {"min_reflectance", 0.0}}, {"0 0.5 0", "0.5 0 -0.25"});
  EXPECT_EQ(out.drawn(0), even("0 0.5 ."));
  EXPECT_EQ(out.drawn(1), even("0.5 0 ."));
  EXPECT_EQ(out.drawn(2), even("0 0 128"));
}

TEST(MaskReflectance, TakesVegetationAboveTheLimit) {
  // NDVI 0.6, 0.5, 0.25, -0.5 and none
  const std::vector<std::string> bands = {"0.125 0.125 0.375 0.375 0", "0.5 0.375 0.625 0.125 0"};
  const Picture out = masked({{"red", word("a")}, {"nir", word("b")}, {"vegetation_above", 0.5}}, bands);
  EXPECT_EQ(out.drawn(2), even("32 0 0 0 0")) << "the limit itself is kept";
  EXPECT_EQ(out.drawn(1), even(". 0.375 0.625 0.125 0"));
  EXPECT_EQ(masked({{"red", word("a")}, {"nir", word("b")}, {"vegetation_above", -1.0}}, bands).drawn(2),
            even("32 32 32 32 0"));
  EXPECT_EQ(masked({{"nir", word("b")}}, bands).drawn(2), even("0 0 0 0 0")) << "no NDVI without red";
}

TEST(MaskReflectance, WaterIsDarkAt1600NmAndHasMndwiAboveZero) {
  // water, the same MNDWI over pale rock, equal bands, dry ground
  const std::vector<std::string> bands = {"0.125 0.5 0.0625 0.0625", "0.03125 0.25 0.0625 0.09375"};
  const Picture out = masked({{"green", word("a")}, {"swir1", word("b")}}, bands);
  EXPECT_EQ(out.drawn(2), even("8 0 0 0"));
  EXPECT_EQ(out.drawn(0), even(". 0.5 0.0625 0.0625"));
  EXPECT_EQ(masked({{"green", word("a")}, {"swir1", word("b")}, {"water_swir1_below", 0.5}}, bands).drawn(2),
            even("8 8 0 0"));
}

TEST(MaskReflectance, CarriesOverTheReasonsKnownBefore) {
  const Picture out = masked({{"reasons", word("b")}, {"dark_bands", Words{"a"}}, {"min_reflectance", 0.25}},
                             {"0.5 0.5 0.125 0.125 .", "0 2 0 6 2"});
  ASSERT_EQ(out.layers, 2) << "the reasons are no band";
  EXPECT_EQ(out.drawn(0), even("0.5 . . . ."));
  EXPECT_EQ(out.drawn(1), even("0 2 128 134 2")) << "a cloud explains a missing pixel";
  EXPECT_EQ(masked({{"reasons", word("b")}}, {"0.5", "."}).drawn(1), even("1")) << "unknown reasons";
}

TEST(MaskReflectance, AMissingBandIsNoData) {
  const Picture out = masked({{"red", word("a")}, {"nir", word("b")}}, {". 0.25 . 0.25", "0.5 . . 0.25"});
  EXPECT_EQ(out.drawn(0), even(". . . 0.25")) << "all bands or none";
  EXPECT_EQ(out.drawn(1), even(". . . 0.25"));
  EXPECT_EQ(out.drawn(2), even("1 1 1 0"));
}

TEST(MaskReflectance, OutsideTheAreaIsSaidAndTheBandsStay) {
  const Picture out = masked({{"area", word("b")}, {"dark_bands", Words{"a"}}, {"min_reflectance", 0.25}},
                             {"0.5 0.5 0.125 0.5", "1 0 0 ."});
  ASSERT_EQ(out.layers, 2) << "the area is no band";
  EXPECT_EQ(out.drawn(0), even("0.5 0.5 . 0.5"));
  EXPECT_EQ(out.drawn(1), even("0 2048 2176 2048"));
}

TEST(MaskReflectance, KeepsTheNamesAndUnitsOfTheBands) {
  const Step step = mask_reflectance();
  const std::vector<Layer> inputs = {{"B04", "1"}, {"why", "bits"}, {"B11", "W"}};
  const auto outputs = step.shape(make_request(step, {{"reasons", word("why")}}, inputs, 10, 42)).outputs;
  ASSERT_EQ(outputs.size(), 3U);
  EXPECT_EQ(outputs[0].name, "B04");
  EXPECT_EQ(outputs[1].name, "B11");
  EXPECT_EQ(outputs[1].unit, "W");
  EXPECT_EQ(outputs[2].name, "reasons");
  EXPECT_EQ(outputs[2].unit, "bits");
}

TEST(MaskReflectance, RefusesLayersThatAreNotThere) {
  for (const char* name : {"red", "nir", "green", "swir1", "reasons", "area"}) {
    SCOPED_TRACE(name);
    expect_refused({{name, word("z")}}, 2);
  }
  expect_refused({{"dark_bands", Words{"a", "z"}}}, 2);
  expect_refused({{"reasons", word("a")}, {"area", word("b")}}, 2);
}

}  // namespace
}  // namespace greisen::filters
