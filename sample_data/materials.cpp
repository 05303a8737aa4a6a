// SPDX-License-Identifier: Apache-2.0
#include "sample_data/materials.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>

#include "catalogue/sensor.hpp"
#include "catalogue/spectrum.hpp"
#include "sample_data/truth_spectra.hpp"

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

/// On steps of 10 nm, for `resample` to weigh; beyond its ends (some at 2400 nm) the last value holds.
Spectrum truth(std::string_view id) {
  constexpr int kStepNm = 10;
  constexpr int kLastNm = 2500;
  for (const TruthSpectrum& one : truth_spectra()) {
    if (one.id != id) continue;
    std::vector<Node> nodes;
    for (const TruthPoint& point : one.points) nodes.push_back({1.0 * point.nm, point.reflectance});
    Spectrum spectrum;
    for (int nm = one.points.front().nm; nm <= kLastNm; nm += kStepNm) {
      spectrum.nm.push_back(nm);
      spectrum.reflectance.push_back(between(nodes, nm));
    }
    return spectrum;
  }
  throw std::logic_error("no truth spectrum of that name");
}

/// The bands of the instruments, as the catalogue has them.
class Channels {
 public:
  explicit Channels(const Catalogue& catalogue) {
    for (const SampleBand& band : kBands) add(catalogue.find_sensor("sentinel2"), band);
    for (const SampleBand& band : kLandsatBands) add(catalogue.find_sensor("landsat89"), band);
    for (const SampleBand& band : kAsterBands) add(catalogue.find_sensor("aster"), band);
  }
  [[nodiscard]] Reflectance spectrum(std::string_view id, const Emissivity& emissivity) const {
    const Spectrum reference = truth(id);
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
  m.microcline = channels.spectrum("microcline", kFeldspar);
  m.quartz = channels.spectrum("quartz", kQuartz);
  m.muscovite = channels.spectrum("muscovite", kMica);
  m.kaolinite = channels.spectrum("kaolinite", kClay);
  m.goethite = channels.spectrum("goethite", kOxide);
  m.hematite = channels.spectrum("hematite", kOxide);
  m.calcite = channels.spectrum("calcite", kCarbonate);
  m.topaz = channels.spectrum("topaz", kFeldspar);
  m.dyke_rock =
      mixed({{0.36, &m.albite}, {0.12, &m.microcline}, {0.26, &m.quartz}, {0.18, &m.muscovite}, {0.08, &m.kaolinite}});
  m.dry_grass = channels.spectrum("dry_grass", kPlant);
  m.straw = channels.spectrum("straw", kPlant);
  m.leaves = channels.spectrum("oak_leaf", kPlant);
  m.lichen = channels.spectrum("lichen", kPlant);
  m.burnt = channels.spectrum("burnt", kDull);
  const Reflectance epidote = channels.spectrum("epidote", kCalcSilicate);
  const Reflectance garnet = channels.spectrum("grossular", kCalcSilicate);
  const Reflectance pyroxene = channels.spectrum("diopside", kCalcSilicate);
  m.calc_silicate = mixed({{0.4, &epidote}, {0.3, &garnet}, {0.3, &pyroxene}});
  m.dark = channels.curve(kDarkCurve, kDull);
  m.water = channels.curve(kWaterCurve, kWater);
  m.cloud = channels.curve(kCloudCurve, kDull);
  m.asphalt = channels.curve(kAsphaltCurve, kDull);
  m.sky = channels.curve(kSkyCurve, {1, 1, 1, 1, 1});
  return m;
}

}  // namespace greisen::sample
