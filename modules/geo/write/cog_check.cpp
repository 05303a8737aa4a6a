// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <string_view>

#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/write/cog.hpp"
#include "geo/write/tiff_chain.hpp"

namespace greisen::geo {

std::vector<BandStatistics> cog_statistics(const std::string& path) {
  const GdalSession session;
  const GdalFailures failures;
  const GDALDatasetUniquePtr file = open_input(path, Purpose::own, GDAL_OF_RASTER);
  if (!file) throw Error({"E3011", "this is no raster: " + failures.text(), {path}, "run the survey again"});
  std::vector<BandStatistics> statistics;
  for (int number = 1; number <= file->GetRasterCount(); ++number) {
    const auto value = [&](const char* item) {
      const char* const text = file->GetRasterBand(number)->GetMetadataItem(item);
      return text == nullptr ? std::numeric_limits<double>::quiet_NaN()
                             : parse_double(text).value_or(std::numeric_limits<double>::quiet_NaN());
    };
    statistics.push_back({value("STATISTICS_MINIMUM"), value("STATISTICS_MAXIMUM"), value("STATISTICS_MEAN"),
                          value("STATISTICS_STDDEV"), value("STATISTICS_VALID_PERCENT")});
  }
  // a tag that the disk did not give is a warning to GDAL, and then as if it were not there
  if (failures.any() || failures.any_warning())
    throw Error(
        {"E3011", "what it says of its bands cannot be read: " + failures.text(), {path}, "run the survey again"});
  return statistics;
}

std::vector<std::string> cog_faults(const std::string& path) {
  constexpr int kBlock = 512;
  const GdalSession session;
  const GdalFailures failures;
  std::vector<std::string> faults;
  if (directories_of_tiff(path, kMostTiffDirectories) > kMostTiffDirectories)
    return {"has more than " + std::to_string(kMostTiffDirectories) + " images in its TIFF"};
  const GDALDatasetUniquePtr file = open_input(path, Purpose::own, GDAL_OF_RASTER);
  if (!file) return {"cannot be opened as a raster: " + failures.text()};
  const char* const layout = file->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE");
  if (layout == nullptr || std::string_view(layout) != "COG")
    faults.emplace_back("is not laid out as a Cloud Optimized GeoTIFF: something wrote into it");
  if (file->GetSpatialRef() == nullptr) faults.emplace_back("has no coordinate reference system");
  for (int number = 1; number <= file->GetRasterCount(); ++number) {
    GDALRasterBand* const band = file->GetRasterBand(number);
    int smallest = std::max(file->GetRasterXSize(), file->GetRasterYSize());
    for (int i = 0; i < band->GetOverviewCount(); ++i)
      smallest = std::min(smallest, std::max(band->GetOverview(i)->GetXSize(), band->GetOverview(i)->GetYSize()));
    if (smallest > kBlock) faults.push_back("band " + std::to_string(number) + " lacks overviews");
    if (band->GetMetadataItem("STATISTICS_VALID_PERCENT") == nullptr)
      faults.push_back("band " + std::to_string(number) + " lacks statistics");
  }
  return faults;
}

}  // namespace greisen::geo
