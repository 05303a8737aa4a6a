// SPDX-License-Identifier: Apache-2.0
#include "outputs/qgis_project.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include <cpl_vsi.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/gdal/xml.hpp"
#include "geo/gdal/zip.hpp"

namespace greisen::outputs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kHostile = "\"><script>&'\xc3\xb1\x02";

MapLayer raster(const std::string& file, std::vector<std::string> group, bool shown) {
  MapLayer layer;
  layer.file = file;
  layer.style.id = "prospectivity";
  layer.palette.colours = {{255, 255, 255}, {0, 0, 0}};
  layer.style.range = {0, 1};
  layer.title = kHostile;
  layer.group = std::move(group);
  layer.shown = shown;
  return layer;
}

MapLayer vector(const std::string& table, Render render) {
  MapLayer layer;
  layer.file = "targets.gpkg";
  layer.table = table;
  layer.style.id = "t";
  layer.style.render = render;
  layer.style.label = "label";
  layer.style.fill_opacity = 0.1;
  layer.palette.colours = {{1, 2, 3}, {200, 100, 0}};
  layer.marks.id = "marks";
  layer.marks.kind = PaletteKind::categorical;
  layer.marks.colours = {{255, 255, 255}, {0, 0, 0}, {90, 90, 90}};
  layer.marks.names = {"halo", "text", "edge"};
  layer.title = "Targets";
  layer.group = {"Targets"};
  layer.shown = true;
  return layer;
}

ProjectFacts facts() {
  return {kHostile, "about", geo::parse_crs("EPSG:32629"), {600'000, 4'500'000, 610'000, 4'520'000}};
}

std::vector<MapLayer> all() {
  MapLayer by_model = vector("targets", Render::polygon);
  by_model.style.by = "model";
  by_model.categories = {{"it's", "It's", {1, 2, 3}}, {"b", "B", {200, 100, 0}}};
  return {by_model,
          vector("lines", Render::line),
          vector("points", Render::point),
          vector("masks", Render::hatch),
          raster("prospectivity_x.tif", {"Favourability"}, true),
          raster("evidence/x/a.tif", {"Evidence", "X"}, false),
          raster("evidence/y/a.tif", {"Evidence", "Y"}, false)};
}

/// The document without its DOCTYPE, which our own reader refuses.
geo::XmlElement read(const std::string& text) { return geo::parse_xml(text.substr(text.find("<qgis")), "project.qgs"); }

void visit(const geo::XmlElement& element, const std::function<void(const geo::XmlElement&)>& see) {
  see(element);
  for (const geo::XmlElement& child : element.children) visit(child, see);
}

TEST(QgisProject, IsWellFormedWhateverNamesAreInIt) {
  const geo::XmlElement root = read(project_text(facts(), all()));
  EXPECT_EQ(root.child("title")->text, "\"><script>&'\xc3\xb1?");
}

TEST(QgisProject, TreeNamesEveryLayerOnceInOrderAndInItsGroups) {
  const geo::XmlElement root = read(project_text(facts(), all()));
  std::vector<std::string> in_tree;
  std::vector<std::string> groups;
  visit(*root.child("layer-tree-group"), [&](const geo::XmlElement& element) {
    if (element.name == "layer-tree-layer") in_tree.push_back(*element.attribute("id"));
    if (element.name == "layer-tree-group" && element.attribute("name") != nullptr)
      groups.push_back(*element.attribute("name"));
  });
  std::vector<std::string> layers;
  for (const geo::XmlElement* layer : root.child("projectlayers")->all("maplayer"))
    layers.push_back(layer->child("id")->text);
  EXPECT_EQ(in_tree, layers);
  EXPECT_THAT(groups, ElementsAre("Targets", "Favourability", "Evidence", "X", "Y"));
  EXPECT_EQ(std::set<std::string>(layers.begin(), layers.end()).size(), layers.size());
  for (const std::string& id : layers) EXPECT_GT(id.size(), 10U) << "QGIS replaces shorter ids";
}

TEST(QgisProject, ShowsWhatIsToBeShown) {
  const geo::XmlElement root = read(project_text(facts(), all()));
  std::size_t shown = 0;
  visit(*root.child("layer-tree-group"), [&](const geo::XmlElement& element) {
    if (element.name == "layer-tree-layer") shown += *element.attribute("checked") == "Qt::Checked" ? 1U : 0U;
  });
  EXPECT_EQ(shown, 5U);
}

