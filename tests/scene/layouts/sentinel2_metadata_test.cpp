// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/sentinel2_metadata.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/gdal/xml.hpp"
#include "support/shared_data.hpp"

namespace greisen::scene {
namespace {

const std::string kHead =
    "<n1:Level-2A_User_Product><n1:General_Info><Product_Info><PRODUCT_URI>S2A_X.SAFE</PRODUCT_URI>"
    "<PROCESSING_BASELINE>05.09</PROCESSING_BASELINE>";
const std::string kMiddle = "</Product_Info><Product_Image_Characteristics>";
const std::string kTail = "</Product_Image_Characteristics></n1:General_Info></n1:Level-2A_User_Product>";
const std::string kQuantification =
    "<QUANTIFICATION_VALUES_LIST><BOA_QUANTIFICATION_VALUE>10000</BOA_QUANTIFICATION_VALUE></"
    "QUANTIFICATION_VALUES_LIST>";

Sentinel2Product parse(const std::string& characteristics, const std::string& info = "") {
  return sentinel2_product(geo::parse_xml(kHead + info + kMiddle + characteristics + kTail, "MTD.xml"), "MTD.xml");
}

std::string refusal(const std::string& characteristics, const std::string& info = "") {
  try {
    parse(characteristics, info);
  } catch (const Error& error) {
    return std::string(error.code());
  }
  return "taken";
}

std::string offset(const std::string& attribute, const std::string& value) {
  return kQuantification + "<BOA_ADD_OFFSET_VALUES_LIST><BOA_ADD_OFFSET " + attribute + ">" + value +
         "</BOA_ADD_OFFSET></BOA_ADD_OFFSET_VALUES_LIST>";
}

TEST(Sentinel2Metadata, ReadsOffsetsByBandId) {
  const Sentinel2Product product =
      parse(kQuantification +
            "<BOA_ADD_OFFSET_VALUES_LIST><BOA_ADD_OFFSET band_id=\"12\">-900</BOA_ADD_OFFSET><BOA_ADD_OFFSET "
            "band_id=\"1\">-1000</BOA_ADD_OFFSET></BOA_ADD_OFFSET_VALUES_LIST>");
  EXPECT_EQ(product.quantification, 10000);
  EXPECT_EQ(product.offset_dn.at(12), -900);
  EXPECT_EQ(product.offset_dn.at(1), -1000);
  EXPECT_EQ(product.offset_dn.size(), 2U);
}

TEST(Sentinel2Metadata, TakesTheOtherSpellingOfTheBandIdToo) {
  EXPECT_EQ(parse(offset("bandId=\"3\"", "-1000")).offset_dn.at(3), -1000);
}

TEST(Sentinel2Metadata, RefusesOffsetsThatCannotBeMeant) {
  EXPECT_EQ(refusal(offset("band_id=\"13\"", "-1000")), "E3105");
  EXPECT_EQ(refusal(offset("band_id=\"-1\"", "-1000")), "E3105");
  EXPECT_EQ(refusal(offset("", "-1000")), "E3105");
  EXPECT_EQ(refusal(offset("band_id=\"1\"", "nan")), "E3105");
  EXPECT_EQ(refusal(offset("band_id=\"1\"", "-1e9")), "E3105");
  EXPECT_EQ(refusal(kQuantification +
                    "<BOA_ADD_OFFSET_VALUES_LIST><BOA_ADD_OFFSET band_id=\"1\">0</BOA_ADD_OFFSET><BOA_ADD_OFFSET "
                    "band_id=\"1\">-1000</BOA_ADD_OFFSET></BOA_ADD_OFFSET_VALUES_LIST>"),
            "E3105");
}

TEST(Sentinel2Metadata, RefusesAMissingOrSenselessQuantification) {
  EXPECT_EQ(refusal(""), "E3105");
  for (const char* value : {"0", "-10000", "", "ten", "1e300", "inf"}) {
    EXPECT_EQ(refusal("<QUANTIFICATION_VALUE>" + std::string(value) + "</QUANTIFICATION_VALUE>"), "E3105") << value;
  }
}

TEST(Sentinel2Metadata, RefusesImagePathsThatLeaveTheProduct) {
  const auto list = [](const std::string& path) {
    return "<Product_Organisation><Granule_List><Granule><IMAGE_FILE>" + path +
           "</IMAGE_FILE></Granule></Granule_List></Product_Organisation>";
  };
  EXPECT_EQ(refusal(kQuantification, list("GRANULE/x/IMG_DATA/B02")), "taken");
  EXPECT_EQ(refusal(kQuantification, list("../../etc/x")), "E3106");
  EXPECT_EQ(refusal(kQuantification, list("/etc/x")), "E3106");
}

TEST(Sentinel2Metadata, RefusesOtherDocuments) {
  EXPECT_THROW(sentinel2_product(geo::parse_xml("<html/>", "MTD.xml"), "MTD.xml"), Error);
}

TEST(Sentinel2Metadata, LeavesImpossibleSunAnglesOut) {
  const auto sun = [](const std::string& zenith) {
    return sentinel2_tile(geo::parse_xml("<T><Geometric_Info><Tile_Angles><Mean_Sun_Angle><ZENITH_ANGLE>" + zenith +
                                             "</ZENITH_ANGLE></Mean_Sun_Angle></Tile_Angles></Geometric_Info></T>",
                                         "MTD_TL.xml"));
  };
  EXPECT_EQ(sun("38.417").sun_zenith_deg, 38.417);
  EXPECT_FALSE(sun("NaN").sun_zenith_deg);
  EXPECT_FALSE(sun("270").sun_zenith_deg);
}

struct RealProduct {
  const char* path;
  const char* level;
  const char* baseline;
  const char* platform;
  std::size_t offsets;
  double offset_dn;
};

TEST(Sentinel2Metadata, ReadsRealProductsOfAllBaselines) {
  const std::string root = test::shared_data("scenes");
  if (root.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: real metadata not read";
  // The third is as stored: somebody wrote an odd offset into it, and it is read as it stands.
  const RealProduct products[] = {
      {"s2_metadata/S2A_MSIL2A_20150826T185436_N0212_R070_T11SLT_20210412T023147/MTD_MSIL2A.xml", "L2A", "02.12", "S2A",
       0, 0},
      {"s2_metadata/S2A_MSIL1C_20210908T042701_N0301_R133_T46RER_20210908T070248.SAFE/MTD_MSIL1C.xml", "L1C", "03.01",
       "S2A", 0, 0},
      {"s2_metadata/S2A_OPER_MSI_L2A_TL_VGS1_20220401T110010_A035382_T34LBQ/product_metadata.xml", "L2A", "04.00",
       "S2A", 13, -7000},
      {"s2_metadata/S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE/MTD_MSIL2A.xml", "L2A", "04.00",
       "S2B", 13, -1000},
      {"s2_metadata/S2A_MSIL2A_20230625T234621_N0509_R073_T01WCP_20230626T022157.SAFE/MTD_MSIL2A.xml", "L2A", "05.09",
       "S2A", 13, -1000},
      {"gdal_sentinel2_fake/fake_l1c_processing_baseline_5_09/"
       "S2B_MSIL1C_20230823T095559_N0509_R122_T34UCF_20230823T120234.SAFE/MTD_MSIL1C.xml",
       "L1C", "05.09", "S2B", 13, -1000}};
  for (const RealProduct& row : products) {
    const std::string path = root + "/" + row.path;
    const Sentinel2Product product = sentinel2_product(geo::read_xml(path), path);
    EXPECT_EQ(product.level, row.level) << path;
    EXPECT_EQ(product.baseline, row.baseline) << path;
    EXPECT_EQ(product.platform, row.platform) << path;
    EXPECT_EQ(product.quantification, 10000) << path;
    ASSERT_EQ(product.offset_dn.size(), row.offsets) << path;
    for (const auto& [id, value] : product.offset_dn) EXPECT_EQ(value, row.offset_dn) << path << " band_id " << id;
    EXPECT_TRUE(product.cloud_percent) << path;
    EXPECT_FALSE(product.images.empty()) << path;
  }
}

TEST(Sentinel2Metadata, ReadsTheSunOfARealTile) {
  const std::string path = test::shared_data(
      "scenes/s2_metadata/S2A_MSIL2A_20230625T234621_N0509_R073_T01WCP_20230626T022157.SAFE/GRANULE/"
      "L2A_T01WCP_A041826_20230625T234624/MTD_TL.xml");
  if (path.empty()) GTEST_SKIP() << "SHARED DATA ABSENT: real metadata not read";
  const Sentinel2Tile tile = sentinel2_tile(geo::read_xml(path));
  EXPECT_DOUBLE_EQ(tile.sun_zenith_deg.value(), 42.8949736512547);
  EXPECT_DOUBLE_EQ(tile.sun_azimuth_deg.value(), 174.705217601066);
  EXPECT_EQ(tile.sensing_time, "2023-06-25T23:47:55.578328Z");
}

}  // namespace
}  // namespace greisen::scene
