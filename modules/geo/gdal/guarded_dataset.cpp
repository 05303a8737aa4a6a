// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cpl_string.h>
#include <gdal_priv.h>

#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/gdal/guarded_files.hpp"
#include "geo/gdal/guarded_wire.hpp"
#include "geo/gdal/input_files.hpp"

namespace greisen::geo {
namespace {

using guarded::Asks;
using guarded::BandFacts;
using guarded::Facts;
using guarded::Plane;
using guarded::Wanted;

/// All that are built on libhdf, libhdf5 or libnetcdf, and our cubes.
constexpr std::array<const char*, 10> kGuarded = {"HDF4", "HDF4Image", "HDF5",   "HDF5Image", "BAG",
                                                  "S102", "KEA",       "netCDF", "GMT",       "cube"};

CPLErr fail(const std::string& why) {
  CPLError(CE_Failure, CPLE_AppDefined, "%s", why.c_str());
  return CE_Failure;
}

/// Asks, and says again here what GDAL said there; hands what follows to `take`. False, with a failure told to GDAL,
/// where there is no answer that can be used. Throws nothing: GDAL calls it.
bool ask(const guarded::Name& name, std::string_view request, const std::function<void(WireReader&)>& take) {
  try {
    const std::string answer = ask_guarded(name.file, request);
    WireReader reader(answer);
    const bool done = reader.get<bool>();
    for (const guarded::Said& said : guarded::get_said(reader)) {
      const int severity = std::clamp(said.severity, static_cast<int>(CE_Debug), static_cast<int>(CE_Failure));
      CPLError(static_cast<CPLErr>(severity), said.number, "%s", said.text.c_str());
    }
    if (done) take(reader);
    return done;
  } catch (const HelperEnded& ended) {
    fail(std::string(ended.text()));
  } catch (const WireBroken&) {
    fail("what its header says is no raster's");
  } catch (const Interrupted&) {
    fail("interrupted");
  } catch (const std::exception& failure) {
    fail(printable(failure.what(), 200));
  }
  return false;
}

/// Some drivers (GMT) tell what is theirs only by opening it: no helper is asked about each file of another format.
bool begins_as_arrays(const GDALOpenInfo& info) {
  const std::string_view head(reinterpret_cast<const char*>(info.pabyHeader),
                              static_cast<std::size_t>(std::max(info.nHeaderBytes, 0)));
  return head.starts_with("CDF") || head.find("\x89HDF") != std::string_view::npos;
}

WireWriter request_of(Asks asks, const guarded::Name& name) {
  WireWriter request;
  request.put(static_cast<char>(asks));
  name.put(request);
  return request;
}

void set_items(GDALMajorObject& object, const guarded::Items& items) {
  for (const auto& [domain, list] : items) {
    CPLStringList texts;
    for (const std::string& text : list) texts.AddString(text.c_str());
    object.SetMetadata(texts.List(), domain.c_str());
  }
}

/// Where pixels go that come in one piece, band by band, row by row.
struct Place {
  std::byte* data = nullptr;
  GSpacing pixel = 0;
  GSpacing line = 0;
  GSpacing band = 0;
};

class GuardedDataset final : public GDALDataset {
 public:
  GuardedDataset(guarded::Name name, Facts facts);

  static GDALDataset* open(GDALDriver* driver, GDALOpenInfo* info);

  CPLErr GetGeoTransform(double* to) override {
    std::ranges::copy(facts_.transform, to);
    return facts_.has_transform ? CE_None : CE_Failure;
  }
  const OGRSpatialReference* GetSpatialRef() const override { return crs_.IsEmpty() ? nullptr : &crs_; }
  int GetGCPCount() override { return facts_.points; }
  char** GetFileList() override {
    CPLStringList list;
    for (const std::string& file : facts_.files) list.AddString(file.c_str());
    return list.StealList();
  }

  bool read(const Wanted& wanted, const Place& to);
  bool read_block(const Plane& plane, int band, bool mask, int block_col, int block_row, void* to);

