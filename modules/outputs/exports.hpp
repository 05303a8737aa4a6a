// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/palette.hpp"
#include "geo/place/crs.hpp"
#include "geo/vectors/vectors.hpp"
#include "outputs/map_layer.hpp"
#include "record/checksums.hpp"

namespace greisen::outputs {

struct ExportModel {
  std::string id;
  std::string title;
  std::string letter;  ///< of its targets' labels; empty where the record does not tell of the model
  Colour colour;
};

/// One colour of a raster: between two of a ramp it is linear, of classes it stands for one value.
struct ColourStop {
  double value = 0;
  Colour colour;
  double opacity = 1;
  std::string label = {};
};

struct ExportRaster {
  std::string file;   ///< below the run's folder
  std::string title;  ///< of favourability: the model's
  bool favourability = false;
  bool classes = false;
  std::vector<ColourStop> stops;  ///< by value; none: a picture of the ground
};

/// A finished run as its exports tell of it.
struct ExportSource {
  std::string folder;    ///< of the run
  std::string name;      ///< of the survey
  std::string finished;  ///< when the run ended, "2024-05-17T09:30:00Z"
  std::string notice;    ///< what the map is and is not
  geo::Crs crs;          ///< of the tables, with the place of the run
  std::vector<ExportModel> models;
  /// Those with rows: targets, centroids, set_aside, axes, area, not_judged, and lines by their kinds (faults …).
  /// Targets carry a label (A1) and a model.
  std::vector<geo::VectorTable> tables;
  std::vector<MapLayer> styles;       ///< of the tables, by their names
  std::vector<ExportRaster> rasters;  ///< favourability in the order of the models, then the others
  std::vector<ChecksumLine> files;    ///< the delivery, below the run's folder; no sum: not known
  std::vector<std::string> lacks;     ///< what the run has none of, one sentence each

  [[nodiscard]] const geo::VectorTable* table(std::string_view table_name) const;
  /// "2024-05-17"
  [[nodiscard]] std::string day() const { return finished.substr(0, 10); }
};

/// What became of an export.
struct Exported {
  bool made = true;                     ///< false: nothing was written, and the notes say why
  std::vector<std::string> notes = {};  ///< what was left out or shortened
};

// One a format. Each writes `path` itself, a file or a folder as its row in the table of formats says; whole under its
// final name it is made by the caller. The same source gives the same bytes. E7001 / E7002.

Exported export_kmz(const ExportSource& source, const std::string& path);
Exported export_gpx(const ExportSource& source, const std::string& path);
Exported export_csv(const ExportSource& source, const std::string& path);
Exported export_shapefiles(const ExportSource& source, const std::string& path);
Exported export_mapinfo(const ExportSource& source, const std::string& path);
Exported export_flatgeobuf(const ExportSource& source, const std::string& path);
Exported export_geodatabase(const ExportSource& source, const std::string& path);
Exported export_dxf(const ExportSource& source, const std::string& path);
Exported export_mbtiles(const ExportSource& source, const std::string& path);
/// A lossy map of a megabyte or two, and the targets for Google Earth.
Exported export_mail(const ExportSource& source, const std::string& path);
/// The delivery whole; E4250 where a file is not as the run wrote it.
Exported export_zip(const ExportSource& source, const std::string& path);
/// FILE.sld for rasters and tables.
Exported export_sld(const ExportSource& source, const std::string& path);
/// FILE.clr for rasters.
Exported export_arcgis(const ExportSource& source, const std::string& path);

}  // namespace greisen::outputs
