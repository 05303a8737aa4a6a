// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "outputs/support/qgis_xml.hpp"

namespace greisen::outputs {
namespace {

constexpr int kRampColours = 17;

/// Decimals that tell a hundredth of the range.
int decimals_for(double low, double high) {
  const double span = high - low;
  if (!(span > 0)) return 2;
  return std::clamp(static_cast<int>(std::ceil(2 - std::log10(span))), 0, 8);
}

std::string colour_at(const MapLayer& layer, double share, double alpha) {
  return rgba_text(layer.palette.at(layer.style.reversed ? 1 - share : share), alpha);
}

std::string hex_at(const MapLayer& layer, double share) {
  return to_hex(layer.palette.at(layer.style.reversed ? 1 - share : share));
}

/// The ramp itself: QGIS draws its continuous legend from it.
std::string source_ramp(const MapLayer& layer) {
  std::string stops;
  for (int i = 1; i < kRampColours - 1; ++i) {
    const double share = static_cast<double>(i) / (kRampColours - 1);
    stops += fmt::format("{}{};{}", stops.empty() ? "" : ":", format_number(share), colour_at(layer, share, 1));
  }
  return "<colorramp type=\"gradient\" name=\"[source]\">"
         "<prop" +
         attribute("k", "color1") + attribute("v", colour_at(layer, 0, 1)) +
         "/>"
         "<prop" +
         attribute("k", "color2") + attribute("v", colour_at(layer, 1, 1)) +
         "/>"
         "<prop k=\"discrete\" v=\"0\"/><prop k=\"rampType\" v=\"gradient\"/>"
         "<prop" +
         attribute("k", "stops") + attribute("v", stops) + "/></colorramp>";
}

/// Ends that cut values off are written "≤ 0.99 m" and "≥ 1.41 m".
std::string legend(const MapLayer& layer) {
  const int decimals = decimals_for(layer.low, layer.high);
  const std::string unit = layer.unit.empty() || layer.unit == "1" ? "" : " " + layer.unit;
  const bool cut = layer.style.percentile && ((*layer.style.percentile)[0] > 0 || (*layer.style.percentile)[1] < 100);
  const auto end = [&](double value, const char* sign) {
    return fmt::format("{}{:.{}f}{}", cut ? sign : "", value, decimals, unit);
  };
  return "<rampLegendSettings" + attribute("minimumLabel", end(layer.low, "≤ ")) +
         attribute("maximumLabel", end(layer.high, "≥ ")) + attribute("prefix", "") + attribute("suffix", unit) +
         " orientation=\"2\" direction=\"0\" useContinuousLegend=\"1\"/>";
}

std::string ramp(const MapLayer& layer) {
  const int decimals = decimals_for(layer.low, layer.high);
  std::string items;
  for (int i = 0; i < kRampColours; ++i) {
    const double share = static_cast<double>(i) / (kRampColours - 1);
    const double value = layer.low + share * (layer.high - layer.low);
    items += "<item" + attribute("value", value) + attribute("label", fmt::format("{:.{}f}", value, decimals)) +
             attribute("color", hex_at(layer, share)) + " alpha=\"255\"/>\n";
  }
  return "<rasterrenderer type=\"singlebandpseudocolor\" band=\"1\" alphaBand=\"-1\" nodataColor=\"\"" +
         attribute("opacity", layer.style.opacity) + attribute("classificationMin", layer.low) +
         attribute("classificationMax", layer.high) +
         "><rasterTransparency/>\n<minMaxOrigin><limits>None</limits><extent>WholeRaster</extent></minMaxOrigin>\n"
         "<rastershader><colorrampshader colorRampType=\"INTERPOLATED\" classificationMode=\"1\" clip=\"0\"" +
         attribute("minimumValue", layer.low) + attribute("maximumValue", layer.high) +
         attribute("labelPrecision", decimals) + ">\n" + source_ramp(layer) + "\n" + items + legend(layer) +
         "</colorrampshader></rastershader></rasterrenderer>";
}

std::string classes(const MapLayer& layer) {
  std::string entries;
  for (const geo::RasterClass& one : layer.classes) {
    if (one.rgba[3] == 0) continue;  // nothing is drawn there: no line of the legend
    entries += "<paletteEntry" + attribute("value", one.value) +
               attribute("color", to_hex({one.rgba[0], one.rgba[1], one.rgba[2]})) + attribute("alpha", one.rgba[3]) +
               attribute("label", one.name) + "/>\n";
  }
  return "<rasterrenderer type=\"paletted\" band=\"1\" alphaBand=\"-1\" nodataColor=\"\"" +
         attribute("opacity", layer.style.opacity) + "><rasterTransparency/>\n<colorPalette>\n" + entries +
         "</colorPalette></rasterrenderer>";
}

std::string enhancement(const char* channel, const Stretch& stretch) {
  return fmt::format(
      "<{0}ContrastEnhancement><minValue>{1}</minValue><maxValue>{2}</maxValue>"
      "<algorithm>StretchToMinimumMaximum</algorithm></{0}ContrastEnhancement>\n",
      channel, format_number(stretch.low), format_number(stretch.high));
}

std::string composite(const MapLayer& layer) {
  return "<rasterrenderer type=\"multibandcolor\" alphaBand=\"-1\" nodataColor=\"\"" +
         attribute("opacity", layer.style.opacity) + attribute("redBand", layer.composite[0].band) +
         attribute("greenBand", layer.composite[1].band) + attribute("blueBand", layer.composite[2].band) +
         "><rasterTransparency/>\n" + enhancement("red", layer.composite[0]) +
         enhancement("green", layer.composite[1]) + enhancement("blue", layer.composite[2]) + "</rasterrenderer>";
}

std::string renderer(const MapLayer& layer) {
  if (layer.style.render == Render::composite) return composite(layer);
  return layer.style.render == Render::classes ? classes(layer) : ramp(layer);
}

}  // namespace

std::string raster_symbology(const MapLayer& layer) {
  return "<pipe>\n" + renderer(layer) + "\n</pipe>\n<blendMode>0</blendMode>\n";
}

}  // namespace greisen::outputs
