// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/vectors/dxf.hpp"
#include "geo/vectors/form_rows.hpp"

namespace greisen::geo::forms {
inline std::string shapefile_zip(const fs::path& folder) {
  draw(folder / "licence.shp", "ESRI Shapefile", {{"licence", {kSquare}}});
  return zipped(folder, {"licence.shp", "licence.shx", "licence.dbf", "licence.prj"}, "licence.zip");
}

inline std::string bare_shapefile(const fs::path& folder) {
  const std::string path = draw(folder / "licence.shp", "ESRI Shapefile", {{"licence", {kSquare}}});
  fs::remove(folder / "licence.prj");
  return path;
}

/// A drawing of a licence and a road.
inline Form plan(std::string form, std::string given, VectorFile how = {}) {
  return {std::move(form), std::move(given), [=](const fs::path& folder) {
            VectorFile file = how;
            file.path = (folder / "plan.dxf").string();
            write_dxf(file.path,
                      {{"LICENCE", "#ff0000",
                        Lines{{{{600000, 4500000}, {600900, 4500000}, {600900, 4500900}, {600000, 4500000}}}}},
                       {"ROADS", "#0000ff", Lines{{{{600000, 4500900}, {600900, 4500000}}}}}});
            return file;
          }};
}

inline std::vector<Form> areas_of_databases() {
  const std::vector<DrawnLayer> mixed = {{"licence", {kSquare}}, {"tracks", {kLine}}, {"camps", {kPoint}}};
  const std::vector<DrawnLayer> two = {{"licence", {kSquare}}, {"units", {kOther}}};
  return {
      drawn("GeoPackage", "`licence.gpkg`", "licence.gpkg", "GPKG", {{"licence", {kSquare}}}),
      drawn("GeoPackage, polygons beside lines and points", "`project.gpkg`", "project.gpkg", "GPKG", mixed),
      drawn("GeoPackage, two layers of polygons", "`project.gpkg`", "project.gpkg", "GPKG", two),
      drawn("the same, layer named", "`{path: project.gpkg, layer: licence}`", "project.gpkg", "GPKG", two,
            layer_of("licence")),
      drawn("GeoPackage, layer of lines named", "`{path: project.gpkg, layer: tracks}`", "project.gpkg", "GPKG", mixed,
            layer_of("tracks")),
      drawn("file geodatabase", "`project.gdb`", "project.gdb", "OpenFileGDB", {{"licence", {kSquare}}}),
      drawn("SpatiaLite", "`project.sqlite`", "project.sqlite", "SQLite", {{"licence", {kSquare}}}),
      drawn("shapefile", "`licence.shp`", "licence.shp", "ESRI Shapefile", {{"licence", {kSquare}}}),
      {"shapefile without `.prj`", "`licence.shp`",
       [](const fs::path& folder) { return VectorFile{bare_shapefile(folder)}; }},
      {"the same, CRS given", "`{path: licence.shp, crs: EPSG:32629}`",
       [](const fs::path& folder) {
         return VectorFile{bare_shapefile(folder), "", "EPSG:32629"};
       }},
      {"shapefile in a zip", "`licence.zip`", [](const fs::path& folder) { return VectorFile{shapefile_zip(folder)}; }},
      {"folder of shapefiles", "`licences/`",
       [](const fs::path& folder) {
         fs::create_directory(folder / "licences");
         draw(folder / "licences/licence.shp", "ESRI Shapefile", {{"licence", {kSquare}}});
         draw(folder / "licences/tracks.shp", "ESRI Shapefile", {{"tracks", {kLine}}});
         return VectorFile{(folder / "licences").string()};
       }},
      drawn("MapInfo table", "`licence.tab`", "licence.tab", "MapInfo File", {{"licence", {kSquare}}}),
      {"MapInfo exchange", "`licence.mif`",
       [](const fs::path& folder) {
         text_file(folder / "licence.mid", "\"a\"\n");
         return VectorFile{
             text_file(folder / "licence.mif",
                       "Version 300\nCharset \"WindowsLatin1\"\nDelimiter \",\"\nCoordSys Earth Projection 1, 104\n"
                       "Columns 1\n  name Char(8)\nData\n\nRegion 1\n  4\n-7 41\n-6.9 41\n-6.9 41.1\n-7 41\n")};
       }},
      drawn("FlatGeobuf", "`licence.fgb`", "licence.fgb", "FlatGeobuf", {{"licence", {kSquare}}}),
      drawn("GML", "`licence.gml`", "licence.gml", "GML", {{"licence", {kSquare}}}),
  };
}

inline std::vector<Form> areas_of_texts() {
  const std::string square = R"({"type":"Polygon","coordinates":[[[-7,41],[-6.9,41],[-6.9,41.1],[-7,41]]]})";
  return {
      written(
          "GeoJSON", "`licence.geojson`", "licence.geojson",
          R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)" + square + "}]}"),
      written("GeoJSON, the shape alone", "`licence.json`", "licence.json", square),
      written("KML", "`licence.kml`", "licence.kml", kml(placemark(kKmlPolygon))),
      written("KML, polygon beside placemarks", "`licence.kml`", "licence.kml",
              kml(placemark(kKmlPolygon) + placemark(kKmlPoint))),
      written("KML, polygon and point in one placemark (MultiGeometry)", "`licence.kml`", "licence.kml",
              kml(placemark("<MultiGeometry>" + kKmlPoint + kKmlPolygon + "</MultiGeometry>"))),
      written("KML, polygons in two folders", "`licences.kml`", "licences.kml",
              kml("<Folder><name>A</name>" + placemark(kKmlPolygon) + "</Folder><Folder><name>B</name>" +
                  placemark(kKmlPolygon) + "</Folder>")),
      written("KML, a path that is closed", "`licence.kml`", "licence.kml",
              kml(placemark("<LineString>" + kKmlRing + "</LineString>"))),
      written("KML that links to another", "`link.kml`", "link.kml",
              kml("<NetworkLink><Link><href>http://192.0.2.1/a.kml</href></Link></NetworkLink>")),
      {"KMZ", "`licence.kmz`",
       [](const fs::path& folder) {
         text_file(folder / "doc.kml", kml(placemark(kKmlPolygon)));
         write_zip((folder / "licence.kmz").string(), {{"doc.kml", (folder / "doc.kml").string()}},
                   "2024-05-17T09:30:00Z");
         return VectorFile{(folder / "licence.kmz").string()};
       }},
      plan("DXF, a closed line", "`plan.dxf`"),
      plan("the same, CRS given", "`{path: plan.dxf, crs: EPSG:32629}`", layer_of("", "EPSG:32629")),
      written(
          "GPX, a track that is closed", "`walk.gpx`", "walk.gpx",
          R"(<?xml version="1.0"?><gpx version="1.1" creator="a" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>)"
          R"(<trkpt lat="41" lon="-7"/><trkpt lat="41" lon="-6.9"/><trkpt lat="41.1" lon="-6.9"/>)"
          R"(<trkpt lat="41" lon="-7"/></trkseg></trk></gpx>)"),
      written("CSV with a column of WKT", "`{path: licence.csv, crs: EPSG:4326}`", "licence.csv",
              "WKT,name\n\"" + kLonLatSquare + "\",a\n", layer_of("", "EPSG:4326")),
      written("corners as a table", "`corners.csv`", "corners.csv",
              "corner,lon,lat\n1,-7,41\n2,-6.9,41\n3,-6.9,41.1\n"),
      drawn("points alone", "`camps.gpkg`", "camps.gpkg", "GPKG", {{"camps", {kPoint}}}),
      written("no vector file", "`notes.txt`", "notes.txt", "the licence lies east of the river\n"),
      {"a raster", "`scene.tif`",
       [](const fs::path& folder) {
         test::write_raster(folder / "scene.tif", {.values = {{1, 2, 3, 4}}});
         return VectorFile{(folder / "scene.tif").string()};
       }},
  };
}

