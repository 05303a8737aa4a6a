// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "catalogue/reasons.hpp"
#include "filters/registry.hpp"

namespace greisen::filters {
namespace {

constexpr std::uint16_t bit(Reason reason) { return static_cast<std::uint16_t>(reason); }

/// Where the layers lie among the inputs; −1: not there.
struct Places {
  std::vector<int> bands;
  std::vector<int> dark;
  int red = -1;
  int nir = -1;
  int green = -1;
  int swir1 = -1;
  int reasons = -1;
  int area = -1;
  int urban = -1;
};

int find(const Request& request, const std::string& name) {
  if (name.empty()) return -1;
  for (std::size_t i = 0; i < request.inputs.size(); ++i)
    if (request.inputs[i].name == name) return static_cast<int>(i);
  throw Error(
      {"E2411", "mask_reflectance: there is no input layer '" + name + "'", {}, "name one of the input's layers"});
}

Places places_of(const Request& request) {
  Places places;
  places.red = find(request, request.text("red"));
  places.nir = find(request, request.text("nir"));
  places.green = find(request, request.text("green"));
  places.swir1 = find(request, request.text("swir1"));
  places.reasons = find(request, request.text("reasons"));
  places.area = find(request, request.text("area"));
  places.urban = find(request, request.text("urban"));
  for (const std::string& name : request.words("dark_bands")) places.dark.push_back(find(request, name));
  for (int i = 0; i < static_cast<int>(request.inputs.size()); ++i)
    if (i != places.reasons && i != places.area && i != places.urban) places.bands.push_back(i);
  if (places.bands.empty())
    throw Error({"E2411", "mask_reflectance: there is no band to mask", {}, "give at least one band"});
  return places;
}

StepShape shape(const Request& request) {
  const Places places = places_of(request);
  StepShape shape;
  shape.missing = MissingRule::own;
  shape.ns_per_pixel = 2.0 + static_cast<double>(places.bands.size());
  for (const int band : places.bands) shape.outputs.push_back(request.inputs[static_cast<std::size_t>(band)]);
  shape.outputs.push_back({"reasons", "bits", "Why a pixel was not judged: or-ed bits, 0 where it was"});
  return shape;
}

/// (a − b) / (a + b) > limit, without the division; missing compares false.
bool difference_above(float a, float b, float limit) { return a + b > 0.0F && a - b > limit * (a + b); }

TileFunction apply(const Request& request, const Model&) {
  const Places at = places_of(request);
  const auto darkest = static_cast<float>(request.number("min_reflectance"));
  const auto green_above = static_cast<float>(request.number("vegetation_above"));
  const auto wet_below = static_cast<float>(request.number("water_swir1_below"));
  return [at, darkest, green_above, wet_below](const TileIn& tile, TileView out) {
    const auto value = [&](int layer, int row, int col) { return tile.in.at(layer, row, col); };
    const int last = static_cast<int>(at.bands.size());
    for (int row = 0; row < out.rows; ++row)
      for (int col = 0; col < out.cols; ++col) {
        std::uint16_t why = 0;
        if (at.reasons >= 0) {
          const float before = value(at.reasons, row, col);
          why = std::isnan(before) ? bit(Reason::nodata) : static_cast<std::uint16_t>(before);
        }
        for (const int band : at.bands)
          if (std::isnan(value(band, row, col)) && why == 0) why = bit(Reason::nodata);
        for (const int band : at.dark)
          if (value(band, row, col) < darkest) why |= bit(Reason::dark);
        if (at.red >= 0 && at.nir >= 0 &&
            difference_above(value(at.nir, row, col), value(at.red, row, col), green_above))
          why |= bit(Reason::vegetation);
        // pale felsic rock has MNDWI above 0 too; only water is black at 1.6 µm
        if (at.green >= 0 && at.swir1 >= 0 && value(at.swir1, row, col) < wet_below &&
            difference_above(value(at.green, row, col), value(at.swir1, row, col), 0))
          why |= bit(Reason::water);
        if (at.urban >= 0 && value(at.urban, row, col) > 0.5F) why |= bit(Reason::urban);
        for (int band = 0; band < last; ++band)
          out.at(band, row, col) = why ? kMissing : value(at.bands[static_cast<std::size_t>(band)], row, col);
        if (at.area >= 0 && !(value(at.area, row, col) > 0.5F)) why |= bit(Reason::outside);
        out.at(last, row, col) = static_cast<float>(why);
      }
  };
}

}  // namespace

Step mask_reflectance() {
  Step step;
  step.id = "mask_reflectance";
  step.summary = "Takes away dark, vegetated, wet and built-over ground, and says why for each pixel";
  step.source = "NDVI: Rouse et al. 1974; MNDWI: Xu 2006; the dark limit is this project's";
  step.params = {
      {"red", ParamType::text, "Layer of the red band; empty: vegetation is kept", std::string()},
      {"nir", ParamType::text, "Layer of the near-infrared band", std::string()},
      {"vegetation_above", ParamType::number, "NDVI above which ground is called vegetated", 0.35, -1.0, 1.0},
      {"green", ParamType::text, "Layer of the green band; empty: water is kept", std::string()},
      {"swir1", ParamType::text, "Layer of the 1.6 µm band; water has MNDWI above 0", std::string()},
      {"water_swir1_below", ParamType::number, "Ground brighter than this at 1.6 µm is no water, whatever its MNDWI",
       0.1, 0.0, 1e6},
      {"dark_bands", ParamType::words, "Layers that must not be darker than min_reflectance",
       std::vector<std::string>{}},
      {"min_reflectance", ParamType::number, "Reflectance below which a ratio means nothing", 0.005, 0.0, 1.0},
      {"reasons", ParamType::text, "Layer of reasons known before; empty: none", std::string()},
      {"area", ParamType::text, "Layer that is 1 inside the area; empty: all is inside", std::string()},
      {"urban", ParamType::text, "Layer that is 1 on built-over ground; empty: none", std::string()}};
  step.shape = shape;
  step.apply = apply;
  return step;
}

}  // namespace greisen::filters
