// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

using testing::HasSubstr;

class TextGrid : public testing::Test {
 protected:
  static constexpr int kRows = 600;
  static constexpr const char* kHead =
      "ncols 4\nnrows 600\nxllcorner 666000\nyllcorner 4598000\ncellsize 20\nNODATA_value -9999\n";
  static constexpr const char* kGrassHead = "north: 12000\nsouth:0\neast: 80\nwest: 0\nrows: 600\ncols: 4\n";

  static std::string rows(int count, const std::string& row = "-9999 1.5e2 +3 .25\n") {
    std::string text;
    for (int i = 0; i < count; ++i) text += row;
    return text;
  }
  /// What is said of a grid with this text; "opened" of one that is read.
  std::string said_of(const std::string& text, const std::string& name = "a.asc") const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    const GdalFailures failures;
    return open_input(folder_ / name, Purpose::raster) ? "opened" : failures.text();
  }

  const GdalSession session_;
  const ScratchFolder folder_;
};

TEST_F(TextGrid, OpensWhole) {
  EXPECT_EQ(said_of(kHead + rows(kRows)), "opened");
  EXPECT_EQ(said_of(kHead + rows(kRows, "1,5 nan -inf 2\r\n")), "opened");
  EXPECT_EQ(said_of(kHead + rows(kRows) + "and words behind it"), "opened");
  EXPECT_EQ(said_of(kGrassHead + rows(kRows, "* 1 2 3\n")), "opened");
}

/// GDAL would go over the rows before one that is missing 2^n times: opened, it is never read to an end.
TEST_F(TextGrid, ThatIsCutOffDoesNotOpen) {
  EXPECT_THAT(said_of(kHead + rows(100)), HasSubstr("it ends after 400 of the 2400 values"));
  EXPECT_THAT(said_of(kHead + rows(599) + "1 2 3"), HasSubstr("it ends after 2399 of the 2400 values"));
  EXPECT_THAT(said_of(kGrassHead + rows(2)), HasSubstr("it ends after 8 of the 2400 values"));
}

TEST_F(TextGrid, WithWordsAmongItsNumbersDoesNotOpen) {
  EXPECT_THAT(said_of(kHead + rows(599) + "1 abc 3 4\n"), HasSubstr("'abc' stands among its values"));
  EXPECT_THAT(said_of(kHead + rows(599) + "1 2 3 " + std::string(5000, '7')), HasSubstr("is no number"));
}

TEST_F(TextGrid, IsHeldToThatWithinAVirtualRasterToo) {
  said_of(kHead + rows(100));
  std::ofstream(folder_ / "a.vrt")
      << "<VRTDataset rasterXSize=\"4\" rasterYSize=\"600\"><VRTRasterBand dataType=\"Float32\" "
         "band=\"1\"><SimpleSource>"
         "<SourceFilename relativeToVRT=\"1\">a.asc</SourceFilename><SourceBand>1</SourceBand></SimpleSource>"
         "</VRTRasterBand></VRTDataset>";
  const GdalFailures failures;
  const GDALDatasetUniquePtr file = open_input(folder_ / "a.vrt", Purpose::raster);
  float value = 0;
  ASSERT_TRUE(file);
  EXPECT_EQ(file->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 1, 1, &value, 1, 1, GDT_Float32, 0, 0, nullptr),
            CE_Failure);
  EXPECT_THAT(failures.text(), HasSubstr("it ends after 400"));
}

}  // namespace
}  // namespace greisen::geo
