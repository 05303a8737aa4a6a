// SPDX-License-Identifier: Apache-2.0
#include "base/yaml/fields.hpp"
#include "pipeline/survey/inputs/inputs.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {
namespace {

using fields::choice;
using fields::either;
using fields::flag;
using fields::integer;
using fields::list;
using fields::map;
using fields::number;
using fields::path;
using fields::required;
using fields::text;

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

/// What becomes of it all.
std::vector<Field> rest() {
  std::vector<Field> fields = {
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
  for (Field& field : fields)
    if (field.key == "models" || field.key == "layers") field.fallback = "[]";
  return fields;
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
  const std::vector<SurveyInput>& inputs = survey_inputs();  // the area first
  Field schema = map("", "A greisen survey: what to look at, where, and for what", {});
  schema.fields = {required(integer("version", "Version of this file's format", "", 1, 1)),
                   text("name", "Name of the survey, as it appears on maps", "\"survey\""),
                   inputs.front().field,
                   grid(),
                   scenes(),
                   number("context_km", "Margin around the area that statistics see too", "8", 0, 100)};
  for (std::size_t i = 1; i < inputs.size(); ++i) schema.fields.push_back(inputs[i].field);
  for (Field& field : rest()) schema.fields.push_back(std::move(field));
  for (Field& field : reserved()) schema.fields.push_back(std::move(field));
  return schema;
}

}  // namespace greisen
