// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "support/raster_file.hpp"
#include "support/safe_writer.hpp"

namespace greisen::test {

namespace fs = std::filesystem;

/// A form in which products lie on disk, and what becomes of it.
struct ProductRow {
  std::string product;                                      ///< for people
  std::string names;                                        ///< how its files are named
  std::function<void(const fs::path& folder)> write;        ///< tiny files of that form
  double value = std::numeric_limits<double>::quiet_NaN();  ///< of the band below at its first pixel, by hand
  std::string band = "swir1";
  std::string path = ".";
  std::string sensor = {};  ///< given by the user
};

/// One file a band, all pixels of one DN: 2000, 2010, 2020 … in the order of the names.
struct BandsToWrite {
  std::string before = {};
  std::string after = ".tif";
  GDALDataType type = GDT_UInt16;
  double first = 2000;
  double step = 10;
  double pixel_m = 20;
  const char* driver = "GTiff";
};

inline void write_plain(const fs::path& path, double value, const BandsToWrite& how = {}) {
  fs::create_directories(path.parent_path());
  RasterFile file{.values = {std::vector<double>(4, value)}, .type = how.type};
  file.pixel_m = how.pixel_m;
  file.driver = how.driver;
  write_raster(path.string(), file);
}

inline void write_bands(const fs::path& folder, const std::vector<std::string>& names, const BandsToWrite& how = {}) {
  double value = how.first;
  for (const std::string& name : names) {
    write_plain(folder / (how.before + name + how.after), value, how);
    value += how.step;
  }
}

inline void write_quality(const fs::path& path, double value) { write_plain(path, value, {.type = GDT_Byte}); }

inline void write_text(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// A raster of many bands with these descriptions: 2000, 2010 … as above.
inline void write_stack(const fs::path& path, const std::vector<std::string>& names) {
  RasterFile file;
  file.names = names;
  for (std::size_t i = 0; i < names.size(); ++i) file.values.emplace_back(4, 2000 + 10.0 * static_cast<double>(i));
  write_raster(path.string(), file);
}

/// An array of Zarr version 2, without compression, and its attributes.
inline void write_zarr_array(const fs::path& folder, const std::string& shape, const std::string& type,
                             const std::string& bytes, const std::string& attributes, const std::string& chunk) {
  write_text(folder / ".zarray", R"({"zarr_format": 2, "shape": )" + shape + R"(, "chunks": )" + shape +
                                     R"(, "dtype": ")" + type +
                                     R"(", "compressor": null, "fill_value": 0, "order": "C", "filters": null})");
  write_text(folder / ".zattrs", attributes);
  write_text(folder / chunk, bytes);
}

template <typename T>
std::string bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

inline void write_zarr(const fs::path& folder) {
  const fs::path product = folder / "S2B_MSIL2A_20230714T112119_N0509_R037_T29TPF_20230714T134501.zarr";
  const std::string group = R"({"zarr_format": 2})";
  for (const char* name :
       {"", "measurements", "measurements/reflectance", "measurements/reflectance/r20m", "conditions",
        "conditions/mask", "conditions/mask/l2a_classification", "conditions/mask/l2a_classification/r20m"})
    write_text(product / name / ".zgroup", group);
  write_text(product / ".zattrs", R"({"stac_discovery": {"properties": {"proj:epsg": 32629}}})");
  const std::string scaled = R"({"scale_factor": 0.0001, "add_offset": -0.1, "_ARRAY_DIMENSIONS": ["y", "x"]})";
  for (const char* place : {"measurements/reflectance/r20m", "conditions/mask/l2a_classification/r20m"}) {
    write_zarr_array(product / place / "x", "[2]", "<i8", bytes_of<std::int64_t>({600010, 600030}),
                     R"({"_ARRAY_DIMENSIONS": ["x"]})", "0");
    write_zarr_array(product / place / "y", "[2]", "<i8", bytes_of<std::int64_t>({4499990, 4499970}),
                     R"({"_ARRAY_DIMENSIONS": ["y"]})", "0");
  }
  std::uint16_t dn = 2000;
  for (const char* band : {"b02", "b03", "b04", "b8a", "b11", "b12"}) {
    write_zarr_array(product / "measurements/reflectance/r20m" / band, "[2, 2]", "<u2",
                     bytes_of<std::uint16_t>({dn, dn, dn, dn}), scaled, "0.0");
    dn = static_cast<std::uint16_t>(dn + 10);
  }
  write_zarr_array(product / "conditions/mask/l2a_classification/r20m/scl", "[2, 2]", "|u1",
                   bytes_of<std::uint8_t>({5, 5, 9, 5}), R"({"_ARRAY_DIMENSIONS": ["y", "x"]})", "0.0");
}

