// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/deposit_model.hpp"
#include "catalogue/index_entry.hpp"
#include "catalogue/lookalike.hpp"
#include "catalogue/palette.hpp"
#include "catalogue/sensor.hpp"
#include "catalogue/spectrum.hpp"
#include "catalogue/style.hpp"

namespace greisen {

/// All data the program knows, sorted by id (indices: by group, then as written; styles: as written). Cross-references
/// are checked.
struct Catalogue {
  std::vector<Sensor> sensors;
  std::vector<IndexEntry> indices;
  std::vector<Spectrum> spectra;
  std::vector<DepositModel> models;
  std::vector<Lookalike> lookalikes;
  std::vector<Palette> palettes;
  std::vector<Style> styles;

  /// Throw E2201 with the nearest ids.
  [[nodiscard]] const Sensor& find_sensor(std::string_view id) const;
  [[nodiscard]] const IndexEntry& find_index(std::string_view id) const;
  [[nodiscard]] const Spectrum& find_spectrum(std::string_view id) const;
  [[nodiscard]] const DepositModel& find_model(std::string_view id) const;
  [[nodiscard]] const Palette& find_palette(std::string_view id) const;
};

/// The embedded files of configs/, overridden or extended, id by id, by
/// <folder>/{sensors,indices,spectra,models,lookalikes,palettes,styles}/*.yaml where a folder is given. Reports all
/// problems at once; entries of the folder prove their checks at loading.
Catalogue load_catalogue(const std::optional<std::filesystem::path>& folder = std::nullopt);

/// How many entries a sensor has, and how many of them do not merely repeat another's ranking.
struct MeasurementCount {
  int entries = 0;
  int distinct = 0;
};
MeasurementCount count_measurements(const Catalogue& catalogue, const Sensor& sensor);

}  // namespace greisen
