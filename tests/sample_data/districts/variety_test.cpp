// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/variety.hpp"

#include <gtest/gtest.h>

#include "support/source_tree.hpp"

namespace greisen::sample {
namespace {

TEST(Varieties, DrawsStayWithinTheirRanges) {
  for (const Variety& variety : varieties())
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const Draw draw(variety, seed);
      for (std::size_t i = 0; i < kTraits; ++i) {
        EXPECT_GE(draw[static_cast<Trait>(i)], variety.ranges.at(i).least);
        EXPECT_LE(draw[static_cast<Trait>(i)], variety.ranges.at(i).most);
      }
    }
}

TEST(Varieties, DistrictsOfAVarietyDiffer) {
  const Variety& slate = find_variety("slate");
  EXPECT_NE(Draw(slate, 1)[Trait::dyke_width_m], Draw(slate, 2)[Trait::dyke_width_m]);
  EXPECT_EQ(Draw(slate, 1)[Trait::dyke_width_m], Draw(slate, 1)[Trait::dyke_width_m]);
}

// One that has no ASTER, one that has ASTER without thermal bands, some with faults and some without.
TEST(Varieties, DifferInWhatIsGiven) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    EXPECT_FALSE(Draw(find_variety("granite"), seed).yes(Trait::aster));
    EXPECT_FALSE(Draw(find_variety("granite"), seed).yes(Trait::faults_given));
    EXPECT_TRUE(Draw(find_variety("quartzite"), seed).yes(Trait::aster));
    EXPECT_FALSE(Draw(find_variety("quartzite"), seed).yes(Trait::aster_thermal));
    EXPECT_TRUE(Draw(find_variety("slate"), seed).yes(Trait::faults_given));
  }
}

TEST(Varieties, TheirRangesStandInTheDocuments) {
  std::string page;
  for (const std::string& line : test::read_source("docs/finding.md").lines) page += line + "\n";
  EXPECT_NE(page.find(variety_table()), std::string::npos) << "docs/finding.md is to hold:\n" << variety_table();
}

}  // namespace
}  // namespace greisen::sample
