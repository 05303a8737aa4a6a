// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/district_survey.hpp"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "catalogue/catalogue.hpp"
#include "geo/place/crs.hpp"
#include "sample_data/aster_product.hpp"
#include "sample_data/country.hpp"
#include "sample_data/districts/land.hpp"
#include "sample_data/districts/layout.hpp"
#include "sample_data/districts/surfaces.hpp"
#include "sample_data/geojson.hpp"
#include "sample_data/landsat_product.hpp"
#include "sample_data/materials.hpp"
#include "sample_data/overpass.hpp"
#include "sample_data/sentinel2_product.hpp"
#include "sample_data/terrain_model.hpp"

namespace greisen::sample {
namespace {

std::string properties_of(const Lying& one) {
  return fmt::format(R"("kind":"{}","width_m":{},"length_m":{},"exposed_share":{},"barren":{})", kind_word(one.kind),
                     format_number(one.width_m), format_number(one.length_m), format_number(one.exposed),
                     one.kind == Kind::aplite);
}

void write_truth(const std::string& folder, const Layout& layout, const geo::PointTransform& to_lon_lat) {
  std::vector<std::string> dykes;
  std::vector<std::string> bodies;
  std::vector<std::string> clutter;
  for (const Lying& one : layout.lying) {
    const bool dyke = one.kind == Kind::dyke || one.kind == Kind::aplite;
    const bool body = one.kind == Kind::greisen || one.kind == Kind::skarn;
    (dyke ? dykes : body ? bodies : clutter).push_back(polygon_feature(properties_of(one), one.outline, to_lon_lat));
  }
  write_features(folder + "/truth.geojson", dykes);
  write_features(folder + "/truth_tungsten.geojson", bodies);
  write_features(folder + "/clutter.geojson", clutter);
}

template <std::size_t count>
std::string band_values(const std::array<SampleBand, count>& bands, const Reflectance& values, std::size_t first) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i)
    all.push_back(fmt::format("\"{}\": {:.5f}", bands.at(i).name, values.at(first + i)));
  return "{" + join(all, ", ") + "}";
}

void write_drawn(const std::string& folder, const Variety& variety, const District& district, const Draw& draw,
                 const Surfaces& surfaces) {
  std::vector<std::string> spectra;
  for (const Kind kind : {Kind::dyke, Kind::greisen, Kind::skarn}) {
    const Reflectance rock = bare_rock(surfaces, draw, kind);
    spectra.push_back(fmt::format(R"("{}": {{"sentinel2": {}, "aster": {}}})", kind_word(kind),
                                  band_values(kBands, rock, 0), band_values(kAsterBands, rock, kAsterFirst)));
  }
  write_file_atomically(
      folder + "/truth.json",
      fmt::format("{{\"variety\": \"{}\", \"seed\": {}, \"km2\": {},\n\"drawn\": {{{}}},\n\"spectra\": {{{}}}}}\n",
                  variety.id, district.seed, kDistrictKm * kDistrictKm, drawn_values(draw), join(spectra, ",\n")));
}

/// Role of a unit on the geological map; empty: none that a model asks for.
std::string_view role_of(Kind kind) {
  if (kind == Kind::granite || kind == Kind::leucogranite) return "granite";
  return kind == Kind::marble ? "carbonate" : "host";
}

void write_geology(const std::string& folder, const Draw& draw, const Layout& layout,
                   const geo::PointTransform& to_lon_lat) {
  std::vector<std::string> units;
  std::string legend = "code,name,role\n";
  for (Kind kind = Kind::granite; is_bedrock(kind); kind = static_cast<Kind>(static_cast<int>(kind) + 1)) {
    bool any = false;
    for (const Lying& unit : layout.mapped) {
      if (unit.kind != kind) continue;
      any = true;
      units.push_back(polygon_feature(fmt::format(R"("unit":"{}")", kind_word(kind)), unit.outline, to_lon_lat));
    }
    if (any) legend += fmt::format("{0},{0},{1}\n", kind_word(kind), role_of(kind));
  }
  write_features(folder + "/geology.geojson", units);
  write_file_atomically(folder + "/legend.csv", legend);
  if (!draw.yes(Trait::faults_given)) return;
  std::vector<std::string> faults;
  for (const std::vector<geo::Point>& line : layout.faults) faults.push_back(line_feature(line, to_lon_lat));
  write_features(folder + "/faults.geojson", faults);
}

