// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/problems.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>
#include <tuple>

#include "base/text.hpp"

namespace greisen {
namespace {

bool is_word_in(std::string_view text, const std::string& word) {
  const auto part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.'; };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !part(text[at - 1])) && (end == text.size() || !part(text[end]))) return true;
  }
  return false;
}

/// Of the scalars of a value, the one that the problem speaks of; else the one that names its file, or the value
/// itself.
const YamlNode& told_of(const YamlNode& node, const Problem& problem) {
  const std::string& file = problem.where.file;
  std::string what = problem.what;
  if (const std::size_t at = file.empty() ? std::string::npos : what.find(file); at != std::string::npos)
    what.erase(at, file.size());
  const YamlNode* found = nullptr;
  const YamlNode* named = nullptr;
  for (const YamlEntry& entry : node.entries) {
    if (!entry.value.is_scalar() || entry.value.scalar.empty() || entry.value.line == 0) continue;  // 0: a default
    if (file.ends_with(entry.value.scalar))
      named = &entry.value;
    else if (is_word_in(what, printable(entry.value.scalar)))
      found = &entry.value;
  }
  return found != nullptr ? *found : named != nullptr ? *named : node;
}

/// How to give a CRS at a key, where the schema takes one there; else empty.
std::string crs_fix(const Survey& survey, const std::string& key, const YamlNode& node) {
  if (key.find('[') != std::string::npos) return {};
  const auto taken = [&](const std::string& at, const std::string& value) {
    YamlNode root = survey.document->root;
    set_by_path(root, at, value);
    return fits(root, survey_schema());
  };
  const std::string file = node.is_scalar() ? node.scalar : "";
  if (!file.empty() && taken(key, "{path: x, crs: EPSG:4326}"))
    return "write " + key + ": {path: " + json_string(file) + ", crs: EPSG:<code>}, with the code that its maker used";
  if (node.is_map() && node.has("path") && taken(key + ".crs", "EPSG:4326"))
    return "add crs: EPSG:<code> beside its path, with the code that its maker used";
  return {};
}

}  // namespace

std::string key_of_item(const Survey& survey, const std::string& list, std::string_view text) {
  const YamlNode* const node = value_at(survey, list);
  if (node == nullptr || !node->is_list()) return list;
  const auto found = std::ranges::find_if(node->items, [&](const YamlNode& item) {
    const YamlNode* const path = item.is_map() ? item.find("path") : &item;
    return path != nullptr && path->scalar == text;
  });
  return found == node->items.end() ? list : list + "[" + std::to_string(found - node->items.begin()) + "]";
}

Problem SurveyProblems::placed(const std::string& key, Problem problem) const {
  const YamlNode* const node = value_at(survey_, key);
  if (node == nullptr || problem.where.line > 0) return problem;
  if (problem.code == "E3203" || problem.code == "E4021")
    if (std::string fix = crs_fix(survey_, key, *node); !fix.empty()) problem.fix = std::move(fix);
  const std::string file = problem.where.file;
  problem.where = survey_.document->where(told_of(*node, problem));
  if (!file.empty() && file != survey_.path && problem.what.find(file) == std::string::npos)
    problem.what = "'" + printable(file, 500) + "': " + problem.what;
  return problem;
}

void SurveyProblems::add(const std::string& key, Problem problem) {
  problems_.push_back(placed(key, std::move(problem)));
  failed_.push_back(key);
}

void SurveyProblems::insist() {
  std::ranges::move(spare_, std::back_inserter(problems_));
  spare_.clear();
}

bool SurveyProblems::failed(const std::string& key) const {
  const auto below = [](const std::string& part, const std::string& whole) {
    return part.starts_with(whole) &&
           (part.size() == whole.size() || part[whole.size()] == '.' || part[whole.size()] == '[');
  };
  return std::ranges::any_of(failed_, [&](const std::string& one) { return below(one, key) || below(key, one); });
}

void SurveyProblems::tell(Log& log) {
  if (!problems_.empty()) {
    insist();
    std::ranges::stable_sort(problems_, {}, [&](const Problem& one) {
      return std::tuple(one.where.file != survey_.path, one.where.line, one.where.column);
    });
    std::vector<Problem> all;
    const auto same = [](const Problem& a, const Problem& b) {
      return a.code == b.code && a.what == b.what && a.where.line == b.where.line;
    };
    for (Problem& one : problems_)
      if (std::ranges::none_of(all, [&](const Problem& other) { return same(one, other); }))
        all.push_back(std::move(one));
    throw Error(std::move(all));
  }
  for (const Problem& problem : spare_) log.warn("W3101", "scenes are left out: " + to_text(problem));
  spare_.clear();
}

}  // namespace greisen
