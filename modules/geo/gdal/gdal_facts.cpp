// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/gdal_facts.hpp"

#include <array>

#include <cpl_string.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <proj.h>

#include "geo/gdal/gdal_session.hpp"

namespace greisen::geo {
namespace {

struct Wanted {
  const char* name;
  const char* purpose;
  bool needed;
};

constexpr std::array<Wanted, 14> kWanted = {{{"GTiff", "rasters in and out", true},
                                             {"COG", "every map written", true},
                                             {"VRT", "bands put together", true},
                                             {"GPKG", "targets, areas", true},
                                             {"GeoJSON", "areas, targets", true},
                                             {"JP2OpenJPEG", "Sentinel-2 bands", true},
                                             {"HDF4", "ASTER", false},
                                             {"HDF5", "PRISMA, EMIT", false},
                                             {"netCDF", "EMIT", false},
                                             {"ENVI", "spectrometer scenes", false},
                                             {"LIBKML", "areas from Google Earth", false},
                                             {"ESRI Shapefile", "areas from any GIS", false},
                                             {"ECW", "imagery of some agencies", false},
                                             {"MrSID", "imagery of some agencies", false}}};

std::vector<std::string> search_paths() {
  std::vector<std::string> paths;
  char** const found = OSRGetPROJSearchPaths();
  for (char** path = found; path != nullptr && *path != nullptr; ++path) paths.emplace_back(*path);
  CSLDestroy(found);
  return paths;
}

std::string database_path() {
  const PjContextPtr context(proj_context_create());
  proj_log_level(context.get(), PJ_LOG_NONE);
  // a database of a wrong layout has a path and still serves nothing
  const PjPtr probe(proj_create_from_database(context.get(), "EPSG", "32629", PJ_CATEGORY_CRS, 0, nullptr));
  const char* const path = probe == nullptr ? nullptr : proj_context_get_database_path(context.get());
  return path == nullptr ? std::string() : std::string(path);
}

}  // namespace

GdalFacts gdal_facts() {
  const GdalSession session;
  GdalFacts facts;
  facts.gdal_version = GDALVersionInfo("RELEASE_NAME");
  facts.proj_version = proj_info().version;
  facts.proj_paths = search_paths();
  facts.proj_database = database_path();
  facts.proj_network = OSRGetPROJEnableNetwork() != 0;
  facts.cache_bytes = static_cast<std::uint64_t>(GDALGetCacheMax64());
  for (const Wanted& wanted : kWanted) {
    facts.formats.push_back({wanted.name, wanted.purpose, wanted.needed, GDALGetDriverByName(wanted.name) != nullptr});
  }
  return facts;
}

}  // namespace greisen::geo
