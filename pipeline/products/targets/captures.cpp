// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/targets/captures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "geo/gdal/vsi.hpp"
#include "geo/place/area.hpp"
#include "geo/read/band_rows.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "scene/reasons.hpp"

namespace greisen {
namespace {

assess::Plane plane_of_file(const LoadedSurvey& loaded, const std::string& path) {
  const Grid& grid = loaded.graph.graph->grid();
  return {static_cast<int>(grid.cols), static_cast<int>(grid.rows),
          [path]() -> std::function<std::span<const float>()> {
            const auto rows = std::make_shared<geo::BandRows>(path);
            return [rows] { return rows->next(); };
          }};
}

/// 1 within the area, missing outside.
assess::Plane area_plane(const LoadedSurvey& loaded, const std::string& folder) {
  const assess::Plane reasons = plane_of_file(loaded, folder + "/" + kReasonsFile);
  assess::Plane area{reasons.cols, reasons.rows, {}};
  area.open = [reasons]() -> std::function<std::span<const float>()> {
    return [next = reasons.open(), row = std::vector<float>()]() mutable {
      const std::span<const float> bits = next();
      row.assign(bits.begin(), bits.end());
      for (float& value : row) {
        const bool outside =
            std::isnan(value) || (static_cast<std::uint32_t>(value) & static_cast<std::uint32_t>(Reason::outside)) != 0;
        value = outside ? std::numeric_limits<float>::quiet_NaN() : 1;
      }
      return std::span<const float>(row);
    };
  };
  return area;
}

/// 1 within the polygons, 0 elsewhere.
assess::Plane polygon_plane(const LoadedSurvey& loaded, const std::vector<geo::Polygon>& polygons) {
  const Grid& grid = loaded.graph.graph->grid();
  const auto mask = std::make_shared<geo::AreaMask>(geo::Area{geo::parse_crs(grid.crs), polygons, {}, {}}, grid);
  assess::Plane plane{static_cast<int>(grid.cols), static_cast<int>(grid.rows), {}};
  plane.open = [mask, cols = plane.cols]() -> std::function<std::span<const float>()> {
    const auto line = std::make_shared<Tile>(1, 1, cols);
    return [mask, line, cols, row = std::int64_t{0}]() mutable {
      mask->fill({0, row++, cols, 1}, line->view());
      return std::span<const float>(line->view().row(0, 0));
    };
  };
  return plane;
}

assess::KnownOccurrences known_occurrences(const LoadedSurvey& loaded, const DepositModel* model) {
  return assess::known_occurrences(occurrences_on_grid(loaded), loaded.graph.graph->grid(),
                                   loaded.graph.area.crs.metres_per_unit, model);
}

/// `curve`: of the plane of the targets' polygons.
TargetCapture captured_by_targets(const assess::CaptureCurve& curve, assess::KnownOccurrences known) {
  TargetCapture capture{std::move(known)};
  capture.all = static_cast<double>(curve.places);
  capture.share = curve.best > 0 ? curve.best_share : 0;
  if (!curve.points.empty() && curve.points.front().score > 0)
    capture.held = std::round(curve.points.front().captured * capture.all);
  return capture;
}

}  // namespace

std::vector<geo::Occurrence> occurrences_on_grid(const LoadedSurvey& loaded) {
  const auto& known = loaded.graph.data.known;
  return known ? assess::occurrences_on(loaded.graph.graph->grid(), known->points) : std::vector<geo::Occurrence>();
}

std::optional<TargetCapture> target_capture(const LoadedSurvey& loaded, const std::string& folder,
                                            const TargetGrounds& targets) {
  assess::KnownOccurrences known = known_occurrences(loaded, nullptr);
  if (known.pixels.empty()) return {};
  std::vector<geo::Polygon> all;
  for (const auto& [model, polygons] : targets) all.insert(all.end(), polygons.begin(), polygons.end());
  const std::vector<assess::Plane> near = {assess::moving_maximum(polygon_plane(loaded, all), known.reach)};
  const auto curves = assess::capture_curves(area_plane(loaded, folder), near, known.pixels);
  TargetCapture capture = captured_by_targets(curves[1], std::move(known));
  return capture.all > 0 ? std::optional(std::move(capture)) : std::nullopt;
}

ClassCapture class_capture(const LoadedSurvey& loaded, const std::string& folder, const DepositModel& model) {
  const std::string path = folder + "/" + classes_file(model.id);
  const assess::KnownOccurrences known = known_occurrences(loaded, &model);
  if (known.pixels.empty() || !geo::is_file(path)) return {};
  const assess::Plane classes = assess::moving_maximum(plane_of_file(loaded, path), known.reach);
  ClassCapture capture;
  for (const double value : assess::scores_at(classes, known.pixels)) {
    ++capture.held[static_cast<int>(value)];
    ++capture.all;
  }
  return capture;
}

const LayerCapture* ModelCapture::best_layer() const {
  const double share = targets.share > 0 ? targets.share : 0.01;
  const auto worse = [&](const LayerCapture& a, const LayerCapture& b) {
    return std::pair(assess::captured_at(a.curve, share), assess::area_under(a.curve)) <
           std::pair(assess::captured_at(b.curve, share), assess::area_under(b.curve));
  };
  const auto best = std::ranges::max_element(layers, worse);
  return best == layers.end() ? nullptr : &*best;
}

std::vector<ModelCapture> model_captures(const LoadedSurvey& loaded, const std::string& folder,
                                         const TargetGrounds& targets) {
  std::vector<ModelCapture> captures;
  for (const ModelUse& use : loaded.graph.models) {
    const std::string& id = use.model->id;
    const std::string map_path = folder + "/" + prospectivity_file(id);
    assess::KnownOccurrences known = known_occurrences(loaded, use.model);
    if (known.pixels.empty() || !geo::is_file(map_path)) continue;
    const auto near = [&](const std::string& path) {
      return assess::moving_maximum(plane_of_file(loaded, path), known.reach);
    };
    const auto own = targets.find(id);
    std::vector<assess::Plane> planes = {assess::moving_maximum(
        polygon_plane(loaded, own == targets.end() ? std::vector<geo::Polygon>() : own->second), known.reach)};
    ModelCapture capture{use.model, {}, {}, {}};
    for (const EvidenceUse& one : use.evidence) {
      const std::string path = folder + "/" + evidence_file(id, one.evidence->id);
      if (!geo::is_file(path)) continue;
      planes.push_back(near(path));
      capture.layers.push_back({one.evidence->id, {}});
    }
    std::vector<assess::CaptureCurve> curves = assess::capture_curves(near(map_path), planes, known.pixels);
    if (curves[0].places == 0) continue;
    capture.map = std::move(curves[0]);
    capture.targets = captured_by_targets(curves[1], std::move(known));
    for (std::size_t i = 0; i < capture.layers.size(); ++i) capture.layers[i].curve = std::move(curves[i + 2]);
    captures.push_back(std::move(capture));
  }
  return captures;
}

}  // namespace greisen
