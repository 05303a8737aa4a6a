// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/loose_names.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"

namespace greisen::scene {
namespace {

TEST(Sentinel2Name, TellsAllPartsOfAProductName) {
  const Sentinel2Name name = sentinel2_name("S2A_MSIL2A_20210802T112121_N0301_R037_T29TPF_20210802T141421.SAFE");
  EXPECT_EQ(name.platform, "S2A");
  EXPECT_EQ(name.level, "L2A");
  EXPECT_EQ(name.date, "2021-08-02");
  EXPECT_EQ(name.time, "11:21:21");
  EXPECT_EQ(name.baseline, "03.01");
  EXPECT_EQ(name.tile, "T29TPF");
}

TEST(Sentinel2Name, TellsWhatAGranuleNameHolds) {
  const Sentinel2Name name = sentinel2_name("L1C_T29TPF_A031930_20210802T112122");
  EXPECT_EQ(name.level, "L1C");
  EXPECT_EQ(name.tile, "T29TPF");
  EXPECT_EQ(name.date, "2021-08-02");
  EXPECT_EQ(name.baseline, "");
}

TEST(Sentinel2Name, IsEmptyForOtherNames) {
  const Sentinel2Name name = sentinel2_name("my scenes");
  EXPECT_TRUE(name.platform.empty() && name.level.empty() && name.date.empty() && name.baseline.empty() &&
              name.tile.empty());
}

TEST(Sentinel2Name, ExpectsOffsetsFromBaseline4On) {
  EXPECT_TRUE(expects_offset("04.00"));
  EXPECT_TRUE(expects_offset("05.11"));
  EXPECT_FALSE(expects_offset("03.01"));
  EXPECT_FALSE(expects_offset(""));
}

TEST(LooseName, KnowsSentinel2WithAndWithoutResolution) {
  const auto l2a = loose_name("T11UPT_20200804T183919_B8A_60m.jp2");
  ASSERT_TRUE(l2a);
  EXPECT_EQ(l2a->sensor, "sentinel2");
  EXPECT_EQ(l2a->scene, "T11UPT_20200804T183919");
  EXPECT_EQ(l2a->band, "B8A");
  EXPECT_EQ(l2a->tile, "T11UPT");
  EXPECT_EQ(l2a->date, "2020-08-04");
  EXPECT_EQ(l2a->time, "18:39:19");
  EXPECT_EQ(l2a->pixel_m, 60);
  EXPECT_EQ(l2a->level, "unknown");
  const auto l1c = loose_name("T11UPT_20200804T183919_B02.jp2");
  ASSERT_TRUE(l1c);
  EXPECT_EQ(l1c->band, "B02");
  EXPECT_EQ(l1c->pixel_m, 0);
}

TEST(LooseName, KnowsQualityLayersAndFilesOfNoUse) {
  EXPECT_EQ(loose_name("T11UPT_20200804T183919_SCL_20m.jp2")->band, "SCL");
  EXPECT_EQ(loose_name("T11UPT_20200804T183919_TCI_10m.jp2")->band, "");
  EXPECT_EQ(loose_name("T11UPT_20200804T183919_AOT_20m.jp2")->band, "");
}

TEST(LooseName, KnowsLandsatCollection2) {
  const auto name = loose_name("LC08_L2SP_043024_20200802_20200914_02_T1_SR_B4.TIF");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->sensor, "landsat89");
  EXPECT_EQ(name->scene, "LC08_L2SP_043024_20200802_20200914_02_T1");
  EXPECT_EQ(name->band, "B4");
  EXPECT_EQ(name->platform, "L8");
  EXPECT_EQ(name->date, "2020-08-02");
  EXPECT_EQ(loose_name("LC09_L2SP_043024_20200802_20200914_02_T1_QA_PIXEL.TIF")->band, "QA_PIXEL");
}

TEST(LooseName, LeavesOtherNamesAlone) {
  for (const char* name : {"stack.tif", "T11UPT_20200804T183919_B02_60m.txt", "T11UPT_20209904T183919_B02_60m.jp2",
                           "T11UPT_20200804T183919_B99_60m.jp2", "TXXUPT_20200804T183919_B02_60m.jp2",
                           "T11UPT_20200804T183919_B02_30m.jp2", "L2A.tif", "_.tif", ".tif", "LC08_L2SP_1_2.TIF"}) {
    const auto told = loose_name(name);  // or one that anyone may give: no product's
    EXPECT_TRUE(!told || (told->form->generic() && told->sensor.empty() && told->date.empty())) << name;
  }
}

TEST(Layouts, HaveIdsAndSummaries) {
  for (const Layout& layout : layouts()) {
    EXPECT_FALSE(layout.id.empty());
    EXPECT_FALSE(layout.summary.empty());
  }
}

}  // namespace
}  // namespace greisen::scene