/// SNAP's header and its bands; the first four as DN, the scene classification among them.
inline void write_dimap(const fs::path& folder) {
  const std::string name = "S2A_MSIL2A_20230714T112119_N0509_R037_T29TPF_20230714T170000_resampled";
  const std::vector<std::string> bands = {"B2", "B3", "B4", "B8A", "B11", "B12"};
  write_bands(folder / (name + ".data"), bands, {.after = ".img", .driver = "ENVI"});
  write_plain(folder / (name + ".data") / "quality_scene_classification.img", 5, {.type = GDT_Byte, .driver = "ENVI"});
  std::string files;
  std::string infos;
  std::vector<std::string> all = bands;
  all.emplace_back("quality_scene_classification");
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string index = "<BAND_INDEX>" + std::to_string(i) + "</BAND_INDEX>";
    files += "<Data_File><DATA_FILE_PATH href=\"" + name + ".data/" + all[i] + ".hdr\"/>" + index + "</Data_File>";
    infos += "<Spectral_Band_Info>" + index + "<BAND_NAME>" + all[i] + "</BAND_NAME>" +
             (i < bands.size() ? "<SCALING_FACTOR>1.0E-4</SCALING_FACTOR><SCALING_OFFSET>-0.1</SCALING_OFFSET>" : "") +
             "</Spectral_Band_Info>";
  }
  write_text(folder / (name + ".dim"),
             "<?xml version=\"1.0\"?><Dimap_Document><Dataset_Id><DATASET_NAME>" + name +
                 "</DATASET_NAME></Dataset_Id><Production><PRODUCT_TYPE>S2_MSI_Level-2A</PRODUCT_TYPE></Production>"
                 "<Data_Access>" +
                 files + "</Data_Access><Image_Interpretation>" + infos + "</Image_Interpretation></Dimap_Document>");
}

/// EnMAP with its metadata: channels of 650, 1650 and 2200 nm.
inline void write_enmap(const fs::path& folder) {
  const std::string stem = "ENMAP01-____L2A-DT0000001049_20220612T105735Z_028_V010303_20230922T131734Z";
  RasterFile image{.values = {std::vector<double>(4, 2000), std::vector<double>(4, 2010), std::vector<double>(4, 2020)},
                   .type = GDT_Int16};
  write_raster((folder / (stem + "-SPECTRAL_IMAGE_COG.TIF")).string(), image);
  write_quality(folder / (stem + "-QL_QUALITY_CLOUD_COG.TIF"), 0);
  std::string bands;
  for (const char* nm : {"650", "1650", "2200"})
    bands += "<bandID><wavelengthCenterOfBand>" + std::string(nm) +
             "</wavelengthCenterOfBand><FWHMOfBand>8</FWHMOfBand></bandID>";
  write_text(folder / (stem + "-METADATA.XML"), "<?xml version=\"1.0\"?><level_X><specific><bandCharacterisation>" +
                                                    bands + "</bandCharacterisation></specific></level_X>");
}

inline void write_stac(const fs::path& folder) {
  write_bands(folder, {"a1", "a2", "a3"});
  write_text(
      folder / "item.json",
      R"({"type": "Feature", "stac_version": "1.0.0", "id": "S2B_29TPF_20230802_0_L2A", "collection": "sentinel-2-l2a",
    "properties": {"datetime": "2023-08-02T11:21:21Z", "platform": "sentinel-2b", "s2:processing_baseline": "05.09"},
    "assets": {"red": {"href": "https://bucket.example/a1.tif", "raster:bands": [{"scale": 0.0001, "offset": -0.1}]},
      "swir16": {"href": "a2.tif", "raster:bands": [{"scale": 0.0001, "offset": -0.1}]},
      "swir22": {"href": "./a3.tif", "raster:bands": [{"scale": 0.0001, "offset": -0.1}]}}})");
}

}  // namespace greisen::test
