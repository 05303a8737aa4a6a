// SPDX-License-Identifier: Apache-2.0
#include "pipeline/graph/source_options.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/place/grid_of.hpp"
#include "pipeline/graph/expressions.hpp"
#include "pipeline/graph/scene_pixels.hpp"
#include "pipeline/survey/inputs/content.hpp"

namespace greisen {
namespace {

std::optional<geo::Resampling> resampling_of(const std::string& word) {
  if (word == "nearest") return geo::Resampling::nearest;
  if (word == "bilinear") return geo::Resampling::bilinear;
  if (word == "cubic") return geo::Resampling::cubic;
  if (word == "average") return geo::Resampling::average;
  return std::nullopt;
}

const Grid& finest_grid(const scene::Scene& scene, const std::vector<std::string>& bands) {
  const scene::SceneBand* finest = nullptr;
  for (const std::string& name : bands)
    if (const scene::SceneBand* band = scene.find(name); band && (!finest || band->pixel_m < finest->pixel_m))
      finest = band;
  if (!finest)
    throw Error(
        {"E3107", "the scene " + printable(scene.id) + " has none of the bands asked for", {}, "see: greisen inspect"});
  return finest->grid;
}

/// The whole pixels of `grid` that an area touches.
Grid cut_to(const Grid& grid, const geo::Area& area) {
  const geo::Bounds box = area.to_crs(geo::crs_of(grid)).bounds();
  const auto left = std::max<std::int64_t>(0, std::llround(std::floor(grid.col_of(box.min_x))));
  const auto right = std::min<std::int64_t>(grid.cols, std::llround(std::ceil(grid.col_of(box.max_x))));
  const auto top = std::max<std::int64_t>(0, std::llround(std::floor(grid.row_of(box.max_y))));
  const auto bottom = std::min<std::int64_t>(grid.rows, std::llround(std::ceil(grid.row_of(box.min_y))));
  if (right <= left || bottom <= top)
    throw Error(
        {"E4110", "the area " + printable(area.source) + " and the scene do not overlap", {}, "see: greisen inspect"});
  Grid cut = grid;
  cut.origin_x = grid.x_of(static_cast<double>(left));
  cut.origin_y = grid.y_of(static_cast<double>(top));
  cut.cols = right - left;
  cut.rows = bottom - top;
  return cut;
}

geo::Area footprint(const Grid& grid, const std::string& name) {
  geo::Area area = geo::box_area({grid.x_of(0), grid.y_of(static_cast<double>(grid.rows)),
                                  grid.x_of(static_cast<double>(grid.cols)), grid.y_of(0)},
                                 grid.crs);
  area.source = name;
  return area;
}

scene::SceneRequest request_of(const SourceOptions& options, const std::string& path) {
  scene::SceneRequest request;
  request.path = path;
  request.sensor = options.sensor;
  request.scale = options.scale;
  request.offset = options.offset;
  request.date = options.date;
  request.bands = options.bands;
  request.tolerant = true;
  return request;
}

}  // namespace

geo::CreationOptions SourceOptions::options() const {
  geo::CreationOptions parsed = geo::parse_creation_options(creation_options);
  geo::check_creation_options(format == "cog" ? "COG" : "GTiff", parsed);
  return parsed;
}

std::vector<scene::Scene> scenes_of(const SourceOptions& options, const Catalogue& catalogue, Log& log) {
  scene::SceneRequest request = request_of(options, options.paths.front());
  request.also.assign(options.paths.begin() + 1, options.paths.end());
  return find_scenes(request, ".", catalogue, log);
}

std::vector<scene::Scene> scenes_apart(const SourceOptions& options, const Catalogue& catalogue, Log& log) {
  std::vector<scene::Scene> scenes;
  for (const std::string& path : options.paths)
    for (scene::Scene& scene : find_scenes(request_of(options, path), ".", catalogue, log))
      scenes.push_back(std::move(scene));
  return scenes;
}

std::vector<std::string> inputs_read(const SourceOptions& options, const std::vector<scene::Scene>& scenes) {
  std::vector<std::string> files = files_of(scenes);
  if (!options.aoi.empty())
    for (const geo::InputFile& file : geo::input_files(options.aoi, geo::InputKind::vectors))
      files.push_back(file.path);
  return files;
}

Grid grid_of(const SourceOptions& options, const scene::Scene& scene, const std::vector<std::string>& bands) {
  const Grid& own = finest_grid(scene, bands);
  const bool elsewhere = !options.to_crs.empty() || options.resolution_m || !options.aoi.empty();
  if (elsewhere && !geo::is_placed(own))
    throw Error({"E4020",
                 printable(scene.id) + " has no georeference: it cannot be cut or brought to another grid",
                 {scene.files.front(), 0, 0, {}},
                 "leave --aoi, --to-crs and --resolution-m out, or give the georeferenced file"});
  if (options.to_crs.empty() && !options.resolution_m)
    return options.aoi.empty() ? own : cut_to(own, geo::read_area({options.aoi}));
  const geo::Area area = options.aoi.empty() ? footprint(own, scene.id) : geo::read_area({options.aoi});
  double pixel = options.resolution_m.value_or(0);
  if (pixel <= 0) {
    pixel = geo::pixel_metres(own);
    if (geo::parse_crs(own.crs).is_geographic)
      throw Error({"E4015",
                   "the pixels of " + printable(scene.id) + " are in degrees; their size on the new grid must be said",
                   {},
                   "give --resolution-m"});
  }
  const std::string& crs = options.to_crs.empty() ? own.crs : options.to_crs;
  const Grid plain = geo::grid_for(area, crs, pixel, 0);
  const geo::PixelChoice choice = geo::choose_pixels(pixels_of(scene, scene.sensor, bands), plain);
  return choice.corner ? geo::grid_for(area, crs, pixel, 0, *choice.corner) : plain;
}

Sensor sensor_of(const scene::Scene& scene, const Catalogue& catalogue) {
  if (scene.sensor.empty()) return sensor_of_bands(scene);
  Sensor sensor = catalogue.find_sensor(scene.sensor);
  if (sensor.contiguous()) {  // a scene brings its own channels, in its own order
    std::vector<double> centres_nm;
    std::vector<double> widths_nm;
    for (const scene::SceneBand& band : scene.bands) {
      centres_nm.push_back(band.centre_nm);
      widths_nm.push_back(band.width_nm > 0 ? band.width_nm : 10);
    }
    sensor = with_wavelengths(sensor, centres_nm, widths_nm);
    for (std::size_t i = 0; i < scene.bands.size(); ++i) sensor.bands[i].name = scene.bands[i].name;
    return sensor;
  }
  // Sentinel-2 ships no B08 at 60 m: formulas that speak of "nir" then take the narrow band beside it.
  const auto nir = sensor.find("nir");
  const auto narrow = sensor.find("nir_narrow");
  if (!nir || !narrow || nir == narrow) return sensor;
  Band& broad = sensor.bands[static_cast<std::size_t>(*nir)];
  Band& fine = sensor.bands[static_cast<std::size_t>(*narrow)];
  if (scene.find(broad.name) || !scene.find(fine.name)) return sensor;
  if (broad.role == "nir") broad.role.clear();
  std::erase(broad.aliases, "nir");
  fine.aliases.push_back("nir");
  return sensor;
}

Raster raster_of_bands(const SourceOptions& options, const scene::Scene& scene, const std::vector<std::string>& bands,
                       const Grid& grid) {
  std::vector<geo::BandSource> sources;
  for (const std::string& name : bands) {
    const scene::SceneBand* band = scene.find(name);
    if (!band)
      throw Error({"E3107",
                   "the scene " + printable(scene.id) + " has no band " + printable(name),
                   {},
                   "see: greisen inspect"});
    geo::BandSource source = band->source;
    source.layer = band->layer();
    if (const auto chosen = resampling_of(options.resampling)) source.resampling = *chosen;
    sources.push_back(std::move(source));
  }
  return geo::raster_of(std::move(sources), grid);
}

}  // namespace greisen
