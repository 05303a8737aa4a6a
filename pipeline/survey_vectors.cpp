// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey_vectors.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/distance.hpp"
#include "pipeline/source_options.hpp"

namespace greisen {
namespace {

bool lines(const std::string& what) { return what == "faults" || what == "contacts"; }
const std::string& path_of(const Survey& survey, const std::string& what) {
  return what == "faults" ? survey.faults : survey.contacts;
}

geo::SegmentRequest request_of(const Survey& survey, const std::string& what) {
  geo::SegmentRequest request;
  if (lines(what)) {
    request.path = path_in(survey, path_of(survey, what));
    return request;
  }
  request.path = path_in(survey, survey.geology.path);
  request.layer = survey.geology.layer;
  request.field = survey.geology.field;
  request.values = geo::read_legend(path_in(survey, survey.geology.legend)).at(what);
  return request;
}

class DistanceReader final : public TileReader {
 public:
  DistanceReader(std::shared_ptr<const geo::DistanceField> field, Grid grid, double metres_per_unit)
      : field_(std::move(field)), grid_(std::move(grid)), metres_per_unit_(metres_per_unit) {}
  void read(const Window& window, TileView out) override { field_->fill(grid_, window, metres_per_unit_, out); }

 private:
  std::shared_ptr<const geo::DistanceField> field_;
  Grid grid_;
  double metres_per_unit_;
};

}  // namespace

void need_shapes(const Survey& survey, const std::string& what) {
  if (lines(what) && !path_of(survey, what).empty()) return;
  if (!lines(what) && !survey.geology.path.empty() &&
      geo::read_legend(path_in(survey, survey.geology.legend)).contains(what))
    return;
  throw Error(
      {"E4205",
       lines(what) ? "the survey names no " + what : "the survey has no geological map with units of the role " + what,
       {},
       lines(what) ? "give " + what + ": FILE" : "give geology: {path, field, legend}"});
}

Raster distance_raster(const Survey& survey, const std::string& what, const Grid& grid) {
  const geo::Crs crs = geo::parse_crs(grid.crs);
  auto field = std::make_shared<const geo::DistanceField>(geo::read_segments(request_of(survey, what), crs),
                                                          kMostMetres / crs.metres_per_unit);
  Raster raster;
  raster.grid = grid;
  raster.layers = {{"distance_to_" + safe_file_name(what), "m", "distance to the nearest of " + printable(what)}};
  raster.open = [field, grid, metres = crs.metres_per_unit](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    readers.reserve(static_cast<std::size_t>(request.threads));
    for (int i = 0; i < request.threads; ++i) readers.push_back(std::make_unique<DistanceReader>(field, grid, metres));
    return readers;
  };
  raster.cost = [bytes = field->bytes()](const PassRequest&) {
    ReadCost cost;
    cost.store_bytes = bytes;
    return cost;
  };
  return raster;
}

std::map<std::string, Raster> distance_rasters(const Survey& survey, const std::set<std::string>& needed,
                                               const Grid& grid, SurveyProblems& problems) {
  std::map<std::string, Raster> rasters;
  const auto add = [&](const std::string& key, const std::string& what) {
    problems.gather(key, [&] {
      Raster raster = distance_raster(survey, what, grid);
      if (needed.contains(what)) rasters.emplace(what, std::move(raster));
    });
  };
  for (const std::string what : {"faults", "contacts"})
    if (!path_of(survey, what).empty() && !problems.failed(what)) add(what, what);
  if (survey.geology.path.empty() || problems.failed("geology")) return rasters;
  const auto legend = geo::read_legend(path_in(survey, survey.geology.legend));
  for (const std::string& what : needed)
    if (!lines(what) && legend.contains(what)) add("geology", what);
  return rasters;
}

std::string key_of_shapes(const Survey& survey, const std::string& what) {
  if (lines(what)) return "distance " + what + state_of(path_in(survey, path_of(survey, what)));
  return "distance " + what + survey.geology.layer + " " + survey.geology.field +
         state_of(path_in(survey, survey.geology.path)) + state_of(path_in(survey, survey.geology.legend));
}

}  // namespace greisen
