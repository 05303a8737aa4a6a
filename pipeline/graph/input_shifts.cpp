// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/input_shifts.hpp"

#include <cmath>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/read/band_source.hpp"
#include "geo/vectors/occurrences.hpp"
#include "pipeline/survey/inputs/dem.hpp"
#include "pipeline/survey/inputs/occurrences.hpp"

namespace greisen {
namespace {

class Finder {
 public:
  Finder(const Survey& survey, const SurveyGraph& graph) : survey_(survey), target_(graph.area.crs) {}

  void add_vectors(const geo::VectorFile& file, geo::ShapeType shapes) {
    if (!file.empty()) add(file.path, geo::crs_of_layer(file_in(survey_, file), shapes));
  }

  void add(const std::string& input, const geo::Crs& from) {
    if (auto shift = geo::datum_shift(from, target_)) found_.push_back({input, std::move(*shift)});
  }

  void add_occurrences() {
    if (survey_.occurrences.empty()) return;
    for (const geo::DatumShift& shift : known_of(survey_, target_)->shifts)
      found_.push_back({survey_.occurrences.path, shift});
  }

  std::vector<InputShift> take() { return std::move(found_); }

 private:
  const Survey& survey_;
  const geo::Crs& target_;
  std::vector<InputShift> found_;
};

}  // namespace

std::vector<InputShift> input_shifts(const Survey& survey, const SurveyGraph& graph) {
  Finder finder(survey, graph);
  constexpr auto kGround = geo::ShapeType::multi_polygon;
  if (survey.aoi.empty())
    finder.add("aoi", geo::parse_crs(survey.aoi.crs));
  else
    finder.add_vectors(survey.aoi, kGround);
  for (const SensorUse& use : graph.sensors)
    for (const scene::Scene& scene : use.scenes)
      if (!scene.crs.empty()) finder.add(scene.id, geo::parse_crs(scene.crs));
  std::set<std::string> systems;  // of the tiles of heights
  for (const std::string& tile : dem_files(survey))
    systems.insert(survey.dem.crs.empty() ? geo::file_info(tile).grid.crs : survey.dem.crs);
  for (const std::string& crs : systems)
    if (!crs.empty()) finder.add(survey.dem.path, geo::parse_crs(crs));
  finder.add_vectors(survey.faults, geo::ShapeType::multi_line);
  finder.add_vectors(survey.contacts, geo::ShapeType::multi_line);
  finder.add_vectors(survey.mask.urban, kGround);
  finder.add_vectors(survey.geology.file, kGround);
  for (const geo::VectorFile& file : survey.mask.areas) finder.add_vectors(file, kGround);
  for (const LandUse& land : survey.exclude) finder.add_vectors(land.file, kGround);
  finder.add_occurrences();
  return finder.take();
}

std::string json_of(const std::vector<InputShift>& shifts) {
  std::string text;
  for (const InputShift& one : shifts)
    text += fmt::format("{}{{\"input\":{},\"crs\":{},\"operation\":{},\"accuracy_m\":{}}}", text.empty() ? "" : ",",
                        json_string(one.input), json_string(one.shift.from), json_string(one.shift.operation),
                        std::isnan(one.shift.accuracy_m) ? "null" : format_number(one.shift.accuracy_m));
  return "[" + text + "]";
}

}  // namespace greisen
