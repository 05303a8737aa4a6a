// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <list>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogr_srs_api.h>

#include "base/file_state.hpp"
#include "base/process/confine.hpp"
#include "base/process/helper_process.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_handles.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/guarded_files.hpp"
#include "geo/gdal/guarded_wire.hpp"
#include "geo/gdal/input_files.hpp"
#include "geo/gdal/network.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/read/array_file.hpp"
#include "geo/read/array_service.hpp"

namespace greisen::geo {
namespace {

using guarded::Asks;
using guarded::Said;

constexpr std::size_t kMostOpen = 24;
constexpr std::size_t kMostItems = 10'000;

/// While it lives, what GDAL says is kept.
class Listener {
 public:
  Listener() {
    CPLErrorReset();
    CPLPushErrorHandlerEx(&Listener::take, this);
  }
  ~Listener() { CPLPopErrorHandler(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  [[nodiscard]] const std::vector<Said>& said() const { return said_; }

 private:
  static void CPL_STDCALL take(CPLErr severity, CPLErrorNum number, const char* text) {
    auto* const self = static_cast<Listener*>(CPLGetErrorHandlerUserData());
    constexpr std::size_t kMost = 64;
    if (severity != CE_Debug && self->said_.size() < kMost) self->said_.push_back({severity, number, text});
  }
  std::vector<Said> said_;
};

/// The rasters opened last, as long as their files stay what they are.
class OpenRasters {
 public:
  GDALDataset* of(const guarded::Name& name) {
    const std::string key = name.driver + "\n" + name.path + "\n" + file_state(name.file);
    const auto known = std::ranges::find(open_, key, &Open::key);
    if (known != open_.end()) {
      open_.splice(open_.end(), open_, known);
      return GDALDataset::FromHandle(open_.back().raster.get());
    }
    CPLStringList options;
    for (const std::string& option : name.options) options.AddString(option.c_str());
    name_hosts(name.path);  // the program that asks has held it against its own list
    const char* const drivers[] = {name.driver.c_str(), nullptr};
    DatasetPtr raster(
        GDALOpenEx(name.path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, options.List(), nullptr));
    if (!raster) return nullptr;
    if (open_.size() >= kMostOpen) open_.pop_front();
    open_.push_back({key, std::move(raster)});
    return GDALDataset::FromHandle(open_.back().raster.get());
  }

 private:
  struct Open {
    std::string key;
    DatasetPtr raster;
  };
  std::list<Open> open_;
};

std::string text_of(const char* text) { return text == nullptr ? std::string() : text; }

guarded::Items items_of(GDALMajorObject& object) {
  guarded::Items items;
  const CPLStringList domains(object.GetMetadataDomainList());
  for (int i = 0; i < domains.size(); ++i) {
    if (EQUAL(domains[i], "DERIVED_SUBDATASETS")) continue;
    auto& [domain, list] = items.emplace_back(domains[i], std::vector<std::string>());
    char** const texts = object.GetMetadata(domains[i]);
    for (std::size_t k = 0; texts != nullptr && texts[k] != nullptr && k < kMostItems; ++k) list.emplace_back(texts[k]);
  }
  return items;
}

guarded::Plane plane_of(GDALRasterBand& band) {
  guarded::Plane plane;
  plane.type = band.GetRasterDataType();
  band.GetBlockSize(&plane.block_cols, &plane.block_rows);
  return plane;
}

guarded::BandFacts facts_of(GDALRasterBand& band) {
  guarded::BandFacts facts;
  facts.pixels = plane_of(band);
  facts.mask_flags = band.GetMaskFlags();
  if (facts.own_mask()) facts.mask = plane_of(*band.GetMaskBand());
  int given = FALSE;
  facts.nodata = GDALGetRasterNoDataValue(&band, &given);
  facts.has_nodata = given != FALSE;
  facts.scale = band.GetScale(&given);
  facts.has_scale = given != FALSE;
  facts.offset = band.GetOffset(&given);
  facts.has_offset = given != FALSE;
  facts.unit = text_of(band.GetUnitType());
  facts.description = text_of(band.GetDescription());
  facts.colour = band.GetColorInterpretation();
  facts.items = items_of(band);
  return facts;
}

guarded::Facts facts_of(GDALDataset& raster) {
  guarded::Facts facts;
  facts.driver = raster.GetDriver() == nullptr ? "" : raster.GetDriver()->GetDescription();
  facts.cols = raster.GetRasterXSize();
  facts.rows = raster.GetRasterYSize();
  facts.crs = text_of(raster.GetProjectionRef());
  facts.has_transform = raster.GetGeoTransform(facts.transform.data()) == CE_None;
  facts.points = raster.GetGCPCount();
  const CPLStringList files(raster.GetFileList());
  for (int i = 0; i < files.size(); ++i) facts.files.emplace_back(files[i]);
  facts.items = items_of(raster);
  for (int i = 1; i <= raster.GetRasterCount(); ++i) facts.bands.push_back(facts_of(*raster.GetRasterBand(i)));
  return facts;
}

GDALRasterBand* band_of(GDALDataset& raster, int number, bool mask) {
  GDALRasterBand* const band = raster.GetRasterBand(number);
  return band != nullptr && mask ? band->GetMaskBand() : band;
}

bool read_block(GDALDataset& raster, WireReader& asked, WireWriter& pixels) {
  const int number = asked.get<int>();
  const bool mask = asked.get<int>() != 0;
  const int block_col = asked.get<int>();
  const int block_row = asked.get<int>();
  GDALRasterBand* const band = band_of(raster, number, mask);
  if (band == nullptr) return false;
  return band->ReadBlock(block_col, block_row, pixels.room(static_cast<std::size_t>(plane_of(*band).block_bytes()))) ==
         CE_None;
}

bool read_pixels(GDALDataset& raster, WireReader& asked, WireWriter& pixels) {
  guarded::Wanted wanted = guarded::Wanted::get(asked);
  if (wanted.bytes() > guarded::kMostPixelBytes) {
    CPLError(CE_Failure, CPLE_AppDefined, "more pixels at once than any block has");
    return false;
  }
  char* const to = pixels.room(static_cast<std::size_t>(wanted.bytes()));
  const auto type = static_cast<GDALDataType>(wanted.type);
  const auto [col, row, cols, rows] = wanted.rectangle;
  GDALRasterIOExtraArg extra;
  INIT_RASTERIO_EXTRA_ARG(extra);
  extra.eResampleAlg = static_cast<GDALRIOResampleAlg>(wanted.resampling);
  if (wanted.bands.size() != 1)
    return raster.RasterIO(GF_Read, col, row, cols, rows, to, wanted.out_cols, wanted.out_rows, type,
                           static_cast<int>(wanted.bands.size()), wanted.bands.data(), 0, 0, 0, &extra) == CE_None;
  GDALRasterBand* const band = band_of(raster, wanted.bands.front(), wanted.mask);
  return band != nullptr && band->RasterIO(GF_Read, col, row, cols, rows, to, wanted.out_cols, wanted.out_rows, type, 0,
                                           0, &extra) == CE_None;
}

void add_each(const char* listed, std::vector<std::string>& places) {
  for (const std::string& place : split(listed == nullptr ? "" : listed, ':'))
    if (!place.empty()) places.push_back(place);
}

/// How hosts are found and certified, and by which keys buckets open.
void add_network(std::vector<std::string>& places) {
  for (const char* const name :
       {"resolv.conf", "hosts", "nsswitch.conf", "host.conf", "gai.conf", "services", "ssl", "pki"})
    places.push_back(std::string("/etc/") + name);
  for (const char* const option : {"CURL_CA_BUNDLE", "SSL_CERT_FILE", "GDAL_HTTP_CAINFO", "GDAL_HTTP_CAPATH",
                                   "AWS_CONFIG_FILE", "CPL_AWS_CREDENTIALS_FILE", "GOOGLE_APPLICATION_CREDENTIALS"})
    add_each(CPLGetConfigOption(option, nullptr), places);
  const std::string home = CPLGetConfigOption("HOME", "");
  for (const char* const keys : {"/.aws", "/.boto", "/.config/gcloud"})
    if (!home.empty()) places.push_back(home + keys);
}

/// What reading this file may need: it, its folder, where a link leads, and what the libraries read of their own.
std::vector<std::string> places_for(const std::string& file) {
  std::vector<std::string> places = {"/usr", "/lib", "/lib64", "/dev/null", "/dev/urandom"};
  const CPLStringList of_proj(OSRGetPROJSearchPaths());
  for (int i = 0; i < of_proj.size(); ++i) places.emplace_back(of_proj[i]);
  add_each(CPLGetConfigOption("GDAL_DATA", nullptr), places);
  add_each(CPLGetConfigOption("HDF5_PLUGIN_PATH", nullptr), places);
  if (is_remote(file)) {
    add_network(places);
    return places;
  }
  std::error_code unknown;
  const std::filesystem::path real = std::filesystem::weakly_canonical(file, unknown);
  for (const std::string& place : {file, parent_folder(absolute_path(file)), real.parent_path().string()})
    places.push_back(place);
  return places;
}

std::string answer(Asks asks, WireReader& asked) {
  static OpenRasters rasters;
  const guarded::Name name = guarded::Name::get(asked);
  const Listener listener;
  GDALDataset* const raster = rasters.of(name);
  WireWriter body;
  bool done = raster != nullptr;
  if (done && asks == Asks::describe) facts_of(*raster).put(body);
  if (done && asks == Asks::block) done = read_block(*raster, asked, body);
  if (done && asks == Asks::pixels) done = read_pixels(*raster, asked, body);
  WireWriter whole;
  whole.put(done);
  guarded::put(listener.said(), whole);
  const std::string bytes = body.take();
  if (done) std::ranges::copy(bytes, whole.room(bytes.size()));
  return whole.take();
}

}  // namespace

std::string serve_guarded(std::string_view request) {
  const GdalSession session;
  WireReader asked(request);
  const auto asks = static_cast<Asks>(asked.get<char>());
  if (asks == Asks::only) {
    if (is_helper()) confine_to(places_for(asked.text()));
    return "";
  }
  return asks == Asks::arrays ? serve_arrays(asked) : answer(asks, asked);
}

}  // namespace greisen::geo
