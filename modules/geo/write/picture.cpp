// SPDX-License-Identifier: Apache-2.0
#include "geo/write/picture.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/write/picture_dataset.hpp"

namespace greisen::geo {

GDALDatasetUniquePtr dataset_over(Picture& picture) {
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("MEM");
  if (driver == nullptr) return {};
  GDALDatasetUniquePtr dataset(driver->Create("", picture.cols, picture.rows, 0, GDT_Byte, nullptr));
  for (int channel = 0; dataset && channel < picture.channels; ++channel) {
    std::array<char, 64> address = {};
    address.at(static_cast<std::size_t>(CPLPrintPointer(address.data(), picture.pixels.data() + channel, 60))) = '\0';
    CPLStringList options;
    options.SetNameValue("DATAPOINTER", address.data());
    options.SetNameValue("PIXELOFFSET", std::to_string(picture.channels).c_str());
    options.SetNameValue("LINEOFFSET",
                         std::to_string(static_cast<std::int64_t>(picture.channels) * picture.cols).c_str());
    if (dataset->AddBand(GDT_Byte, options.List()) != CE_None) return {};
    if (picture.channels == 4 && channel == 3) dataset->GetRasterBand(4)->SetColorInterpretation(GCI_AlphaBand);
  }
  return dataset;
}

namespace {

std::string encoded(Picture picture, const char* format, CPLStringList options) {
  const std::size_t wanted = static_cast<std::size_t>(picture.cols) * static_cast<std::size_t>(picture.rows) *
                             static_cast<std::size_t>(picture.channels);
  if (wanted == 0 || wanted != picture.pixels.size())
    throw Error({"E1062", fmt::format("{} bytes for a picture of {} x {} x {}", picture.pixels.size(), picture.cols,
                                      picture.rows, picture.channels)});
  static std::atomic<int> number{0};
  const GdalSession session;
  GdalFailures failures;
  const std::string path = fmt::format("/vsimem/greisen_picture_{}", number.fetch_add(1));
  {
    const GDALDatasetUniquePtr pixels = dataset_over(picture);
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(format);
    const GDALDatasetUniquePtr file(pixels && driver != nullptr ? driver->CreateCopy(path.c_str(), pixels.get(), FALSE,
                                                                                     options.List(), nullptr, nullptr)
                                                                : nullptr);
    if (!file)
      throw Error({"E7002",
                   fmt::format("no {} could be made: {}", format, failures.text()),
                   {},
                   "free some memory; `greisen doctor` tells which formats GDAL has"});
  }
  vsi_l_offset size = 0;
  GByte* const bytes = VSIGetMemFileBuffer(path.c_str(), &size, TRUE);
  if (bytes == nullptr || size == 0)
    throw Error({"E7002", fmt::format("no {} could be made", format), {}, "free some memory"});
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  CPLFree(bytes);
  VSIUnlink((path + ".aux.xml").c_str());
  return text;
}

}  // namespace

std::string png_of(const Picture& picture) {
  CPLStringList options;
  options.SetNameValue("ZLEVEL", "6");
  return encoded(picture, "PNG", options);
}

std::string jpeg_of(const Picture& picture, int quality) {
  CPLStringList options;
  options.SetNameValue("QUALITY", std::to_string(quality).c_str());
  return encoded(picture, "JPEG", options);
}

}  // namespace greisen::geo
