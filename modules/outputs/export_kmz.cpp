// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "geo/gdal/zip.hpp"
#include "geo/place/grid_of.hpp"
#include "geo/read/band_source.hpp"
#include "geo/vectors/vector_read.hpp"
#include "geo/write/picture.hpp"
#include "outputs/exports.hpp"
#include "outputs/support/coloured.hpp"
#include "outputs/support/export_columns.hpp"
#include "outputs/support/kml.hpp"
#include "outputs/support/target_columns.hpp"
#include "outputs/web_map.hpp"

namespace greisen::outputs {
namespace {

constexpr const char* kMark = "pictures/mark.png";
constexpr int kSteps = 48;            ///< of colour: a small picture
constexpr double kMostPixels = 1024;  ///< of its longer side
constexpr double kMetresPerDegree = 111'320;

/// Ranks are drawn in three classes.
struct RankClass {
  std::int64_t last;  ///< rank
  const char* name;
  const char* fill;  ///< opacity, hexadecimal
  int width;
};
constexpr std::array<RankClass, 3> kClasses = {
    {{3, "ranks 1 to 3", "90", 3}, {10, "ranks 4 to 10", "58", 2}, {1'000'000'000, "from rank 11", "28", 1}}};

/// A white disc, which each style tints.
geo::Picture disc() {
  constexpr int kSide = 32;
  constexpr double kRadius = 14;
  geo::Picture picture{kSide, kSide, 4, {}};
  for (int row = 0; row < kSide; ++row)
    for (int col = 0; col < kSide; ++col) {
      const double from_middle = std::hypot(col + 0.5 - kSide / 2.0, row + 0.5 - kSide / 2.0);
      picture.pixels.insert(picture.pixels.end(), 3, 255);
      picture.pixels.push_back(
          static_cast<std::uint8_t>(std::lround(255 * std::clamp(kRadius - from_middle + 0.5, 0.0, 1.0))));
    }
  return picture;
}

std::string style(const std::string& id, const Colour& colour, const RankClass& rank) {
  return fmt::format("<Style id=\"{}\"><IconStyle>{}<scale>0.6</scale><Icon><href>{}</href></Icon></IconStyle>", id,
                     kml_colour("ff", colour), kMark) +
         "<LabelStyle><scale>0.9</scale></LabelStyle><LineStyle>" + kml_colour("ff", colour) +
         fmt::format("<width>{}</width></LineStyle><PolyStyle>", rank.width) + kml_colour(rank.fill, colour) +
         "</PolyStyle><BalloonStyle><text>$[description]</text></BalloonStyle></Style>\n";
}

/// A place in a balloon begins with $[: no text of a survey may be one.
std::string balloon_text(const std::string& text) {
  std::string out;
  for (const char c : escape_html(text)) out += c == '$' ? std::string("&#36;") : std::string(1, c);
  return out;
}

/// A page of its own: texts are escaped for HTML, and the page once more for XML.
std::string balloon(const geo::VectorTable& table, const geo::VectorRow& row, const std::string& notice) {
  std::string html = "<h3>" + balloon_text(text_at(table, row, "label")) + "</h3><table>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string value = to_text(row.cells[i]);
    const std::string& name = table.columns[i].name;
    if (value.empty() || name == "label" || name == "x" || name == "y") continue;
    const ColumnText* const known = find_column(name);
    html += "<tr><td title=\"" + balloon_text(std::string(known == nullptr ? "" : known->text)) + "\"><b>" +
            balloon_text(name) + "</b></td><td>" + balloon_text(value) + "</td></tr>";
  }
  return escape_xml(html + "</table><p><i>" + balloon_text(notice) + "</i></p>");
}

std::string placemark(const geo::VectorTable& table, const geo::VectorRow& row, const std::string& style_id,
                      const std::string& notice) {
  std::string shapes;
  const auto degrees = [&](const char* name) { return parse_double(text_at(table, row, name)); };
  if (const auto lon = degrees("lon"), lat = degrees("lat"); lon && lat) shapes += kml_point({*lon, *lat});
  if (const auto* const polygons = std::get_if<std::vector<geo::Polygon>>(&row.shape))
    for (const geo::Polygon& polygon : geo::cut_at_antimeridian(*polygons)) shapes += kml_polygon(polygon);
  return "<Placemark>" + kml_element("name", escape_xml(text_at(table, row, "label"))) +
         kml_element("description", balloon(table, row, notice)) + kml_element("styleUrl", "#" + style_id) +
         kml_data(table.columns, row.cells) + kml_element("MultiGeometry", shapes) + "</Placemark>\n";
}

std::size_t class_of(const geo::VectorTable& table, const geo::VectorRow& row) {
  const std::int64_t rank = parse_int64(text_at(table, row, "rank")).value_or(0);
  std::size_t number = 0;
  while (number + 1 < kClasses.size() && rank > kClasses.at(number).last) ++number;
  return number;
}

std::string styles(const ExportSource& source) {
  std::string text;
  for (std::size_t m = 0; m < source.models.size(); ++m)
    for (std::size_t c = 0; c < kClasses.size(); ++c)
      text += style(fmt::format("model{}class{}", m, c), source.models[m].colour, kClasses.at(c));
  return text + style("set_aside", table_colour(source, "set_aside"), kClasses.back());
}

std::string model_folder(const ExportSource& source, const geo::VectorTable& targets, std::size_t model) {
  std::string inside;
  for (const geo::VectorRow& row : targets.rows)
    if (text_at(targets, row, "model") == source.models[model].id)
      inside += placemark(targets, row, fmt::format("model{}class{}", model, class_of(targets, row)), source.notice);
  if (inside.empty()) return {};
  const ExportModel& one = source.models[model];
  std::string classes;
  for (const RankClass& rank : kClasses) classes += (classes.empty() ? "" : ", ") + std::string(rank.name);
  return "<Folder>" + kml_element("name", escape_xml((one.letter.empty() ? "" : one.letter + "  ") + one.title)) +
         kml_element("description", "Filled the stronger the better the rank: " + classes) + "\n" + inside +
         "</Folder>\n";
}

std::string set_aside_folder(const geo::VectorTable& aside, const std::string& notice) {
  std::string inside;
  for (const geo::VectorRow& row : aside.rows) inside += placemark(aside, row, "set_aside", notice);
  return "<Folder><name>Set aside as look-alikes</name><visibility>0</visibility>\n" + inside + "</Folder>\n";
}

Grid degree_grid(const std::string& path, const geo::Bounds& box, const geo::Bounds& place) {
  const double width = box.max_x - box.min_x;
  const double height = box.max_y - box.min_y;
  const double own = geo::pixel_metres(geo::file_info(path).grid) / kMetresPerDegree;
  Grid grid;
  grid.crs = geo::wgs84().wkt;
  grid.pixel_x = grid.pixel_y = std::max(own, std::max(width, height) / kMostPixels);
  grid.origin_x = box.min_x;
  grid.origin_y = box.max_y;
  grid.cols = std::max<std::int64_t>(1, std::llround(std::ceil(width / grid.pixel_x - 1e-9)));
  grid.rows = std::max<std::int64_t>(1, std::llround(std::ceil(height / grid.pixel_y - 1e-9)));
  geo::set_place(grid, place);
  return grid;
}

/// Favourability draped over the ground; the first is shown.
std::string overlays(const ExportSource& source, std::vector<geo::ZipEntry>& entries, Exported& out) {
  std::string text;
  for (const ExportRaster& raster : source.rasters) {
    if (!raster.favourability) continue;
    const std::string path = source.folder + "/" + raster.file;
    const std::optional<geo::Bounds> box = lon_lat_box(path, source.crs.place);
    if (!box) {
      out.notes.push_back(raster.file + ": not draped, as it crosses 180 degrees or lies too near a pole");
      continue;
    }
    const Grid grid = degree_grid(path, *box, source.crs.place);
    const std::vector<float> plane = grid_plane(path, 1, Thinning::mean, grid);
    const std::string name = fmt::format("pictures/favourability_{}.png", entries.size() - 1);
    entries.push_back({name, geo::png_of({static_cast<int>(grid.cols), static_cast<int>(grid.rows), 4,
                                          coloured(plane, raster, kSteps)})});
    text += "<GroundOverlay>" + kml_element("name", escape_xml(raster.title)) +
            kml_element("visibility", text.empty() ? "1" : "0") + "<color>b0ffffff</color>" +
            kml_element("Icon", kml_element("href", name)) +
            kml_element("LatLonBox", kml_element("north", degrees_text(grid.origin_y)) +
                                         kml_element("south", degrees_text(grid.y_of(static_cast<double>(grid.rows)))) +
                                         kml_element("east", degrees_text(grid.x_of(static_cast<double>(grid.cols)))) +
                                         kml_element("west", degrees_text(grid.origin_x))) +
            "</GroundOverlay>\n";
  }
  if (text.empty()) return {};
  return "<Folder><name>Favourability</name><description>Pale is low, dark is high; ground that was not judged is left "
         "clear: unknown is not unfavourable.</description>\n" +
         text + "</Folder>\n";
}

}  // namespace

Exported export_kmz(const ExportSource& source, const std::string& path) {
  Exported out;
  const geo::Crs degrees = geo::wgs84();
  std::string inside;
  if (const geo::VectorTable* const targets = source.table("targets")) {
    const geo::VectorTable moved = geo::moved_table(*targets, source.crs, degrees);
    for (std::size_t m = 0; m < source.models.size(); ++m) inside += model_folder(source, moved, m);
  }
  if (const geo::VectorTable* const aside = source.table("set_aside"))
    inside += set_aside_folder(geo::moved_table(*aside, source.crs, degrees), source.notice);
  std::vector<geo::ZipEntry> entries = {{"doc.kml", ""}, {kMark, geo::png_of(disc())}};
  const std::string pictures = overlays(source, entries, out);
  out.notes.insert(out.notes.end(), source.lacks.begin(), source.lacks.end());
  if (inside.empty() && pictures.empty()) return {false, out.notes};
  entries.front().bytes =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n"
      "<Document>" +
      kml_element("name", escape_xml(source.name)) + "<open>1</open>" +
      kml_element("description", escape_xml(balloon_text(source.notice))) + "\n" + styles(source) + inside + pictures +
      "</Document>\n</kml>\n";
  write_file_atomically(path, geo::zip_of(entries));
  return out;
}

}  // namespace greisen::outputs
