// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "catalogue/catalogue.hpp"
#include "geo/place/area.hpp"
#include "geo/place/datum_shift.hpp"
#include "geo/read/heights.hpp"
#include "geo/vectors/features.hpp"
#include "geo/vectors/occurrences.hpp"
#include "pipeline/survey/input_hashes.hpp"
#include "pipeline/survey/inputs/area.hpp"
#include "pipeline/survey/problems.hpp"
#include "pipeline/survey/survey.hpp"
#include "raster/tile_reader.hpp"

namespace greisen {

/// What brings an input to the datum of the survey's grid.
struct InputShift {
  std::string input;  ///< a file as the survey names it, a scene, or "aoi"
  geo::DatumShift shift;
};

/// A unit of the geological map and what it stands for.
struct UnitRole {
  std::string unit;
  std::string role;
};

/// Ground on which targets are flagged, in the grid's CRS.
struct ExcludedGround {
  std::string name;
  geo::Area ground;
};

/// What the survey is given beside its scenes: read once, when the survey is loaded, brought to its grid, and handed to
/// all that is made of it.
struct SurveyData {
  AreaMasks masks;
  std::map<std::string, Raster> distances;  ///< to the shapes that evidence asks for
  std::optional<geo::Occurrences> known;
  std::vector<UnitRole> units;  ///< by unit
  std::vector<ExcludedGround> excluded;
  std::optional<geo::Heights> heights;
  std::vector<InputShift> shifts;        ///< of inputs whose datum is another than the grid's
  std::vector<geo::VectorTable> tables;  ///< of inputs.gpkg: what meets the grid
};

/// What inputs are read for.
struct Loading {
  const Survey& survey;
  const Catalogue& catalogue;
  const geo::Crs& asked_crs;  ///< of the area as it was given
  const geo::Area& area;      ///< in the grid's CRS
  std::shared_ptr<const geo::AreaMask> mask;
  const Grid& grid;
  std::set<std::string> shapes;  ///< that evidence asks distances to
  SurveyProblems& problems;
  Log& log;

  /// Runs `work` for the part of the survey at `key`, where nothing was found wrong with it; gathers what it throws.
  template <class Work>
  void look(const std::string& key, Work&& work) const {
    if (!problems.failed(key)) problems.gather(key, work);
  }
};

/// A kind of input: a row of survey_inputs().
struct SurveyInput {
  Field field;                                                         ///< its key of the survey file
  std::function<void(const YamlNode& given, Survey& survey)> take;     ///< of a file that fits the field
  std::function<std::vector<Input>(const Survey& survey)> files;       ///< that are read; none where it is not given
  std::function<void(const Loading& loading, SurveyData& data)> load;  ///< reads, checks and tells; gathers
  std::function<std::string(const Survey& survey, InputHashes& inputs)> content = nullptr;  ///< of what is delivered
};

// For the rows themselves.

/// A vector file as every key takes one: its path, or more of it; `more` are keys of that one alone.
Field vector_file(std::string key, std::string about, const char* what, std::vector<Field> more = {});
/// What such a field took: a path, or a map with path, layer and crs; `key` is the survey's word for it.
geo::VectorFile vector_file_of(const YamlNode& given, std::string key);
/// A number or a list of them; null: none.
std::vector<double> one_or_many(const YamlNode* given);
/// The files as inputs, those that are given.
std::vector<Input> vector_inputs(const Survey& survey, const std::vector<geo::VectorFile>& files);
/// Notes how an input comes to the grid's datum, where that is another. E4012.
void add_shift(const std::string& input, const geo::Crs& from, const Loading& loading, SurveyData& data);
/// Of a map, the shapes of a kind that meet the grid.
std::vector<geo::Feature> features_on(const Grid& grid, geo::VectorMap map, geo::ShapeType shapes);

}  // namespace greisen
