// SPDX-License-Identifier: Apache-2.0
#include "catalogue/catalogue_schema.hpp"

#include <utility>

#include "base/yaml/fields.hpp"
#include "catalogue/origin.hpp"

namespace greisen {
namespace {

using fields::flag;
using Type = FieldType;

Field text(std::string key, std::string what, bool required = true) {
  return required ? fields::needed(std::move(key), std::move(what)) : fields::text(std::move(key), std::move(what));
}
Field where(bool is_required, Field field) {
  field.required = is_required;
  return field;
}
Field number(std::string key, std::string what, double least, double most, bool required = true) {
  return where(required, fields::number(std::move(key), std::move(what), "", least, most));
}
Field word(std::string key, std::string what, std::vector<std::string> choices, bool required = true) {
  return where(required, fields::choice(std::move(key), std::move(what), "", std::move(choices)));
}
Field list_of(std::string key, std::string what, Field item, bool required, std::size_t least = 0,
              std::size_t most = fields::kMostListed) {
  return where(required, fields::list(std::move(key), std::move(what), std::move(item), least, most));
}
Field table_of(std::string key, std::string what, Field item) {
  return {
      .key = std::move(key), .type = Type::table, .text = std::move(what), .items = {std::move(item)}, .max_items = 64};
}
Field map_of(std::vector<Field> keys) { return fields::map("", "", std::move(keys)); }
Field plain(Type type) { return {.type = type}; }

Field band_schema() {
  return map_of(
      {text("name", "as the product names it"),
       list_of("aliases", "further names it answers to, roles among them", plain(Type::text), false, 0, 32),
       text("role", "what formulas call it: red, swir1 …", false),
       number("centre_nm", "nm", 100, 1e6),
       number("width_nm", "full width at half maximum, nm", 0.1, 1e5),
       number("pixel_m", "nominal pixel, m", 0.01, 1e5),
       flag("thermal", "emitted radiance instead of reflectance"),
       {.key = "metadata_id", .type = Type::integer, .text = "number in the metadata", .minimum = 0, .maximum = 1000}});
}

Field quality_schema() {
  std::vector<std::string> reasons = {"none", "nodata",    "cloud",  "shadow",        "water",
                                      "snow", "saturated", "cirrus", "terrain_shadow"};
  Field code = map_of({{.key = "code",
                        .type = Type::integer,
                        .text = "class value or bit",
                        .required = true,
                        .minimum = 0,
                        .maximum = 65535},
                       {.key = "to",
                        .type = Type::integer,
                        .text = "classes: the last value of a range that begins with code",
                        .minimum = 0,
                        .maximum = 65535},
                       {.key = "of",
                        .type = Type::integer,
                        .text = "bits: the value of the field of two bits that begins with bit code",
                        .minimum = 0,
                        .maximum = 3},
                       text("name", "of the class or bit"),
                       word("reason", "why such a pixel is not judged; none keeps it", std::move(reasons))});
  return map_of({text("name", "of the layer"),
                 word("kind", "whether codes are class values or bit numbers", {"classes", "bits"}),
                 number("pixel_m", "m", 0.01, 1e5),
                 list_of("codes", "what a value or bit means", std::move(code), true, 1, 256)});
}

}  // namespace

Field sensor_schema() {
  Field channels = map_of({number("from_nm", "nm", 100, 1e6), number("to_nm", "nm", 100, 1e6),
                           number("step_nm", "nm", 0.5, 1000), number("width_nm", "nm", 0.1, 1000)});
  Field range = list_of("", "from, to", plain(Type::number), false, 2, 2);
  return map_of({text("id", "lower case, equal to the file's name"), text("name", "for people"),
                 text("family", "sensors that share formulas", false),
                 word("kind", "kind", {"multispectral", "hyperspectral"}),
                 number("pixel_m", "spectrometers: nominal pixel, m", 0.01, 1e5, false),
                 list_of("bands", "multispectral: the bands", band_schema(), false, 1, 256),
                 list_of("channels", "spectrometers: nominal channels, replaced by the scene's own",
                         std::move(channels), false, 1, 8),
                 list_of("blind_nm", "atmospheric gaps", std::move(range), false, 0, 16),
                 number("cloud_buffer_m", "by which clouds and their shadows grow; 60 m where absent", 0, 2000, false),
                 number("scale", "reflectance = DN * scale + offset", 1e-9, 1e3, false),
                 number("offset", "reflectance = DN * scale + offset", -1e3, 1e3, false),
                 text("scaling", "scales and offsets of its products, for who must state them", false),
                 number("nodata_dn", "DN without a measurement", -1e9, 1e9, false),
                 number("saturated_dn", "DN of a saturated pixel", -1e9, 1e9, false),
                 list_of("quality", "quality layers", quality_schema(), false, 0, 16),
                 text("source", "where the numbers come from"),
                 list_of("doubts", "what is from memory", plain(Type::text), false, 0, 32)});
}

Field indices_schema() {
  Field value{.type = Type::any_of, .items = {plain(Type::number), plain(Type::text)}};
  Field check{.type = Type::table, .items = {std::move(value)}, .min_items = 2, .max_items = 64};
  Field entry = map_of(
      {text("id", "lower case"), text("name", "for people"),
       text("formula", "in roles; serves every sensor that has the bands", false),
       table_of("formulas", "by sensor id, family or hyperspectral, where sensors differ", plain(Type::text)),
       table_of("not_on", "sensors the role formula is not meant for, and why", plain(Type::text)),
       text("shows", "what the value speaks of"), word("high_means", "of what it shows", {"more", "less"}),
       text("unit", "1, nm …", false), text("source", "literature"),
       text("verification", "codes of the formula's verification"),
       word("status", "how far to trust the formula", {"established", "reported", "from_memory", "project", "low"}),
       text("doubt", "what is not sure, in plain words", false),
       text("caveats", "what else raises or lowers it", false),
       flag("needs_radiance", "uses thermal bands as radiance at sensor"),
       table_of("rank_group", "sensor → group that ranks pixels alike; -group: in inverse order", plain(Type::text)),
       list_of("checks", "worked examples", std::move(check), true, 2, 64)});
  return {.type = Type::list, .items = {std::move(entry)}, .max_items = 2000};
}

Field spectrum_schema() {
  return map_of({text("id", "lower case, equal to the file's name"), text("name", "for people"),
                 text("sample", "of the library", false), text("source", "library, licence, citation"),
                 text("caveats", "what to bear in mind", false),
                 list_of("points", "nm and reflectance 0-1, nm rising",
                         list_of("", "nm, reflectance", plain(Type::number), false, 2, 2), false, 2, 20000),
                 table_of("mixture", "spectrum id → areal fraction; sums to 1", number("", "", 0.001, 1, false))});
}

namespace {

Field layer_schema() {
  Field step = map_of({text("step", "of the catalogue"), text("with", "an index: its second input", false),
                       table_of("params", "of the step", plain(Type::anything))});
  std::vector<Field> fields = {text("sensor", "id or family", false),
                               table_of("params", "of the step", plain(Type::anything)),
                               list_of("then", "steps on the layer, in order", std::move(step), false, 0, 4)};
  fields.insert(fields.end(), origin_fields().begin(), origin_fields().end());
  return map_of(std::move(fields));
}

}  // namespace

Field lookalike_schema() {
  Field form =
      map_of({number("elongation_below", "length over width", 1, 1e6, false),
              number("bend_above", "area of the least rectangle over that of the target", 1, 1e6, false),
              number("length_above_m", "length", 0, 1e6, false), number("area_below_ha", "area", 0, 1e6, false)});
  form.key = "form";
  form.text = "form of the target; all that are given must hold";
  return map_of({text("id", "lower case, equal to the file's name"), text("title", "for people"),
                 number("risk", "how likely a target that shows the sign is this and nothing else", 0, 1),
                 list_of("models", "whose targets; all where it is absent", plain(Type::text), false, 1, 64),
                 list_of("layers", "in order of preference", layer_schema(), false, 1, 16),
                 number("at_least", "of the layer, to count a pixel", -1e12, 1e12, false),
                 number("share", "of the target's pixels that count", 0, 1, false), std::move(form),
                 text("why", "why it passes for a target"), text("tell_apart", "what to look at"),
                 text("doubt", "how sure this is", false), text("source", "literature")});
}

Field model_schema() {
  Field membership = map_of({word("type", "form", {"large", "small", "linear", "gaussian", "near"}),
                             number("f2_percentile", "midpoint as a percentile of the stretched layer", 0, 100, false),
                             number("f2", "midpoint in the layer's unit", -1e12, 1e12, false),
                             number("f2_least", "with f2_percentile: the midpoint is no lower", -1e12, 1e12, false),
                             number("f2_most", "with f2_percentile: the midpoint is no higher", -1e12, 1e12, false),
                             number("f1", "spread", 1e-12, 1e6, false)});
  membership.key = "membership";
  membership.required = true;
  Field evidence =
      map_of({text("id", "lower case"), text("family", "id of a family"),
              number("weight", "relative within its family", 1e-3, 1e3),
              list_of("layers", "in order of preference", layer_schema(), true, 1, 16), std::move(membership),
              text("why", "what it says of the deposit"), text("source", "literature")});
  Field family = map_of({text("id", "lower case"), text("name", "for people"),
                         word("combine", "operator within the family", {"weighted_gamma", "or", "min"}, false),
                         number("gamma", "of weighted_gamma", 0, 1, false),
                         number("weight", "relative to the other families", 1e-3, 1e3, false)});
  Field requirement = map_of({list_of("any_of", "evidence ids", plain(Type::text), true, 1, 64),
                              text("reason", "printed when none is there")});
  Field words =
      list_of("commodity_words", "what lists of occurrences call it beside that", plain(Type::text), false, 1, 32);
  return map_of({text("id", "lower case, equal to the file's name"),
                 text("title", "for people"),
                 text("commodity", "commodity"),
                 std::move(words),
                 text("deposit_type", "deposit type"),
                 text("looks_like", "what a target may be called, such as pale dyke", false),
                 text("what_it_ranks", "what a high score means"),
                 text("cannot_see", "what these data cannot show"),
                 {.key = "min_pixels",
                  .type = Type::integer,
                  .text = "of a target",
                  .fallback = "3",
                  .minimum = 1,
                  .maximum = 100000},
                 number("gamma", "across families", 0, 1, false),
                 number("least_score", "of a target", 0, 1, false),
                 text("strength", "evidence whose layer, times score and root of length, ranks targets", false),
                 number("join_gap_m", "pieces of a line with no more between them are one target", 0, 10000, false),
                 number("least_elongation", "of a target: length over width", 1, 1000, false),
                 {.key = "least_evidence", .type = Type::integer, .text = "layers", .minimum = 1, .maximum = 64},
                 number("least_weight_percent", "of all weights", 0, 100, false),
                 list_of("families", "families of evidence", std::move(family), true, 1, 16),
                 list_of("evidence", "evidence", std::move(evidence), true, 1, 64),
                 list_of("requirements", "what must be there", std::move(requirement), false, 0, 16),
                 text("source", "literature")});
}

}  // namespace greisen
