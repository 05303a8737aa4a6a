// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "geo/read/band_rows.hpp"
#include "pipeline/graph/run_files.hpp"
#include "pipeline/products/report/parts.hpp"

namespace greisen {
namespace {

constexpr int kBins = 40;
constexpr int kRoseBins = 12;
constexpr std::size_t kMostRanks = 500;

std::string score_path(const ReportSource& source, const ModelUse& use) {
  return source.folder + "/" + prospectivity_file(use.model->id);
}

Json histogram(const ReportSource& source, const ModelUse& use, const Json& targets) {
  std::array<std::int64_t, kBins> counts{};
  geo::BandRows rows(score_path(source, use));
  for (int row = 0; row < rows.rows(); ++row)
    for (const float value : rows.next())
      if (!std::isnan(value))
        ++counts.at(static_cast<std::size_t>(std::clamp(static_cast<int>(value * kBins), 0, kBins - 1)));
  Json chart = {{"id", "histogram_" + use.model->id},
                {"title", source.words("chart_histogram", {{"model", use.model->title}})},
                {"caption", source.words("chart_histogram_caption")},
                {"kind", "bars"},
                {"xLabel", source.words("score")},
                {"yLabel", source.words("chart_pixels")},
                {"edges", Json::array()},
                {"counts", counts}};
  for (int i = 0; i <= kBins; ++i) chart["edges"].push_back(static_cast<double>(i) / kBins);
  double least = 2;
  for (const Json& target : targets)
    if (target["model"] == use.model->id && target.contains("score"))
      least = std::min(least, target["score"].get<double>());
  if (least <= 1) chart["mark"] = Json::array({{{"x", least}, {"label", source.words("chart_least_target")}}});
  return chart;
}

/// Pearson's r over pixels that both have; none where one of them does not vary.
std::optional<double> correlation(const std::vector<float>& a, const std::vector<float>& b) {
  double n = 0;
  std::array<double, 5> sums{};
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i])) continue;
    const auto x = static_cast<double>(a[i]);
    const auto y = static_cast<double>(b[i]);
    n += 1;
    const std::array<double, 5> terms = {x, y, x * x, y * y, x * y};
    for (std::size_t k = 0; k < sums.size(); ++k) sums.at(k) += terms.at(k);
  }
  if (n < 3) return {};
  const double xx = sums[2] - sums[0] * sums[0] / n;
  const double yy = sums[3] - sums[1] * sums[1] / n;
  if (!(xx > 1e-12 * n) || !(yy > 1e-12 * n)) return {};
  return (sums[4] - sums[0] * sums[1] / n) / std::sqrt(xx * yy);
}

std::optional<Json> evidence_matrix(const ReportSource& source, const ModelUse& use) {
  std::vector<outputs::PlaneOf> needed;
  Json labels = Json::array();
  for (const EvidenceUse& evidence : use.evidence) {
    needed.push_back({evidence_file(use.model->id, evidence.evidence->id), 1, outputs::Thinning::nearest});
    labels.push_back(readable(evidence.evidence->id));
  }
  if (needed.size() < 2) return {};
  const outputs::Planes planes = source.planes(std::move(needed));
  Json values = Json::array();
  for (std::size_t i = 0; i < planes.size(); ++i) {
    Json row = Json::array();
    for (std::size_t k = 0; k < planes.size(); ++k) {
      const auto r = i == k ? std::optional(1.0) : correlation(planes[i], planes[k]);
      row.push_back(r ? Json(std::round(*r * 1000) / 1000) : Json());
    }
    values.push_back(std::move(row));
  }
  return Json{{"id", "evidence_" + use.model->id},
              {"title", source.words("chart_evidence", {{"model", use.model->title}})},
              {"caption", source.words("chart_evidence_caption")},
              {"kind", "matrix"},
              {"labels", std::move(labels)},
              {"values", std::move(values)},
              {"min", -1},
              {"max", 1}};
}

std::optional<Json> scores_by_rank(const ReportSource& source, const ModelUse& use, const Json& targets) {
  Json series = {{"title", use.model->title},
                 {"x", Json::array()},
                 {"y", Json::array()},
                 {"low", Json::array()},
                 {"high", Json::array()}};
  for (const Json& target : targets) {
    if (target["model"] != use.model->id || series["x"].size() >= kMostRanks || !target.contains("score")) continue;
    series["x"].push_back(target["rank"]);
    series["y"].push_back(target["score"]);
    series["low"].push_back(target.value("low", Json()));
    series["high"].push_back(target.value("high", Json()));
  }
  if (series["x"].size() < 2) return {};
  return Json{{"id", "ranks_" + use.model->id},
              {"title", source.words("chart_ranks", {{"model", use.model->title}})},
              {"caption", source.words("chart_ranks_caption")},
              {"kind", "lines"},
              {"xLabel", source.words("rank")},
              {"yLabel", source.words("score")},
              {"series", Json::array({std::move(series)})}};
}

std::optional<Json> rose(const ReportSource& source, const Json& targets) {
  std::array<double, kRoseBins> lengths{};
  int count = 0;
  for (const Json& target : targets) {
    if (!target.contains("strikeDeg") || !target.contains("lengthM")) continue;
    const double strike = target["strikeDeg"].get<double>();
    lengths.at(static_cast<std::size_t>(std::clamp(static_cast<int>(strike / 180 * kRoseBins), 0, kRoseBins - 1))) +=
        target["lengthM"].get<double>();
    ++count;
  }
  if (count < 3) return {};
  return Json{{"id", "rose"},   {"title", source.words("chart_rose")}, {"caption", source.words("chart_rose_caption")},
              {"kind", "rose"}, {"binsDeg", 180 / kRoseBins},          {"lengths", lengths},
              {"unit", "m"}};
}

}  // namespace

Json report_charts(const ReportSource& source, const Json& targets) {
  Json charts = Json::array();
  const auto add = [&](std::optional<Json> chart) {
    if (chart) charts.push_back(std::move(*chart));
  };
  for (const ModelUse& use : source.loaded.graph.models) {
    charts.push_back(histogram(source, use, targets));
    add(scores_by_rank(source, use, targets));
    for (Json& chart : known_charts(source, *use.model)) charts.push_back(std::move(chart));
    add(evidence_matrix(source, use));
  }
  add(rose(source, targets));
  return charts;
}

}  // namespace greisen
