// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/inputs/lines.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/yaml/fields.hpp"
#include "geo/vectors/distance.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/inputs/distances.hpp"

namespace greisen {
namespace {

struct LineKind {
  const char* key;
  const char* about;
};
constexpr std::array kKinds = {LineKind{"faults", "Faults as lines"},
                               LineKind{"contacts", "Contacts of rocks as lines"},
                               LineKind{"tracks", "Tracks and roads as lines: how targets are reached"}};

void load(const std::string& key, const Loading& loading, SurveyData& data) {
  const geo::VectorFile& file = lines_of(loading.survey, key);
  if (file.empty()) return;
  loading.look(key, [&] {
    geo::VectorMap map = geo::read_map({file_in(loading.survey, file)}, loading.area.crs);
    add_shift(file.path, map.crs, loading, data);
    add_distance(key, geo::distance_shapes(map.features), file, loading, data);
    geo::VectorTable table = {key, "Lines given with the survey", geo::ShapeType::multi_line, {}, {}};
    for (geo::Feature& line : features_on(loading.grid, std::move(map), table.shapes))
      table.rows.push_back({{}, std::move(line.shape)});
    data.tables.push_back(std::move(table));
  });
}

SurveyInput input_of(const LineKind& kind) {
  const std::string key = kind.key;
  return {
      vector_file(key, kind.about, "A vector file"),
      [key](const YamlNode& given, Survey& survey) { survey.lines[key] = vector_file_of(given, key); },
      [key](const Survey& survey) { return vector_inputs(survey, {lines_of(survey, key)}); },
      [key](const Loading& loading, SurveyData& data) { load(key, loading, data); },
      [key](const Survey& survey, InputHashes& inputs) { return content_in(survey, lines_of(survey, key), inputs); }};
}

}  // namespace

std::vector<SurveyInput> line_inputs() {
  std::vector<SurveyInput> rows;
  std::ranges::transform(kKinds, std::back_inserter(rows), input_of);
  return rows;
}

bool is_lines(const std::string& key) {
  return std::ranges::any_of(kKinds, [&](const LineKind& kind) { return kind.key == key; });
}

const geo::VectorFile& lines_of(const Survey& survey, const std::string& key) {
  static const geo::VectorFile none;
  const auto found = survey.lines.find(key);
  return found == survey.lines.end() ? none : found->second;
}

}  // namespace greisen
