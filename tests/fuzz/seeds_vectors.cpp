// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <stdexcept>

#include <ogrsf_frmts.h>

#include "fuzz/bundle.hpp"
#include "fuzz/seeds.hpp"
#include "support/graph_fixture.hpp"

namespace greisen::fuzz {
namespace {

struct Format {
  const char* driver;
  const char* file;
  bool apart = false;  ///< an archive: its entries are members of their own
  bool mixed = true;   ///< one layer takes shapes of all kinds
};
constexpr std::array<Format, 13> kFormats = {{{"GeoJSON", "area.geojson"},
                                              {"KML", "area.kml"},
                                              {"LIBKML", "area.kmz", true},
                                              {"GPKG", "area.gpkg"},
                                              {"ESRI Shapefile", "area.shp", false, false},
                                              {"GML", "area.gml"},
                                              {"DXF", "area.dxf"},
                                              {"GPX", "area.gpx", false, false},
                                              {"FlatGeobuf", "area.fgb", false, false},
                                              {"MapInfo File", "area.tab", false, false},
                                              {"SQLite", "area.sqlite"},
                                              {"XLSX", "known.xlsx", true, false},
                                              {"ODS", "known.ods", true, false}}};

bool is_table(const Format& format) { return std::string_view(format.file).starts_with("known"); }

void add(OGRLayer& layer, const char* shape, const char* code) {
  OGRFeature feature(layer.GetLayerDefn());
  OGRGeometry* geometry = nullptr;
  if (shape != nullptr) OGRGeometryFactory::createFromWkt(shape, nullptr, &geometry);
  if (geometry != nullptr) feature.SetGeometryDirectly(geometry);
  if (feature.GetFieldIndex("code") >= 0) feature.SetField("code", code);
  if (feature.GetFieldIndex("lon") >= 0) {
    feature.SetField("lon", -7.01);
    feature.SetField("lat", 41.53);
  }
  if (layer.CreateFeature(&feature) != OGRERR_NONE) throw std::runtime_error("a seed is not written");
}

/// A layer of one polygon, and of a line and a point where it takes them; of a table two rows with places.
std::string written(const Format& format) {
  const testing::TempFolder folder;
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(format.driver);
  if (driver == nullptr) return {};
  {
    const GDALDatasetUniquePtr file(driver->Create(folder.file(format.file).c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRSpatialReference crs;
    crs.importFromEPSG(4326);
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const bool tracks = std::string_view(format.driver) == "GPX";
    const OGRwkbGeometryType type = is_table(format) ? wkbNone
                                    : format.mixed   ? wkbUnknown
                                    : tracks         ? wkbPoint
                                                     : wkbPolygon;
    OGRLayer* const layer = file ? file->CreateLayer(tracks ? "waypoints" : "area", &crs, type, nullptr) : nullptr;
    if (layer == nullptr) return {};
    OGRFieldDefn code("code", OFTString);
    OGRFieldDefn lon("lon", OFTReal);
    OGRFieldDefn lat("lat", OFTReal);
    if (!tracks && std::string_view(format.driver) != "DXF") layer->CreateField(&code);
    if (is_table(format)) {
      layer->CreateField(&lon);
      layer->CreateField(&lat);
      add(*layer, nullptr, "W");
      add(*layer, nullptr, "Li");
    } else if (tracks) {
      add(*layer, "POINT (-7.01 41.53)", "W");
    } else {
      add(*layer, "POLYGON ((-7.02 41.52, -7 41.52, -7 41.54, -7.02 41.54, -7.02 41.52))", "G");
      if (format.mixed) add(*layer, "LINESTRING (-7.02 41.52, -7 41.54)", "F");
      if (format.mixed) add(*layer, "POINT (-7.01 41.53)", "W");
    }
  }
  Bundle bundle = bundle_of(folder.path().string(), format.apart);
  // the file that is opened stands first
  for (std::size_t i = 0; i < bundle.size(); ++i)
    if (bundle[i].name == format.file) std::swap(bundle[0], bundle[i]);
  return bundle_text(bundle);
}

}  // namespace

std::vector<std::string> vector_seeds() {
  GDALAllRegister();
  std::vector<std::string> seeds;
  for (const Format& format : kFormats) seeds.push_back(written(format));
  std::erase(seeds, std::string());
  const std::string ring = "\"POLYGON ((600000 4500000, 600400 4500000, 600400 4500400, 600000 4500000))\"";
  seeds.push_back(bundle_text(
      {{"known.csv",
        "id,name,commodity,lon,lat,accuracy_m\n1,Mina A,W,-7.01,41.53,50\n2,\"B, C\",Li,-7.005,41.525,\n"}}));
  seeds.push_back(bundle_text(
      {{"known.csv", "nome;x;y;zona;datum;code\nA;600100,5;4500100,5;29;ED50;W\nB;600200;4500200;29;WGS84;Li\n"}}));
  seeds.push_back(bundle_text({{"known.csv", "longitude\tlatitude\n7\xc2\xb0 1' 30\" W\t41\xc2\xb0 31' 12\" N\n"}}));
  seeds.push_back(bundle_text({{"legend.csv", "code,name,role\nG,Granite,granite\nM,Marble,carbonate\n"}}));
  seeds.push_back(bundle_text({{"wkt.csv", "WKT,code,crs\n" + ring + ",G,EPSG:32629\n"}}));
  seeds.push_back(bundle_text({{"area.kml",
                                "<?xml version=\"1.0\"?><kml "
                                "xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Folder><name>a</"
                                "name><Placemark><name>x</name><ExtendedData><Data "
                                "name=\"code\"><value>G</value></Data></"
                                "ExtendedData><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>-7.02,"
                                "41.52,0 -7,41.52,0 -7,41.54,0 "
                                "-7.02,41.52,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></"
                                "Placemark></Folder></Document></kml>"}}));
  seeds.push_back(bundle_text(
      {{"area.zip!/a/area.geojson", "{\"type\":\"Polygon\",\"coordinates\":[[[-7,41],[-7,42],[-6,42],[-7,41]]]}"},
       {"area.zip!/a/more.csv", "lon,lat\n-7,41\n"}}));
  return seeds;
}

}  // namespace greisen::fuzz
