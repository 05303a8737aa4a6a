// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/survey.hpp"

namespace greisen {
namespace {

/// Entries of each list, as scenes or layers; one entry of scenes may match many.
constexpr std::size_t kMostListed = 4096;

Field text(std::string key, std::string about, std::string fallback = {}) {
  return {.key = std::move(key), .type = FieldType::text, .text = std::move(about), .fallback = std::move(fallback)};
}
Field path(std::string key, std::string about) {
  return {.key = std::move(key), .type = FieldType::text, .text = std::move(about), .names_file = true, .min_items = 1};
}
Field flag(std::string key, std::string about, bool fallback) {
  return {.key = std::move(key),
          .type = FieldType::boolean,
          .text = std::move(about),
          .fallback = fallback ? "true" : "false"};
}
Field number(std::string key, std::string about, std::string fallback, double least, double most) {
  return {.key = std::move(key),
          .type = FieldType::number,
          .text = std::move(about),
          .fallback = std::move(fallback),
          .minimum = least,
          .maximum = most};
}
Field integer(std::string key, std::string about, std::string fallback, double least, double most) {
  Field field = number(std::move(key), std::move(about), std::move(fallback), least, most);
  field.type = FieldType::integer;
  return field;
}
Field map(std::string key, std::string about, std::vector<Field> fields, std::string fallback = {}) {
  return {.key = std::move(key),
          .type = FieldType::map,
          .text = std::move(about),
          .fallback = std::move(fallback),
          .fields = std::move(fields)};
}
Field list(std::string key, std::string about, Field item) {
  return {.key = std::move(key),
          .type = FieldType::list,
          .text = std::move(about),
          .items = {std::move(item)},
          .max_items = kMostListed};
}
Field either(std::string key, std::string about, std::vector<Field> kinds) {
  return {.key = std::move(key), .type = FieldType::any_of, .text = std::move(about), .items = std::move(kinds)};
}
Field required(Field field) {
  field.required = true;
  return field;
}
Field choice(std::string key, std::string about, std::string fallback, std::vector<std::string> words) {
  Field field = text(std::move(key), std::move(about), std::move(fallback));
  field.choices = std::move(words);
  return field;
}

/// A vector file as every key takes one: its path, or more of it; `more` are keys of that one alone.
Field vector_file(std::string key, std::string about, const char* what, std::vector<Field> more = {}) {
  std::vector<Field> fields = {required(path("path", what)),
                               text("layer", "Layer of a file with several that would do (a sheet of a workbook)"),
                               text("crs", "Its CRS, where the file states none or a wrong one")};
  for (Field& field : more) fields.push_back(std::move(field));
  return either(std::move(key), std::move(about),
                {path("", what), map("", "A file, which of its layers, and its CRS", std::move(fields))});
}

Field aoi() {
  Field box = required(list("bbox", "[min x, min y, max x, max y] in the CRS given", number("", "", "", -1e8, 1e8)));
  box.min_items = box.max_items = 4;
  return required(
      either("aoi", "The ground asked for: a vector file with polygons, or a box",
             {path("", "A vector file"), map("", "A box", {box, text("crs", "CRS of the box", "\"EPSG:4326\"")}),
              vector_file("", "", "A vector file, or a zip or folder of such").items.back()}));
}

Field grid() {
  Field origin = list("origin",
                      "[x, y] of a corner of pixels, in the grid's CRS; where absent the grid lies on the scenes' own "
                      "pixels, which then pass unchanged, or on whole multiples of the pixel",
                      number("", "", "", -1e8, 1e8));
  origin.min_items = origin.max_items = 2;
  return required(map("grid", "The grid all layers are brought to",
                      {text("crs", "A CRS, or auto-utm: the UTM zone of the area's centre", "\"auto-utm\""),
                       required(number("resolution_m", "Pixel size in metres", "", 0.1, 10000)), std::move(origin)}));
}

Field scenes() {
  const Field plain = number("", "", "", -1e6, 1e6);
  Field bands = list("bands", "Names, roles or '-' (skip) of the file's bands, in order", text("", "A band"));
  const auto factor = [&](const char* key, const char* about) {
    return either(key, about, {plain, list("", "One for each of bands", plain)});
  };
  return required(list("scenes", "Scenes: globs, folders, zips, single rasters",
                       map("", "One entry, which may match many scenes",
                           {required(path("path", "Path or glob, relative to this file")),
                            text("sensor", "Sensor id, where the files do not say (greisen list sensors)"),
                            factor("scale", "reflectance = DN * scale + offset"), factor("offset", "see scale"), bands,
                            text("date", "YYYY-MM-DD, where the files do not say"),
                            choice("kind", "What scale and offset lead to; surface where a scale is given", "",
                                   {"surface", "toa", "dn"}),
                            choice("atmosphere",
                                   "Correction of top-of-atmosphere reflectance: dark object subtracted, or divided by "
                                   "the scene's mean (then only ratios hold)",
                                   "\"none\"", {"none", "dark_object", "internal_average"})})));
}

Field mask() {
  return map("mask", "Ground that is not judged",
             {flag("cloud", "Clouds and cirrus, from the product's own quality layer", true),
              number("cloud_buffer_m",
                     "Growth of cloud and shadow in metres; where absent that of the sensor (greisen explain SENSOR)",
                     "", 0, 2000),
              flag("shadow", "Cloud shadow", true),
              flag("shadow_geometry", "Cloud shadows of the product checked against sun and clouds", true),
              flag("snow", "Snow and ice", true), flag("water", "Water", true),
              either("vegetation", "Green vegetation; false keeps it",
                     {{.type = FieldType::boolean},
                      map("", "",
                          {choice("index", "Index", "\"ndvi\"", {"ndvi"}),
                           number("above", "Masked above this value", "0.35", -1, 1)})}),
              vector_file("urban", "Polygons of built-over ground", "A vector file"),
              list("areas", "Further polygons that are not judged", vector_file("", "", "A vector file")),
              number("min_reflectance", "Ground darker than this in any band used is no measurement of a ratio",
                     "0.005", 0, 0.2)},
             "{}");
}

Field dem() {
  constexpr const char* kWhat = "A raster, a folder of tiles, or a pattern such as tiles/*.tif";
  const Field height = number("", "", "", -1e30, 1e30);
  return either("dem", "Heights of the ground: hillshade, slope, and how high and steep targets are",
                {path("", kWhat),
                 map("", "Heights, and what their file does not tell",
                     {required(path("path", kWhat)), text("crs", "Its CRS, where the file states none or a wrong one"),
                      either("nodata", "Stored values that are no heights", {height, list("", "", height)})})});
}

Field geology() {
  Field map_of_units = vector_file("geology", "A geological map as polygons", "A vector file",
                                   {required(text("field", "Field with the code of the unit")),
                                    required(vector_file("legend", "Table with code,name,role",
                                                         "A CSV or workbook; roles: granite, host, carbonate, "
                                                         "pegmatite …"))});
  Field whole = std::move(map_of_units.items.back());
  whole.key = "geology";
  whole.text = "A geological map as polygons";
  return whole;
}

Field outputs() {
  return map(
      "outputs", "What is written beside prospectivity and targets",
      {flag("keep_layers", "Layers that the evidence is made of", true),
       flag("keep_reflectance", "The masked reflectance that all layers come from", false),
       flag("report", "The HTML report", true), flag("qgis", "Styles and project for QGIS", true),
       flag("sheet", "The map sheet", true), choice("paper", "Of the map sheet", "\"A3\"", {"A4", "A3", "A2", "A1"}),
       flag("stac", "The STAC catalogue", true)},
      "{}");
}

Field targets() {
  return map("targets", "What becomes a target",
             {number("top_area_percent", "Share of the judged area, in percent", "1", 0.001, 50),
              integer("min_families", "Independent evidence families that must support it", "2", 1, 6),
              number("beat_null", "Quantile of the null's maxima that a target must exceed", "0.95", 0, 1),
              integer("min_pixels", "Smallest target in pixels; the model's own where absent", "", 1, 100000)},
             "{}");
}

/// Keys of the contract whose data no step reads yet; given ones are named in a warning and in run.json.
std::vector<Field> reserved() {
  std::vector<Field> fields;
  for (const char* key :
       {"dem_fine", "ortho", "geochemistry", "geophysics", "drilling", "terrain", "learners", "sites"})
    fields.push_back({.key = key, .type = FieldType::anything, .text = "Accepted, and not used by this version"});
  return fields;
}

}  // namespace

Field survey_schema() {
  Field schema = map("", "A greisen survey: what to look at, where, and for what", {});
  schema.fields = {
      required(integer("version", "Version of this file's format", "", 1, 1)),
      text("name", "Name of the survey, as it appears on maps", "\"survey\""),
      aoi(),
      grid(),
      scenes(),
      number("context_km", "Margin around the area that statistics see too", "8", 0, 100),
      mask(),
      vector_file("occurrences", "Known deposits: targets are told how far they lie from them",
                  "Points of a vector file, or a table (CSV, workbook) with lon,lat or x,y,crs",
                  {text("commodity", "Name of the column with the commodity")}),
      list("exclude", "Ground on which targets are flagged (never dropped)",
           vector_file("", "", "Polygons of a vector file", {text("name", "What it is called")})),
      vector_file("faults", "Faults as lines", "A vector file"),
      vector_file("contacts", "Contacts of rocks as lines", "A vector file"),
      dem(),
      geology(),
      map("composite", "One value a pixel from many dates; one composite per sensor",
          {choice("method",
                  "barest: geometric median weighted towards bare ground; geomedian: geometric median; median: band by "
                  "band; latest: the newest observation that counts; none: one date only",
                  "\"barest\"", {"barest", "geomedian", "median", "latest", "none"}),
           text("season",
                "Days of the year taken, MM-DD/MM-DD (may run over New Year), or all; auto: for barest in Iberia "
                "07-01/09-15, else all",
                "\"auto\""),
           choice("coregistration",
                  "What becomes of scenes that lie shifted: correct 0.3 to 3 px and leave out beyond, report, or off",
                  "\"correct\"", {"correct", "report", "off"})},
          "{}"),
      list("models", "Deposit models: ids of the catalogue", text("", "A model id")),
      list("layers", "Extra layers to write",
           either("", "An index id, or a name and a formula",
                  {text("", "An index id"),
                   map("", "", {required(text("name", "Name of the layer")), required(text("expr", "Formula"))})})),
      targets(),
      outputs(),
      choice("language", "Of report and sheet", "\"en\"", {"en", "es", "pt"}),
      integer("seed", "Start of all random numbers", "42", 0, 9007199254740991.0)};
  for (Field& field : schema.fields)
    if (field.key == "models" || field.key == "layers") field.fallback = "[]";
  for (Field& field : reserved()) schema.fields.push_back(std::move(field));
  return schema;
}

}  // namespace greisen
