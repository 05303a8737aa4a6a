// SPDX-License-Identifier: Apache-2.0
#include "sample_data/sample_survey.hpp"

#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "catalogue/catalogue.hpp"
#include "catalogue/embedded.hpp"
#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"
#include "sample_data/aster_product.hpp"
#include "sample_data/bodies.hpp"
#include "sample_data/country.hpp"
#include "sample_data/dykes.hpp"
#include "sample_data/geojson.hpp"
#include "sample_data/inventory.hpp"
#include "sample_data/landsat_product.hpp"
#include "sample_data/landscape.hpp"
#include "sample_data/materials.hpp"
#include "sample_data/noise.hpp"
#include "sample_data/overpass.hpp"
#include "sample_data/plane.hpp"
#include "sample_data/sentinel2_product.hpp"
#include "sample_data/terrain_model.hpp"

namespace greisen {
namespace {

constexpr std::string_view kSurveyFile = "surveys/demo.yaml";
constexpr std::string_view kDistrictFile = "surveys/district.yaml";

/// A licence with a reserve left out of it.
void write_area(const std::string& path, const geo::PointTransform& to_lon_lat) {
  geo::Ring licence = {{330, 420},   {1900, 310},  {4700, 380},  {5640, 900}, {5680, 3300},
                       {5560, 5230}, {4300, 5660}, {1500, 5640}, {380, 4900}, {310, 2500}};
  geo::Ring reserve = {{2850, 5050}, {3300, 5120}, {3390, 5430}, {2980, 5480}, {2760, 5290}};
  for (geo::Ring* ring : {&licence, &reserve})
    for (geo::Point& landmark : *ring) landmark = sample::placed(landmark);
  const geo::VectorTable table = {.name = "area",
                                  .description = "Ground asked for: a licence without the reserve in it (made up)",
                                  .shapes = geo::ShapeType::multi_polygon,
                                  .columns = {{"name", geo::CellType::text}},
                                  .rows = {{{std::string("Valle del Ejemplo")},
                                            std::vector<geo::Polygon>{{{sample::lon_lat_ring(licence, to_lon_lat),
                                                                        sample::lon_lat_ring(reserve, to_lon_lat)}}}}}};
  geo::write_geopackage(path, geo::wgs84(), {table}, {});
}

void write_truth(const std::string& path, const std::vector<sample::Dyke>& dykes,
                 const geo::PointTransform& to_lon_lat) {
  std::vector<std::string> features;
  features.reserve(dykes.size());
  for (const sample::Dyke& dyke : dykes)
    features.push_back(sample::polygon_feature(
        fmt::format(R"("name":{},"length_m":{},"width_m":{},"strike_deg":{},"exposed_share":{},"barren":{})",
                    json_string(dyke.name), format_number(dyke.length_m), format_number(dyke.width_m),
                    format_number(dyke.strike_deg), format_number(dyke.exposed), dyke.barren),
        dyke.outline, to_lon_lat));
  sample::write_features(path, features);
}

void write_bodies(const std::string& path, const std::vector<sample::Body>& bodies,
                  const geo::PointTransform& to_lon_lat) {
  std::vector<std::string> features;
  for (const sample::Body& body : bodies)
    features.push_back(
        sample::polygon_feature(fmt::format(R"("name":{},"kind":"{}","width_m":{})", json_string(body.name),
                                            kind_word(body.kind), format_number(body.width_m)),
                                body.outline, to_lon_lat));
  sample::write_features(path, features);
}

/// Where the granite ends, as a geologist's map at 1:50 000 has it.
geo::Ring mapped_granite() {
  geo::Ring ring = {{sample::side_m(), 0}};
  ring.push_back({sample::side_m(), sample::side_m()});
  for (double north = sample::side_m(); north >= 0; north -= 200) {
    double west = 2000 * sample::stretch();
    double east = sample::side_m();
    for (int i = 0; i < 14; ++i) {
      const double middle = (west + east) / 2;
      (sample::granite_share({middle, north}) < 0.5 ? west : east) = middle;
    }
    ring.push_back({std::round(east / 25) * 25, north});
  }
  return ring;
}

geo::Ring mapped_cupola(const sample::Cupola& cupola) {
  geo::Ring ring;
  for (int i = 0; i < 16; ++i) {
    const double angle = i * std::numbers::pi / 8;
    ring.push_back(
        {cupola.centre.x + cupola.radius_m * std::cos(angle), cupola.centre.y + cupola.radius_m * std::sin(angle)});
  }
  return ring;
}

/// Faults, a geological map and the roles of its units.
void write_geology(const std::string& folder, const geo::PointTransform& to_lon_lat) {
  std::vector<std::string> faults;
  for (const std::vector<geo::Point>& line : sample::fault_lines())
    faults.push_back(sample::line_feature(line, to_lon_lat));
  sample::write_features(folder + "/faults.geojson", faults);
  std::vector<std::string> units;
  const auto add = [&](const char* unit, const geo::Ring& ring) {
    units.push_back(sample::polygon_feature(fmt::format(R"("unit":"{}")", unit), ring, to_lon_lat));
  };
  add("G", mapped_granite());
  for (const sample::Cupola& cupola : sample::cupolas()) add("G", mapped_cupola(cupola));
  for (const geo::Ring& band : sample::marble_bands()) add("M", band);
  sample::write_features(folder + "/geology.geojson", units);
  write_file_atomically(folder + "/legend.csv", "code,name,role\nG,Granite,granite\nM,Marble,carbonate\n");
}

std::string survey_text(const SampleCountry& country) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == (country.district == 0 ? kSurveyFile : kDistrictFile)) return std::string(file.text);
  throw Error({"E1001", "the program was built without configs/" + std::string(kSurveyFile)});
}

}  // namespace

void write_sample_survey(const std::string& folder, Log& log, const SampleCountry& country) {
  log.info(fmt::format("making up a country of {0} x {0} km, scenes of it and what lies in it", country.size_km));
  ensure_folder(folder + "/scenes");
  const sample::Materials materials = sample::materials_of(load_catalogue());
  sample::set_country(country.district, country.size_km);
  std::vector<sample::Dyke> dykes =
      country.district == 0 ? sample::planted_dykes() : sample::dykes_of_district(country.district);
  std::vector<sample::Body> bodies = sample::bodies_of_country(country.district);
  const geo::PointTransform to_lon_lat(geo::parse_crs("EPSG:32629"), geo::wgs84());
  sample::write_inventory(folder + "/known.csv", dykes, bodies, to_lon_lat);
  if (country.barren) {  // the inventory stands: it tells of nothing that a scene can show
    dykes.clear();
    bodies.clear();
  }
  const sample::CoverMap map = sample::paint_country(dykes, bodies);
  const std::vector<sample::Plane> planes =
      sample::clear_country(sample::Ground(materials, dykes, {country.cover, country.contrast}), map);
  for (int date = 0; date < country.dates; ++date)
    sample::write_sentinel2_product(folder + "/scenes", date,
                                    sample::look_at_country(materials, planes, map, sample::swath_of(date)));
  if (country.district != 0) {
    sample::write_aster_product(folder + "/scenes", planes);
    sample::write_landsat_product(folder + "/scenes", planes, map);
    sample::write_terrain_model(folder, sample::height_m);
  }
  write_area(folder + "/aoi.gpkg", to_lon_lat);
  write_geology(folder, to_lon_lat);
  write_truth(folder + "/truth.geojson", dykes, to_lon_lat);
  write_bodies(folder + "/truth_tungsten.geojson", bodies, to_lon_lat);
  write_file_atomically(folder + "/survey.yaml", survey_text(country));
}

}  // namespace greisen
