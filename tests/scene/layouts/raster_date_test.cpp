// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/raster_date.hpp"

#include <gtest/gtest.h>

namespace greisen::scene {
namespace {

TEST(RasterDate, IsADayThatThereIs) {
  EXPECT_TRUE(is_date("2006-05-31"));
  EXPECT_TRUE(is_date("2024-02-29"));
  for (const char* text :
       {"", "2006", "2006-5-31", "2006/05/31", "2006-13-01", "2023-02-29", "31-05-2006", "2006-05-31T"})
    EXPECT_FALSE(is_date(text)) << text;
}

TEST(RasterDate, IsFoundInNames) {
  EXPECT_EQ(date_in_name("stack_20210802.tif"), "2021-08-02");
  EXPECT_EQ(date_in_name("T29TPF_20230714T112119.tif"), "2023-07-14");
  EXPECT_EQ(date_in_name("aster-2009-06-01_swir.tif"), "2009-06-01");
  EXPECT_EQ(date_in_name("swir_2009_06_01.tif"), "2009-06-01");
  for (const char* name : {"stack.tif", "scene_99999999.tif", "b_20211302.tif", "id_120210802.tif", "2009_6_1.tif",
                           "AST_L1T_00301012012054749_20170730074450_36730_SWIR.tif"})
    EXPECT_EQ(date_in_name(name), "") << name;
}

TEST(RasterDate, IsTheGranulesAndNotThatOfProcessing) {
  EXPECT_EQ(aster_date_in("AST_L1T_00301012012054749_20170730074450_36730_SWIR.tif"), "2012-01-01");
  EXPECT_EQ(aster_date_in("aster-cogs/2003/06/04/00306042003004247_20150428235500_35366/SWIR.tif"), "2003-06-04");
  EXPECT_EQ(aster_date_in("short_wave.tif"), "");
}

TEST(RasterDate, IsReadFromKeysOfAcquisitionOnly) {
  EXPECT_EQ(date_in_metadata({{"IMAGERY:ACQUISITIONDATETIME", "2009-06-01T10:11:12"}}), "2009-06-01");
  EXPECT_EQ(date_in_metadata({{"CALENDARDATE.1", "20090601"}}), "2009-06-01");
  EXPECT_EQ(date_in_metadata({{"acquisition_time", "2009-06-01T10:11:12Z"}}), "2009-06-01") << "an ENVI header's";
  EXPECT_EQ(date_in_metadata({{"TIFFTAG_DATETIME", "2009:06:01 10:11:12"}, {"PRODUCTIONDATETIME", "2009-06-01"}}), "");
}

}  // namespace
}  // namespace greisen::scene
