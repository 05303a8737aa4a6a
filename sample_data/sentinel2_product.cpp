// SPDX-License-Identifier: Apache-2.0
#include "sample_data/sentinel2_product.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/file.hpp"
#include "geo/crs.hpp"
#include "geo/jp2_writer.hpp"
#include "sample_data/ground.hpp"

namespace greisen::sample {
namespace {

constexpr std::string_view kProduct = "S2A_MSIL2A_20230714T112121_N0509_R037_T29TPF_20230714T174500";
constexpr std::string_view kGranule = "L2A_T29TPF_A042091_20230714T112645";
constexpr std::string_view kStem = "T29TPF_20230714T112121";
constexpr int kBandIds = 13;

std::string image_of(std::string_view band, int pixel_m) {
  return fmt::format("GRANULE/{}/IMG_DATA/R{}m/{}_{}_{}m", kGranule, pixel_m, kStem, band, pixel_m);
}

std::string image_list() {
  std::string text;
  for (const SampleBand& band : kBands)
    text += fmt::format("            <IMAGE_FILE>{}</IMAGE_FILE>\n", image_of(band.name, band.pixel_m));
  return text + fmt::format("            <IMAGE_FILE>{}</IMAGE_FILE>\n", image_of("SCL", 20));
}

std::string offset_list() {
  std::string text;
  for (int id = 0; id < kBandIds; ++id)
    text += fmt::format("        <BOA_ADD_OFFSET band_id=\"{}\">{:.0f}</BOA_ADD_OFFSET>\n", id, kOffsetDn);
  return text;
}

/// Ids, names and native pixels of all bands of the instrument.
std::string band_list() {
  constexpr std::string_view kNames[kBandIds] = {"B1", "B2",  "B3", "B4",  "B5",  "B6", "B7",
                                                 "B8", "B8A", "B9", "B10", "B11", "B12"};
  constexpr int kMetres[kBandIds] = {60, 10, 10, 10, 20, 20, 20, 10, 20, 60, 60, 20, 20};
  std::string text;
  for (int id = 0; id < kBandIds; ++id)
    text += fmt::format(
        "        <Spectral_Information bandId=\"{}\" "
        "physicalBand=\"{}\"><RESOLUTION>{}</RESOLUTION></Spectral_Information>\n",
        id, kNames[id], kMetres[id]);
  return text;
}

std::string product_info() {
  return fmt::format(R"(    <Product_Info>
      <PRODUCT_START_TIME>2023-07-14T11:21:21.024Z</PRODUCT_START_TIME>
      <PRODUCT_STOP_TIME>2023-07-14T11:21:21.024Z</PRODUCT_STOP_TIME>
      <PRODUCT_URI>{}.SAFE</PRODUCT_URI>
      <PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL>
      <PRODUCT_TYPE>S2MSI2A</PRODUCT_TYPE>
      <PROCESSING_BASELINE>05.09</PROCESSING_BASELINE>
      <PRODUCT_DOI>none: this product is made up</PRODUCT_DOI>
      <GENERATION_TIME>2023-07-14T17:45:00.000000Z</GENERATION_TIME>
      <Datatake datatakeIdentifier="GS2A_20230714T112121_042091_N05.09">
        <SPACECRAFT_NAME>Sentinel-2A</SPACECRAFT_NAME>
        <DATATAKE_TYPE>INS-NOBS</DATATAKE_TYPE>
        <DATATAKE_SENSING_START>2023-07-14T11:21:21.024Z</DATATAKE_SENSING_START>
        <SENSING_ORBIT_NUMBER>37</SENSING_ORBIT_NUMBER>
        <SENSING_ORBIT_DIRECTION>DESCENDING</SENSING_ORBIT_DIRECTION>
      </Datatake>
      <Query_Options completeSingleTile="true">
        <PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT>
      </Query_Options>
      <Product_Organisation>
        <Granule_List>
          <Granule datastripIdentifier="S2A_OPER_MSI_L2A_DS_MADE_20230714T174500_S20230714T112645_N05.09" granuleIdentifier="S2A_OPER_MSI_L2A_TL_MADE_20230714T174500_A042091_T29TPF_N05.09" imageFormat="JPEG2000">
{}          </Granule>
        </Granule_List>
      </Product_Organisation>
    </Product_Info>
)",
                     kProduct, image_list());
}

std::string product_metadata(const Overpass& seen) {
  return fmt::format(R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:Level-2A_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <n1:General_Info>
{}    <Product_Image_Characteristics>
      <Special_Values><SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX></Special_Values>
      <Special_Values><SPECIAL_VALUE_TEXT>SATURATED</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX></Special_Values>
      <QUANTIFICATION_VALUES_LIST>
        <BOA_QUANTIFICATION_VALUE unit="none">{:.0f}</BOA_QUANTIFICATION_VALUE>
      </QUANTIFICATION_VALUES_LIST>
      <BOA_ADD_OFFSET_VALUES_LIST>
{}      </BOA_ADD_OFFSET_VALUES_LIST>
      <Spectral_Information_List>
{}      </Spectral_Information_List>
    </Product_Image_Characteristics>
  </n1:General_Info>
  <n1:Geometric_Info/>
  <n1:Quality_Indicators_Info>
    <Cloud_Coverage_Assessment>{:.4f}</Cloud_Coverage_Assessment>
  </n1:Quality_Indicators_Info>
</n1:Level-2A_User_Product>
)",
                     product_info(), kQuantification, offset_list(), band_list(), seen.cloud_percent);
}

