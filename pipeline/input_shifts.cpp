// SPDX-License-Identifier: Apache-2.0
#include "pipeline/input_shifts.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/band_source.hpp"
#include "geo/occurrences.hpp"

namespace greisen {
namespace {

class Finder {
 public:
  Finder(const Survey& survey, const SurveyGraph& graph) : survey_(survey), target_(graph.area.crs) {}

  void add_vectors(const std::string& path, const std::string& layer = "", const std::string& crs = "") {
    if (path.empty()) return;
    if (!crs.empty()) return add(path, geo::parse_crs(crs));
    for (const geo::Crs& one : geo::crs_of_layers(path_in(survey_, path), layer)) add(path, one);
  }

  void add(const std::string& input, const geo::Crs& from) {
    if (auto shift = geo::datum_shift(from, target_)) found_.push_back({input, std::move(*shift)});
  }

  void add_occurrences() {
    if (survey_.occurrences.empty()) return;
    const std::string path = path_in(survey_, survey_.occurrences);
    for (geo::DatumShift& shift : geo::read_occurrences(path, survey_.commodity_field, target_).shifts)
      found_.push_back({survey_.occurrences, std::move(shift)});
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
  if (survey.aoi_path.empty())
    finder.add("aoi", geo::parse_crs(survey.aoi_crs));
  else
    finder.add_vectors(survey.aoi_path, survey.aoi_layer, survey.aoi_crs);
  for (const SensorUse& use : graph.sensors)
    for (const scene::Scene& scene : use.scenes)
      if (!scene.crs.empty()) finder.add(scene.id, geo::parse_crs(scene.crs));
  if (!survey.dem.empty())
    if (const std::string crs = geo::file_info(path_in(survey, survey.dem)).grid.crs; !crs.empty())
      finder.add(survey.dem, geo::parse_crs(crs));
  for (const std::string& path : {survey.faults, survey.contacts, survey.mask.urban}) finder.add_vectors(path);
  finder.add_vectors(survey.geology.path, survey.geology.layer);
  for (const std::string& path : survey.mask.areas) finder.add_vectors(path);
  for (const LandUse& land : survey.exclude) finder.add_vectors(land.path);
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