inline std::vector<Form> areas() {
  std::vector<Form> all = areas_of_databases();
  for (Form& form : areas_of_texts()) all.push_back(std::move(form));
  return all;
}

inline std::vector<Form> lines() {
  const std::vector<DrawnLayer> mixed = {{"units", {kSquare}}, {"faults", {kLine, kLine}}, {"camps", {kPoint}}};
  const std::vector<DrawnLayer> two = {{"faults", {kLine}}, {"tracks", {kLine}}};
  return {
      drawn("shapefile of lines", "`faults.shp`", "faults.shp", "ESRI Shapefile", {{"faults", {kLine}}}),
      drawn("GeoPackage, lines beside polygons and points", "`project.gpkg`", "project.gpkg", "GPKG", mixed),
      drawn("GeoPackage, two layers of lines", "`project.gpkg`", "project.gpkg", "GPKG", two),
      drawn("the same, layer named", "`{path: project.gpkg, layer: faults}`", "project.gpkg", "GPKG", two,
            layer_of("faults")),
      drawn("zones of faults as polygons", "`zones.gpkg`", "zones.gpkg", "GPKG", {{"zones", {kSquare}}}),
      plan("DXF, layer and CRS named", "`{path: plan.dxf, layer: ROADS, crs: EPSG:25829}`",
           layer_of("ROADS", "EPSG:25829")),
      plan("DXF, layer not named", "`{path: plan.dxf, crs: EPSG:25829}`", layer_of("", "EPSG:25829")),
      written("KML of paths", "`faults.kml`", "faults.kml",
              kml(placemark("<LineString><coordinates>-7,41,0 -6.9,41.1,0</coordinates></LineString>"))),
      drawn("points alone", "`stations.gpkg`", "stations.gpkg", "GPKG", {{"stations", {kPoint}}}),
  };
}

}  // namespace greisen::geo::forms
