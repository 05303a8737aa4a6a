// SPDX-License-Identifier: Apache-2.0
#include "outputs/support/pen.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <numbers>

#include <pango/pangocairo.h>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "outputs/sheet.hpp"

namespace greisen::outputs {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;
constexpr const char* kFont = "DejaVu Sans";

struct DropObject {
  void operator()(gpointer object) const { g_object_unref(object); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, DropObject>;

/// As it is drawn: well-formed, without control characters.
std::string plain(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    const bool control = point.value < 0x20 || (point.value >= 0x7f && point.value < 0xa0);
    // characters that turn the direction of what follows are no part of a name on a map
    const bool turns =
        (point.value >= 0x202a && point.value <= 0x202e) || (point.value >= 0x2066 && point.value <= 0x2069);
    if (!point.valid || control || turns)
      clean += "\xef\xbf\xbd";
    else
      clean += text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return clean;
}

/// Laid out in points, the same for every kind of surface: without hints, glyphs at exact places.
LayoutPtr laid_out(cairo_t* cairo, std::string_view text, const TextStyle& style) {
  LayoutPtr layout(pango_cairo_create_layout(cairo));
  PangoContext* const context = pango_layout_get_context(layout.get());
  cairo_font_options_t* const options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("en"));
  PangoFontDescription* const font = pango_font_description_new();
  pango_font_description_set_family_static(font, kFont);
  pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, style.size_mm * kPointsPerMm * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  if (style.width_mm > 0) {
    pango_layout_set_width(layout.get(), static_cast<int>(std::lround(style.width_mm * kPointsPerMm * PANGO_SCALE)));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    if (style.one_line) {
      pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    }
    if (style.align == Align::right) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
    if (style.align == Align::middle) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  }
  pango_layout_set_auto_dir(layout.get(), FALSE);
  const std::string clean = plain(text);
  pango_layout_set_text(layout.get(), clean.data(), static_cast<int>(clean.size()));
  return layout;
}

TextSize size_of(PangoLayout* layout) {
  int width = 0;
  int height = 0;
  pango_layout_get_size(layout, &width, &height);
  return {width / kPointsPerMm / PANGO_SCALE, height / kPointsPerMm / PANGO_SCALE};
}

/// Moves to where the text begins, with points as the unit.
void go_to(cairo_t* cairo, const geo::Point& at, const TextSize& size, const TextStyle& style) {
  cairo_translate(cairo, at.x, at.y);
  if (style.upward) {
    cairo_rotate(cairo, -std::numbers::pi / 2);
    cairo_translate(cairo, -size.width / 2, -size.height / 2);
  } else {
    const double width = style.width_mm > 0 ? style.width_mm : size.width;
    if (style.align == Align::middle) cairo_translate(cairo, -width / 2, 0);
    if (style.align == Align::right) cairo_translate(cairo, -width, 0);
  }
  cairo_scale(cairo, 1 / kPointsPerMm, 1 / kPointsPerMm);
}

std::uint32_t premultiplied(const std::uint8_t* pixel, int channels) {
  const std::uint32_t alpha = channels == 4 ? pixel[3] : 255;
  std::uint32_t word = alpha << 24U;
  for (int i = 0; i < 3; ++i) {
    const std::uint32_t value = (pixel[channels == 1 ? 0 : i] * alpha + 127) / 255;
    word |= value << static_cast<unsigned>(16 - 8 * i);
  }
  return word;
}

}  // namespace

bool has_sheet_font() {
  PangoFontMap* const fonts = pango_cairo_font_map_get_default();
  const std::unique_ptr<PangoContext, DropObject> context(pango_font_map_create_context(fonts));
  PangoFontDescription* const wanted = pango_font_description_from_string(kFont);
  const std::unique_ptr<PangoFont, DropObject> font(pango_font_map_load_font(fonts, context.get(), wanted));
  pango_font_description_free(wanted);
  if (!font) return false;
  PangoFontDescription* const found = pango_font_describe(font.get());
  const char* const family = pango_font_description_get_family(found);
  const bool same = family != nullptr && std::string_view(family) == kFont;
  pango_font_description_free(found);
  return same;
}

void Pen::colour(const Colour& colour, double alpha) {
  cairo_set_source_rgba(cairo_, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, alpha);
}

void Pen::fill(const PageBox& box) {
  cairo_rectangle(cairo_, box.left, box.top, box.width, box.height);
  cairo_fill(cairo_);
}

void Pen::outline(const PageBox& box, double width_mm) {
  cairo_set_line_width(cairo_, width_mm);
  cairo_rectangle(cairo_, box.left, box.top, box.width, box.height);
  cairo_stroke(cairo_);
}

void Pen::path_of(std::span<const geo::Point> points, bool closed) {
  cairo_new_path(cairo_);
  for (const geo::Point& point : points) cairo_line_to(cairo_, point.x, point.y);
  if (closed) cairo_close_path(cairo_);
}

void Pen::line(std::span<const geo::Point> points, double width_mm, bool closed) {
  path_of(points, closed);
  cairo_set_line_width(cairo_, width_mm);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke(cairo_);
}

void Pen::dashes(std::span<const geo::Point> points, double width_mm, bool closed) {
  const std::array<double, 2> pattern = {4.5 * width_mm, 2.5 * width_mm};
  cairo_set_dash(cairo_, pattern.data(), static_cast<int>(pattern.size()), 0);
  line(points, width_mm, closed);
  cairo_set_dash(cairo_, nullptr, 0, 0);
}

void Pen::fill(std::span<const geo::Point> points) {
  path_of(points, true);
  cairo_fill(cairo_);
}

void Pen::fill(std::span<const std::vector<geo::Point>> rings) {
  cairo_new_path(cairo_);
  for (const std::vector<geo::Point>& ring : rings) {
    for (const geo::Point& point : ring) cairo_line_to(cairo_, point.x, point.y);
    cairo_close_path(cairo_);
    cairo_new_sub_path(cairo_);
  }
  cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill(cairo_);
  cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_WINDING);
}