 protected:
  CPLErr IRasterIO(GDALRWFlag flag, int col, int row, int cols, int rows, void* data, int out_cols, int out_rows,
                   GDALDataType type, int count, int* bands, GSpacing pixel, GSpacing line, GSpacing band,
                   GDALRasterIOExtraArg* extra) override;

 private:
  guarded::Name name_;
  Facts facts_;
  OGRSpatialReference crs_;
};

/// A band, or the mask of one.
class GuardedBand final : public GDALRasterBand {
 public:
  GuardedBand(GuardedDataset* dataset, int number, const BandFacts& facts, bool mask)
      : dataset_(dataset), facts_(facts), plane_(mask ? facts.mask : facts.pixels), number_(number), is_mask_(mask) {
    poDS = dataset;
    nBand = mask ? 0 : number;
    nRasterXSize = dataset->GetRasterXSize();
    nRasterYSize = dataset->GetRasterYSize();
    eDataType = static_cast<GDALDataType>(plane_.type);
    nBlockXSize = plane_.block_cols;
    nBlockYSize = plane_.block_rows;
    if (mask) return;
    SetDescription(facts.description.c_str());
    set_items(*this, facts.items);
    if (facts.own_mask()) own_mask_ = std::make_unique<GuardedBand>(dataset, number, facts, true);
  }

  double GetNoDataValue(int* given) override { return told(facts_.has_nodata && !is_mask_, facts_.nodata, given); }
  double GetScale(int* given) override { return told(facts_.has_scale, facts_.scale, given); }
  double GetOffset(int* given) override { return told(facts_.has_offset, facts_.offset, given); }
  const char* GetUnitType() override { return facts_.unit.c_str(); }
  GDALColorInterp GetColorInterpretation() override { return static_cast<GDALColorInterp>(facts_.colour); }
  int GetMaskFlags() override { return is_mask_ ? GMF_ALL_VALID : facts_.mask_flags; }
  GDALRasterBand* GetMaskBand() override { return own_mask_ ? own_mask_.get() : GDALRasterBand::GetMaskBand(); }

 protected:
  CPLErr IReadBlock(int block_col, int block_row, void* to) override {
    return dataset_->read_block(plane_, number_, is_mask_, block_col, block_row, to) ? CE_None : CE_Failure;
  }
  CPLErr IRasterIO(GDALRWFlag flag, int col, int row, int cols, int rows, void* data, int out_cols, int out_rows,
                   GDALDataType type, GSpacing pixel, GSpacing line, GDALRasterIOExtraArg* extra) override {
    if (flag != GF_Read) return fail("it is only read");
    const int resampling = extra == nullptr ? GRIORA_NearestNeighbour : extra->eResampleAlg;
    return dataset_->read({is_mask_, {col, row, cols, rows}, out_cols, out_rows, type, resampling, {number_}},
                          {static_cast<std::byte*>(data), pixel, line, 0})
               ? CE_None
               : CE_Failure;
  }

 private:
  static double told(bool has, double value, int* given) {
    if (given != nullptr) *given = has ? TRUE : FALSE;
    return value;
  }

