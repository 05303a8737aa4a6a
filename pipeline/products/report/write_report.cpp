// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/report/write_report.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json_size.hpp"
#include "base/process/interrupt.hpp"
#include "geo/gdal/vsi.hpp"
#include "outputs/report_page.hpp"
#include "pipeline/products/json_text.hpp"
#include "pipeline/products/maps/map_layers.hpp"
#include "pipeline/products/report/parts.hpp"
#include "pipeline/survey/inputs/content.hpp"
#include "pipeline/survey/told_paths.hpp"

namespace greisen {
namespace {

/// Texts as they are delivered; pictures stay as they are.
void tell(Json& value, const Teller& told) {
  constexpr std::size_t kLongestText = 20'000;
  const std::string* const text = value.get_ptr<const std::string*>();
  if (text != nullptr && text->size() < kLongestText && !text->starts_with("data:")) value = told(*text);
  if (value.is_structured())
    for (Json& item : value) tell(item, told);
}

constexpr int kPaletteColours = 256;

/// All palettes in which numbers may be shown, and those turned round that a layer asks for.
Json palettes_of(const ReportSource& source) {
  Json palettes = Json::object();
  for (const Palette& palette : source.loaded.catalogue->palettes) {
    if (palette.kind == PaletteKind::categorical) continue;
    Json colours = Json::array();
    for (const Colour& colour : palette.sampled(kPaletteColours)) colours.push_back(to_hex(colour));
    const bool turned = std::ranges::any_of(source.layers, [&](const outputs::MapLayer& layer) {
      return layer.style.palette == palette.id && layer.style.reversed;
    });
    palettes[palette.id] = colours;
    std::reverse(colours.begin(), colours.end());
    if (turned) palettes[palette.id + "_r"] = std::move(colours);
  }
  return palettes;
}

constexpr std::size_t kMostRasters = 60;

/// What the page has room for: of many rasters the first, which are results, and all pictures.
void keep_some(std::vector<outputs::MapLayer>& layers) {
  std::size_t rasters = 0;
  std::erase_if(layers, [&](const outputs::MapLayer& layer) {
    return !layer.is_vector() && layer.style.render != Render::composite && ++rasters > kMostRasters;
  });
}

/// Pixels of a picture's longer side: fewer where there are many pictures, so that the file stays fit for mail.
int side_for(const std::vector<outputs::MapLayer>& layers) {
  constexpr double kAtFullSize = 14;
  const auto rasters =
      static_cast<double>(std::ranges::count_if(layers, [](const auto& one) { return !one.is_vector(); }));
  return static_cast<int>(outputs::kWebPixels * std::min(1.0, std::sqrt(kAtFullSize / std::max(1.0, rasters))));
}

Json utm_of(const geo::Crs& crs) {
  // EPSG:326zz and EPSG:327zz
  const std::string label = crs.label();
  if (label.size() != 10 || !(label.starts_with("EPSG:326") || label.starts_with("EPSG:327"))) return nullptr;
  return {{"zone", std::stoi(label.substr(8))}, {"south", label[7] == '7'}};
}

/// With the shares of classes in their names.
std::vector<outputs::MapLayer> layers_of(Delivery& delivery) {
  std::vector<outputs::MapLayer> layers;
  for (const MeasuredLayer& one : delivery.layers()) {
    layers.push_back(one.layer);
    if (one.layer.style.render == Render::classes && !one.layer.is_vector())
      tell_shares(layers.back(), one.counts, delivery.loaded);
  }
  keep_some(layers);
  return layers;
}

/// All that the page may say; credits are finished sentences, of which it gets those that hold.
std::map<std::string, std::string> words_of_page(const Words& words) {
  std::map<std::string, std::string> page = words.all();
  std::erase_if(page, [](const auto& text) { return text.first.starts_with("credit_"); });
  return page;
}

std::vector<ProductFile> files(const LoadedSurvey& loaded) {
  if (!loaded.survey.report) return {};
  return {{"report.html", "file_report", "text/html", "overview"}};
}

std::string key(const LoadedSurvey& loaded, const std::string& before) {
  return sha256_text("report 2\n" + before + loaded.survey.language + loaded.survey.text +
                     content_of_looks(loaded.survey, *loaded.graph.inputs) + std::string(outputs::report_template()));
}

// Measured 0.7 1.7 3.6, fitted 0.9 1.8 3.5 s.
double seconds(const LoadedSurvey& loaded, int threads) {
  constexpr double kSide_s = 6.5e-5;  ///< of a raster, for each pixel along a side
  constexpr double kSide_px = 6000;   ///< pictures of the page are no larger
  const double side = std::sqrt(static_cast<double>(loaded.graph.graph->grid().window().pixels()));
  return kSide_s * static_cast<double>(loaded.graph.rasters.size()) * std::min(side, kSide_px) / threads;
}

void write(Delivery& delivery) {
  const LoadedSurvey& loaded = delivery.loaded;
  const std::string& folder = delivery.folder();
  std::vector<outputs::MapLayer> layers = layers_of(delivery);
  const int side = side_for(layers);
  const TargetGrounds grounds = delivery.targets().grounds();
  const outputs::WebFrame frame = outputs::web_frame(loaded.graph.area, loaded.survey.resolution_m, side);
  const ReportSource source = {loaded,
                               folder,
                               Words(loaded.survey.language),
                               frame,
                               std::move(layers),
                               target_capture(loaded, folder, grounds),
                               model_captures(loaded, folder, grounds),
                               delivery.targets(),
                               delivery.judged(),
                               delivery.session.globals.threads};
  const Json targets = report_targets(source);
  Json data = report_texts(source, targets);
  data["language"] = loaded.survey.language;
  data["words"] = words_of_page(source.words);
  data["utm"] = utm_of(loaded.graph.area.crs);
  stop_if_interrupted();
  data["map"] = report_map(source);
  stop_if_interrupted();
  data["palettes"] = palettes_of(source);
  data["charts"] = report_charts(source, targets);
  data["targets"] = targets;
  std::set<std::string> warnings;
  for (const Warning& warning : delivery.session.log.warnings()) warnings.insert(warning.code + ": " + warning.text);
  data["warnings"] = warnings;
  tell(data, teller_of(loaded.survey));
  write_file_atomically(folder + "/report.html",
                        outputs::report_page({loaded.survey.language, loaded.survey.name,
                                              data.dump(-1, ' ', false, Json::error_handler_t::replace)}));
}

void inspect(const std::string& folder, ProductFindings& findings) {
  const std::string path = folder + "/report.html";
  if (!geo::is_file(path)) return;
  const std::string text = read_text_file(path, ProductFindings::kMostText);
  constexpr std::string_view kBegin = R"(<script type="application/json" id="data">)";
  const std::size_t at = text.find(kBegin);
  const std::string text_data = at == std::string::npos
                                    ? std::string()
                                    : text.substr(at + kBegin.size(), text.find("</script", at) - at - kBegin.size());
  const Json data = json_larger(text_data) ? Json() : Json::parse(text_data, nullptr, false);
  if (!data.is_object()) {
    findings.faults.push_back({"report.html", "holds no data", "greisen report makes it again"});
    return;
  }
  for (const Json& file : data.value("files", Json::array()))
    findings.links.push_back({"report.html", json_text(file, "path")});
}

}  // namespace

Product report_product() {
  return {"report", "report", files, key, nullptr, seconds, nullptr, write, nullptr, inspect};
}

}  // namespace greisen
