// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "sample_data/materials.hpp"
#include "sample_data/truth_spectra.hpp"

namespace greisen::sample {

/// In the thermal bands of ASTER, 0 to 1.
using Emissivity = std::array<double, kThermalBands>;

/// A point of a plain curve.
struct CurveNode {
  double nm;
  double reflectance;
};

/// The bands of the instruments, as the catalogue has them. The catalogue must outlive it.
class Channels {
 public:
  explicit Channels(const Catalogue& catalogue);
  /// Through each band's response; beyond the spectrum's last point (some end at 2400 nm) that holds.
  [[nodiscard]] Reflectance seen(const TruthSpectrum& spectrum, const Emissivity& emissivity) const;
  /// At the middle of each band.
  [[nodiscard]] Reflectance curve(std::span<const CurveNode> nodes, const Emissivity& emissivity) const;

 private:
  void add(const Sensor& sensor, const SampleBand& band);
  std::vector<const Band*> bands_;
};

}  // namespace greisen::sample
