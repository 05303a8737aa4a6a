// SPDX-License-Identifier: Apache-2.0
#include "sample_data/materials.hpp"

#include <cstddef>

#include "catalogue/sensor.hpp"
#include "catalogue/spectrum.hpp"

namespace greisen::sample {

Reflectance mixed(const std::vector<std::pair<double, const Reflectance*>>& parts) {
  Reflectance sum = {};
  for (const auto& [share, part] : parts)
    for (std::size_t band = 0; band < sum.size(); ++band) sum.at(band) += share * part->at(band);
  return sum;
}

Materials materials_of(const Catalogue& catalogue) {
  const Sensor& sensor = catalogue.find_sensor("sentinel2");
  const auto spectrum = [&](std::string_view id) {
    Reflectance values = {};
    for (std::size_t i = 0; i < kBands.size(); ++i) {
      const auto band = static_cast<std::size_t>(sensor.find(kBands.at(i).name).value());
      values.at(i) = resample(catalogue.find_spectrum(id), sensor.bands.at(band));
    }
    return values;
  };
  Materials m = {};
  m.albite = spectrum("albite");
  m.quartz = spectrum("quartz");
  m.muscovite = spectrum("muscovite");
  m.kaolinite = spectrum("kaolinite");
  m.goethite = spectrum("goethite");
  m.hematite = spectrum("hematite");
  m.calcite = spectrum("calcite");
  m.dyke_rock = spectrum("leucocratic_dyke");
  m.dry_grass = spectrum("dry_grass");
  m.green_grass = spectrum("green_grass");
  //           B02    B03    B04    B08    B05    B06    B07    B8A    B11    B12
  m.dark = {0.036, 0.038, 0.040, 0.044, 0.041, 0.042, 0.043, 0.044, 0.052, 0.050};
  m.water = {0.040, 0.052, 0.036, 0.018, 0.030, 0.021, 0.020, 0.016, 0.008, 0.006};
  m.cloud = {0.720, 0.715, 0.720, 0.740, 0.725, 0.730, 0.735, 0.740, 0.520, 0.400};
  m.asphalt = {0.095, 0.105, 0.116, 0.136, 0.120, 0.125, 0.130, 0.138, 0.165, 0.150};
  m.sky = {0.420, 0.360, 0.310, 0.240, 0.290, 0.270, 0.250, 0.230, 0.120, 0.090};
  return m;
}

}  // namespace greisen::sample
