// SPDX-License-Identifier: Apache-2.0
#include "outputs/sheet.hpp"

#include <cmath>
#include <map>
#include <memory>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>

#include "base/error.hpp"
#include "outputs/support/sheet_parts.hpp"

namespace greisen::outputs {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;
constexpr double kMmPerInch = 25.4;
constexpr const char* kFixedDate = "1980-01-01T00:00:00Z";  // files of a run tell no time: their bytes would change

struct DropSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, DropSurface>;
struct DropCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using CairoPtr = std::unique_ptr<cairo_t, DropCairo>;

cairo_status_t append(void* text, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

SurfacePtr surface_for(const Sheet& sheet, SheetForm form, std::string& bytes) {
  const double width = sheet.page.width_mm;
  const double height = sheet.page.height_mm;
  if (form == SheetForm::png)
    return SurfacePtr(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                 static_cast<int>(std::lround(width / kMmPerInch * kSheetDpi)),
                                                 static_cast<int>(std::lround(height / kMmPerInch * kSheetDpi))));
  if (form == SheetForm::svg)
    return SurfacePtr(cairo_svg_surface_create_for_stream(append, &bytes, width * kPointsPerMm, height * kPointsPerMm));
  SurfacePtr pdf(cairo_pdf_surface_create_for_stream(append, &bytes, width * kPointsPerMm, height * kPointsPerMm));
  cairo_pdf_surface_set_metadata(pdf.get(), CAIRO_PDF_METADATA_CREATE_DATE, kFixedDate);
  cairo_pdf_surface_set_metadata(pdf.get(), CAIRO_PDF_METADATA_MOD_DATE, kFixedDate);
  return pdf;
}

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw Error({"E7002",
                 std::string("the map sheet could not be drawn: ") + cairo_status_to_string(status),
                 {},
                 "set outputs.sheet to false to do without it"});
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// cairo numbers surfaces from the start of the process; here from the start of the file. All text of the sheet is
/// drawn as outlines in an SVG, so that nothing else looks like such a name.
std::string renumbered(const std::string& svg) {
  std::map<std::string, std::string> names;
  std::string text;
  for (std::size_t at = 0; at < svg.size();) {
    std::size_t length = 0;
    for (const char* const word : {"surface", "image"}) {
      const std::string_view name = word;
      const bool named =
          at > 0 && (svg[at - 1] == '"' || svg[at - 1] == '#') && svg.compare(at, name.size(), name) == 0;
      if (named && at + name.size() < svg.size() && is_digit(svg[at + name.size()])) length = name.size();
    }
    if (length == 0) {
      text += svg[at++];
      continue;
    }
    std::size_t end = at + length;
    while (end < svg.size() && is_digit(svg[end])) ++end;
    const std::string old = svg.substr(at, end - at);
    const auto found = names.emplace(old, svg.substr(at, length) + std::to_string(names.size() + 1)).first;
    text += found->second;
    at = end;
  }
  return text;
}

}  // namespace

std::string sheet_bytes(const Sheet& sheet, SheetForm form) {
  std::string bytes;
  const SurfacePtr surface = surface_for(sheet, form, bytes);
  check(cairo_surface_status(surface.get()));
  {
    const CairoPtr cairo(cairo_create(surface.get()));
    const double scale = form == SheetForm::png ? kSheetDpi / kMmPerInch : kPointsPerMm;
    cairo_scale(cairo.get(), scale, scale);
    Pen pen(cairo.get());
    pen.colour(sheet.halo);
    pen.fill({0, 0, sheet.page.width_mm, sheet.page.height_mm});
    draw_map(sheet, pen);
    draw_notes(sheet, pen);
    cairo_show_page(cairo.get());
    check(cairo_status(cairo.get()));
  }
  if (form == SheetForm::png) check(cairo_surface_write_to_png_stream(surface.get(), append, &bytes));
  cairo_surface_finish(surface.get());
  check(cairo_surface_status(surface.get()));
  return form == SheetForm::svg ? renumbered(bytes) : bytes;
}

}  // namespace greisen::outputs
