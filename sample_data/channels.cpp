// SPDX-License-Identifier: Apache-2.0
#include "sample_data/channels.hpp"

#include <cstddef>

#include "catalogue/sensor.hpp"
#include "catalogue/spectrum.hpp"

namespace greisen::sample {
namespace {

double between(std::span<const CurveNode> curve, double nm) {
  if (nm <= curve.front().nm) return curve.front().reflectance;
  for (std::size_t i = 1; i < curve.size(); ++i)
    if (nm <= curve[i].nm)
      return curve[i - 1].reflectance + (curve[i].reflectance - curve[i - 1].reflectance) * (nm - curve[i - 1].nm) /
                                            (curve[i].nm - curve[i - 1].nm);
  return curve.back().reflectance;
}

/// On steps of 10 nm, for `resample` to weigh.
Spectrum stepped(const TruthSpectrum& truth) {
  constexpr int kStepNm = 10;
  constexpr int kLastNm = 2500;
  std::vector<CurveNode> nodes;
  nodes.reserve(truth.points.size());
  for (const TruthPoint& point : truth.points) nodes.push_back({1.0 * point.nm, point.reflectance});
  Spectrum spectrum;
  for (int nm = truth.points.front().nm; nm <= kLastNm; nm += kStepNm) {
    spectrum.nm.push_back(nm);
    spectrum.reflectance.push_back(between(nodes, nm));
  }
  return spectrum;
}

template <class Value>
Reflectance made(const std::vector<const Band*>& bands, Value&& value, const Emissivity& emissivity) {
  Reflectance values = {};
  const std::size_t reflected = values.size() - kThermalBands;
  for (std::size_t i = 0; i < reflected; ++i) values.at(i) = value(*bands[i]);
  for (std::size_t i = 0; i < kThermalBands; ++i) values.at(reflected + i) = emissivity.at(i);
  return values;
}

}  // namespace

Channels::Channels(const Catalogue& catalogue) {
  for (const SampleBand& band : kBands) add(catalogue.find_sensor("sentinel2"), band);
  for (const SampleBand& band : kLandsatBands) add(catalogue.find_sensor("landsat89"), band);
  for (const SampleBand& band : kAsterBands) add(catalogue.find_sensor("aster"), band);
}

void Channels::add(const Sensor& sensor, const SampleBand& band) {
  bands_.push_back(&sensor.bands.at(static_cast<std::size_t>(sensor.find(band.name).value())));
}

Reflectance Channels::seen(const TruthSpectrum& spectrum, const Emissivity& emissivity) const {
  const Spectrum reference = stepped(spectrum);
  return made(
      bands_, [&](const Band& band) { return resample(reference, band); }, emissivity);
}

Reflectance Channels::curve(std::span<const CurveNode> nodes, const Emissivity& emissivity) const {
  return made(
      bands_, [&](const Band& band) { return between(nodes, band.centre_nm); }, emissivity);
}

}  // namespace greisen::sample
