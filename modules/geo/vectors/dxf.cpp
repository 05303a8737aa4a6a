// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/dxf.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kLongestName = 200;

std::string layer_name(const std::string& text) {
  constexpr std::string_view kForbidden = "<>/\\\":;?*|=',`";
  std::string name = printable(text, kLongestName);
  std::ranges::replace_if(
      name, [&](char c) { return kForbidden.find(c) != std::string_view::npos; }, '_');
  return name.empty() ? "0" : name;
}

/// As a style of OGR takes it between quotes; braces and backslashes are commands to a drawing's text.
std::string label_text(const std::string& text) {
  std::string out;
  for (const char c : printable(text, kLongestName)) {
    if (c == '"' || c == '\\' || c == '{' || c == '}' || c == '%')
      out += c == '"' ? '\'' : '_';
    else
      out += c;
  }
  return out;
}

bool add(OGRLayer& layer, const DxfItem& item, std::unique_ptr<OGRGeometry> geometry) {
  const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
  feature->SetField("Layer", layer_name(item.layer).c_str());
  const std::string style = item.text.empty()
                                ? fmt::format("PEN(c:{})", item.colour)
                                : fmt::format("LABEL(f:\"Arial\",t:\"{}\",s:{}g,p:5,c:{})", label_text(item.text),
                                              format_number(item.height), item.colour);
  feature->SetStyleString(style.c_str());
  feature->SetGeometryDirectly(geometry.release());
  return layer.CreateFeature(feature.get()) == OGRERR_NONE;
}

bool add(OGRLayer& layer, const DxfItem& item) {
  if (const auto* const point = std::get_if<Point>(&item.shape))
    return add(layer, item, std::make_unique<OGRPoint>(point->x, point->y));
  const auto* const lines = std::get_if<Lines>(&item.shape);
  if (lines == nullptr) return true;
  return std::ranges::all_of(lines->parts, [&](const std::vector<Point>& part) {
    auto line = std::make_unique<OGRLineString>();
    for (const Point& p : part) line->addPoint(p.x, p.y);
    line->flattenTo2D();
    return add(layer, item, std::move(line));
  });
}

}  // namespace

void write_dxf(const std::string& path, const std::vector<DxfItem>& items) {
  const GdalSession session;
  const GdalFailures failures;
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("DXF");
  GDALDatasetUniquePtr dataset(driver == nullptr ? nullptr
                                                 : driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  OGRLayer* const layer = dataset ? dataset->CreateLayer("entities", nullptr, wkbUnknown, nullptr) : nullptr;
  const bool written =
      layer != nullptr && std::ranges::all_of(items, [&](const DxfItem& item) { return add(*layer, item); });
  dataset.reset();
  if (!written || failures.any()) throw_write_failure(path, failures.text());
}

}  // namespace greisen::geo
