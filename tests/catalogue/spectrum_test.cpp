// SPDX-License-Identifier: Apache-2.0
#include "catalogue/spectrum.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "catalogue/catalogue.hpp"

namespace greisen {
namespace {

Band band(double centre_nm, double width_nm) {
  Band made;
  made.centre_nm = centre_nm;
  made.width_nm = width_nm;
  return made;
}

Spectrum sampled(double from, double to, double step, double (*f)(double)) {
  Spectrum spectrum;
  for (double nm = from; nm <= to + 1e-9; nm += step) {
    spectrum.nm.push_back(nm);
    spectrum.reflectance.push_back(f(nm));
  }
  return spectrum;
}

TEST(Resampling, KeepsAStraightLine) {
  const Spectrum line = sampled(400, 2500, 10, [](double nm) { return 0.1 + 0.0002 * nm; });
  EXPECT_NEAR(resample(line, band(1610, 90)), 0.1 + 0.0002 * 1610, 1e-12);
  EXPECT_NEAR(resample(line, band(842, 115)), 0.1 + 0.0002 * 842, 1e-12);
}

TEST(Resampling, WidensAGaussianFeatureAsTheConvolutionDoes) {
  // a feature of sigma s seen by a response of sigma r has sigma sqrt(s²+r²) and its depth shrinks by s / sqrt(s²+r²)
  const Spectrum feature =
      sampled(1800, 2600, 1, [](double nm) { return 1 - 0.4 * std::exp(-0.5 * std::pow((nm - 2200) / 20, 2)); });
  const double sigma = 40 / 2.354820;
  EXPECT_NEAR(resample(feature, band(2200, 40)), 1 - 0.4 * 20 / std::sqrt(20 * 20 + sigma * sigma), 2e-5);
}

TEST(Resampling, IsMissingWhereTheSpectrumDoesNotReach) {
  const Spectrum flat = sampled(1000, 2000, 10, [](double) { return 0.5; });
  EXPECT_NEAR(resample(flat, band(1990, 20)), 0.5, 1e-12) << "88 % of the response inside";
  EXPECT_TRUE(std::isnan(resample(flat, band(2000, 20)))) << "half of it inside";
  EXPECT_TRUE(std::isnan(resample(flat, band(2200, 180))));
  EXPECT_TRUE(std::isnan(resample({}, band(1500, 20))));
  Band thermal = band(1500, 20);
  thermal.thermal = true;
  EXPECT_TRUE(std::isnan(resample(flat, thermal)));
}

TEST(Resampling, DoesNotBridgeGaps) {
  Spectrum gap = sampled(1000, 2000, 10, [](double) { return 0.5; });
  std::erase_if(gap.nm, [](double nm) { return nm > 1400 && nm < 1600; });
  gap.reflectance.resize(gap.nm.size());
  EXPECT_TRUE(std::isnan(resample(gap, band(1500, 40))));
  EXPECT_FALSE(std::isnan(resample(gap, band(1300, 40))));
}

TEST(Resampling, OfAWidthlessBandInterpolates) {
  const Spectrum line = sampled(400, 2500, 10, [](double nm) { return 0.0001 * nm; });
  EXPECT_NEAR(resample(line, band(1234.5, 0)), 0.12345, 1e-12);
}

TEST(Library, LooksLikeItsMinerals) {
  const Catalogue all = load_catalogue();
  const Sensor& aster = all.find_sensor("aster");
  const auto depth6 = [&](std::string_view id) {
    const auto r = resample(all.find_spectrum(id), aster);
    return evaluate(bind_index(all.find_index("al_bd6"), aster), r);
  };
  EXPECT_GT(depth6("muscovite"), 0.1);
  EXPECT_GT(depth6("kaolinite"), 0.05) << "its doublet pulls the left shoulder down";
  EXPECT_LT(std::abs(depth6("quartz")), 0.03);
  const Sensor& sentinel2 = all.find_sensor("sentinel2");
  const auto index = [&](std::string_view spectrum, std::string_view id) {
    return evaluate(bind_index(all.find_index(id), sentinel2), resample(all.find_spectrum(spectrum), sentinel2));
  };
  EXPECT_GT(index("green_grass", "m_ndvi"), 0.7);
  EXPECT_LT(index("dry_grass", "m_ndvi"), 0.4);
  EXPECT_GT(index("hematite", "fe_iox_rb"), 3);
  EXPECT_GT(index("leucocratic_dyke", "li_leuco"), 2 * index("goethite", "li_leuco"));
  for (const double value : resample(all.find_spectrum("leucocratic_dyke"), sentinel2)) EXPECT_GT(value, 0.4);
}

TEST(Mixture, IsTheWeightedSumOfItsParts) {
  const Catalogue all = load_catalogue();
  const Sensor& sensor = all.find_sensor("sentinel2");
  const auto at = [&](std::string_view id) { return resample(all.find_spectrum(id), sensor)[11]; };
  EXPECT_NEAR(at("leucocratic_dyke"),
              0.45 * at("albite") + 0.25 * at("quartz") + 0.20 * at("muscovite") + 0.10 * at("kaolinite"), 1e-9);
  const Spectrum a = sampled(400, 900, 10, [](double) { return 0.2; });
  const Spectrum b = sampled(1000, 1500, 10, [](double) { return 0.4; });
  const Spectrum* parts[] = {&a, &b};
  const double fractions[] = {0.5, 0.5};
  EXPECT_THROW(mix(parts, fractions), Error);
}

}  // namespace
}  // namespace greisen
