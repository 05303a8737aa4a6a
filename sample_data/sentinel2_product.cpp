// SPDX-License-Identifier: Apache-2.0
#include "sample_data/sentinel2_product.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/file.hpp"
#include "geo/place/crs.hpp"
#include "geo/write/jp2_writer.hpp"
#include "sample_data/ground.hpp"

namespace greisen::sample {
namespace {

/// Names of one product and where it lies.
struct Naming {
  std::string day;   ///< 20230714
  std::string date;  ///< 2023-07-14
  std::string tile;
  int zone = 29;
  double west = 0;
  double north = 0;
  [[nodiscard]] std::string product() const {
    return fmt::format("S2A_MSIL2A_{0}T112121_N0509_R037_{1}_{0}T174500", day, tile);
  }
  [[nodiscard]] std::string granule() const { return fmt::format("L2A_{}_A042091_{}T112645", tile, day); }
  [[nodiscard]] std::string stem() const { return fmt::format("{}_{}T112121", tile, day); }
};

geo::PointTransform between_zones() {
  return geo::PointTransform(geo::parse_crs("EPSG:32630"), geo::parse_crs("EPSG:32629"));
}

Naming naming_of(int date) {
  constexpr std::string_view kDays[kMostDates] = {"20230714", "20230803", "20230813", "20230823"};
  Naming naming;
  naming.day = kDays[date];
  naming.date = naming.day.substr(0, 4) + "-" + naming.day.substr(4, 2) + "-" + naming.day.substr(6);
  naming.tile = "T29TPF";
  naming.west = kWestMetres;
  naming.north = kNorthMetres;
  if (date % 2 == 1) {  // the neighbouring zone: a corner that keeps the middle of the country in the middle
    const double half = side_m() / 2;
    const geo::Point middle = between_zones().invert({kWestMetres + half, south_m() + half});
    naming.tile = "T30TTK";
    naming.zone = 30;
    naming.west = std::round((middle.x - half) / 20) * 20;
    naming.north = std::round((middle.y + half) / 20) * 20;
  }
  return naming;
}

constexpr int kBandIds = 13;

std::string image_of(const Naming& naming, std::string_view band, int pixel_m) {
  return fmt::format("GRANULE/{}/IMG_DATA/R{}m/{}_{}_{}m", naming.granule(), pixel_m, naming.stem(), band, pixel_m);
}

std::string image_list(const Naming& naming) {
  std::string text;
  for (const SampleBand& band : kBands)
    text += fmt::format("            <IMAGE_FILE>{}</IMAGE_FILE>\n", image_of(naming, band.name, band.pixel_m));
  return text + fmt::format("            <IMAGE_FILE>{}</IMAGE_FILE>\n", image_of(naming, "SCL", 20));
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

std::string product_info(const Naming& naming) {
  return fmt::format(R"(    <Product_Info>
      <PRODUCT_START_TIME>{date}T11:21:21.024Z</PRODUCT_START_TIME>
      <PRODUCT_STOP_TIME>{date}T11:21:21.024Z</PRODUCT_STOP_TIME>
      <PRODUCT_URI>{product}.SAFE</PRODUCT_URI>
      <PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL>
      <PRODUCT_TYPE>S2MSI2A</PRODUCT_TYPE>
      <PROCESSING_BASELINE>05.09</PROCESSING_BASELINE>
      <PRODUCT_DOI>none: this product is made up</PRODUCT_DOI>
      <GENERATION_TIME>{date}T17:45:00.000000Z</GENERATION_TIME>
      <Datatake datatakeIdentifier="GS2A_{day}T112121_042091_N05.09">
        <SPACECRAFT_NAME>Sentinel-2A</SPACECRAFT_NAME>
        <DATATAKE_TYPE>INS-NOBS</DATATAKE_TYPE>
        <DATATAKE_SENSING_START>{date}T11:21:21.024Z</DATATAKE_SENSING_START>
        <SENSING_ORBIT_NUMBER>37</SENSING_ORBIT_NUMBER>
        <SENSING_ORBIT_DIRECTION>DESCENDING</SENSING_ORBIT_DIRECTION>
      </Datatake>
      <Query_Options completeSingleTile="true">
        <PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT>
      </Query_Options>
      <Product_Organisation>
        <Granule_List>
          <Granule datastripIdentifier="S2A_OPER_MSI_L2A_DS_MADE_{day}T174500_S{day}T112645_N05.09" granuleIdentifier="S2A_OPER_MSI_L2A_TL_MADE_{day}T174500_A042091_{tile}_N05.09" imageFormat="JPEG2000">
{images}          </Granule>
        </Granule_List>
      </Product_Organisation>
    </Product_Info>
)",
                     fmt::arg("product", naming.product()), fmt::arg("images", image_list(naming)),
                     fmt::arg("day", naming.day), fmt::arg("date", naming.date), fmt::arg("tile", naming.tile));
}

std::string product_metadata(const Naming& naming, const Overpass& seen) {
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
                     product_info(naming), kQuantification, offset_list(), band_list(), seen.cloud_percent);
}

std::string tile_metadata(const Naming& naming) {
  std::string sizes;
  std::string places;
  for (const int metres : {10, 20, 60}) {
    const int pixels = static_cast<int>(side_m()) / metres;
    sizes +=
        fmt::format("      <Size resolution=\"{0}\"><NROWS>{1}</NROWS><NCOLS>{1}</NCOLS></Size>\n", metres, pixels);
    places += fmt::format(
        "      <Geoposition "
        "resolution=\"{0}\"><ULX>{1:.0f}</ULX><ULY>{2:.0f}</ULY><XDIM>{0}</XDIM><YDIM>-{0}</YDIM></Geoposition>\n",
        metres, naming.west, naming.north);
  }
  return fmt::format(R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:Level-2A_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-2A_Tile_Metadata.xsd">
  <n1:General_Info>
    <TILE_ID metadataLevel="Brief">S2A_OPER_MSI_L2A_TL_MADE_{day}T174500_A042091_{tile}_N05.09</TILE_ID>
    <SENSING_TIME metadataLevel="Standard">{date}T11:26:45.000Z</SENSING_TIME>
  </n1:General_Info>
  <n1:Geometric_Info>
    <Tile_Geocoding metadataLevel="Brief">
      <HORIZONTAL_CS_NAME>WGS84 / UTM zone {zone}N</HORIZONTAL_CS_NAME>
      <HORIZONTAL_CS_CODE>EPSG:326{zone}</HORIZONTAL_CS_CODE>
{sizes}{places}    </Tile_Geocoding>
    <Tile_Angles metadataLevel="Standard">
      <Mean_Sun_Angle>
        <ZENITH_ANGLE unit="deg">{zenith:.1f}</ZENITH_ANGLE>
        <AZIMUTH_ANGLE unit="deg">{azimuth:.1f}</AZIMUTH_ANGLE>
      </Mean_Sun_Angle>
    </Tile_Angles>
  </n1:Geometric_Info>
</n1:Level-2A_Tile_ID>
)",
                     fmt::arg("sizes", sizes), fmt::arg("places", places), fmt::arg("zenith", kSunZenithDeg),
                     fmt::arg("azimuth", kSunAzimuthDeg), fmt::arg("day", naming.day), fmt::arg("date", naming.date),
                     fmt::arg("tile", naming.tile), fmt::arg("zone", naming.zone));
}

