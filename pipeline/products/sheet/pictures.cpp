// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "outputs/web_map.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/graph/survey_steps.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "pipeline/products/sheet/source.hpp"
#include "scene/reasons.hpp"

namespace greisen {
namespace {

using outputs::MapLayer;
using outputs::Sheet;
using outputs::Thinning;

constexpr double kLeastPercentShown = 80;  ///< of the judged area: over a picture the best fifth is drawn
constexpr double kMmPerInch = 25.4;
constexpr int kPaleness = 50;  ///< percent of white in the picture of the ground
constexpr int kGreyness = 45;  ///< percent of grey in it
constexpr std::uint8_t kClassOpacity = 215;
constexpr std::uint8_t kHiddenOpacity = 130;

/// The survey's pixels that the frame shows, or coarser ones of the page's resolution.
Grid grid_in(const outputs::SheetLayout& page, const Grid& survey) {
  Grid grid = survey;
  const double pixel = kMmPerInch / outputs::kSheetDpi / page.mm_per_unit();
  const geo::Bounds& ground = page.ground;
  if (pixel > survey.pixel_x) {
    grid.origin_x = ground.min_x;
    grid.origin_y = ground.max_y;
    grid.pixel_x = grid.pixel_y = pixel;
    grid.cols = std::llround(std::ceil((ground.max_x - ground.min_x) / pixel - 1e-6));
    grid.rows = std::llround(std::ceil((ground.max_y - ground.min_y) / pixel - 1e-6));
    return grid;
  }
  Window window;
  window.col = std::llround(std::floor(survey.col_of(ground.min_x)));
  window.row = std::llround(std::floor(survey.row_of(ground.max_y)));
  window.cols = std::llround(std::ceil(survey.col_of(ground.max_x))) - window.col;
  window.rows = std::llround(std::ceil(survey.row_of(ground.min_y))) - window.row;
  window = window.intersected(survey.window());
  grid.origin_x = survey.x_of(static_cast<double>(window.col));
  grid.origin_y = survey.y_of(static_cast<double>(window.row));
  grid.cols = window.cols;
  grid.rows = window.rows;
  return grid;
}

class Planes {
 public:
  Planes(const SheetSource& source, const Grid& grid) : folder_(source.folder) { frame_.grid = grid; }
  [[nodiscard]] std::vector<float> read(const std::string& file, int band, Thinning thinning) const {
    return outputs::grid_plane(folder_ + "/" + file, band, thinning, frame_.grid);
  }
  [[nodiscard]] std::vector<std::uint8_t> grey(const MapLayer& layer, const outputs::Stretch& stretch) const {
    return outputs::levels(read(layer.file, stretch.band, Thinning::mean), frame_, stretch.low, stretch.high).pixels;
  }

