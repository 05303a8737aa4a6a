// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/open_input.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <span>
#include <string_view>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/distrusted_databases.hpp"
#include "geo/gdal/input_files.hpp"
#include "geo/gdal/network.hpp"
#include "geo/gdal/untouched.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/read/array_file.hpp"
#include "geo/read/text_grid.hpp"
#include "geo/read/virtual_raster.hpp"
#include "geo/write/tiff_chain.hpp"

namespace greisen::geo {
namespace {

constexpr std::array<const char*, 52> kRasters = {
    "GTiff", "JP2OpenJPEG", "JP2KAK",  "JP2ECW",    "JP2MrSID", "ECW",       "MrSID",   "HFA",
    "ENVI",  "EHdr",        "ERS",     "PCIDSK",    "RST",      "AIG",       "AAIGrid", "GRASSASCIIGrid",
    "GSAG",  "GSBG",        "GS7BG",   "SRTMHGT",   "USGSDEM",  "DTED",      "XYZ",     "GXF",
    "SAGA",  "NWT_GRD",     "NWT_GRC", "BT",        "RMF",      "ZMap",      "ACE2",    "SIGDEM",
    "PNG",   "JPEG",        "BMP",     "GIF",       "BIGGIF",   "WEBP",      "PNM",     "HEIF",
    "NITF",  "netCDF",      "HDF4",    "HDF4Image", "HDF5",     "HDF5Image", "BAG",     "GRIB",
    "KEA",   "GPKG",        "Zarr",    "cube"};

constexpr std::array<const char*, 27> kVectors = {
    "ESRI Shapefile", "GPKG", "SQLite", "GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON",    "KML",        "LIBKML",
    "MapInfo File",   "DXF",  "DGN",    "CAD",     "GML",        "GPX",      "OpenFileGDB", "FlatGeobuf", "CSV",
    "XLSX",           "ODS",  "XLS",    "GeoRSS",  "S57",        "JML",      "AVCBin",      "AVCE00",     "OGR_GMT"};

constexpr std::array<const char*, 2> kArrays = {"HDF5", "netCDF"};
constexpr std::array<const char*, 4> kOwn = {"GTiff", "GPKG", "SQLite", "MBTiles"};
/// Written, or used in memory: of no purpose here, though PDFs are put together from others.
constexpr std::array<const char*, 4> kWritten = {"COG", "PDF", "MEM", "Memory"};

std::span<const char* const> names_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::raster:
      return kRasters;
    case Purpose::vectors:
      return kVectors;
    case Purpose::arrays:
      return kArrays;
    case Purpose::own:
      return kOwn;
  }
  return {};
}

unsigned kind_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::raster:
      return GDAL_OF_RASTER;
    case Purpose::vectors:
      return GDAL_OF_VECTOR;
    case Purpose::arrays:
      return GDAL_OF_MULTIDIM_RASTER;
    case Purpose::own:
      return 0;  // as the caller says
  }
  return 0;
}

/// GDAL's list of a purpose, once made.
const std::vector<const char*>& listed(Purpose purpose) {
  static const auto all = [] {
    std::array<std::vector<const char*>, 4> lists;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const auto names = names_of(static_cast<Purpose>(i));
      lists[i].assign(names.begin(), names.end());
      lists[i].push_back(nullptr);
    }
    return lists;
  }();
  return all[static_cast<std::size_t>(purpose)];
}

const std::vector<const char*>& rasters_and_virtual() {
  static const auto list = [] {
    std::vector<const char*> names(kRasters.begin(), kRasters.end());
    names.push_back("VRT");
    names.push_back(nullptr);
    return names;
  }();
  return list;
}

[[noreturn]] void no_file(const std::string& path, const std::string& what) {
  throw Error({"E3021",
               "'" + printable(path, 200) + "' " + what,
               {},
               "name a file or a folder; of a file's parts those that greisen inspect FILE lists"});
}

/// "PG" of "PG:dbname=x"; empty for a path.
std::string connection_of(const std::string& path) {
  std::size_t end = 0;
  while (end < path.size() && (std::isalnum(static_cast<unsigned char>(path[end])) != 0 || path[end] == '_')) ++end;
  return end > 1 && end < path.size() && path[end] == ':' ? lower(path.substr(0, end)) : "";
}

