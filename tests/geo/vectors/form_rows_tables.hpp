// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/vectors/form_rows.hpp"

namespace greisen::geo::forms {
/// A workbook or database of tables without shapes.
struct Sheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;  ///< the first: heads
};

inline VectorFile sheets(const fs::path& path, const char* driver, const std::vector<Sheet>& tables) {
  const GdalSession session;
  const GDALDatasetUniquePtr made(
      GetGDALDriverManager()->GetDriverByName(driver)->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  EXPECT_TRUE(made) << path;
  for (const Sheet& table : tables) {
    OGRLayer* const layer = made->CreateLayer(table.name.c_str(), nullptr, wkbNone);
    for (const std::string& head : table.rows.front()) {
      OGRFieldDefn field(head.c_str(), OFTString);
      EXPECT_EQ(layer->CreateField(&field), OGRERR_NONE);
    }
    for (std::size_t i = 1; i < table.rows.size(); ++i) {
      const OGRFeatureUniquePtr row(OGRFeature::CreateFeature(layer->GetLayerDefn()));
      for (std::size_t k = 0; k < table.rows[i].size(); ++k)
        row->SetField(static_cast<int>(k), table.rows[i][k].c_str());
      EXPECT_EQ(layer->CreateFeature(row.get()), OGRERR_NONE);
    }
  }
  return {path.string()};
}

inline const Sheet kKnown = {"known", {{"name", "lon", "lat"}, {"Uno", "-9", "41,5"}}};
inline const Sheet kNotes = {"notes", {{"what", "who"}, {"checked", "A"}}};

inline std::string wide(const std::string& latin) {
  std::string bytes = "\xFF\xFE";
  for (const char c : latin) (bytes += c) += '\0';
  return bytes;
}

inline Form workbook(std::string form, const std::string& name, const char* driver, std::vector<Sheet> tables) {
  return {std::move(form), "`" + name + "`",
          [=](const fs::path& folder) { return sheets(folder / name, driver, tables); }};
}
inline Form csv(std::string form, const std::string& text, VectorFile how = {}) {
  const std::string given = how.crs.empty() ? "`known.csv`" : "`{path: known.csv, crs: " + how.crs + "}`";
  return written(std::move(form), given, "known.csv", text, std::move(how));
}

inline std::vector<Form> known_texts() {
  return {
      csv("CSV: `lon,lat`", "name,lon,lat\nUno,-9,41.5\n"),
      csv("`latitude,longitude`", "site,latitude,longitude\nUno,41.5,-9\n"),
      csv("semicolons and decimal commas", "Nombre;Longitud;Latitud\nUno;-9,0;41,5\n"),
      csv("tabs; degrees, minutes, seconds", "nome\tLongitude\tLatitude\nUno\t9º 00' 00\" O\t41º 30' N\n"),
      csv("west counted positive by its head", "Nombre;Latitud (N);Longitud (W)\nUno;41,5;9,0\n"),
      csv("UTM with zone and datum", "Nombre;UTM_X;UTM_Y;HUSO;Datum\nUno;500 000;4 594 264,2;29T;WGS 84\n"),
      csv("UTM, datum in the head", "Nombre;X_ETRS89;Y_ETRS89;Huso\nUno;500.000,00;4.594.264,2;29\n"),
      csv("`x,y` with a column `crs`", "name,x,y,crs\nUno,500000,4594264.2,EPSG:32629\n"),
      csv("`x,y` alone", "name,x,y\nUno,500000,4594264.2\n"),
      csv("the same, CRS given", "name,x,y\nUno,500000,4594264.2\n", layer_of("", "EPSG:32629")),
      csv("a column of WKT", "WKT,name,crs\nPOINT (-9 41.5),Uno,EPSG:4326\n"),
      csv("a title above the heads", "Registro minero;;\n;;\nName;Lon;Lat\nUno;-9;41,5\n"),
      csv("Windows-1252",
          "name,lon,lat\nPe\xf1"
          "a,-9,41.5\n"),
      written("UTF-16", "`known.txt`", "known.txt",
              wide("name\tlon\tlat\nPe\xf1"
                   "a\t-9\t41.5\n")),
      csv("an accuracy of `1 km`", "name,lon,lat,accuracy\nUno,-9,41.5,1 km\n"),
      csv("an accuracy in words", "name,lon,lat,accuracy\nUno,-9,41.5,good\n"),
      csv("rows without coordinates", "name,lon,lat\nUno,-9,41.5\nDos,,\n"),
      csv("a decimal sign that cannot be told", "name;x;y;crs\nUno;666,100;594,264;EPSG:32629\n"),
      csv("no row with coordinates", "name,lon,lat\nUno,,\n"),
      csv("metres under `lon,lat`", "name,lon,lat\nUno,500000,4594264\n"),
      csv("both coordinates in one cell", "name,coordinates\nUno,\"41.5, -9\"\n"),
      csv("degrees and minutes in columns of their own", "name,lat_deg,lat_min,lon_deg,lon_min\nUno,41,30,-9,0\n"),
      csv("no heads", "Uno,-9,41.5\nDos,-9,41\n"),
      csv("no coordinates", "name,town\nUno,Zamora\n"),
  };
}

inline std::vector<Form> known_files() {
  const std::vector<DrawnLayer> mixed = {{"known", {kPoint}}, {"units", {kSquare}}};
  return {
      workbook("workbook", "known.xlsx", "XLSX", {kKnown}),
      workbook("workbook with a second sheet of notes", "known.xlsx", "XLSX", {kKnown, kNotes}),
      workbook("workbook with two sheets of places", "known.xlsx", "XLSX", {kKnown, {"more", kKnown.rows}}),
      workbook("OpenDocument", "known.ods", "ODS", {kKnown}),
      workbook("dBase", "known.dbf", "ESRI Shapefile", {kKnown}),
      workbook("GeoPackage without shapes", "known.gpkg", "GPKG", {kKnown}),
      drawn("GeoPackage, points beside polygons", "`project.gpkg`", "project.gpkg", "GPKG", mixed),
      drawn("shapefile of points", "`known.shp`", "known.shp", "ESRI Shapefile", {{"known", {kPoint}}}),
      drawn("polygons alone", "`mines.gpkg`", "mines.gpkg", "GPKG", {{"mines", {kSquare}}}),
      written("KML of placemarks", "`known.kml`", "known.kml", kml(placemark(kKmlPoint))),
      written("GPX of waypoints", "`known.gpx`", "known.gpx",
              R"(<?xml version="1.0"?><gpx version="1.1" creator="a" xmlns="http://www.topografix.com/GPX/1/1">)"
              R"(<wpt lat="41.5" lon="-9"><name>Uno</name></wpt></gpx>)"),
  };
}

inline std::vector<Form> occurrences() {
  std::vector<Form> all = known_texts();
  for (Form& form : known_files()) all.push_back(std::move(form));
  return all;
}

inline std::vector<Form> legends() {
  const auto legend = [](std::string form, const std::string& text) {
    return written(std::move(form), "`legend.csv`", "legend.csv", text);
  };
  return {
      legend("`code,name,role`", "code,name,role\ngr,Granite,granite\nsl,Slate,host\n"),
      legend("semicolons", "code;name;role\ngr;Granito;granite\nsl;Pizarra;host\n"),
      legend("Windows-1252",
             "code;name;role\ngr;Granito de Pe\xf1"
             "a;granite\nsl;Pizarra;host\n"),
      workbook("workbook", "legend.xlsx", "XLSX",
               {{"legend", {{"code", "name", "role"}, {"gr", "Granite", "granite"}, {"sl", "Slate", "host"}}}}),
      legend("without roles", "code,name\ngr,Granite\n"),
  };
}

/// `path` may be a folder or pattern; `layer` holds the value of `nodata`.
inline std::vector<Form> heights() {
  using Pixels = std::vector<double>;
  const auto raster = [](const fs::path& path, Pixels values, double left = 600000, const char* driver = "GTiff",
                         int epsg = 32629) {
    fs::create_directories(path.parent_path());
    test::write_raster(path, {.cols = 2,
                              .rows = 2,
                              .pixel_m = 10,
                              .values = {std::move(values)},
                              .type = GDT_Float32,
                              .epsg = epsg,
                              .left = left,
                              .top = 4500020,
                              .driver = driver});
  };
  const auto at = [](const fs::path& folder, const std::string& name, const std::string& crs = "",
                     const std::string& nodata = "") {
    return VectorFile{(folder / name).string(), nodata, crs};
  };
  const Pixels flat = {600, 601, 602, 603};
  const auto two = [=](const fs::path& folder) {
    raster(folder / "tiles/a.tif", flat);
    raster(folder / "tiles/b.tif", flat, 600020);
  };
  const std::string grid =
      "ncols 4\nnrows 2\nxllcorner 600000\nyllcorner 4500000\ncellsize 10\n600 601 602 603\n"
      "604 605 606 607\n";
  return {
      {"GeoTIFF over the whole ground", "`dem.tif`",
       [=](const fs::path& folder) {
         test::write_raster(
             folder / "dem.tif",
             {.cols = 4, .pixel_m = 10, .values = {Pixels(8, 600)}, .type = GDT_Float32, .top = 4500020});
         return at(folder, "dem.tif");
       }},
      {"over half of it", "`dem.tif`",
       [=](const fs::path& folder) {
         raster(folder / "dem.tif", flat);
         return at(folder, "dem.tif");
       }},
      {"a folder of tiles", "`tiles/`",
       [=](const fs::path& folder) {
         two(folder);
         return at(folder, "tiles");
       }},
      {"a pattern", "`tiles/*.tif`",
       [=](const fs::path& folder) {
         two(folder);
         return at(folder, "tiles/*.tif");
       }},
      {"a zip of tiles", "`tiles.zip`",
       [=](const fs::path& folder) {
         two(folder);
         return VectorFile{zipped(folder / "tiles", {"a.tif", "b.tif"}, "tiles.zip")};
       }},
      {"ESRI ASCII grid", "`mdt.asc`",
       [=](const fs::path& folder) {
         text_file(folder / "mdt.asc", grid);
         return at(folder, "mdt.asc");
       }},
      {"the same, CRS given", "`{path: mdt.asc, crs: EPSG:32629}`",
       [=](const fs::path& folder) {
         text_file(folder / "mdt.asc", grid);
         return at(folder, "mdt.asc", "EPSG:32629");
       }},
      {"-9999 where there are none, undeclared", "`dem.tif`",
       [=](const fs::path& folder) {
         raster(folder / "dem.tif", {600, -9999, 602, 603});
         return at(folder, "dem.tif");
       }},
      {"0 where there are none, undeclared", "`dem.tif`",
       [=](const fs::path& folder) {
         raster(folder / "dem.tif", {600, 0, 602, 603});
         return at(folder, "dem.tif");
       }},
      {"the same, told", "`{path: dem.tif, nodata: 0}`",
       [=](const fs::path& folder) {
         raster(folder / "dem.tif", {600, 0, 602, 603});
         return at(folder, "dem.tif", "", "0");
       }},
      {"a pattern that no file has", "`none/*.tif`", [=](const fs::path& folder) { return at(folder, "none/*.tif"); }},
  };
}

}  // namespace greisen::geo::forms
