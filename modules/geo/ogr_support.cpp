// SPDX-License-Identifier: Apache-2.0
#include "geo/ogr_support.hpp"

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::geo {

void refuse_vectors(std::string_view code, const std::string& path, const std::string& what, const std::string& fix) {
  const Where where{path, 0, 0, {}};
  throw Error({code, "'" + printable(path) + "': " + what, where, fix});
}

std::string wkt_of(OGRLayer& layer, const std::string& path) {
  const OGRSpatialReference* const srs = layer.GetSpatialRef();
  char* wkt = nullptr;
  const char* const format[] = {"FORMAT=WKT2_2019", nullptr};
  const bool known = srs != nullptr && srs->exportToWkt(&wkt, format) == OGRERR_NONE;
  const std::unique_ptr<char, decltype(&CPLFree)> owned(wkt, CPLFree);
  if (!known)
    refuse_vectors("E3203", path, "it does not say its coordinate reference system",
                   "write it into the file, or beside it as .prj");
  return wkt;
}

}  // namespace greisen::geo
