// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "outputs/support/qgis_xml.hpp"

namespace greisen::outputs {
namespace {

constexpr double kHaloMm = 0.5;       ///< beyond an outline, on either side
constexpr double kFilled = 0.5;       ///< such polygons hide the ground: their outlines are grey
constexpr double kHatchStepMm = 1.6;  ///< between the lines of a hatch

std::string property(std::string_view key, std::string_view value) {
  return "<prop" + attribute("k", key) + attribute("v", value) + "/>";
}
std::string millimetres(std::string_view key, double value) {
  return property(key, format_number(value)) + property(std::string(key) + "_unit", "MM");
}

/// A layer of a symbol, by the name QGIS gives its kind.
std::string symbol_layer(std::string_view kind, const std::string& inside) {
  return "<layer" + attribute("class", kind) + " enabled=\"1\" locked=\"0\" pass=\"0\">" + inside + "</layer>\n";
}
std::string symbol(std::string_view type, std::string_view name, const std::string& layers) {
  return "<symbol" + attribute("type", type) + attribute("name", name) +
         " alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n" + layers + "</symbol>\n";
}

std::string line_style(const Style& style) { return style.symbol == "dash" ? "dash" : "solid"; }

std::string line(const std::string& colour, double width_mm, const std::string& dashes) {
  return symbol_layer("SimpleLine", property("line_color", colour) + millimetres("line_width", width_mm) +
                                        property("line_style", dashes) + property("joinstyle", "round") +
                                        property("capstyle", "round"));
}

std::string halo(const MapLayer& layer) {
  return line(rgba_text(layer.marks.named("halo"), 0.8), layer.style.width_mm + kHaloMm, "solid");
}

std::string polygon(const MapLayer& layer, const Colour& colour) {
  const Style& style = layer.style;
  const bool filled = style.fill_opacity >= kFilled;
  const std::string outline = rgba_text(filled ? layer.marks.named("edge") : colour, 1);
  const std::string fill =
      symbol_layer("SimpleFill", property("color", rgba_text(colour, style.fill_opacity)) +
                                     property("style", style.fill_opacity > 0 ? "solid" : "no") +
                                     property("outline_color", outline) + property("outline_style", line_style(style)) +
                                     millimetres("outline_width", style.width_mm) + property("joinstyle", "round"));
  return style.fill_opacity > 0 && !filled ? halo(layer) + fill : fill;
}

/// Lines without an outline: masks have ragged edges and many holes.
std::string hatch(const MapLayer& layer, const Colour& colour) {
  const std::string lines =
      symbol("line", "@0@0", line(rgba_text(colour, 1), layer.style.width_mm, line_style(layer.style)));
  return symbol_layer("LinePatternFill", property("angle", "45") + millimetres("distance", kHatchStepMm) +
                                             millimetres("offset", 0) + property("color", rgba_text(colour, 1)) +
                                             millimetres("line_width", layer.style.width_mm) + lines);
}

std::string point(const MapLayer& layer, const Colour& colour) {
  const Style& style = layer.style;
  return symbol_layer("SimpleMarker", property("name", style.symbol.empty() ? "circle" : style.symbol) +
                                          property("color", rgba_text(colour, style.fill_opacity)) +
                                          millimetres("size", style.size_mm) +
                                          property("outline_color", rgba_text(layer.marks.named("halo"), 1)) +
                                          millimetres("outline_width", style.width_mm));
}

std::string symbol_of(const MapLayer& layer, std::string_view name, const Colour& colour) {
  switch (layer.style.render) {
    case Render::line:
      return symbol("line", name,
                    halo(layer) + line(rgba_text(colour, 1), layer.style.width_mm, line_style(layer.style)));
    case Render::point:
      return symbol("marker", name, point(layer, colour));
    case Render::hatch:
      return symbol("fill", name, hatch(layer, colour));
    case Render::polygon:
    case Render::ramp:
    case Render::classes:
    case Render::composite:
      break;
  }
  return symbol("fill", name, polygon(layer, colour));
}

std::string renderer(const MapLayer& layer) {
  const std::string tail = " symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\"";
  if (layer.categories.empty()) {
    const Colour colour = layer.style.colour.empty() ? layer.palette.nth(0) : layer.palette.named(layer.style.colour);
    return "<renderer-v2 type=\"singleSymbol\"" + tail + "><symbols>\n" + symbol_of(layer, "0", colour) +
           "</symbols></renderer-v2>\n";
  }
  std::string categories;
  std::string symbols;
  for (std::size_t i = 0; i < layer.categories.size(); ++i) {
    const Category& one = layer.categories[i];
    const std::string name = std::to_string(i);
    categories += "<category type=\"string\" render=\"true\"" + attribute("symbol", name) +
                  attribute("value", one.value) + attribute("label", one.label) + "/>\n";
    symbols += symbol_of(layer, name, one.colour);
  }
  return "<renderer-v2 type=\"categorizedSymbol\"" + attribute("attr", layer.style.by) + tail + "><categories>\n" +
         categories + "</categories><symbols>\n" + symbols + "</symbols></renderer-v2>\n";
}

/// In QGIS's expressions a backslash takes away what the letter after it means, the closing quote too.
std::string expression_literal(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '\\' ? 2 : 1, c);
  return sql_literal(doubled);
}

/// Labels in the colour of their category, which stand beside what they name.
std::string label_colours(const MapLayer& layer) {
  if (layer.categories.empty() || layer.style.fill_opacity >= kFilled) return {};
  std::string cases;
  for (const Category& one : layer.categories)
    cases +=
        fmt::format(" WHEN \"{}\" = {} THEN '{}'", layer.style.by, expression_literal(one.value), to_hex(one.colour));
  return "<dd_properties><Option type=\"Map\"><Option name=\"name\" type=\"QString\" value=\"\"/>"
         "<Option name=\"properties\" type=\"Map\"><Option name=\"Color\" type=\"Map\">"
         "<Option name=\"active\" type=\"bool\" value=\"true\"/><Option name=\"expression\" type=\"QString\"" +
         attribute("value", "CASE" + cases + " END") +
         "/><Option name=\"type\" type=\"int\" value=\"3\"/></Option></Option>"
         "<Option name=\"type\" type=\"QString\" value=\"collection\"/></Option></dd_properties>";
}

/// Outside polygons, beside points, along lines.
std::string placement(const MapLayer& layer) {
  switch (layer.style.render) {
    case Render::point:
      return "<placement placement=\"6\" dist=\"1\" distUnits=\"MM\"/>";
    case Render::line:
      return "<placement placement=\"3\" dist=\"1\" distUnits=\"MM\"/>";
    case Render::polygon:
    case Render::hatch:
    case Render::ramp:
    case Render::classes:
    case Render::composite:
      break;
  }
  return "<placement placement=\"8\" dist=\"0.6\" distUnits=\"MM\"/>";
}

std::string labeling(const MapLayer& layer) {
  const bool ranked = layer.style.label == "label";  // each target has its name on the map
  return "<labeling type=\"simple\"><settings calloutType=\"simple\">\n<text-style isExpression=\"0\"" +
         attribute("fieldName", layer.style.label) + " fontFamily=\"Sans Serif\" fontSizeUnit=\"Point\"" +
         attribute("fontSize", ranked ? 9 : 8) + attribute("fontWeight", ranked ? 75 : 50) +
         attribute("textColor", rgba_text(layer.marks.named("text"), 1)) + " textOpacity=\"1\">" +
         "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferOpacity=\"1\"" +
         attribute("bufferColor", rgba_text(layer.marks.named("halo"), 1)) + "/></text-style>\n" + placement(layer) +
         (ranked ? "<rendering displayAll=\"1\" obstacle=\"1\" scaleVisibility=\"0\"/>" : "") + label_colours(layer) +
         "</settings></labeling>\n";
}

}  // namespace

bool has_labels(const MapLayer& layer) { return layer.is_vector() && !layer.style.label.empty(); }

std::string vector_symbology(const MapLayer& layer) {
  return renderer(layer) + (has_labels(layer) ? labeling(layer) : std::string()) + "<blendMode>0</blendMode>\n" +
         element("layerOpacity", format_number(layer.style.opacity)) + "\n";
}

}  // namespace greisen::outputs
