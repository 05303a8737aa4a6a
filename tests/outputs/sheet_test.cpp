// SPDX-License-Identifier: Apache-2.0
#include "outputs/sheet.hpp"

#include <array>
#include <cstdio>

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "geo/gdal/gdal_handles.hpp"
#include "geo/read/band_source.hpp"
#include "geo/write/geo_pdf.hpp"

namespace greisen::outputs {
namespace {

using testing::HasSubstr;
using testing::Not;

Sheet drawn(const std::string& title) {
  Sheet sheet;
  sheet.page = sheet_layout({600'000, 4'500'000, 606'000, 4'504'000}, 1, "A3");
  sheet.grid = {"", 600'000, 4'504'000, 20, 20, 300, 200};
  sheet.picture = {300, 200, 3, std::vector<std::uint8_t>(std::size_t{300} * 200 * 3, 200)};
  sheet.classes = {300, 200, 4, std::vector<std::uint8_t>(std::size_t{300} * 200 * 4, 90)};
  sheet.hidden.assign(std::size_t{300} * 200, 0);
  std::fill_n(sheet.hidden.begin(), 300 * 40, std::uint8_t{1});
  sheet.lines = {
      {Look::dashes, {1, 2, 3}, 0.4, true, {{{600'000, 4'500'000}, {606'000, 4'500'000}, {603'000, 4'504'000}}}}};
  sheet.marks = {{602'000, 4'502'000}};
  const geo::Ring ring = {{603'000, 4'502'000}, {603'200, 4'502'000}, {603'200, 4'502'300}};
  sheet.targets = {{title, {200, 0, 0}, {{{ring}}}}};
  sheet.keys = {
      {Look::fill, {9, 9, 9}, title, "1 ha"}, {Look::hatch, {9, 9, 9}, "hatch"}, {Look::mark, {9, 9, 9}, "mark"}};
  sheet.table = {{"a", "b", "c", "d", "e", "f"}, {title, title, "1", "2", "3", "4"}};
  sheet.texts = {title,  title,   title,   title, "1:20 000", "m",
                 "N",    "north", {title}, title, title,      {{title, {title, title}}},
                 {title}};
  sheet.halo = {255, 255, 255};
  return sheet;
}

geo::GeoPdf facts_of(const Sheet& sheet) {
  geo::GeoPdf facts;
  facts.width_pt = sheet.page.width_mm * 72 / 25.4;
  facts.height_pt = sheet.page.height_mm * 72 / 25.4;
  constexpr double kPoints = 72 / 25.4;
  const PageBox& frame = sheet.page.frame;
  facts.frame_pt = {frame.left * kPoints, (sheet.page.height_mm - frame.bottom()) * kPoints, frame.right() * kPoints,
                    (sheet.page.height_mm - frame.top) * kPoints};
  facts.ground = sheet.page.ground;
  facts.crs = geo::parse_crs("EPSG:32629");
  facts.title = sheet.texts.title;
  return facts;
}

TEST(Sheet, AllFormsAreTheSameBytesAgain) {
  const Sheet sheet = drawn("Title");
  for (const SheetForm form : {SheetForm::pdf, SheetForm::png, SheetForm::svg}) {
    const std::string first = sheet_bytes(sheet, form);
    EXPECT_GT(first.size(), 1000U);
    EXPECT_EQ(first, sheet_bytes(sheet, form)) << static_cast<int>(form);
  }
  const std::string pdf = sheet_bytes(sheet, SheetForm::pdf);
  EXPECT_EQ(geo::georeferenced_pdf(pdf, facts_of(sheet)), geo::georeferenced_pdf(pdf, facts_of(sheet)));
}

TEST(Sheet, ThePdfKnowsWhereItsFrameLies) {
  const Sheet sheet = drawn("Title");
  const geo::GeoPdf facts = facts_of(sheet);
  const std::string path = testing::TempDir() + "/greisen_sheet_test.pdf";
  write_file_atomically(path, geo::georeferenced_pdf(sheet_bytes(sheet, SheetForm::pdf), facts));
  // a sheet is none of the rasters that the program opens: GDAL is asked as a GIS would
  const char* const drivers[] = {"PDF", nullptr};
  const geo::DatasetPtr pdf(GDALOpenEx(path.c_str(), GDAL_OF_RASTER, drivers, nullptr, nullptr));
  ASSERT_TRUE(pdf);
  std::array<double, 6> place = {};
  ASSERT_EQ(GDALGetGeoTransform(pdf.get(), place.data()), CE_None);
  EXPECT_EQ(geo::parse_crs(GDALGetProjectionRef(pdf.get())).label(), "EPSG:32629");
  const double cols = GDALGetRasterXSize(pdf.get()) / facts.width_pt;
  const double rows = GDALGetRasterYSize(pdf.get()) / facts.height_pt;
  std::remove(path.c_str());
  ASSERT_TRUE(place[2] == 0 && place[4] == 0 && place[5] < 0);
  const auto x_of = [&](double col) { return place[0] + col * place[1]; };
  const auto y_of = [&](double row) { return place[3] + row * place[5]; };
  EXPECT_NEAR(x_of(facts.frame_pt.min_x * cols), sheet.page.ground.min_x, place[1]);
  EXPECT_NEAR(x_of(facts.frame_pt.max_x * cols), sheet.page.ground.max_x, place[1]);
  EXPECT_NEAR(y_of((facts.height_pt - facts.frame_pt.max_y) * rows), sheet.page.ground.max_y, place[1]);
  EXPECT_NEAR(y_of((facts.height_pt - facts.frame_pt.min_y) * rows), sheet.page.ground.min_y, place[1]);
}

TEST(Sheet, HostileNamesAreDrawnAsTheyStand) {
  // markup, broken UTF-8, a control character, and U+202E, which turns the direction of what follows
  const std::string hostile = "<b>\"&\xff\x01</span><script>]]> %n \xe4\xb8\xad \xe2\x80" + std::string(1, '\xae');
  const Sheet sheet = drawn(hostile + std::string(400, 'w'));
  for (const SheetForm form : {SheetForm::pdf, SheetForm::png, SheetForm::svg})
    EXPECT_GT(sheet_bytes(sheet, form).size(), 1000U);
  EXPECT_THAT(sheet_bytes(sheet, SheetForm::svg), Not(HasSubstr("<script")));
  EXPECT_THAT(geo::georeferenced_pdf(sheet_bytes(sheet, SheetForm::pdf), facts_of(sheet)), HasSubstr("%PDF"));
}

TEST(Sheet, ItsFontIsHere) { EXPECT_TRUE(has_sheet_font()) << "install fonts-dejavu-core"; }

TEST(Sheet, AnEmptySheetIsAPage) {
  Sheet sheet;
  sheet.page = sheet_layout({0, 0, 100, 100}, 1, "A4");
  sheet.halo = {255, 255, 255};
  EXPECT_THAT(sheet_bytes(sheet, SheetForm::pdf), HasSubstr("%PDF"));
}

}  // namespace
}  // namespace greisen::outputs
