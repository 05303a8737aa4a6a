// SPDX-License-Identifier: Apache-2.0
#include "geo/write/geo_pdf.hpp"

#include <array>
#include <atomic>
#include <utility>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"

namespace greisen::geo {
namespace {

/// A file of GDAL's memory, gone with this object.
class MemoryFile {
 public:
  explicit MemoryFile(std::string path) : path_(std::move(path)) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { VSIUnlink(path_.c_str()); }

  /// The text must outlive the file.
  void show(const std::string& text) const {
    auto* const bytes = reinterpret_cast<GByte*>(const_cast<char*>(text.data()));  // NOLINT: GDAL only reads it
    VSILFILE* const file = VSIFileFromMemBuffer(path_.c_str(), bytes, text.size(), FALSE);
    if (file != nullptr) VSIFCloseL(file);
  }
  [[nodiscard]] std::string bytes() const {
    vsi_l_offset size = 0;
    const GByte* const bytes = VSIGetMemFileBuffer(path_.c_str(), &size, FALSE);
    return bytes == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes), size);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// "2,1" where the CRS names its northing (or latitude) first.
const char* axes_of(const Crs& crs) {
  OGRSpatialReference reference;
  if (reference.importFromWkt(crs.wkt.c_str()) != OGRERR_NONE) return "1,2";
  return reference.EPSGTreatsAsLatLong() != 0 || reference.EPSGTreatsAsNorthingEasting() != 0 ? "2,1" : "1,2";
}

std::string composition_of(const std::string& pdf, const GeoPdf& facts) {
  const Bounds& frame = facts.frame_pt;
  const Bounds& ground = facts.ground;
  const std::string crs = facts.crs.authority == "EPSG" ? "EPSG:" + facts.crs.code : facts.crs.wkt;
  std::string points;
  for (const auto& [x, y, east, north] : {std::array{frame.min_x, frame.min_y, ground.min_x, ground.min_y},
                                          std::array{frame.max_x, frame.min_y, ground.max_x, ground.min_y},
                                          std::array{frame.max_x, frame.max_y, ground.max_x, ground.max_y},
                                          std::array{frame.min_x, frame.max_y, ground.min_x, ground.max_y}})
    points +=
        fmt::format("<ControlPoint x=\"{:.6f}\" y=\"{:.6f}\" GeoX=\"{:.9g}\" GeoY=\"{:.9g}\"/>\n", x, y, east, north);
  return fmt::format(
      "<PDFComposition>\n<Metadata><Author>greisen</Author><CreationDate>D:19800101000000Z</CreationDate>"
      "<Title>{}</Title></Metadata>\n<Page id=\"sheet\"><DPI>72</DPI><Width>{:.6f}</Width><Height>{:.6f}</Height>\n"
      "<Georeferencing id=\"frame\"><SRS dataAxisToSRSAxisMapping=\"{}\">{}</SRS>\n"
      "<BoundingBox x1=\"{:.6f}\" y1=\"{:.6f}\" x2=\"{:.6f}\" y2=\"{:.6f}\"/>\n{}</Georeferencing>\n"
      "<Content><PDF dataset=\"{}\"/></Content>\n</Page>\n</PDFComposition>\n",
      escape_xml(printable(facts.title, 400)), facts.width_pt, facts.height_pt, axes_of(facts.crs), escape_xml(crs),
      frame.min_x, frame.min_y, frame.max_x, frame.max_y, points, pdf);
}

}  // namespace

std::string georeferenced_pdf(const std::string& pdf, const GeoPdf& facts) {
  static std::atomic<int> number{0};
  const GdalSession session;
  GdalFailures failures;
  const std::string stem = fmt::format("/vsimem/greisen_sheet_{}", number.fetch_add(1));
  const MemoryFile page(stem + "_page.pdf");
  const MemoryFile plan(stem + ".xml");
  const MemoryFile whole(stem + ".pdf");
  page.show(pdf);
  const std::string composition = composition_of(page.path(), facts);
  plan.show(composition);
  CPLStringList options;
  options.SetNameValue("COMPOSITION_FILE", plan.path().c_str());
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("PDF");
  if (driver == nullptr)
    throw Error({"E7002",
                 "GDAL here writes no PDF, which the map sheet needs",
                 {},
                 "install GDAL with its PDF driver, or set outputs.sheet to false"});
  // composes and closes the file at once: there is no dataset afterwards
  const GDALDatasetUniquePtr made(driver->Create(whole.path().c_str(), 0, 0, 0, GDT_Unknown, options.List()));
  std::string bytes = whole.bytes();
  if (!bytes.starts_with("%PDF"))
    throw Error({"E7002",
                 "the map sheet could not be georeferenced: " + failures.text(),
                 {},
                 "install GDAL with PDF reading (poppler), or set outputs.sheet to false"});
  return bytes;
}

}  // namespace greisen::geo
