// SPDX-License-Identifier: Apache-2.0
// What palettes and styles owe to those who read maps: order that survives grey, classes that the colour-blind tell
// apart, a style for all that a run leaves.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "catalogue/catalogue.hpp"
#include "support/colour_vision.hpp"
#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

const Catalogue& catalogue() {
  static const Catalogue loaded = load_catalogue();
  return loaded;
}

constexpr Vision kAll[] = {Vision::full, Vision::protanope, Vision::deuteranope, Vision::tritanope};

TEST(ColourVision, MeasuresDifferencesAsSharmaDoes) {
  EXPECT_NEAR(difference({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425, 1e-4);
  EXPECT_NEAR(difference({50, -1.3802, -84.2814}, {50, 0, -82.7485}), 1.0000, 1e-4);
  EXPECT_NEAR(difference({60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}), 1.2644, 1e-4);
  EXPECT_NEAR(difference({2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}), 0.9082, 1e-4);
}

TEST(ColourVision, FindsTrafficLightsAlikeForDeuteranopes) {
  const std::vector<Colour> lights = {*colour_of("#1a9641"), *colour_of("#a6d96a"), *colour_of("#ffffbf"),
                                      *colour_of("#fdae61"), *colour_of("#d7191c")};
  EXPECT_LT(least_difference(lights, Vision::deuteranope), 9);
  EXPECT_GT(least_difference(lights, Vision::full), 9);
}

/// The direction of lightness along a palette of `count` steps: 1, -1, or 0 where it turns or stands still.
int direction(const Palette& palette, int count) {
  const std::vector<Colour> colours = palette.sampled(count);
  bool rises = true;
  bool falls = true;
  for (std::size_t i = 1; i < colours.size(); ++i) {
    const double step = seen(colours[i]).l - seen(colours[i - 1]).l;
    rises = rises && step > 0;
    falls = falls && step < 0;
  }
  return rises ? 1 : falls ? -1 : 0;
}

TEST(Palettes, SequentialOnesKeepTheirOrderInGrey) {
  for (const Palette& palette : catalogue().palettes) {
    if (palette.kind != PaletteKind::sequential) continue;
    EXPECT_NE(direction(palette, 33), 0) << palette.id;
    EXPECT_GT(std::abs(seen(palette.at(1)).l - seen(palette.at(0)).l), 50) << palette.id;
  }
  EXPECT_EQ(direction(catalogue().find_palette("vik"), 33), 0) << "a diverging one has its middle lightest";
}

TEST(Palettes, DivergingOnesHaveTheirMiddleInTheMiddleAndCyclicOnesMeet) {
  const Palette& vik = catalogue().find_palette("vik");
  EXPECT_GT(seen(vik.at(0.5)).l, 85);
  EXPECT_LT(seen(vik.at(0)).l, 35);
  EXPECT_LT(seen(vik.at(1)).l, 35);
  const Palette& romao = catalogue().find_palette("romao");
  EXPECT_LT(difference(seen(romao.at(0)), seen(romao.at(1))), 3);
}

TEST(Palettes, FiveClassesAreToldApartByAll) {
  const std::vector<Colour> five = catalogue().find_palette("classes").sampled(5);
  for (const Vision vision : kAll) EXPECT_GE(least_difference(five, vision), 9) << static_cast<int>(vision);
  EXPECT_NEAR(least_difference(five, Vision::deuteranope), 13.0, 0.1) << "as its caveats say";
  const std::vector<Colour> six = catalogue().find_palette("classes").sampled(6);
  for (const Vision vision : kAll) EXPECT_GE(least_difference(six, vision), 9) << "six, where targets have their own";
}

TEST(Palettes, ModelsAlterationAndGeologyAreToldApartByAll) {
  for (const char* id : {"models", "alteration", "geology"})
    for (const Vision vision : kAll)
      EXPECT_GE(least_difference(catalogue().find_palette(id).colours, vision), 9) << id << static_cast<int>(vision);
}

TEST(Palettes, AreNamedLikeTheirFilesAndSayWhereTheyComeFrom) {
  std::set<std::string> stems;
  const std::filesystem::path folder = std::filesystem::path(GREISEN_SOURCE_DIR) / "configs" / "palettes";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) stems.insert(entry.path().stem().string());
  std::set<std::string> ids;
  for (const Palette& palette : catalogue().palettes) {
    ids.insert(palette.id);
    EXPECT_FALSE(palette.source.empty() || palette.licence.empty() || palette.caveats.empty()) << palette.id;
  }
  EXPECT_EQ(ids, stems);
}

TEST(Palettes, HaveAColourForEveryReason) {
  const Palette& reasons = catalogue().find_palette("reasons");
  for (int bit = 0; bit < 12; ++bit)
    EXPECT_NO_THROW((void)reasons.named(to_word(static_cast<Reason>(1 << bit)))) << bit;
}

/// What a run leaves (design contract, section 3), one of each kind.
constexpr const char* kOutputs[] = {"prospectivity_li-pegmatite.tif",
                                    "uncertainty_li-pegmatite.tif",
                                    "classes_li-pegmatite.tif",
                                    "reasons.tif",
                                    "observations_sentinel2.tif",
                                    "evidence/li-pegmatite/dyke_form.tif",
                                    "layers/sentinel2/al_clay.tif",
                                    "layers/geology/fault_distance.tif",
                                    "layers/aster/temporal_spread.tif",
                                    "layers/sentinel2/reflectance.tif",
                                    "layers/sentinel2/scene.tif",
                                    "layers/terrain/elevation.tif",
                                    "layers/terrain/slope.tif",
                                    "layers/terrain/hillshade.tif",
                                    "lookalikes/road.tif",
                                    "targets.gpkg/targets",
                                    "targets.gpkg/centroids",
                                    "targets.gpkg/set_aside",
                                    "targets.gpkg/near_misses",
                                    "inputs.gpkg/area",
                                    "inputs.gpkg/faults",
                                    "inputs.gpkg/contacts",
                                    "inputs.gpkg/tracks",
                                    "inputs.gpkg/geology",
                                    "inputs.gpkg/occurrences",
                                    "inputs.gpkg/land_use",
                                    "not_judged.gpkg/li-pegmatite"};

TEST(Styles, ThereIsOneForEveryOutput) {
  for (const char* path : kOutputs) EXPECT_NE(find_style(catalogue().styles, path), nullptr) << path;
}

TEST(Styles, NoneIsForNothing) {
  std::set<std::string> used;
  for (const char* path : kOutputs)
    if (const Style* const style = find_style(catalogue().styles, path)) used.insert(style->id);
  used.insert({"residuals", "residuals_iron"});  // layers of one model
  for (const Style& style : catalogue().styles) EXPECT_TRUE(used.contains(style.id)) << style.id;
}

TEST(Styles, UncertaintyIsNeverInTheColoursOfFavourability) {
  const auto palette_of = [](const char* path) { return find_style(catalogue().styles, path)->palette; };
  EXPECT_NE(palette_of("uncertainty_w-skarn.tif"), palette_of("prospectivity_w-skarn.tif"));
}

TEST(Styles, NoColourIsWrittenInTheProgram) {
  std::vector<std::string> found;
  for (const char* folder : {"modules", "pipeline"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(GREISEN_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      std::ifstream in(entry.path());
      std::string line;
      while (std::getline(in, line)) {
        if (line.find("//") != std::string::npos) line.resize(line.find("//"));
        for (std::size_t at = line.find('#'); at != std::string::npos; at = line.find('#', at + 1))
          if (colour_of(line.substr(at, 7)) && line.substr(at, 7).find("rrggbb") == std::string::npos)
            found.push_back(entry.path().filename().string() + ": " + line);
      }
    }
  // an example in the message that refuses what is no colour
  std::erase_if(found, [](const std::string& one) { return one.starts_with("read_palette.cpp"); });
  EXPECT_TRUE(found.empty()) << listed(found);
}

}  // namespace
}  // namespace greisen::test
