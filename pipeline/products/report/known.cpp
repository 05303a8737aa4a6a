// SPDX-License-Identifier: Apache-2.0
// What the report says of known occurrences: statement two, and how map and layers capture them.
#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "pipeline/products/report/parts.hpp"

namespace greisen {
namespace {

/// A curve of fewer places is a handful of steps that tells of chance.
constexpr std::size_t kFewestForACurve = 5;
constexpr std::size_t kMostPoints = 200;

std::string percent_text(double share) { return fmt::format("{:.1f}", 100 * share); }

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

std::string within_text(const ReportSource& source, const assess::KnownOccurrences& known) {
  return known.reach == 0 ? std::string()
                          : source.words("statement_within", {{"metres", fmt::format("{:.0f}", known.reach_m)}});
}

std::string count_text(double count) { return fmt::format("{:.1f}", count); }

std::string model_sentence(const ReportSource& source, const ModelCapture& capture) {
  const TargetCapture& targets = capture.targets;
  std::vector<std::pair<std::string, std::string>> names = {{"model", capture.model->title},
                                                            {"hits", fmt::format("{:.0f}", targets.held)},
                                                            {"known", fmt::format("{:.0f}", targets.all)},
                                                            {"random", count_text(targets.share * targets.all)}};
  const LayerCapture* best = capture.best_layer();
  if (best == nullptr || targets.share == 0) return source.words("statement_known_targets", names);
  names.emplace_back("layer", readable(best->evidence));
  names.emplace_back("best", count_text(assess::captured_at(best->curve, targets.share) * targets.all));
  return source.words("statement_known_layer", names);
}

/// Of many points some, the first and last among them.
std::vector<assess::CapturePoint> thinned(const std::vector<assess::CapturePoint>& points) {
  if (points.size() <= kMostPoints) return points;
  std::vector<assess::CapturePoint> some;
  for (std::size_t i = 0; i < kMostPoints; ++i) some.push_back(points[i * (points.size() - 1) / (kMostPoints - 1)]);
  return some;
}

/// Share captured by share of the ground, both in percent, with the interval of what was captured.
Json success_rate(const assess::CaptureCurve& curve, const std::string& title, bool interval) {
  Json series = {{"title", title}, {"x", Json::array()}, {"y", Json::array()}};
  if (interval) series["low"] = series["high"] = Json::array();
  const auto add = [&](double area, double captured) {
    series["x"].push_back(rounded(100 * area));
    series["y"].push_back(rounded(100 * captured));
    if (!interval) return;
    const auto places = static_cast<double>(curve.places);
    const auto [low, high] = assess::wilson(captured * places, places);
    series["low"].push_back(rounded(100 * low));
    series["high"].push_back(rounded(100 * high));
  };
  double captured = 0;
  add(0, 0);
  for (const assess::CapturePoint& point : thinned(curve.points)) {
    add(point.area_above, captured);
    captured = point.captured;
    add(point.area, captured);
  }
  if (captured < 1) add(1, captured);  // the rest lies on ground of which the layer says nothing
  add(1, 1);
  return series;
}

Json success_chart(const ReportSource& source, const ModelCapture& capture) {
  const std::string& model = capture.model->title;
  Json series = Json::array({success_rate(capture.map, model, true)});
  if (const LayerCapture* best = capture.best_layer())
    series.push_back(
        success_rate(best->curve, source.words("chart_best_layer", {{"layer", readable(best->evidence)}}), false));
  series.push_back({{"title", source.words("chart_chance")}, {"x", {0, 100}}, {"y", {0, 100}}, {"dashed", true}});
  return {{"id", "success_" + capture.model->id},
          {"title", source.words("chart_success", {{"model", model}})},
          {"caption",
           source.words("chart_success_caption", {{"known", std::to_string(capture.map.places)},
                                                  {"within", within_text(source, capture.targets.known)},
                                                  {"elsewhere", std::to_string(capture.map.elsewhere)},
                                                  {"area", fmt::format("{:.2f}", assess::area_under(capture.map))}})},
          {"kind", "lines"},
          {"xLabel", source.words("chart_ground_taken")},
          {"yLabel", source.words("chart_captured")},
          {"series", std::move(series)}};
}

std::optional<Json> prediction_chart(const ReportSource& source, const ModelCapture& capture) {
  const auto met = assess::prediction_area(capture.map);
  if (!met) return {};
  Json captured = {{"title", source.words("chart_captured")}, {"x", Json::array()}, {"y", Json::array()}};
  Json left = {{"title", source.words("chart_ground_left")}, {"x", Json::array()}, {"y", Json::array()}};
  std::vector<assess::CapturePoint> points = thinned(capture.map.points);
  std::ranges::reverse(points);
  for (const assess::CapturePoint& point : points) {
    captured["x"].push_back(rounded(point.score));
    captured["y"].push_back(rounded(100 * point.captured));
    left["x"].push_back(rounded(point.score));
    left["y"].push_back(rounded(100 * (1 - point.area)));
  }
  return Json{{"id", "prediction_area_" + capture.model->id},
              {"title", source.words("chart_prediction", {{"model", capture.model->title}})},
              {"caption", source.words("chart_prediction_caption", {{"score", fmt::format("{:.2f}", met->score)},
                                                                    {"captured", percent_text(met->captured)},
                                                                    {"area", percent_text(met->area)},
                                                                    {"density", fmt::format("{:.2f}", met->density)}})},
              {"kind", "lines"},
              {"xLabel", source.words("score")},
              {"yLabel", "%"},
              {"series", Json::array({std::move(captured), std::move(left)})}};
}

}  // namespace

std::string known_statement(const ReportSource& source, double judged_share) {
  const std::string hidden = percent_text(1 - judged_share);
  const auto& capture = source.targets_capture;
  if (!capture) return source.words("statement_none_known", {{"hidden", hidden}});
  std::string models;
  for (const ModelCapture& one : source.captures) models += model_sentence(source, one) + " ";
  const auto [low, high] = assess::wilson(capture->held, capture->all);
  return source.words("statement_known", {{"hits", fmt::format("{:.0f}", capture->held)},
                                          {"known", fmt::format("{:.0f}", capture->all)},
                                          {"within", within_text(source, capture->known)},
                                          {"low", percent_text(low)},
                                          {"high", percent_text(high)},
                                          {"random", percent_text(capture->share)},
                                          {"models", models},
                                          {"hidden", hidden}});
}

std::vector<Json> known_charts(const ReportSource& source, const DepositModel& model) {
  std::vector<Json> charts;
  for (const ModelCapture& capture : source.captures) {
    if (capture.model->id != model.id || capture.map.places < kFewestForACurve) continue;
    charts.push_back(success_chart(source, capture));
    if (auto chart = prediction_chart(source, capture)) charts.push_back(std::move(*chart));
  }
  return charts;
}

}  // namespace greisen