std::string tile_metadata() {
  std::string sizes;
  std::string places;
  for (const int metres : {10, 20, 60}) {
    const int pixels = static_cast<int>(kCountryMetres) / metres;
    sizes +=
        fmt::format("      <Size resolution=\"{0}\"><NROWS>{1}</NROWS><NCOLS>{1}</NCOLS></Size>\n", metres, pixels);
    places += fmt::format(
        "      <Geoposition "
        "resolution=\"{0}\"><ULX>{1:.0f}</ULX><ULY>{2:.0f}</ULY><XDIM>{0}</XDIM><YDIM>-{0}</YDIM></Geoposition>\n",
        metres, kWestMetres, kNorthMetres);
  }
  return fmt::format(R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:Level-2A_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-2A_Tile_Metadata.xsd">
  <n1:General_Info>
    <TILE_ID metadataLevel="Brief">S2A_OPER_MSI_L2A_TL_MADE_20230714T174500_A042091_T29TPF_N05.09</TILE_ID>
    <SENSING_TIME metadataLevel="Standard">2023-07-14T11:26:45.000Z</SENSING_TIME>
  </n1:General_Info>
  <n1:Geometric_Info>
    <Tile_Geocoding metadataLevel="Brief">
      <HORIZONTAL_CS_NAME>WGS84 / UTM zone 29N</HORIZONTAL_CS_NAME>
      <HORIZONTAL_CS_CODE>EPSG:32629</HORIZONTAL_CS_CODE>
{}{}    </Tile_Geocoding>
    <Tile_Angles metadataLevel="Standard">
      <Mean_Sun_Angle>
        <ZENITH_ANGLE unit="deg">{:.1f}</ZENITH_ANGLE>
        <AZIMUTH_ANGLE unit="deg">{:.1f}</AZIMUTH_ANGLE>
      </Mean_Sun_Angle>
    </Tile_Angles>
  </n1:Geometric_Info>
</n1:Level-2A_Tile_ID>
)",
                     sizes, places, kSunZenithDeg, kSunAzimuthDeg);
}

Grid grid_at(int pixel_m) {
  const auto pixels = static_cast<std::int64_t>(kCountryMetres) / pixel_m;
  return {geo::parse_crs("EPSG:32629").wkt, kWestMetres, kNorthMetres, 1.0 * pixel_m, 1.0 * pixel_m, pixels, pixels};
}

}  // namespace

void write_sentinel2_product(const std::string& folder, const Overpass& seen) {
  const std::string root = fmt::format("{}/{}.SAFE", folder, kProduct);
  for (const int pixel_m : {10, 20}) ensure_folder(fmt::format("{}/GRANULE/{}/IMG_DATA/R{}m", root, kGranule, pixel_m));
  for (std::size_t i = 0; i < kBands.size(); ++i) {
    const SampleBand& band = kBands.at(i);
    geo::write_jp2(fmt::format("{}/{}.jp2", root, image_of(band.name, band.pixel_m)), grid_at(band.pixel_m),
                   std::span<const std::uint16_t>(seen.bands.at(i)));
  }
  geo::write_jp2(fmt::format("{}/{}.jp2", root, image_of("SCL", 20)), grid_at(20),
                 std::span<const std::uint8_t>(seen.classes));
  write_file_atomically(fmt::format("{}/GRANULE/{}/MTD_TL.xml", root, kGranule), tile_metadata());
  write_file_atomically(root + "/MTD_MSIL2A.xml", product_metadata(seen));
}

}  // namespace greisen::sample
