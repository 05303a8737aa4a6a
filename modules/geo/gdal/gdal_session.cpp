// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/gdal_session.hpp"

#include <mutex>

#include <cpl_conv.h>
#include <ogr_srs_api.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/guarded_files.hpp"
#include "geo/gdal/network.hpp"
#include "geo/gdal/open_files.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/gdal/plain_files.hpp"
#include "geo/gdal/untouched.hpp"
#include "geo/read/array_file.hpp"

namespace greisen::geo {
namespace {

void set_up() {
  need_gdal();
  read_plain_files_only();
  find_plain_grids_only();
  register_cubes();
  keep_named_drivers();
  guard_drivers();
  watch_transfers();
  set_network_limits();
  // TRUE and not EMPTY_DIR: with the latter no ENVI file opens (GDAL then does not see its header).
  if (CPLGetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", nullptr) == nullptr) {
    CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "TRUE");
  }
  if (CPLGetConfigOption("GDAL_CACHEMAX", nullptr) == nullptr) {
    GDALSetCacheMax64(static_cast<GIntBig>(kGdalCacheBytes));
  }
  // our threads decode, each its own block; and what codecs say in threads of their own nobody hears
  CPLSetConfigOption("GDAL_NUM_THREADS", "1");
  // the size of what is packed would be noted beside the file
  CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO");
  OSRSetPROJEnableNetwork(FALSE);
}

}  // namespace

GdalSession::GdalSession() {
  static std::once_flag once;
  std::call_once(once, set_up);
}

DatasetPtr GdalSession::open(const std::string& path) const {
  if (DatasetPtr kept = KeptOpen::taken(path)) return kept;
  const GdalFailures failures;
  const bool own = KeptOpen::covers(path);
  if (own && KeptOpen::is_new(path)) check_directories(path);
  const unsigned flags = GDAL_OF_VERBOSE_ERROR | (own ? GDAL_OF_RASTER : 0U);
  DatasetPtr dataset(GDALDataset::ToHandle(open_input(path, own ? Purpose::own : Purpose::raster, flags).release()));
  if (!dataset) {
    throw Error({"E3011",
                 "'" + printable(path) + "' does not open as a raster: " + failures.text(),
                 {path, 0, 0, {}},
                 "check the path and that the file is whole; `greisen doctor` lists the formats known here"});
  }
  const int cols = GDALGetRasterXSize(dataset.get());
  const int rows = GDALGetRasterYSize(dataset.get());
  if (cols < 1 || rows < 1)
    throw Error({"E3011",
                 "'" + printable(path) + "' does not open as a raster: its header tells of " + std::to_string(cols) +
                     " x " + std::to_string(rows) + " pixels",
                 {path, 0, 0, {}},
                 "the file is damaged: download it again"});
  if (own) KeptOpen::opened(path, dataset.get());
  return dataset;
}

}  // namespace greisen::geo
