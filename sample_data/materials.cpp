// SPDX-License-Identifier: Apache-2.0
#include "sample_data/materials.hpp"

#include <cstddef>
#include <span>

#include "catalogue/sensor.hpp"
#include "catalogue/spectrum.hpp"

namespace greisen::sample {
namespace {

/// Emissivity in the thermal bands of ASTER, and the plain curves: this project's, after the shape of laboratory
/// spectra.
using Emissivity = std::array<double, kThermalBands>;
constexpr Emissivity kQuartz = {0.78, 0.84, 0.76, 0.96, 0.97};
constexpr Emissivity kFeldspar = {0.95, 0.90, 0.86, 0.94, 0.96};
constexpr Emissivity kMica = {0.95, 0.92, 0.88, 0.93, 0.96};
constexpr Emissivity kClay = {0.96, 0.93, 0.86, 0.94, 0.95};
constexpr Emissivity kOxide = {0.95, 0.95, 0.95, 0.96, 0.97};
constexpr Emissivity kCarbonate = {0.97, 0.97, 0.97, 0.96, 0.89};
constexpr Emissivity kCalcSilicate = {0.97, 0.96, 0.95, 0.87, 0.91};
constexpr Emissivity kPlant = {0.97, 0.97, 0.97, 0.98, 0.98};
constexpr Emissivity kDull = {0.96, 0.95, 0.94, 0.95, 0.96};
constexpr Emissivity kWater = {0.985, 0.985, 0.985, 0.99, 0.985};

struct Node {
  double nm;
  double value;
};

double between(std::span<const Node> curve, double nm) {
  if (nm <= curve.front().nm) return curve.front().value;
  for (std::size_t i = 1; i < curve.size(); ++i)
    if (nm <= curve[i].nm)
      return curve[i - 1].value +
             (curve[i].value - curve[i - 1].value) * (nm - curve[i - 1].nm) / (curve[i].nm - curve[i - 1].nm);
  return curve.back().value;
}

/// The bands of both instruments, as the catalogue has them.
class Channels {
 public:
  explicit Channels(const Catalogue& catalogue) : catalogue_(catalogue) {
    for (const SampleBand& band : kBands) add(catalogue.find_sensor("sentinel2"), band);
    for (const SampleBand& band : kAsterBands) add(catalogue.find_sensor("aster"), band);
  }
  [[nodiscard]] Reflectance spectrum(std::string_view id, const Emissivity& emissivity) const {
    const Spectrum& reference = catalogue_.find_spectrum(id);
    return made([&](const Band& band) { return resample(reference, band); }, emissivity);
  }
  [[nodiscard]] Reflectance curve(std::span<const Node> nodes, const Emissivity& emissivity) const {
    return made([&](const Band& band) { return between(nodes, band.centre_nm); }, emissivity);
  }

 private:
  void add(const Sensor& sensor, const SampleBand& band) {
    bands_.push_back(&sensor.bands.at(static_cast<std::size_t>(sensor.find(band.name).value())));
  }
  template <class Value>
  [[nodiscard]] Reflectance made(Value&& value, const Emissivity& emissivity) const {
    Reflectance values = {};
    const std::size_t reflected = values.size() - kThermalBands;
    for (std::size_t i = 0; i < reflected; ++i) values.at(i) = value(*bands_[i]);
    for (std::size_t i = 0; i < kThermalBands; ++i) values.at(reflected + i) = emissivity.at(i);
    return values;
  }

  const Catalogue& catalogue_;
  std::vector<const Band*> bands_;
};

constexpr std::array<Node, 7> kDarkCurve = {
    {{490, 0.036}, {560, 0.038}, {665, 0.040}, {842, 0.044}, {1610, 0.052}, {2190, 0.050}, {2400, 0.050}}};
constexpr std::array<Node, 7> kWaterCurve = {
    {{490, 0.040}, {560, 0.052}, {665, 0.036}, {740, 0.021}, {865, 0.016}, {1610, 0.008}, {2190, 0.006}}};
constexpr std::array<Node, 6> kCloudCurve = {
    {{490, 0.720}, {560, 0.715}, {665, 0.720}, {842, 0.740}, {1610, 0.520}, {2190, 0.400}}};
constexpr std::array<Node, 6> kAsphaltCurve = {
    {{490, 0.095}, {560, 0.105}, {665, 0.116}, {842, 0.136}, {1610, 0.165}, {2190, 0.150}}};
constexpr std::array<Node, 7> kSkyCurve = {
    {{490, 0.420}, {560, 0.360}, {665, 0.310}, {705, 0.290}, {842, 0.240}, {1610, 0.120}, {2190, 0.090}}};
constexpr std::array<Node, 9> kCalcSilicateCurve = {{{490, 0.13},
                                                     {560, 0.19},
                                                     {665, 0.18},
                                                     {842, 0.21},
                                                     {1650, 0.36},
                                                     {2209, 0.31},
                                                     {2262, 0.27},
                                                     {2336, 0.20},
                                                     {2400, 0.25}}};

}  // namespace

Reflectance mixed(const std::vector<std::pair<double, const Reflectance*>>& parts) {
  Reflectance sum = {};
  double all = 0;
  for (const auto& [share, part] : parts) {
    all += share;
    for (std::size_t band = 0; band < sum.size(); ++band) sum.at(band) += share * part->at(band);
  }
  for (std::size_t band = sum.size() - kThermalBands; band < sum.size(); ++band) sum.at(band) /= all;
  return sum;
}

Materials materials_of(const Catalogue& catalogue) {
  const Channels channels(catalogue);
  Materials m = {};
  m.albite = channels.spectrum("albite", kFeldspar);
  m.quartz = channels.spectrum("quartz", kQuartz);
  m.muscovite = channels.spectrum("muscovite", kMica);
  m.kaolinite = channels.spectrum("kaolinite", kClay);
  m.goethite = channels.spectrum("goethite", kOxide);
  m.hematite = channels.spectrum("hematite", kOxide);
  m.calcite = channels.spectrum("calcite", kCarbonate);
  m.topaz = channels.spectrum("topaz", kFeldspar);
  m.dyke_rock = channels.spectrum("leucocratic_dyke", kFeldspar);
  m.dry_grass = channels.spectrum("dry_grass", kPlant);
  m.green_grass = channels.spectrum("green_grass", kPlant);
  m.calc_silicate = channels.curve(kCalcSilicateCurve, kCalcSilicate);
  m.dark = channels.curve(kDarkCurve, kDull);
  m.water = channels.curve(kWaterCurve, kWater);
  m.cloud = channels.curve(kCloudCurve, kDull);
  m.asphalt = channels.curve(kAsphaltCurve, kDull);
  m.sky = channels.curve(kSkyCurve, {1, 1, 1, 1, 1});
  return m;
}

}  // namespace greisen::sample
