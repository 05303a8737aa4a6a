// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "geo/gdal/zip.hpp"
#include "geo/vectors/drawn_layers.hpp"
#include "geo/vectors/vector_file.hpp"
#include "support/raster_file.hpp"

namespace greisen::geo::forms {

namespace fs = std::filesystem;

/// A form in which people have an input: written to a folder, and how the survey names it there.
struct Form {
  std::string form;                                  ///< in words for the table
  std::string given;                                 ///< what stands in the survey
  std::function<VectorFile(const fs::path&)> write;  ///< the file is named with its whole path
};

inline const std::string kSquare =
    "POLYGON((600000 4500000,601000 4500000,601000 4501000,600000 4501000,600000 4500000))";
inline const std::string kOther = "POLYGON((605000 4500000,606000 4500000,606000 4501000,605000 4500000))";
inline const std::string kLine = "LINESTRING(600000 4500000,601000 4501000)";
inline const std::string kPoint = "POINT(600500 4500500)";
inline const std::string kLonLatSquare = "POLYGON((-7 41,-6.9 41,-6.9 41.1,-7 41.1,-7 41))";

inline std::string text_file(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

inline std::string zipped(const fs::path& folder, const std::vector<std::string>& names, const std::string& zip) {
  std::vector<ZipFile> files;
  for (const std::string& name : names) files.push_back({"in/" + name, (folder / name).string()});
  write_zip((folder / zip).string(), files, "2024-05-17T09:30:00Z");
  for (const std::string& name : names) fs::remove(folder / name);
  return (folder / zip).string();
}

inline std::string kml(const std::string& placemarks) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>)" +
         placemarks + "</Document></kml>";
}
inline std::string placemark(const std::string& shapes) {
  return "<Placemark><name>a</name>" + shapes + "</Placemark>";
}
inline const std::string kKmlRing = "<coordinates>-7,41,0 -6.9,41,0 -6.9,41.1,0 -7,41,0</coordinates>";
inline const std::string kKmlPolygon =
    "<Polygon><outerBoundaryIs><LinearRing>" + kKmlRing + "</LinearRing></outerBoundaryIs></Polygon>";
inline const std::string kKmlPoint = "<Point><coordinates>-6.95,41.05,0</coordinates></Point>";

/// A form that one call of draw() makes.
inline Form drawn(std::string form, std::string given, const std::string& name, const char* driver,
                  std::vector<DrawnLayer> layers, VectorFile how = {}) {
  return {std::move(form), std::move(given), [=](const fs::path& folder) {
            VectorFile file = how;
            file.path = draw(folder / name, driver, layers);
            return file;
          }};
}
/// A form that is a text.
inline Form written(std::string form, std::string given, const std::string& name, const std::string& text,
                    VectorFile how = {}) {
  return {std::move(form), std::move(given), [=](const fs::path& folder) {
            VectorFile file = how;
            file.path = text_file(folder / name, text);
            return file;
          }};
}

inline VectorFile layer_of(const std::string& name, const std::string& crs = "") { return {"", name, crs}; }

}  // namespace greisen::geo::forms