/// Parts of files of the formats that are read here.
bool is_part_of_file(const std::string& connection) {
  static constexpr std::array<std::string_view, 15> kParts = {"cube", "gtiff_dir", "hdf4_sds", "hdf4_eos", "hdf4_gr",
                                                              "hdf5", "netcdf",    "gpkg",     "nitf_im",  "bag",
                                                              "zarr", "pcidsk",    "heif",     "jp2",      "csv"};
  return std::ranges::find(kParts, connection) != kParts.end();
}

/// What lies in archives, in memory or on hosts. Behind an archive a path begins anew.
void need_plain_vsi(const std::string& whole, std::string_view path) {
  while (path.starts_with("/vsi")) {
    const std::string kind(path.substr(0, path.find_first_of("/?", 1) + 1));
    if (kind == "/vsizip/" || kind == "/vsitar/" || kind == "/vsigzip/") {
      path.remove_prefix(kind.size());
      if (path.starts_with('{')) path.remove_prefix(1);
      continue;
    }
    if (kind == "/vsimem/") return;
    static constexpr std::array<std::string_view, 14> kHosts = {"/vsicurl/",
                                                                "/vsicurl?",
                                                                "/vsicurl_streaming/",
                                                                "/vsis3/",
                                                                "/vsis3_streaming/",
                                                                "/vsigs/",
                                                                "/vsigs_streaming/",
                                                                "/vsiaz/",
                                                                "/vsiadls/",
                                                                "/vsiaz_streaming/",
                                                                "/vsioss/",
                                                                "/vsioss_streaming/",
                                                                "/vsiswift/",
                                                                "/vsiswift_streaming/"};
    if (std::ranges::find(kHosts, kind) != kHosts.end()) return need_reach(whole);
    no_file(whole, "is nothing that this program reads: of " + printable(kind) + " neither files nor parts are opened");
  }
}

[[noreturn]] void too_large(const std::string& path, const std::string& what, const std::string& fix) {
  throw Error({"E3125", "this raster has " + what, {path, 0, 0, {}}, fix});
}

/// Of the band whose blocks are the largest.
std::int64_t block_bytes(GDALDataset& raster) {
  const char* const order = raster.GetMetadataItem("INTERLEAVE", "IMAGE_STRUCTURE");
  const int at_once = order != nullptr && std::string_view(order) == "PIXEL" ? raster.GetRasterCount() : 1;
  double most = 0;
  for (GDALRasterBand* const band : raster.GetBands()) {
    int cols = 0;
    int rows = 0;
    band->GetBlockSize(&cols, &rows);
    most = std::max(most, 1.0 * cols * rows * GDALGetDataTypeSizeBytes(band->GetRasterDataType()) * at_once);
  }
  return static_cast<std::int64_t>(std::min(most, 9e18));
}

/// A header can claim what no machine holds.
void check_size(GDALDataset& raster, const std::string& path) {
  if (raster.GetRasterCount() > kMostRasterBands)
    too_large(path, fmt::format("{} bands (limit {})", raster.GetRasterCount(), kMostRasterBands),
              "give those that are needed in a file of their own: gdal_translate -b 1 -b 2 IN OUT.tif");
  if (std::max(raster.GetRasterXSize(), raster.GetRasterYSize()) > kMostRasterSide)
    too_large(path,
              fmt::format("{} × {} pixels (limit {} a side)", raster.GetRasterXSize(), raster.GetRasterYSize(),
                          kMostRasterSide),
              "cut it to the ground that is needed: gdal_translate -projwin LEFT TOP RIGHT BOTTOM IN OUT.tif");
  const std::int64_t bytes = block_bytes(raster);
  if (bytes > kMostBlockBytes)
    too_large(path,
              fmt::format("blocks of {} (limit {}), each of which is decoded whole",
                          human_size(static_cast<std::uint64_t>(bytes)), human_size(kMostBlockBytes)),
              "write it in tiles: gdal_translate -co TILED=YES IN OUT.tif");
}

GDALDatasetUniquePtr opened(const std::string& path, unsigned flags, const std::vector<const char*>& drivers,
                            const char* const* options) {
  return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), flags, drivers.data(), options, nullptr));
}

