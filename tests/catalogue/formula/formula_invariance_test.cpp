// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula_invariance.hpp"

#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

#include "catalogue/catalogue.hpp"

namespace greisen {
namespace {

std::string holds(std::string_view text) {
  const Invariance found = invariance_of(Formula::parse(text));
  return found.scale && found.offset ? "both" : found.scale ? "scale" : found.offset ? "offset" : "none";
}

TEST(Invariance, FollowsFromTheFormula) {
  EXPECT_EQ(holds("swir1 / swir2"), "scale");
  EXPECT_EQ(holds("(nir - red) / (nir + red)"), "scale");
  EXPECT_EQ(holds("red"), "none");
  EXPECT_EQ(holds("red - blue"), "offset");
  EXPECT_EQ(holds("(red - blue) / (nir - green)"), "both");
  EXPECT_EQ(holds("(red + blue) / 2 - green"), "offset") << "weights that sum to 0";
  EXPECT_EQ(holds("red - blue / 2"), "none");
  EXPECT_EQ(holds("red^2 / (green * blue)"), "scale");
  EXPECT_EQ(holds("red^2 / green^4"), "none");
  EXPECT_EQ(holds("sqrt(red * green) / blue"), "scale");
  EXPECT_EQ(holds("1.5 * (nir - red) / (nir + red + 0.5)"), "none");
  EXPECT_EQ(holds("ln(red / blue)"), "scale");
  EXPECT_EQ(holds("exp(red)"), "none");
  EXPECT_EQ(holds("red^(blue / green)"), "none");
  EXPECT_EQ(holds("7"), "both");
}

TEST(Invariance, KnowsConditionsAndChoices) {
  EXPECT_EQ(holds("red > blue"), "both");
  EXPECT_EQ(holds("red > 0.1"), "none");
  EXPECT_EQ(holds("red > 0"), "scale");
  EXPECT_EQ(holds("red / blue > 1.2 and nir > red"), "scale");
  EXPECT_EQ(holds("not (red > blue)"), "both");
  EXPECT_EQ(holds("if(red > blue, nir / red, missing)"), "scale");
  EXPECT_EQ(holds("if(nir > 0.3, nir / red, missing)"), "none");
  EXPECT_EQ(holds("max(red, green) / min(blue, nir)"), "scale");
  EXPECT_EQ(holds("max(red, green) - min(blue, nir)"), "offset");
  EXPECT_EQ(holds("clamp(red / blue, 0, 3)"), "scale");
  EXPECT_EQ(holds("abs(red - blue) / abs(green - nir)"), "both");
}

TEST(Invariance, KnowsFeaturesOfSpectra) {
  EXPECT_EQ(holds("depth(2200, 2120, 2250)"), "scale");
  EXPECT_EQ(holds("wavelength(2180, 2230)"), "both") << "the least stays the least";
  EXPECT_EQ(holds("wavelength(2180, 2230, 2120, 2250)"), "scale") << "over a continuum an offset moves it";
}

/// Against the numbers: all indices on all sensors, evaluated on spectra that were scaled, and shifted.
TEST(Invariance, IsWhatTheNumbersOfEveryIndexSay) {
  const Catalogue catalogue = load_catalogue();
  std::uint32_t state = 7;
  const auto unit = [&] { return static_cast<double>((state = state * 1664525U + 1013904223U) >> 8U) / 16777216.0; };
  int compared = 0;
  for (const Sensor& sensor : catalogue.sensors)
    for (const IndexEntry& entry : catalogue.indices) {
      const BoundFormula bound = bind_index(entry, sensor);
      if (!bound.available() || entry.id.starts_with("al_mr_")) continue;  // conditions that random spectra never meet
      bool scale = true;
      bool offset = true;
      for (int spectrum = 0; spectrum < 200; ++spectrum) {
        std::vector<double> values;
        std::vector<double> scaled;
        std::vector<double> shifted;
        for (std::size_t band = 0; band < sensor.bands.size(); ++band) {
          values.push_back(0.2 + 0.6 * unit());
          scaled.push_back(3.7 * values.back());
          shifted.push_back(values.back() + 0.21);
        }
        const double value = evaluate(bound, values);
        const auto differs = [&](const std::vector<double>& others) {
          const double other = evaluate(bound, others);
          return std::isnan(value) != std::isnan(other) || std::abs(other - value) > 1e-6 * (1 + std::abs(value));
        };
        scale = scale && !differs(scaled);
        offset = offset && !differs(shifted);
      }
      const Invariance derived = invariance_of(*entry.formula_for(sensor));
      EXPECT_EQ(derived.scale, scale) << entry.id << " on " << sensor.id;
      EXPECT_EQ(derived.offset, offset) << entry.id << " on " << sensor.id;
      ++compared;
    }
  EXPECT_GT(compared, 400);
}

}  // namespace
}  // namespace greisen
