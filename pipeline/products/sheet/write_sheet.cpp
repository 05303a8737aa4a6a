// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/sheet/write_sheet.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/process/interrupt.hpp"
#include "geo/write/geo_pdf.hpp"
#include "pipeline/products/maps/map_inputs.hpp"
#include "pipeline/products/sheet/source.hpp"
#include "pipeline/survey/inputs/content.hpp"

namespace greisen {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;

outputs::Sheet sheet_of(const SheetSource& source) {
  const geo::Area& area = source.loaded.graph.area;
  outputs::Sheet sheet;
  sheet.metres_per_unit = area.crs.metres_per_unit;
  sheet.page = outputs::sheet_layout(area.bounds(), area.crs.metres_per_unit, source.loaded.survey.paper);
  const Palette& marks = source.loaded.catalogue->find_palette("marks");
  sheet.ink = marks.named("text");
  sheet.halo = marks.named("halo");
  sheet.hatch = marks.named("not_judged");
  sheet.mark = marks.named("occurrence");
  add_pictures(source, sheet);
  stop_if_interrupted();
  add_shapes(source, sheet);
  add_targets(source, sheet);
  add_locator(source, sheet);
  add_texts(source, sheet);
  return sheet;
}

std::string pdf_of(const outputs::Sheet& sheet, const geo::Crs& crs) {
  const outputs::SheetLayout& page = sheet.page;
  geo::GeoPdf facts;
  facts.width_pt = page.width_mm * kPointsPerMm;
  facts.height_pt = page.height_mm * kPointsPerMm;
  facts.frame_pt = {page.frame.left * kPointsPerMm, (page.height_mm - page.frame.bottom()) * kPointsPerMm,
                    page.frame.right() * kPointsPerMm, (page.height_mm - page.frame.top) * kPointsPerMm};
  facts.ground = page.ground;
  facts.crs = crs;
  facts.title = sheet.texts.title;
  return geo::georeferenced_pdf(outputs::sheet_bytes(sheet, outputs::SheetForm::pdf), facts);
}

std::vector<ProductFile> files(const LoadedSurvey& loaded) {
  if (!loaded.survey.sheet || loaded.graph.area.crs.metres_per_unit <= 0) return {};  // no scale on a grid of degrees
  return {{"sheet.pdf", "file_sheet", "application/pdf", "overview", true},
          {"sheet.png", "file_sheet", "image/png", "thumbnail"},
          {"sheet.svg"}};
}

std::string key(const LoadedSurvey& loaded, const std::string& before) {
  const Words language(loaded.survey.language);
  std::string words;
  for (const auto& [key, text] : language.all()) words += key + "\t" + text + "\n";
  return sha256_text("sheet 3\n" + before + words + loaded.survey.text + loaded.survey.paper +
                     content_of_looks(loaded.survey, *loaded.graph.inputs) +
                     (loaded.survey.qgis ? "" : key_of_inputs(loaded)));
}

// Measured 0.3 0.4 1.6, fitted 0.3 0.6 1.6 s.
double seconds(const LoadedSurvey& loaded, int /*threads*/) {
  constexpr double kAll_s = 0.2;
  constexpr double kPixel_s = 1e-6;
  constexpr double kPixels = 10e6;  ///< the page has no more
  return kAll_s + kPixel_s * std::min(static_cast<double>(loaded.graph.graph->grid().window().pixels()), kPixels);
}

void write(Delivery& delivery) {
  const LoadedSurvey& loaded = delivery.loaded;
  const std::string& folder = delivery.folder();
  const SheetSource source = {loaded, folder, Words(loaded.survey.language), delivery};
  const outputs::Sheet sheet = sheet_of(source);
  if (!outputs::has_sheet_font())
    delivery.session.log.warn("W7101",
                              "the font DejaVu Sans is not installed: the map sheet is drawn in another one, and is "
                              "not the same from one computer to the next; install fonts-dejavu-core");
  stop_if_interrupted();
  write_file_atomically(folder + "/sheet.pdf", pdf_of(sheet, loaded.graph.area.crs));
  stop_if_interrupted();
  write_file_atomically(folder + "/sheet.png", outputs::sheet_bytes(sheet, outputs::SheetForm::png));
  stop_if_interrupted();
  write_file_atomically(folder + "/sheet.svg", outputs::sheet_bytes(sheet, outputs::SheetForm::svg));
}

}  // namespace

Product sheet_product() { return {"sheet", "map sheet", files, key, nullptr, seconds, nullptr, write}; }

}  // namespace greisen
