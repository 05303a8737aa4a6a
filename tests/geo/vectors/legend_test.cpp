// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/legend.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Legend, IsATableWithCodesAndRoles) {
  const ScratchFolder folder;
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return VectorFile{folder / name};
  };
  const Legend legend = read_legend(write("a.csv", "code,name,role\ngr1,\"Granite, two-mica\",granite\nsl,c,Host\n"));
  ASSERT_EQ(legend.rows.size(), 2U);
  EXPECT_EQ(legend.rows[0].name, "Granite, two-mica");
  EXPECT_EQ(legend.rows[1].role, "host");
  EXPECT_EQ(read_legend(write("b.csv", "Código;Nombre;Rol\n12;Granito;granite\n")).rows[0].code, "12");
  EXPECT_EQ(code_of([&] { read_legend(write("bad.csv", "a,b\n1,2\n")); }), "E3206");
}

MatchedLegend matched(const std::vector<LegendRow>& rows, const std::map<std::string, std::size_t>& polygons) {
  return match_legend({rows, {}}, polygons);
}

TEST(MatchLegend, TellsWhatMeetsNothing) {
  const MatchedLegend met = matched({{"gr", "", "granite"}, {"sk", "", "carbonate"}}, {{"gr", 4}, {"qz", 2}, {"", 3}});
  EXPECT_THAT(met.codes, ElementsAre(Pair("granite", ElementsAre("gr"))));
  EXPECT_THAT(met.without_polygon, ElementsAre("sk"));
  EXPECT_THAT(met.without_row, ElementsAre(Pair("qz", 2U)));
  EXPECT_EQ(met.polygons_without_code, 3U);
}

TEST(MatchLegend, TakesOtherWritingsOfOneCodeForIt) {
  const MatchedLegend met = matched({{"1.0", "", "granite"}, {"02", "", "host"}, {"Granito Biotitico", "", "granite"}},
                                    {{"1", 4}, {"2", 2}, {"granito biotítico ", 1}});
  EXPECT_THAT(met.codes.at("granite"), ElementsAre("1", "granito biotítico "));
  EXPECT_THAT(met.codes.at("host"), ElementsAre("2"));
  EXPECT_EQ(met.alike.size(), 3U);
  EXPECT_TRUE(met.without_polygon.empty());
  EXPECT_TRUE(met.without_row.empty());
}

TEST(MatchLegend, KeepsCodesApartThatDifferInCaseAlone) {
  const MatchedLegend met = matched({{"Qa", "", "host"}, {"QA", "", "granite"}}, {{"Qa", 1}, {"QA", 1}});
  EXPECT_THAT(met.codes.at("host"), ElementsAre("Qa"));
  const MatchedLegend two = matched({{"qa", "", "host"}}, {{"Qa", 1}, {"QA", 1}});
  EXPECT_TRUE(two.codes.empty()) << "which of both is not known";
  EXPECT_THAT(two.without_polygon, ElementsAre("qa"));
}

}  // namespace
}  // namespace greisen::geo
