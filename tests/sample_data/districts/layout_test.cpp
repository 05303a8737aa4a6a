// SPDX-License-Identifier: Apache-2.0
#include "sample_data/districts/layout.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "sample_data/country.hpp"
#include "sample_data/districts/district_survey.hpp"

namespace greisen::sample {
namespace {

int how_many(const Layout& layout, Kind kind) {
  return static_cast<int>(std::ranges::count_if(layout.lying, [&](const Lying& one) { return one.kind == kind; }));
}

bool planted(const Lying& one) { return one.kind >= Kind::dyke && one.kind <= Kind::skarn; }

class Layouts : public testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override { set_country(kSeed, kDistrictKm); }
  static constexpr std::uint64_t kSeed = 11;
  [[nodiscard]] static Draw draw() { return {find_variety(GetParam()), kSeed}; }
};

TEST_P(Layouts, HoldWhatWasDrawn) {
  const Draw drawn = draw();
  const Layout layout = lay_out(drawn, kSeed, false);
  EXPECT_EQ(how_many(layout, Kind::dyke) + how_many(layout, Kind::aplite), drawn.count(Trait::dykes));
  EXPECT_EQ(how_many(layout, Kind::aplite), drawn.count(Trait::dykes) / 3);
  EXPECT_EQ(how_many(layout, Kind::greisen), drawn.count(Trait::greisens));
  EXPECT_EQ(how_many(layout, Kind::skarn), drawn.count(Trait::skarns));
  EXPECT_EQ(how_many(layout, Kind::quartz_dyke), drawn.count(Trait::quartz_dykes));
  EXPECT_EQ(how_many(layout, Kind::silicified_fault), drawn.count(Trait::silicified_faults));
  EXPECT_EQ(how_many(layout, Kind::wall), drawn.count(Trait::walls));
  EXPECT_EQ(how_many(layout, Kind::leucogranite), drawn.count(Trait::leucogranites));
}

TEST_P(Layouts, BarrenOnesDifferInWhatIsPlantedAlone) {
  Layout whole = lay_out(draw(), kSeed, false);
  const Layout barren = lay_out(draw(), kSeed, true);
  EXPECT_TRUE(std::ranges::none_of(barren.lying, planted));
  std::erase_if(whole.lying, planted);
  ASSERT_EQ(whole.lying.size(), barren.lying.size());
  for (std::size_t i = 0; i < barren.lying.size(); ++i) EXPECT_EQ(whole.lying[i].outline, barren.lying[i].outline);
  EXPECT_EQ(whole.faults, barren.faults);
}

TEST_P(Layouts, DykesLieWhereTheyCanCropOut) {
  const Layout layout = lay_out(draw(), kSeed, false);
  for (const Lying& dyke : layout.lying) {
    if (dyke.kind != Kind::dyke) continue;
    const geo::Point& middle = dyke.line[dyke.line.size() / 2];
    for (const Lying& one : layout.lying) {
      const bool covers =
          one.kind == Kind::rana || one.kind == Kind::arkose || one.kind == Kind::pond || one.kind == Kind::straw;
      EXPECT_FALSE(covers && inside(one.outline, middle)) << kind_word(one.kind);
    }
  }
}

TEST_P(Layouts, TheMapHasAllBedrockAndNoMore) {
  const Layout layout = lay_out(draw(), kSeed, false);
  const auto bedrock = std::ranges::count_if(layout.lying, [](const Lying& one) { return is_bedrock(one.kind); });
  EXPECT_EQ(static_cast<std::ptrdiff_t>(layout.mapped.size()), bedrock);
}

INSTANTIATE_TEST_SUITE_P(Varieties, Layouts, testing::Values("slate", "granite", "quartzite", "basin", "marble"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace greisen::sample