Grid grid_at(const Naming& naming, int pixel_m) {
  const auto pixels = static_cast<std::int64_t>(side_m()) / pixel_m;
  return {geo::parse_crs(fmt::format("EPSG:326{}", naming.zone)).wkt,
          naming.west,
          naming.north,
          1.0 * pixel_m,
          1.0 * pixel_m,
          pixels,
          pixels};
}

}  // namespace

Swath swath_of(int date) {
  Swath swath;
  swath.date = date;
  const Naming naming = naming_of(date);
  if (naming.zone == 29) return swath;
  const auto zones = std::make_shared<const geo::PointTransform>(between_zones());
  swath.to_country = [zones, west = naming.west, south = naming.north - side_m()](const geo::Point& local) {
    const geo::Point place = zones->apply({west + local.x, south + local.y});
    return geo::Point{place.x - kWestMetres, place.y - south_m()};
  };
  return swath;
}

void write_sentinel2_product(const std::string& folder, int date, const Overpass& seen) {
  const Naming naming = naming_of(date);
  const std::string root = fmt::format("{}/{}.SAFE", folder, naming.product());
  for (const int pixel_m : {10, 20})
    ensure_folder(fmt::format("{}/GRANULE/{}/IMG_DATA/R{}m", root, naming.granule(), pixel_m));
  for (std::size_t i = 0; i < kBands.size(); ++i) {
    const SampleBand& band = kBands.at(i);
    geo::write_jp2(fmt::format("{}/{}.jp2", root, image_of(naming, band.name, band.pixel_m)),
                   grid_at(naming, band.pixel_m), std::span<const std::uint16_t>(seen.bands.at(i)));
  }
  geo::write_jp2(fmt::format("{}/{}.jp2", root, image_of(naming, "SCL", 20)), grid_at(naming, 20),
                 std::span<const std::uint8_t>(seen.classes));
  write_file_atomically(fmt::format("{}/GRANULE/{}/MTD_TL.xml", root, naming.granule()), tile_metadata(naming));
  write_file_atomically(root + "/MTD_MSIL2A.xml", product_metadata(naming, seen));
}

}  // namespace greisen::sample
