// SPDX-License-Identifier: Apache-2.0
#include "catalogue/palette.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "catalogue/catalogue.hpp"

namespace greisen {
namespace {

Palette grey(PaletteKind kind = PaletteKind::sequential) {
  Palette palette;
  palette.id = "mine";
  palette.kind = kind;
  palette.colours = {{0, 0, 0}, {100, 100, 100}, {250, 200, 150}};
  palette.names = {"low", "middle", "high"};
  return palette;
}

TEST(Palette, ReadsAndWritesHexadecimalColours) {
  EXPECT_EQ(colour_of("#0072b2"), (Colour{0, 0x72, 0xb2}));
  EXPECT_EQ(to_hex({0, 0x72, 0xb2}), "#0072b2");
  for (const char* wrong : {"0072b2", "#0072b", "#0072b22", "#00 2b2", "#00g2b2", "", "blue", "#-07-2b"})
    EXPECT_EQ(colour_of(wrong), std::nullopt) << wrong;
}

TEST(Palette, InterpolatesBetweenItsColoursAndEndsWithThem) {
  EXPECT_EQ(grey().at(0), (Colour{0, 0, 0}));
  EXPECT_EQ(grey().at(0.25), (Colour{50, 50, 50}));
  EXPECT_EQ(grey().at(0.75), (Colour{175, 150, 125}));
  EXPECT_EQ(grey().at(1), (Colour{250, 200, 150}));
  EXPECT_EQ(grey().at(7), grey().at(1));
  EXPECT_EQ(grey().at(-7), grey().at(0));
  EXPECT_EQ(grey().at(std::nan("")), grey().at(0));
}

TEST(Palette, GivesAsManyStepsAsAreAskedFor) {
  EXPECT_EQ(grey().sampled(3), grey().colours);
  EXPECT_EQ(grey().sampled(1).front(), (Colour{100, 100, 100}));
  EXPECT_EQ(grey().sampled(256).size(), 256U);
}

TEST(Palette, NamesWhatItHasWhereANameIsUnknown) {
  EXPECT_EQ(grey(PaletteKind::categorical).named("high"), (Colour{250, 200, 150}));
  try {
    (void)grey(PaletteKind::categorical).named("hihg");
    FAIL() << "an unknown name gave a colour";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E2201");
    EXPECT_NE(error.problems().front().fix.find("high"), std::string::npos);
  }
}

TEST(Palette, BeginsAnewAfterItsLastColour) { EXPECT_EQ(grey().nth(4), grey().colours[1]); }

std::vector<Style> rows(std::initializer_list<std::pair<const char*, const char*>> all) {
  std::vector<Style> styles;
  for (const auto& [id, files] : all) {
    Style style;
    style.id = id;
    style.files = files;
    styles.push_back(style);
  }
  return styles;
}

TEST(Style, TheRowWithMostLettersWinsAndOfEqualOnesTheLater) {
  const auto styles = rows({{"all", "*.tif"},
                            {"layers", "layers/*.tif"},
                            {"one", "layers/a/*.tif"},
                            {"b", "layers/b/*.tif"},
                            {"b2", "layers/b/*.tif"}});
  EXPECT_EQ(find_style(styles, "x.tif")->id, "all");
  EXPECT_EQ(find_style(styles, "layers/c/x.tif")->id, "layers");
  EXPECT_EQ(find_style(styles, "layers/a/x.tif")->id, "one");
  EXPECT_EQ(find_style(styles, "layers/b/x.tif")->id, "b2");
  EXPECT_EQ(find_style(styles, "x.png"), nullptr);
}

class OwnStyles : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("greisen_styles_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path) << text;
  }
  [[nodiscard]] std::string codes() const {
    std::string text;
    try {
      load_catalogue(folder_);
    } catch (const Error& error) {
      for (const Problem& problem : error.problems())
        text += std::string(problem.code) + ":" + std::to_string(problem.where.line) + " ";
    }
    return text;
  }
  std::filesystem::path folder_;
};

constexpr const char* kMine =
    "id: mine\ntitle: t\nkind: sequential\ncolours: [\"#000000\", \"#ff0000\"]\nsource: s\nlicence: l\n";

TEST_F(OwnStyles, ReplaceAndAddToThoseOfTheProgram) {
  write("palettes/mine.yaml", kMine);
  write(
      "styles/mine.yaml",
      "- {id: my_layer, for: \"layers/sentinel2/my_ratio.tif\", render: ramp, title: My ratio, group: [Mine], palette: "
      "mine, range: [0, 2]}\n"
      "- {id: prospectivity, for: \"prospectivity_*.tif\", render: ramp, title: t, group: [g], palette: viridis, "
      "range: "
      "[0, 1]}\n");
  const Catalogue own = load_catalogue(folder_);
  EXPECT_EQ(find_style(own.styles, "layers/sentinel2/my_ratio.tif")->palette, "mine");
  EXPECT_EQ(find_style(own.styles, "layers/sentinel2/other.tif")->id, "layers");
  EXPECT_EQ(find_style(own.styles, "prospectivity_w-skarn.tif")->palette, "viridis");
  EXPECT_EQ(own.styles.size(), load_catalogue().styles.size() + 1);
}

TEST_F(OwnStyles, AreRefusedWithTheLineWhereTheyContradictThemselves) {
  write("palettes/mine.yaml",
        "id: mine\ntitle: t\nkind: categorical\ncolours: [\"#000000\", blue]\nsource: s\nlicence: l\n");
  EXPECT_EQ(codes(), "E2203:4 E2203:1 ") << "no colour; no names";
  write("palettes/mine.yaml", kMine);
  write("styles/mine.yaml",
        "- {id: a, for: x, render: ramp, title: t, group: [g], palette: mine}\n"
        "- {id: b, for: x, render: ramp, title: t, group: [g], palette: mien, range: [0, 1]}\n"
        "- {id: c, for: x, render: ramp, title: t, group: [g], palette: mine, range: [1, 0]}\n"
        "- {id: d, for: x, render: line, title: t, group: [g], palette: marks, colour: no_such}\n"
        "- {id: e, for: x, render: ramp, title: t, group: [g], palette: marks, range: [0, 1]}\n");
  EXPECT_EQ(codes(), "E2203:1 E2203:3 E2201:2 E2201:4 E2203:5 ");
}

}  // namespace
}  // namespace greisen
