// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/distances.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/inputs/lines.hpp"
#include "pipeline/survey/notes.hpp"

namespace greisen {
namespace {

/// Distances to shapes on a grid; 0 within polygons.
struct Distances {
  Grid grid;
  double metres_per_unit = 0;
  geo::DistanceField field;
  std::optional<geo::AreaMask> inside;
};

class DistanceReader final : public TileReader {
 public:
  explicit DistanceReader(std::shared_ptr<const Distances> distances) : distances_(std::move(distances)) {}

  void read(const Window& window, TileView out) override {
    distances_->field.fill(distances_->grid, window, distances_->metres_per_unit, out);
    if (!distances_->inside) return;
    inside_.reshape(1, out.rows, out.cols);
    distances_->inside->fill(window, inside_.view());
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col)
        if (inside_.view().at(0, row, col) > 0.5F) out.at(0, row, col) = 0;
  }

 private:
  std::shared_ptr<const Distances> distances_;
  Tile inside_;
};

/// Evidence that is the same everywhere tells nothing: where none of the shapes lies near the grid it is told.
void tell_far_shapes(const std::string& what, const std::vector<geo::Segment>& segments, const geo::VectorFile& file,
                     const Grid& grid, Log& log) {
  const double per_unit = geo::crs_of(grid).metres_per_unit;
  const geo::Bounds ground = {grid.x_of(0), grid.y_of(static_cast<double>(grid.rows)),
                              grid.x_of(static_cast<double>(grid.cols)), grid.y_of(0)};
  double least = std::numeric_limits<double>::infinity();
  for (const geo::Segment& one : segments) {
    const auto apart = [](double from, double to, double low, double high) {
      return std::max({0.0, std::min(from, to) - high, low - std::max(from, to)});
    };
    least = std::min(least, std::hypot(apart(one.from.x, one.to.x, ground.min_x, ground.max_x),
                                       apart(one.from.y, one.to.y, ground.min_y, ground.max_y)));
  }
  if (least * per_unit <= kMostMetres) return;
  const double km = least * per_unit / 1000;
  const std::string told_km = km < 1000 ? fmt::format("{:.0f}", km) : "1000 or more";  // no grid measures so far
  log.warn("W3206", fmt::format("{}: none of its shapes ({}) lies within {:.0f} km of the ground, the nearest {} km "
                                "away: distances to them are the same everywhere; is its CRS right?",
                                told_file(file), printable(what), kMostMetres / 1000, told_km));
}

}  // namespace

void add_distance(const std::string& what, geo::DistanceShapes shapes, const geo::VectorFile& file,
                  const Loading& loading, SurveyData& data) {
  const Grid& grid = loading.grid;
  tell_far_shapes(what, shapes.segments, file, grid, loading.log);
  if (!loading.shapes.contains(what)) return;
  const geo::Crs& crs = loading.area.crs;
  auto distances = std::make_shared<Distances>(Distances{
      grid, crs.metres_per_unit, geo::DistanceField(shapes.segments, kMostMetres / crs.metres_per_unit), std::nullopt});
  if (what != "contacts" && !shapes.polygons.empty())
    distances->inside.emplace(geo::Area{crs, std::move(shapes.polygons), {}, {}}, grid);
  Raster raster;
  raster.grid = grid;
  raster.layers = {{"distance_to_" + safe_file_name(what), "m",
                    "distance to the nearest of " + printable(what) + (distances->inside ? ", 0 within" : "")}};
  raster.open = [distances](const PassRequest& request) {
    std::vector<std::unique_ptr<TileReader>> readers;
    readers.reserve(static_cast<std::size_t>(request.threads));
    for (int i = 0; i < request.threads; ++i) readers.push_back(std::make_unique<DistanceReader>(distances));
    return readers;
  };
  raster.cost = [bytes = distances->field.bytes()](const PassRequest&) {
    ReadCost cost;
    cost.store_bytes = bytes;
    return cost;
  };
  data.distances.emplace(what, std::move(raster));
}

void need_shapes(const Survey& survey, const SurveyData& data, const std::string& what) {
  const bool lines = is_lines(what);
  if (lines ? !lines_of(survey, what).empty()
            : std::ranges::find(data.units, what, &UnitRole::role) != data.units.end())
    return;
  throw Error(
      {"E4205",
       lines ? "the survey names no " + what : "the survey has no geological map with units of the role " + what,
       {},
       lines ? "give " + what + ": FILE" : "give geology: {path, field, legend}"});
}

std::string key_of_shapes(const Survey& survey, const std::string& what, InputHashes& inputs) {
  return "distance 2 " + what + survey_input(is_lines(what) ? what : "geology").content(survey, inputs);
}

}  // namespace greisen