 private:
  std::string folder_;
  outputs::WebFrame frame_;
};

const MapLayer* picture_layer(const SheetSource& source) {
  for (const SensorUse& use : source.loaded.graph.sensors)
    if (const MapLayer* const layer = source.layer(picture_file(use.sensor.id))) return layer;
  return nullptr;
}

/// Pale and rather grey, so that what lies on it stands out; white where nothing was seen.
void mute(geo::Picture& picture) {
  for (std::size_t i = 0; i < picture.pixels.size(); i += 3) {
    const bool missing = picture.pixels[i] == 0 || picture.pixels[i + 1] == 0 || picture.pixels[i + 2] == 0;
    const int mean = (picture.pixels[i] + picture.pixels[i + 1] + picture.pixels[i + 2]) / 3;
    for (std::size_t k = i; k < i + 3; ++k) {
      const int muted = (picture.pixels[k] * (100 - kGreyness) + mean * kGreyness) / 100;
      picture.pixels[k] =
          static_cast<std::uint8_t>(missing ? 255 : (muted * (100 - kPaleness) + 255 * kPaleness) / 100);
    }
  }
}

geo::Picture ground_picture(const SheetSource& source, const Planes& planes, const Grid& grid) {
  const MapLayer* const found = picture_layer(source);
  if (found == nullptr) return {};
  MapLayer layer = *found;
  const bool colours = layer.style.render == Render::composite;
  if (!colours) {
    layer.style.percentile = {{2, 98}};
    measure(layer, source.folder);
  }
  geo::Picture picture{static_cast<int>(grid.cols), static_cast<int>(grid.rows), 3, {}};
  picture.pixels.assign(static_cast<std::size_t>(grid.window().pixels()) * 3, 0);
  for (std::size_t channel = 0; channel < (colours ? 3U : 1U); ++channel) {
    const outputs::Stretch stretch = colours ? layer.composite.at(channel) : outputs::Stretch{1, layer.low, layer.high};
    const std::vector<std::uint8_t> grey = planes.grey(layer, stretch);
    for (std::size_t i = 0; i < grey.size(); ++i)
      for (std::size_t to = channel; to < (colours ? channel + 1 : 3U); ++to) picture.pixels[3 * i + to] = grey[i];
  }
  mute(picture);
  return picture;
}

/// 1 where the first model (or no sensor) judged ground within the area.
std::vector<std::uint8_t> hidden_in(const SheetSource& source, const Planes& planes) {
  const std::vector<float> reasons = planes.read(kReasonsFile, 1, Thinning::nearest);
  const std::string model = first_model(source.loaded, prospectivity_file);
  std::vector<float> values;
  if (!model.empty()) values = planes.read(model, 1, Thinning::nearest);
  std::vector<std::uint8_t> hidden(reasons.size(), 0);
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (std::isnan(reasons[i])) continue;
    const std::uint32_t bits = scene::reason_bits(reasons[i]);
    const bool inside = (bits & static_cast<std::uint32_t>(Reason::outside)) == 0;
    hidden[i] = inside && (model.empty() ? bits != 0 : std::isnan(values[i])) ? 1 : 0;
  }
  return hidden;
}

void put_pixel(geo::Picture& picture, std::size_t at, const Colour& colour, std::uint8_t opacity) {
  picture.pixels[4 * at] = colour.red;
  picture.pixels[4 * at + 1] = colour.green;
  picture.pixels[4 * at + 2] = colour.blue;
  picture.pixels[4 * at + 3] = opacity;
}

}  // namespace

int first_class_shown(const LoadedSurvey& loaded, bool over_picture) {
  if (!over_picture) return 1;
  const std::vector<double> percents = class_percents(loaded.survey.targets.top_area_percent);
  const auto shown = std::ranges::find_if(percents, [](double one) { return one >= kLeastPercentShown - 1e-9; });
  return static_cast<int>(shown - percents.begin()) + 2;
}

void add_pictures(const SheetSource& source, Sheet& sheet) {
  sheet.grid = grid_in(sheet.page, source.loaded.graph.graph->grid());
  const Planes planes(source, sheet.grid);
  sheet.picture = ground_picture(source, planes, sheet.grid);
  sheet.hidden = hidden_in(source, planes);
  sheet.classes = {static_cast<int>(sheet.grid.cols), static_cast<int>(sheet.grid.rows), 4, {}};
  sheet.classes.pixels.assign(sheet.hidden.size() * 4, 0);
  for (std::size_t i = 0; i < sheet.hidden.size(); ++i)
    if (sheet.hidden[i] != 0) put_pixel(sheet.classes, i, sheet.halo, kHiddenOpacity);
  const std::string file = first_model(source.loaded, classes_file);
  const MapLayer* const layer = file.empty() ? nullptr : source.layer(file);
  if (layer == nullptr) return;
  const int first = first_class_shown(source.loaded, !sheet.picture.pixels.empty());
  const std::vector<float> plane = planes.read(file, 1, Thinning::nearest);
  for (std::size_t i = 0; i < plane.size(); ++i) {
    if (std::isnan(plane[i]) || static_cast<int>(plane[i]) < first) continue;
    const auto found = std::ranges::find(layer->classes, static_cast<int>(plane[i]), &geo::RasterClass::value);
    if (found != layer->classes.end())
      put_pixel(sheet.classes, i, {found->rgba[0], found->rgba[1], found->rgba[2]}, kClassOpacity);
  }
}

}  // namespace greisen