bool asks_a_host(const std::string& path) {
  return is_remote(path) || path.starts_with("/vsicurl") || path.starts_with("/vsis3");
}

}  // namespace

/// Before GDAL goes through them. Of a file on a host each would be asked for.
void check_directories(const std::string& path) {
  if (asks_a_host(path)) return;
  if (directories_of_tiff(path, kMostTiffDirectories) > kMostTiffDirectories)
    too_large(path, fmt::format("more than {} images in its TIFF", kMostTiffDirectories),
              "take out the one that is meant: gdal_translate GTIFF_DIR:1:IN OUT.tif");
}

bool has_long_side_text(const std::string& path) {
  if (asks_a_host(path)) return false;
  const auto is_long = [](const std::string& file) {
    const auto info = path_info(file + ".aux.xml");
    return info && !info->folder && info->bytes > kMostSideTextBytes;
  };
  const std::string file = file_and_rest(path).first;  // a part's lies beside the file that it is of
  return is_long(path) || (file != path && is_long(file));
}

void need_plain_path(const std::string& path) {
  const std::string_view begin = trim(path);
  if (begin.empty()) no_file(path, "is no path");
  if (begin.front() == '<' || begin.front() == '{' || path.find('\n') != std::string::npos)
    no_file(path, "is a description, not the name of a file");
  if (path.starts_with("/vsi")) return need_plain_vsi(path, path);
  if (is_remote(path)) return need_reach(path);
  const std::string connection = connection_of(path);
  if (connection.empty()) return;
  if (!is_part_of_file(connection)) {
    if (is_file(path)) return;
    no_file(path, "is a connection, not the name of a file");
  }
  const std::string file = file_and_rest(path).first;
  if (file == path) no_file(path, "names a part of a file that is not there");
  need_plain_path(file);
}

GDALDatasetUniquePtr open_input(const std::string& path, Purpose purpose, unsigned more_flags,
                                const char* const* options) {
  if (purpose == Purpose::own) {
    GDALDatasetUniquePtr own = opened(path, more_flags, listed(purpose), options);
    if (own && own->GetRasterCount() > 0) check_size(*own, path);
    return own;
  }
  need_plain_path(path);
  const unsigned flags = kind_of(purpose) | more_flags;
  if (purpose == Purpose::arrays) return opened(path, flags, listed(purpose), options);
  const bool named_virtual = purpose == Purpose::raster && is_virtual_name(path);
  if (named_virtual) need_contained(path);
  if (purpose == Purpose::raster) {
    check_directories(path);
    if (has_long_side_text(path))
      too_large(path, fmt::format("a text beside it, .aux.xml, longer than {}", human_size(kMostSideTextBytes)),
                "leave out its histograms and tables: gdal_translate -co PROFILE=GeoTIFF IN OUT.tif");
  }
  GDALDatasetUniquePtr dataset =
      opened(untouched(path), flags, named_virtual ? rasters_and_virtual() : listed(purpose), options);
  if (dataset && purpose == Purpose::raster) check_size(*dataset, path);
  return dataset;
}

std::vector<std::string> drivers_for(Purpose purpose) {
  std::vector<std::string> names;
  for (const char* const name : names_of(purpose))
    if (GDALGetDriverByName(name) != nullptr) names.emplace_back(name);
  return names;
}

void keep_named_drivers() {
  std::set<std::string_view> kept = {"VRT"};
  for (const Purpose purpose : {Purpose::raster, Purpose::vectors, Purpose::arrays, Purpose::own})
    kept.insert(names_of(purpose).begin(), names_of(purpose).end());
  kept.insert(kWritten.begin(), kWritten.end());
  GDALDriverManager& manager = *GetGDALDriverManager();
  for (int i = manager.GetDriverCount() - 1; i >= 0; --i) {
    GDALDriver* const driver = manager.GetDriver(i);
    if (kept.contains(driver->GetDescription())) continue;
    manager.DeregisterDriver(driver);
    delete driver;
  }
  for (const char* const name : {"MEM", "Memory"})  // opened by name they read the memory that it tells
    if (GDALDriver* const driver = manager.GetDriverByName(name)) driver->pfnOpen = nullptr;
  guard_naming_drivers();
  guard_text_grids();
  guard_databases();
}

}  // namespace greisen::geo