TEST(QgisProject, AllPathsAreRelative) {
  const geo::XmlElement root = read(project_text(facts(), all()));
  for (const geo::XmlElement* layer : root.child("projectlayers")->all("maplayer"))
    EXPECT_THAT(layer->child("datasource")->text, testing::StartsWith("./"));
  EXPECT_EQ(root.find("properties/Paths/Absolute")->text, "false");
  EXPECT_EQ(root.find("projectlayers/maplayer/datasource")->text, "./targets.gpkg|layername=targets");
}

TEST(QgisProject, HasACrsThatIsTurnedOn) {
  const geo::XmlElement root = read(project_text(facts(), all()));
  EXPECT_EQ(root.find("projectCrs/spatialrefsys/authid")->text, "EPSG:32629");
  EXPECT_THAT(root.find("projectCrs/spatialrefsys/wkt")->text, HasSubstr("PROJCRS"));
  EXPECT_EQ(root.find("properties/SpatialRefSys/ProjectionsEnabled")->text, "1");
  EXPECT_EQ(root.find("mapcanvas/extent/xmax")->text, "610000");
}

TEST(QgisProject, ACrsWithoutACodeIsGivenByItsText) {
  ProjectFacts own = facts();
  own.crs = geo::parse_crs("+proj=tmerc +lat_0=40 +lon_0=-7 +datum=WGS84");
  const geo::XmlElement root = read(project_text(own, all()));
  EXPECT_EQ(root.find("projectCrs/spatialrefsys/authid")->text, "");
  EXPECT_THAT(root.find("projectCrs/spatialrefsys/wkt")->text, HasSubstr("Transverse Mercator"));
}

TEST(QgisProject, ColoursLabelsByTheirCategory) {
  EXPECT_THAT(read(qml_of(all().front())).find("renderer-v2")->attribute("type")->c_str(),
              testing::StrEq("categorizedSymbol"));
  EXPECT_THAT(qml_of(all().front()), HasSubstr("WHEN &quot;model&quot; = &apos;it&apos;&apos;s&apos; THEN"));
}

TEST(QgisProject, IsTheSameBytesAgainAndHoldsProjectQgs) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "greisen_qgis_project";
  std::filesystem::create_directories(folder);
  const geo::GdalSession session;
  for (const char* name : {"a.qgz", "b.qgz"}) write_project((folder / name).string(), facts(), all());
  const auto bytes = [&](const char* name) {
    std::ifstream in(folder / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  EXPECT_TRUE(bytes("a.qgz") == bytes("b.qgz"));
  EXPECT_EQ(geo::read_text("/vsizip/{" + (folder / "a.qgz").string() + "}/project.qgs", 1U << 24U),
            project_text(facts(), all()));
  std::filesystem::remove_all(folder);
}

TEST(QgisProject, WithoutLayersIsStillAProject) {
  EXPECT_EQ(read(project_text(facts(), {})).child("projectlayers")->children.size(), 0U);
}

TEST(Zip, HoldsAllEntriesWithOneDate) {
  const std::string zip = geo::zip_of({{"a.txt", std::string(1000, 'a')}, {"b/c.txt", "c"}});
  const std::string date = {'\0', '\0', '\x21', '\x28'};  // 00:00, 2000-01-01
  EXPECT_EQ(zip.substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(zip.substr(10, 4), date);
  const std::size_t central = zip.find("PK\x01\x02");
  ASSERT_NE(central, std::string::npos);
  EXPECT_EQ(zip.substr(central + 12, 4), date);
  const std::string name = "/vsimem/greisen_zip_test.zip";
  VSILFILE* const file = VSIFOpenL(name.c_str(), "wb");
  VSIFWriteL(zip.data(), 1, zip.size(), file);
  VSIFCloseL(file);
  EXPECT_EQ(geo::read_text("/vsizip/" + name + "/b/c.txt", 100), "c");
  EXPECT_EQ(geo::read_text("/vsizip/" + name + "/a.txt", 10'000), std::string(1000, 'a'));
  VSIUnlink(name.c_str());
}

}  // namespace
}  // namespace greisen::outputs
