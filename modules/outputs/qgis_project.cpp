// SPDX-License-Identifier: Apache-2.0
#include "outputs/qgis_project.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "geo/gdal/zip.hpp"
#include "outputs/support/qgis_xml.hpp"

namespace greisen::outputs {
namespace {

constexpr const char* kHead = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\"";

/// QGIS replaces ids of ten letters and fewer, and the layer tree then finds nothing.
std::string id_of(const MapLayer& layer, std::size_t number) {
  return fmt::format("map_{}_{:08}", safe_file_name(layer.style.id), number + 1);
}

std::string source_of(const MapLayer& layer) {
  return "./" + layer.file + (layer.is_vector() ? "|layername=" + layer.table : "");
}

std::string provider_of(const MapLayer& layer) { return layer.is_vector() ? "ogr" : "gdal"; }

std::string crs_text(const geo::Crs& crs) {
  return "<spatialrefsys nativeFormat=\"Wkt\">" + element("wkt", crs.wkt) +
         element("authid", crs.code.empty() ? std::string() : crs.authority + ":" + crs.code) +
         element("description", crs.name) + element("geographicflag", crs.is_geographic ? "true" : "false") +
         "</spatialrefsys>";
}

/// A folder of the layer tree; parts stand in the order in which they first came.
struct Branch {
  std::string name;
  std::vector<std::unique_ptr<Branch>> branches;
  std::vector<std::string> parts;  ///< XML of the layers that lie in no deeper folder
  bool shown = false;              ///< something in it is

  Branch& at(const std::string& wanted) {
    const auto found = std::ranges::find_if(branches, [&](const auto& one) { return one->name == wanted; });
    if (found != branches.end()) return **found;
    branches.push_back(std::make_unique<Branch>());
    branches.back()->name = wanted;
    return *branches.back();
  }
};

const char* checked(bool shown) { return shown ? "Qt::Checked" : "Qt::Unchecked"; }

void add_to_tree(Branch& root, const MapLayer& layer, const std::string& id) {
  Branch* branch = &root;
  for (const std::string& name : layer.group) {
    branch = &branch->at(name);
    branch->shown = branch->shown || layer.shown;
  }
  branch->parts.push_back("<layer-tree-layer" + attribute("id", id) + attribute("name", layer.title) +
                          attribute("checked", checked(layer.shown)) + attribute("expanded", layer.shown ? "1" : "0") +
                          attribute("providerKey", provider_of(layer)) + attribute("source", source_of(layer)) +
                          " legend_exp=\"\" legend_split_behavior=\"0\"><customproperties/></layer-tree-layer>\n");
}

/// Groups stay checked, so that checking one layer shows it.
std::string tree_text(const Branch& branch) {
  std::string text;
  for (const std::string& part : branch.parts) text += part;
  for (const auto& one : branch.branches)
    text += "<layer-tree-group" + attribute("name", one->name) + attribute("checked", "Qt::Checked") +
            attribute("expanded", one->shown ? "1" : "0") + "><customproperties/>\n" + tree_text(*one) +
            "</layer-tree-group>\n";
  return text;
}

std::string geometry_of(const MapLayer& layer) {
  if (layer.style.render == Render::point) return "Point";
  return layer.style.render == Render::line ? "Line" : "Polygon";
}

std::string layer_text(const MapLayer& layer, const std::string& id, const std::string& crs) {
  const std::string open = layer.is_vector() ? "<maplayer type=\"vector\"" + attribute("geometry", geometry_of(layer)) +
                                                   attribute("labelsEnabled", has_labels(layer) ? "1" : "0")
                                             : std::string("<maplayer type=\"raster\"");
  return open + " autoRefreshEnabled=\"0\" hasScaleBasedVisibilityFlag=\"0\">\n" + element("id", id) + "\n" +
         element("datasource", source_of(layer)) + "\n" + element("layername", layer.title) + "\n" +
         element("title", layer.title) + element("abstract", layer.about) + "\n<srs>" + crs + "</srs>\n" +
         (layer.is_vector() ? "<provider encoding=\"UTF-8\">ogr</provider>\n" : "<provider>gdal</provider>\n") +
         (layer.is_vector() ? vector_symbology(layer) : raster_symbology(layer)) + "</maplayer>\n";
}

std::string bounds_text(const geo::Bounds& box) {
  return element("xmin", format_number(box.min_x)) + element("ymin", format_number(box.min_y)) +
         element("xmax", format_number(box.max_x)) + element("ymax", format_number(box.max_y));
}

std::string view_text(const ProjectFacts& facts, const std::string& crs) {
  const geo::Bounds& box = facts.view;
  return "<mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\">\n" +
         element("units", facts.crs.is_geographic ? "degrees" : "meters") + "<extent>" + bounds_text(box) +
         "</extent><rotation>0</rotation><destinationsrs>" + crs + "</destinationsrs></mapcanvas>\n" +
         "<ProjectViewSettings UseProjectScales=\"0\"><DefaultViewExtent" + attribute("xmin", box.min_x) +
         attribute("ymin", box.min_y) + attribute("xmax", box.max_x) + attribute("ymax", box.max_y) + ">" + crs +
         "</DefaultViewExtent></ProjectViewSettings>\n";
}

constexpr const char* kProperties =
    "<properties><SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys>"
    "<Paths><Absolute type=\"bool\">false</Absolute></Paths>"
    "<Measurement><DistanceUnits type=\"QString\">meters</DistanceUnits><AreaUnits "
    "type=\"QString\">hectares</AreaUnits>"
    "</Measurement></properties>\n";

}  // namespace

std::string project_text(const ProjectFacts& facts, const std::vector<MapLayer>& layers) {
  const std::string crs = crs_text(facts.crs);
  Branch root;
  std::string maps;
  std::string order;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string id = id_of(layers[i], i);
    add_to_tree(root, layers[i], id);
    maps += layer_text(layers[i], id, crs);
    order += "<layer" + attribute("id", id) + "/>";
  }
  return kHead + attribute("projectname", facts.title) + ">\n<homePath path=\"\"/>\n" + element("title", facts.title) +
         "\n<projectCrs>" + crs + "</projectCrs>\n<layer-tree-group><customproperties/>\n" + tree_text(root) +
         "<custom-order enabled=\"0\"/></layer-tree-group>\n" + view_text(facts, crs) + "<projectlayers>\n" + maps +
         "</projectlayers>\n<layerorder>" + order + "</layerorder>\n" + kProperties + "<projectMetadata>" +
         element("title", facts.title) + element("abstract", facts.about) + "</projectMetadata>\n</qgis>\n";
}

void write_project(const std::string& path, const ProjectFacts& facts, const std::vector<MapLayer>& layers) {
  write_file_atomically(path, geo::zip_of({{"project.qgs", project_text(facts, layers)}}));
}

}  // namespace greisen::outputs
