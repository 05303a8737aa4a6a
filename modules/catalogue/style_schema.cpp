// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "base/yaml/fields.hpp"
#include "catalogue/catalogue_schema.hpp"

namespace greisen {
namespace {

using fields::flag;
using fields::list;
using fields::needed;
using fields::required;
using fields::text;
using Type = FieldType;

Field word(std::string key, std::string what, std::vector<std::string> choices) {
  return fields::choice(std::move(key), std::move(what), "", std::move(choices));
}
Field number(std::string key, std::string what, double least, double most) {
  return fields::number(std::move(key), std::move(what), "", least, most);
}
Field texts(std::string key, std::string what, std::size_t least, std::size_t most) {
  return list(std::move(key), std::move(what), {.type = FieldType::text}, least, most);
}
Field pair(std::string key, std::string what, double least, double most) {
  return list(std::move(key), std::move(what), number("", "", least, most), 2, 2);
}

}  // namespace

Field palette_schema() {
  constexpr std::size_t kMostColours = 256;
  return {
      .type = Type::map,
      .fields = {needed("id", "lower case, equal to the file's name"), needed("title", "for people"),
                 required(word("kind", "what its values are", {"sequential", "diverging", "cyclic", "categorical"})),
                 required(texts("colours", "\"#rrggbb\", evenly spaced, low values first", 1, kMostColours)),
                 texts("names", "categorical: what each colour stands for", 1, kMostColours),
                 needed("source", "literature"), needed("licence", "of the colours"),
                 text("caveats", "what to bear in mind")}};
}

Field styles_schema() {
  Field entry = {.type = Type::map,
                 .fields = {needed("id", "lower case"),
                            needed("for", "glob on the path below the run's folder; a table: FILE.gpkg/TABLE"),
                            required(word("render", "how it is drawn",
                                          {"ramp", "classes", "composite", "polygon", "hatch", "line", "point"})),
                            needed("title", "of the layer; {model}, {layer}, {sensor} are filled in"),
                            required(texts("group", "folders of the layer tree, outermost first", 1, 4)),
                            word("shown", "when the project is opened", {"no", "first", "yes"}),
                            needed("palette", "of the catalogue"),
                            text("colour", "name within a categorical palette; by order where absent"),
                            pair("range", "ramp: values of the palette's ends", -1e12, 1e12),
                            pair("percentiles", "ramp: the ends as percentiles of the file", 0, 100),
                            flag("about_zero", "the range is made even about 0"),
                            flag("reversed", "high values first"),
                            text("unit", "of the values; the file's own where absent"),
                            text("label", "of the legend; vectors: the fields written beside them"),
                            number("opacity", "of the layer", 0, 1),
                            number("fill_opacity", "of polygons", 0, 1),
                            number("width_mm", "of lines and outlines", 0.05, 10),
                            number("size_mm", "of points", 0.2, 50),
                            word("symbol", "of lines or points",
                                 {"solid", "dash", "circle", "square", "triangle", "diamond", "star"}),
                            text("by", "vectors: the field whose values have colours of their own"),
                            texts("bands", "composite: three roles, in order of preference", 1, 8),
                            text("note", "for the map's reader")}};
  return {.type = Type::list, .items = {std::move(entry)}, .max_items = 500};
}

}  // namespace greisen
