// SPDX-License-Identifier: Apache-2.0
#include "sample_data/materials.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>

#include "sample_data/channels.hpp"
#include "sample_data/truth_spectra.hpp"

namespace greisen::sample {
namespace {

/// Emissivity in the thermal bands of ASTER, and the plain curves: this project's, after the shape of laboratory
/// spectra.
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

const TruthSpectrum& truth(std::string_view id) {
  for (const TruthSpectrum& one : truth_spectra())
    if (one.id == id) return one;
  throw std::logic_error("no truth spectrum of that name");
}

constexpr std::array<CurveNode, 7> kDarkCurve = {
    {{490, 0.036}, {560, 0.038}, {665, 0.040}, {842, 0.044}, {1610, 0.052}, {2190, 0.050}, {2400, 0.050}}};
constexpr std::array<CurveNode, 7> kWaterCurve = {
    {{490, 0.040}, {560, 0.052}, {665, 0.036}, {740, 0.021}, {865, 0.016}, {1610, 0.008}, {2190, 0.006}}};
constexpr std::array<CurveNode, 6> kCloudCurve = {
    {{490, 0.720}, {560, 0.715}, {665, 0.720}, {842, 0.740}, {1610, 0.520}, {2190, 0.400}}};
constexpr std::array<CurveNode, 6> kAsphaltCurve = {
    {{490, 0.095}, {560, 0.105}, {665, 0.116}, {842, 0.136}, {1610, 0.165}, {2190, 0.150}}};
constexpr std::array<CurveNode, 7> kSkyCurve = {
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
  m.albite = channels.seen(truth("albite"), kFeldspar);
  m.microcline = channels.seen(truth("microcline"), kFeldspar);
  m.quartz = channels.seen(truth("quartz"), kQuartz);
  m.muscovite = channels.seen(truth("muscovite"), kMica);
  m.kaolinite = channels.seen(truth("kaolinite"), kClay);
  m.goethite = channels.seen(truth("goethite"), kOxide);
  m.hematite = channels.seen(truth("hematite"), kOxide);
  m.calcite = channels.seen(truth("calcite"), kCarbonate);
  m.topaz = channels.seen(truth("topaz"), kFeldspar);
  m.dyke_rock =
      mixed({{0.36, &m.albite}, {0.12, &m.microcline}, {0.26, &m.quartz}, {0.18, &m.muscovite}, {0.08, &m.kaolinite}});
  m.dry_grass = channels.seen(truth("dry_grass"), kPlant);
  m.straw = channels.seen(truth("straw"), kPlant);
  m.leaves = channels.seen(truth("oak_leaf"), kPlant);
  m.lichen = channels.seen(truth("lichen"), kPlant);
  m.burnt = channels.seen(truth("burnt"), kDull);
  const Reflectance epidote = channels.seen(truth("epidote"), kCalcSilicate);
  const Reflectance garnet = channels.seen(truth("grossular"), kCalcSilicate);
  const Reflectance pyroxene = channels.seen(truth("diopside"), kCalcSilicate);
  m.calc_silicate = mixed({{0.4, &epidote}, {0.3, &garnet}, {0.3, &pyroxene}});
  m.dark = channels.curve(kDarkCurve, kDull);
  m.water = channels.curve(kWaterCurve, kWater);
  m.cloud = channels.curve(kCloudCurve, kDull);
  m.asphalt = channels.curve(kAsphaltCurve, kDull);
  m.sky = channels.curve(kSkyCurve, {1, 1, 1, 1, 1});
  return m;
}

}  // namespace greisen::sample
