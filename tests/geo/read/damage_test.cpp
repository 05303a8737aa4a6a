// SPDX-License-Identifier: Apache-2.0
// Files whose pixels are not what they were: cut short, with bytes that changed.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/read/band_source.hpp"
#include "geo/read/warp_fixture.hpp"

namespace greisen::geo {
namespace {

constexpr int kSide = 256;

MadeRaster picture(GDALDataType type, std::vector<std::string> options) {
  MadeRaster made;
  made.geo_transform = {600000, 10, 0, 4500000, 0, -10};
  made.cols = made.rows = kSide;
  made.type = type;
  made.options = std::move(options);
  made.pixel = [](int, int row, int col) { return (row * 31 + col * 17 + row * col) % 200; };
  return made;
}

struct Told {
  std::string code;
  std::string text;
  std::string printed;  ///< on stderr, by whomever
};

/// Reads all of a file; what was thrown.
Told reading(const std::string& path) {
  const Grid grid = {wkt_of(32629), 600000, 4500000, 10, 10, kSide, kSide};
  testing::internal::CaptureStderr();
  Told told;
  try {
    read_all(raster_of({band_source(path, 1, Resampling::nearest)}, grid), tiled(grid, 64), 2);
  } catch (const Error& error) {
    told.code = error.code();
    told.text = error.what();
  }
  told.printed = testing::internal::GetCapturedStderr();
  return told;
}

void cut(const std::string& path, double share) {
  std::filesystem::resize_file(
      path, static_cast<std::uintmax_t>(share * static_cast<double>(std::filesystem::file_size(path))));
}

void spoil(const std::string& path, double at, int bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const auto first = static_cast<std::streamoff>(at * static_cast<double>(std::filesystem::file_size(path)));
  std::string part(static_cast<std::size_t>(bytes), '\0');
  file.seekg(first).read(part.data(), bytes);
  for (char& c : part) c = static_cast<char>(c ^ 0x5A);
  file.seekp(first).write(part.data(), bytes);
}

std::string copied(const std::string& from, const char* driver, const std::string& to) {
  const GdalSession session;
  const DatasetPtr source = session.open(from);
  const DatasetPtr made(
      GDALCreateCopy(GDALGetDriverByName(driver), to.c_str(), source.get(), FALSE, nullptr, nullptr, nullptr));
  EXPECT_TRUE(made) << driver;
  return to;
}

void expect_damage(const Told& told, const std::string& file) {
  EXPECT_EQ(told.code, "E3012") << file << told.text;
  EXPECT_NE(told.text.find(file), std::string::npos) << told.text;
  EXPECT_EQ(told.printed, "") << file;
}

TEST(Damage, OfFilesCutShortIsTold) {
  const std::string folder = test_folder();
  for (const char* compression : {"NONE", "DEFLATE", "LZW", "ZSTD", "PACKBITS", "JPEG"}) {
    const std::string path = folder + "/cut_" + compression + ".tif";
    write_picture(path, picture(GDT_Byte, {std::string("COMPRESS=") + compression}));
    EXPECT_EQ(reading(path).code, "") << compression;
    cut(path, 0.6);
    expect_damage(reading(path), path);
  }
  const std::string whole = folder + "/whole.tif";
  write_picture(whole, picture(GDT_Byte, {}));
  for (const char* driver : {"PNG", "JPEG", "JP2OpenJPEG", "ENVI"}) {
    const std::string path = copied(whole, driver, folder + "/cut_" + driver);
    EXPECT_EQ(reading(path).code, "") << driver;
    cut(path, 0.6);
    expect_damage(reading(path), path);
  }
}

/// What the codec of a JPEG calls a warning: the pixels that follow are made up.
TEST(Damage, ThatADecoderOnlyWarnsOfIsTold) {
  const std::string folder = test_folder();
  const std::string path = folder + "/spoilt.tif";
  write_picture(path, picture(GDT_Byte, {"COMPRESS=JPEG"}));
  spoil(path, 0.5, 60);
  const Told told = reading(path);
  expect_damage(told, path);
  EXPECT_NE(told.text.find("cannot be trusted"), std::string::npos) << told.text;
}

TEST(Damage, OfAJpeg2000WithoutItsEndIsTold) {
  const std::string folder = test_folder();
  const std::string whole = folder + "/whole.tif";
  write_picture(whole, picture(GDT_UInt16, {}));
  const std::string path = copied(whole, "JP2OpenJPEG", folder + "/end.jp2");
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 2);
  expect_damage(reading(path), path);
}

TEST(Damage, IsNotWhatAWarningAboutOtherThingsTells) {
  for (const char* harmless : {"TIFFReadDirectory:Unknown field with tag 42113 (0xa481) encountered",
                               "libpng: iCCP: known incorrect sRGB profile",
                               "JP2 box which are after the codestream will not be read by this function.",
                               "HTTP error code: 503 - https://a.example/b.tif. Retrying again in 1.0 secs"})
    EXPECT_FALSE(tells_damage(harmless)) << harmless;
  for (const char* damage : {"Stream does not end with EOC", "libpng: tRNS: CRC error", "libpng: IDAT: CRC error",
                             "libjpeg: Premature end of JPEG file", "JPEGLib:Corrupt JPEG data: bad Huffman code"})
    EXPECT_TRUE(tells_damage(damage)) << damage;
}

TEST(Damage, NeverReachesTheTerminalByItself) {
  const GdalSession session;
  testing::internal::CaptureStderr();
  CPLError(CE_Warning, CPLE_AppDefined, "a word from a library");
  CPLError(CE_Failure, CPLE_AppDefined, "another");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace greisen::geo