  GuardedDataset* dataset_;
  const BandFacts& facts_;  ///< of the dataset, which owns this
  const Plane& plane_;
  int number_;
  bool is_mask_;
  std::unique_ptr<GuardedBand> own_mask_;
};

GuardedDataset::GuardedDataset(guarded::Name name, Facts facts) : name_(std::move(name)), facts_(std::move(facts)) {
  SetDescription(name_.path.c_str());
  poDriver = GetGDALDriverManager()->GetDriverByName(facts_.driver.c_str());
  nRasterXSize = facts_.cols;
  nRasterYSize = facts_.rows;
  eAccess = GA_ReadOnly;
  crs_.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (!facts_.crs.empty() && crs_.importFromWkt(facts_.crs.c_str()) != OGRERR_NONE) crs_.Clear();
  set_items(*this, facts_.items);
  for (std::size_t i = 0; i < facts_.bands.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    SetBand(number, new GuardedBand(this, number, facts_.bands[i], false));  // GDAL owns it
  }
}

GDALDataset* GuardedDataset::open(GDALDriver* driver, GDALOpenInfo* info) {
  if ((info->nOpenFlags & GDAL_OF_RASTER) == 0 || info->eAccess == GA_Update) return nullptr;
  const int known = driver->pfnIdentify == nullptr ? GDAL_IDENTIFY_UNKNOWN : driver->pfnIdentify(info);
  const std::string file = file_and_rest(info->pszFilename).first;
  const bool names_a_part = file != info->pszFilename;  // HDF4_EOS:…
  if (known == FALSE || (known != TRUE && !names_a_part && !begins_as_arrays(*info))) return nullptr;
  guarded::Name name = {file, info->pszFilename, driver->GetDescription(), {}};
  for (char** option = info->papszOpenOptions; option != nullptr && *option != nullptr; ++option)
    name.options.emplace_back(*option);
  std::optional<Facts> facts;
  ask(name, request_of(Asks::describe, name).take(), [&](WireReader& reader) { facts = Facts::get(reader); });
  return facts ? new GuardedDataset(std::move(name), std::move(*facts)) : nullptr;
}

bool GuardedDataset::read_block(const Plane& plane, int band, bool mask, int block_col, int block_row, void* to) {
  WireWriter request = request_of(Asks::block, name_);
  for (const int number : {band, static_cast<int>(mask), block_col, block_row}) request.put(number);
  return ask(name_, request.take(), [&](WireReader& reader) {
    const std::string_view pixels = reader.rest();
    if (pixels.size() != plane.block_bytes()) throw WireBroken();
    std::ranges::copy(pixels, static_cast<char*>(to));
  });
}

bool GuardedDataset::read(const Wanted& wanted, const Place& to) {
  WireWriter request = request_of(Asks::pixels, name_);
  wanted.put(request);
  return ask(name_, request.take(), [&](WireReader& reader) {
    const std::string_view pixels = reader.rest();
    if (pixels.size() != wanted.bytes()) throw WireBroken();
    const auto type = static_cast<GDALDataType>(wanted.type);
    const int size = GDALGetDataTypeSizeBytes(type);
    const std::size_t line = static_cast<std::size_t>(wanted.out_cols) * static_cast<std::size_t>(size);
    const char* from = pixels.data();
    for (std::size_t band = 0; band < wanted.bands.size(); ++band)
      for (int row = 0; row < wanted.out_rows; ++row, from += line)
        GDALCopyWords(from, type, size, to.data + to.band * static_cast<GSpacing>(band) + to.line * row, type,
                      static_cast<int>(to.pixel), wanted.out_cols);
  });
}

// NOLINTNEXTLINE(readability-function-size): GDAL's own list of arguments
CPLErr GuardedDataset::IRasterIO(GDALRWFlag flag, int col, int row, int cols, int rows, void* data, int out_cols,
                                 int out_rows, GDALDataType type, int count, int* bands, GSpacing pixel, GSpacing line,
                                 GSpacing band, GDALRasterIOExtraArg* extra) {
  if (flag != GF_Read) return fail("it is only read");
  const int resampling = extra == nullptr ? GRIORA_NearestNeighbour : extra->eResampleAlg;
  const Wanted wanted = {false, {col, row, cols, rows}, out_cols, out_rows, type, resampling, {bands, bands + count}};
  return read(wanted, {static_cast<std::byte*>(data), pixel, line, band}) ? CE_None : CE_Failure;
}

}  // namespace

void guard_drivers() {
  if (!helpers_possible()) return;
  for (const char* const name : kGuarded) {
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(name);
    if (driver == nullptr) continue;
    driver->pfnOpen = nullptr;
    driver->pfnOpenWithDriverArg = &GuardedDataset::open;
  }
}

}  // namespace greisen::geo
