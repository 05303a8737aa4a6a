// SPDX-License-Identifier: Apache-2.0
#include "outputs/sld.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace greisen::outputs {
namespace {

constexpr double kPixelsPerMm = 3.7795;  // of 96 to the inch, in which SLD counts
constexpr double kHatchOpacity = 0.25;   // hatches are drawn differently everywhere: a veil is not

std::string named(std::string_view name, const std::string& text) { return fmt::format("<{0}>{1}</{0}>", name, text); }

std::string parameter(std::string_view name, const std::string& value) {
  return fmt::format("<se:SvgParameter name=\"{}\">{}</se:SvgParameter>", name, value);
}

std::string pixels(double mm) { return fmt::format("{:.1f}", mm * kPixelsPerMm); }

std::string stroke(const MapLayer& layer, const Colour& colour) {
  return named("se:Stroke", parameter("stroke", to_hex(colour)) +
                                parameter("stroke-width", pixels(layer.style.width_mm)) +
                                (layer.style.symbol == "dash" ? parameter("stroke-dasharray", "6 4") : ""));
}

std::string fill(const Colour& colour, double opacity) {
  return named("se:Fill", parameter("fill", to_hex(colour)) + parameter("fill-opacity", format_number(opacity)));
}

std::string point(const MapLayer& layer, const Colour& colour) {
  const std::string& form = layer.style.symbol;
  const bool turned = form == "diamond";
  const std::string mark = named("se:WellKnownName", form.empty() ? "circle"
                                                     : turned     ? "square"
                                                                  : form) +
                           fill(colour, layer.style.fill_opacity) + stroke(layer, layer.marks.named("halo"));
  return named("se:PointSymbolizer",
               named("se:Graphic", named("se:Mark", mark) + named("se:Size", pixels(layer.style.size_mm)) +
                                       (turned ? named("se:Rotation", "<ogc:Literal>45</ogc:Literal>") : "")));
}

std::string symbolizer(const MapLayer& layer, const Colour& colour) {
  switch (layer.style.render) {
    case Render::line:
      return named("se:LineSymbolizer", stroke(layer, colour));
    case Render::point:
      return point(layer, colour);
    case Render::hatch:
      return named("se:PolygonSymbolizer", fill(colour, kHatchOpacity));
    case Render::polygon:
    case Render::ramp:
    case Render::classes:
    case Render::composite:
      break;
  }
  const std::string inside = layer.style.fill_opacity > 0 ? fill(colour, layer.style.fill_opacity) : std::string();
  return named("se:PolygonSymbolizer", inside + stroke(layer, colour));
}

std::string label(const MapLayer& layer, const Colour& colour) {
  if (layer.style.label.empty()) return {};
  return named("se:TextSymbolizer",
               named("se:Label", named("ogc:PropertyName", escape_xml(layer.style.label))) +
                   named("se:Font", parameter("font-family", "sans-serif") + parameter("font-size", "12")) +
                   named("se:Halo", named("se:Radius", "1.5") + fill(layer.marks.named("halo"), 1)) + fill(colour, 1));
}

std::string rule(const MapLayer& layer, const Category& one) {
  std::string filter;
  if (!one.value.empty())
    filter = named("ogc:Filter", named("ogc:PropertyIsEqualTo", named("ogc:PropertyName", escape_xml(layer.style.by)) +
                                                                    named("ogc:Literal", escape_xml(one.value))));
  return named("se:Rule", named("se:Name", escape_xml(one.label)) +
                              named("se:Description", named("se:Title", escape_xml(one.label))) + filter + "\n" +
                              symbolizer(layer, one.colour) + label(layer, one.colour)) +
         "\n";
}

}  // namespace

std::string sld_of(const MapLayer& layer) {
  std::string rules;
  for (const Category& one : layer.categories) rules += rule(layer, one);
  if (rules.empty()) {
    const Colour colour = layer.style.colour.empty() ? layer.palette.nth(0) : layer.palette.named(layer.style.colour);
    rules = rule(layer, {"", layer.title, colour});
  }
  const std::string name = named("se:Name", escape_xml(layer.table));
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<StyledLayerDescriptor version=\"1.1.0\" xmlns=\"http://www.opengis.net/sld\" "
         "xmlns:ogc=\"http://www.opengis.net/ogc\" xmlns:se=\"http://www.opengis.net/se\">\n<NamedLayer>" +
         name + "<UserStyle>" + name + "<se:FeatureTypeStyle>\n" + rules +
         "</se:FeatureTypeStyle></UserStyle></NamedLayer>\n</StyledLayerDescriptor>\n";
}

std::string sld_of(const ExportRaster& raster) {
  std::string entries;
  for (const ColourStop& stop : raster.stops)
    entries +=
        fmt::format("<ColorMapEntry color=\"{}\" quantity=\"{}\" opacity=\"{}\" label=\"{}\"/>\n", to_hex(stop.colour),
                    format_number(stop.value), format_number(stop.opacity), escape_xml(stop.label));
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\">\n<NamedLayer>" +
         named("Name", escape_xml(raster.file.substr(0, raster.file.rfind('.')))) + "<UserStyle>" +
         named("Title", escape_xml(raster.title)) + "<FeatureTypeStyle><Rule><RasterSymbolizer>\n<ColorMap type=\"" +
         (raster.classes ? "values" : "ramp") + "\">\n" + entries +
         "</ColorMap>\n</RasterSymbolizer></Rule></FeatureTypeStyle></UserStyle></NamedLayer>\n"
         "</StyledLayerDescriptor>\n";
}

}  // namespace greisen::outputs