std::string survey_text(const Variety& variety, const District& district, const Draw& draw) {
  std::string text = fmt::format(
      "# A district that was drawn: docs/finding.md\nversion: 1\nname: {} {}\naoi: aoi.geojson\n"
      "grid: {{crs: auto-utm, resolution_m: 10}}\nscenes:\n  - {{path: \"scenes/S2*_MSIL2A_*.SAFE\"}}\n",
      variety.id, district.seed);
  if (draw.yes(Trait::aster)) text += "  - {path: \"scenes/AST_L1T_*.tif\"}\n";
  if (draw.yes(Trait::landsat)) text += "  - {path: \"scenes/LC09_*\"}\n";
  text += "context_km: 0.25\nmask: {vegetation: {index: ndvi, above: 0.35}}\n";
  text += "models: [li-pegmatite, w-greisen-vein, w-skarn]\n";
  if (draw.yes(Trait::heights)) text += "dem: dem.tif\n";
  if (draw.yes(Trait::faults_given)) text += "faults: faults.geojson\n";
  text += "geology: {path: geology.geojson, field: unit, legend: legend.csv}\n";
  // what a bench looks at, and no more
  text +=
      "outputs: {keep_layers: true, keep_reflectance: true, report: false, qgis: false, sheet: false, stac: false}\n";
  return text + "seed: 42\n";
}

void write_area(const std::string& path, const geo::PointTransform& to_lon_lat) {
  constexpr double kInset = 150;
  const double far = side_m() - kInset;
  write_features(path, {polygon_feature("", {{kInset, kInset}, {far, kInset}, {far, far}, {kInset, far}}, to_lon_lat)});
}

}  // namespace

void write_district(const std::string& folder, const Variety& variety, const District& district) {
  ensure_folder(folder + "/scenes");
  const Catalogue catalogue = load_catalogue();
  const Materials materials = materials_of(catalogue);
  const std::uint64_t bits = mix64(district.seed ^ content_hash(variety.id));  // varieties share no land
  set_country(bits, kDistrictKm);
  const Draw draw(variety, bits);
  const Layout layout = lay_out(draw, bits, district.barren);
  const Surfaces surfaces = surfaces_of(catalogue, materials, draw, bits);
  const Land land(draw, layout, surfaces, district.contrast, bits);
  const std::vector<Plane> planes = land.clear();
  for (int date = 0; date < draw.count(Trait::sentinel2_dates); ++date)
    write_sentinel2_product(folder + "/scenes", date, look_at_country(materials, planes, land.map(), swath_of(date)));
  if (draw.yes(Trait::aster)) write_aster_product(folder + "/scenes", planes, draw.yes(Trait::aster_thermal));
  if (draw.yes(Trait::landsat)) write_landsat_product(folder + "/scenes", planes, land.map());
  if (draw.yes(Trait::heights))
    write_terrain_model(folder, [&](const geo::Point& place) { return land.height_m(place); });
  const geo::PointTransform to_lon_lat(geo::parse_crs("EPSG:32629"), geo::wgs84());
  write_area(folder + "/aoi.geojson", to_lon_lat);
  write_geology(folder, draw, layout, to_lon_lat);
  write_truth(folder, layout, to_lon_lat);
  write_drawn(folder, variety, district, draw, surfaces);
  write_file_atomically(folder + "/survey.yaml", survey_text(variety, district, draw));
}

}  // namespace greisen::sample