void Pen::clip(const PageBox& box) {
  cairo_save(cairo_);
  cairo_rectangle(cairo_, box.left, box.top, box.width, box.height);
  cairo_clip(cairo_);
}

void Pen::unclip() { cairo_restore(cairo_); }

void Pen::picture(const geo::Picture& picture, const PageBox& box) {
  if (picture.pixels.empty()) return;
  cairo_surface_t* const surface = cairo_image_surface_create(
      picture.channels == 4 ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, picture.cols, picture.rows);
  if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
    throw Error({"E7003",
                 std::string("a picture of the sheet: ") + cairo_status_to_string(cairo_surface_status(surface)),
                 {},
                 "take smaller paper (outputs.paper)"});
  cairo_surface_flush(surface);
  unsigned char* const bytes = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  const std::uint8_t* pixel = picture.pixels.data();
  for (int row = 0; row < picture.rows; ++row)
    for (int col = 0; col < picture.cols; ++col, pixel += picture.channels) {
      const std::uint32_t word = premultiplied(pixel, picture.channels);
      std::memcpy(bytes + static_cast<std::ptrdiff_t>(row) * stride + static_cast<std::ptrdiff_t>(col) * 4, &word, 4);
    }
  cairo_surface_mark_dirty(surface);
  cairo_save(cairo_);
  cairo_translate(cairo_, box.left, box.top);
  cairo_scale(cairo_, box.width / picture.cols, box.height / picture.rows);
  cairo_set_source_surface(cairo_, surface, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_NEAREST);
  cairo_paint(cairo_);
  cairo_restore(cairo_);
  cairo_surface_destroy(surface);
}

TextSize Pen::measure(std::string_view text, const TextStyle& style) const {
  cairo_save(cairo_);
  cairo_scale(cairo_, 1 / kPointsPerMm, 1 / kPointsPerMm);
  const LayoutPtr layout = laid_out(cairo_, text, style);
  cairo_restore(cairo_);
  return size_of(layout.get());
}

TextSize Pen::text(const geo::Point& at, std::string_view text, const TextStyle& style) {
  const TextSize size = measure(text, style);
  cairo_save(cairo_);
  go_to(cairo_, at, size, style);
  const LayoutPtr layout = laid_out(cairo_, text, style);
  cairo_move_to(cairo_, 0, 0);
  pango_cairo_show_layout(cairo_, layout.get());
  cairo_restore(cairo_);
  return size;
}

void Pen::halo(const geo::Point& at, std::string_view words, const TextStyle& style) {
  const TextSize size = measure(words, style);
  cairo_save(cairo_);
  go_to(cairo_, at, size, style);
  const LayoutPtr layout = laid_out(cairo_, words, style);
  cairo_set_line_width(cairo_, 0.34 * style.size_mm * kPointsPerMm);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to(cairo_, 0, 0);
  pango_cairo_layout_path(cairo_, layout.get());
  cairo_stroke(cairo_);
  cairo_restore(cairo_);
}

}  // namespace greisen::outputs
