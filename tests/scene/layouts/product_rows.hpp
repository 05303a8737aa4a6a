// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "scene/layouts/product_writers.hpp"

namespace greisen::test::products {

inline const std::vector<std::string> kSix = {"B02", "B03", "B04", "B8A", "B11", "B12"};
inline const std::vector<std::string> kLandsatSix = {"SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6", "SR_B7"};

inline ProductRow row(std::string product, std::string names, std::function<void(const fs::path&)> write,
                      double value) {
  return {.product = std::move(product), .names = std::move(names), .write = std::move(write), .value = value};
}

inline void hls(const fs::path& folder, const std::string& name, const std::vector<std::string>& bands) {
  write_bands(folder / name, bands, {.before = name + ".", .type = GDT_Int16, .pixel_m = 30});
  write_quality(folder / name / (name + ".Fmask.tif"), 0);
}

inline void theia(const fs::path& folder, const std::vector<std::string>& variants) {
  const std::string name = "SENTINEL2A_20230714-112134-123_L2A_T29TPF_C_V3-1";
  for (const std::string& variant : variants)
    write_bands(folder / name, {"B2", "B3", "B4", "B8A", "B11", "B12"},
                {.before = name + "_" + variant + "_", .type = GDT_Int16, .first = variant == "SRE" ? 2000.0 : 3000.0});
  for (const char* mask : {"CLM_R2", "MG2_R2", "EDG_R2", "SAT_R2"})
    write_quality(folder / name / "MASKS" / (name + "_" + mask + ".tif"), 0);
  write_plain(folder / name / (name + "_ATB_R2.tif"), 7);
}

inline void browser(const fs::path& folder, GDALDataType type, double first, double step) {
  const std::string name = "2023-07-14-00:00_2023-07-14-23:59_Sentinel-2_L2A_";
  write_bands(folder, {"B02", "B03", "B04", "B11", "B12"},
              {.before = name, .after = "_(Raw).tiff", .type = type, .first = first, .step = step});
  write_plain(folder / (name + "True_color.tiff"), 9);
}

inline void landsat(const fs::path& folder, const std::string& name, const std::vector<std::string>& bands,
                    const std::vector<std::string>& quality, const std::string& ending = ".TIF") {
  write_bands(folder, bands, {.before = name + "_", .after = ending, .type = GDT_Int16, .first = 9000, .pixel_m = 30});
  for (const std::string& layer : quality) write_plain(folder / (name + "_" + layer + ending), 64, {.pixel_m = 30});
}

inline void safe_in_safe(const fs::path& folder) {
  const fs::path safe = write_safe(folder);
  fs::create_directories(folder / "outer");
  fs::rename(safe, folder / "outer" / safe.filename());
  fs::rename(folder / "outer", safe);
}

inline void zip_without_ending(const fs::path& folder) {
  const fs::path safe = write_safe(folder);
  zip_folder(safe, (folder / "product.zip").string());
  fs::rename(folder / "product.zip", folder / "f1c2a1d0-6f0e-4ab4-8ad1-0e4c3f1b2a77");
  fs::remove_all(safe);
}

/// Forms and what their first pixel is worth, by hand.
inline std::vector<ProductRow> of_sentinel2() {
  return {
      row("Sentinel-2 SAFE in a folder of its own name", "`S2A_….SAFE/S2A_….SAFE/`", safe_in_safe, 0.05 + 0.02 * 11),
      row("Sentinel-2 SAFE in a zip without ending", "`f1c2a1d0-…`", zip_without_ending, 0.05 + 0.02 * 11),
      row(
          "Sentinel-2 images alone, Planetary Computer", "`T29TPF_20230714T112119_B04_20m.tif`",
          [](const fs::path& folder) {
            write_bands(folder, kSix, {.before = "T29TPF_20230714T112119_", .after = "_20m.tif"});
            write_quality(folder / "T29TPF_20230714T112119_SCL_20m.tif", 5);
            write_plain(folder / "T29TPF_20230714T112119_AOT_20m.tif", 7);
          },
          2040),
      row(
          "Sentinel-2 of a public bucket", "`S2B_29TPF_20230714_0_L2A/B04.tif`, `SCL.tif`",
          [](const fs::path& folder) {
            write_bands(folder / "S2B_29TPF_20230714_0_L2A", kSix);
            write_quality(folder / "S2B_29TPF_20230714_0_L2A/SCL.tif", 5);
            write_plain(folder / "S2B_29TPF_20230714_0_L2A/TCI.tif", 7);
          },
          2040),
      row(
          "the same by the names of its assets", "`S2B_29TPF_20230714_0_L2A/red.tif`, `swir16.tif`, `scl.tif`",
          [](const fs::path& folder) {
            write_bands(folder / "S2B_29TPF_20230714_0_L2A", {"blue", "green", "red", "nir08", "swir16", "swir22"});
            write_quality(folder / "S2B_29TPF_20230714_0_L2A/scl.tif", 5);
          },
          2040),
      row(
          "the same, folders by pixel size", "`tiles/29/T/PF/2023/7/14/0/R20m/B04.jp2`",
          [](const fs::path& folder) {
            write_bands(folder / "0/R20m", {"B02", "B8A", "B11", "B12"});
            write_bands(folder / "0/R10m", {"B02", "B03"}, {.pixel_m = 10});
          },
          2020),
      row(
          "the same, one name", "`S2B_29TPF_20230714_0_L2A_B04.tif`",
          [](const fs::path& folder) { write_bands(folder, kSix, {.before = "S2B_29TPF_20230714_0_L2A_"}); }, 2040),
      row("files with a STAC item beside them", "`item.json`, assets of any name", write_stac, 0.101),
      row(
          "HLS S30", "`HLS.S30.T29TPF.2023195T112119.v2.0.B04.tif`, `….Fmask.tif`",
          [](const fs::path& folder) { hls(folder, "HLS.S30.T29TPF.2023195T112119.v2.0", kSix); }, 0.204),
      row(
          "Theia (MAJA)", "`SENTINEL2A_20230714-…_L2A_T29TPF_C_V3-1_FRE_B4.tif`, `MASKS/…_CLM_R2.tif`",
          [](const fs::path& folder) { theia(folder, {"FRE"}); }, 0.304),
      row(
          "Theia (MAJA), with and without slopes", "`…_SRE_B4.tif` beside `…_FRE_B4.tif`",
          [](const fs::path& folder) {
            theia(folder, {"FRE", "SRE"});
          },
          0.204),
      row(
          "Copernicus Browser, raw, 32 bits", "`2023-07-14-00:00_2023-07-14-23:59_Sentinel-2_L2A_B04_(Raw).tiff`",
          [](const fs::path& folder) { browser(folder, GDT_Float32, 0.5, 0.25); }, 1.25),
      row(
          "Copernicus Browser, raw, 16 bits", "the same",
          [](const fs::path& folder) { browser(folder, GDT_UInt16, 2000, 10); }, 2030),
      row("SNAP (BEAM-DIMAP)", "`NAME.dim`, `NAME.data/B4.img`", write_dimap, 0.104),
      row("Sentinel-2 EOPF Zarr", "`S2B_MSIL2A_….zarr/measurements/reflectance/r20m/b04`", write_zarr, 0.104),
  };
}

/// Forms and what their first pixel is worth, by hand.
inline std::vector<ProductRow> of_landsat() {
  return {
      row(
          "HLS L30", "`HLS.L30.T29TPF.2023195T112119.v2.0.B05.tif`",
          [](const fs::path& folder) {
            hls(folder, "HLS.L30.T29TPF.2023195T112119.v2.0", {"B02", "B03", "B04", "B05", "B06", "B07", "B09", "B10"});
          },
          0.204),
      row(
          "Landsat level 2 without MTL", "`LC08_L2SP_043024_20200802_20200914_02_T1_SR_B4.TIF`",
          [](const fs::path& folder) {
            landsat(folder, "LC08_L2SP_043024_20200802_20200914_02_T1", kLandsatSix, {"QA_PIXEL"});
          },
          9040 * 2.75e-5 - 0.2),
      row(
          "Landsat 9 analysis-ready tile", "`LC09_CU_003008_20230714_20230720_02_SR_B4.TIF`",
          [](const fs::path& folder) {
            landsat(folder, "LC09_CU_003008_20230714_20230720_02", kLandsatSix, {"QA_PIXEL", "QA_RADSAT"});
          },
          9040 * 2.75e-5 - 0.2),
      row(
          "Landsat 7 analysis-ready tile", "`LE07_CU_003008_20020714_20210428_02_SR_B4.TIF`",
          [](const fs::path& folder) {
            landsat(folder, "LE07_CU_003008_20020714_20210428_02",
                    {"SR_B1", "SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B7"}, {"QA_PIXEL"});
          },
          9040 * 2.75e-5 - 0.2),
      row(
          "Landsat 8 tile of Collection 1", "`LC08_CU_003008_20180101_20190501_C01_V01_SRB4.tif`, `…_PIXELQA.tif`",
          [](const fs::path& folder) {
            landsat(folder, "LC08_CU_003008_20180101_20190501_C01_V01", {"SRB2", "SRB4", "SRB6", "SRB7"}, {"PIXELQA"},
                    ".tif");
          },
          0.902),
      row(
          "Landsat 8 Collection 1, ordered reflectance",
          "`LC08_L1TP_195025_20180707_20180717_01_T1_sr_band4.tif`, `…_pixel_qa.tif`",
          [](const fs::path& folder) {
            landsat(folder, "LC08_L1TP_195025_20180707_20180717_01_T1",
                    {"sr_band2", "sr_band4", "sr_band6", "sr_band7"}, {"pixel_qa", "radsat_qa", "sr_aerosol"}, ".tif");
          },
          0.902),
      row(
          "Landsat 5 Collection 1, ordered reflectance", "`LT05_L1TP_203032_20100714_20161014_01_T1_sr_band4.tif`",
          [](const fs::path& folder) {
            landsat(folder, "LT05_L1TP_203032_20100714_20161014_01_T1",
                    {"sr_band1", "sr_band3", "sr_band5", "sr_band7"}, {"pixel_qa"}, ".tif");
          },
          0.902),
      row(
          "Landsat 8 Collection 1, level 1 without MTL",
          "`LC08_L1TP_195025_20130707_20170503_01_T1_B4.TIF`, `…_BQA.TIF`",
          [](const fs::path& folder) {
            landsat(folder, "LC08_L1TP_195025_20130707_20170503_01_T1", {"B2", "B4", "B6", "B7"}, {"BQA"});
          },
          9020),
  };
}

/// Forms and what their first pixel is worth, by hand.
inline std::vector<ProductRow> of_any() {
  ProductRow percentiles = row(
      "Earth Engine composite of percentiles", "bands `B2_p25`, `B2_p75` …",
      [](const fs::path& folder) {
        write_stack(folder / "export.tif", {"B2_p25", "B2_p75", "B11_p25", "B11_p75"});
      },
      std::numeric_limits<double>::quiet_NaN());
  percentiles.sensor = "sentinel2";
  ProductRow response = row(
      "Sentinel Hub", "`response.tiff`, bands without names",
      [](const fs::path& folder) {
        write_stack(folder / "response.tiff", {"", "", ""});
      },
      std::numeric_limits<double>::quiet_NaN());
  response.sensor = "sentinel2";
  return {
      row(
          "Earth Engine download, one file a band", "`NAME.B4.tif`",
          [](const fs::path& folder) {
            write_bands(folder, kSix, {.before = "20230714T112119_20230714T112118_T29TPF."});
          },
          2040),
      row(
          "the same of Landsat", "`LC08_203032_20230714.SR_B4.tif`",
          [](const fs::path& folder) {
            write_bands(folder, kLandsatSix, {.before = "LC08_203032_20230714.", .first = 9000, .pixel_m = 30});
          },
          9040 * 2.75e-5 - 0.2),
      row(
          "Earth Engine export with quality bands", "bands `B2` … `B12`, `QA60`, `SCL`, `AOT`",
          [](const fs::path& folder) {
            write_stack(folder / "export.tif",
                        {"B2", "B3", "B4", "B8A", "B11", "B12", "QA60", "SCL", "AOT", "MSK_CLDPRB"});
          },
          2040),
      row(
          "Earth Engine composite", "bands `B2_median` … `B12_median`, `B12_count`",
          [](const fs::path& folder) {
            write_stack(folder / "export.tif",
                        {"B2_median", "B3_median", "B8A_median", "B11_median", "B12_median", "B12_count"});
          },
          2030),
      row(
          "Earth Engine composites in one file", "bands `B2_p50`, `B2_mean`, `B2_stdDev` …",
          [](const fs::path& folder) {
            write_stack(folder / "export.tif", {"B8A_mean", "B8A_p50", "B8A_stdDev", "B11_mean", "B11_p50", "B12_p50"});
          },
          2040),
      std::move(percentiles),
      std::move(response),
      row(
          "two products in a folder", "`T29TPF_20230714T112119_B04_20m.tif`, `T29TPF_20230724T112119_B04_20m.tif`",
          [](const fs::path& folder) {
            write_bands(folder, {"B04", "B11"}, {.before = "T29TPF_20230714T112119_", .after = "_20m.tif"});
            write_bands(folder, {"B04", "B11", "B12"}, {.before = "T29TPF_20230724T112119_", .after = "_20m.tif"});
          },
          2010),
      row("EnMAP, cloud-optimised", "`ENMAP01-____L2A-…-SPECTRAL_IMAGE_COG.TIF`", write_enmap, 0.201),
  };
}

/// Forms and what their first pixel is worth, by hand.
inline std::vector<ProductRow> product_rows() {
  std::vector<ProductRow> rows;
  for (const auto& part : {of_sentinel2(), of_landsat(), of_any()}) rows.insert(rows.end(), part.begin(), part.end());
  return rows;
}

}  // namespace greisen::test::products
