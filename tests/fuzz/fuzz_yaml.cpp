// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/yaml/schema.hpp"
#include "base/yaml/yaml.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets.hpp"

namespace greisen::fuzz {
namespace {

/// A little of everything a survey has: nested maps, lists, ranges, choices, either-or.
Field table() {
  Field grid{
      .key = "grid",
      .type = FieldType::map,
      .text = "Grid",
      .fields = {{.key = "resolution_m", .type = FieldType::number, .text = "Pixel", .minimum = 0.1, .maximum = 1e5}}};
  Field models{
      .key = "models", .type = FieldType::list, .text = "Models", .items = {{.type = FieldType::text, .text = "id"}}};
  Field language{.key = "language",
                 .type = FieldType::text,
                 .text = "Language",
                 .fallback = "\"en\"",
                 .choices = {"en", "es", "pt"}};
  Field seed{.key = "seed", .type = FieldType::integer, .text = "Seed", .fallback = "42", .minimum = 0};
  return {.type = FieldType::map, .text = "A file", .fields = {grid, models, language, seed}};
}

}  // namespace

void fuzz_yaml(std::string_view text) {
  static const Field schema = table();
  try {
    auto document = parse_yaml(std::string(text), "fuzz.yaml");
    require(valid_utf8(to_json(document.root)), "JSON that is not UTF-8");
    for (const auto& problem : find_problems(document, schema))
      require(!problem.fix.empty(), "a problem without a fix");
    check(document, schema);
    fill_defaults(document.root, schema);
    require(document.root.at("seed").as_int() >= 0, "a default that was not filled in");
  } catch (const Error& error) {
    require_told(error);
  }
}

}  // namespace greisen::fuzz
