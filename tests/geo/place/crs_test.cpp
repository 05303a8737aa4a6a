// SPDX-License-Identifier: Apache-2.0
#include "geo/place/crs.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/vectors/vector_read.hpp"

namespace greisen::geo {
namespace {

using testing::HasSubstr;

TEST(ParseCrs, GivesTheSameTextForTheSameCrsHoweverItIsWritten) {
  const std::string wkt = parse_crs("EPSG:32629").wkt;
  EXPECT_EQ(parse_crs("epsg:32629").wkt, wkt);
  EXPECT_EQ(parse_crs("urn:ogc:def:crs:EPSG::32629").wkt, wkt);
  EXPECT_EQ(parse_crs("+proj=utm +zone=29 +datum=WGS84").wkt, wkt);
  EXPECT_EQ(parse_crs("WGS 84 / UTM zone 29N").wkt, wkt);
  EXPECT_EQ(parse_crs(wkt).wkt, wkt);
  // ESRI's wording of the same
  EXPECT_EQ(parse_crs(R"(PROJCS["WGS_1984_UTM_Zone_29N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",)"
                      R"(6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],)"
                      R"(PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],)"
                      R"(PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-9.0],)"
                      R"(PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])")
                .wkt,
            wkt);
}

/// PROJ would wait for the pipe without end.
TEST(ParseCrs, RefusesThatNamesAPipe) {
  const ScratchFolder folder;
  const std::string pipe = folder / "grid.gsb";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  for (const std::string& text :
       {"+proj=utm +zone=29 +ellps=intl +nadgrids=" + pipe,
        "+proj=longlat +ellps=intl +nadgrids=@null,@" + pipe + " +no_defs",
        R"(GEOGCS["a",DATUM["b",SPHEROID["c",6378388,297],EXTENSION["PROJ4_GRIDS",")" + pipe +
            R"("]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],EXTENSION["PROJ4",)" +
            R"("+proj=longlat +ellps=intl +nadgrids=)" + pipe + R"("]])"})
    EXPECT_EQ(code_of([&] { parse_crs(text); }), "E4011") << text;
  EXPECT_NO_THROW(parse_crs("+proj=utm +zone=29 +ellps=intl +nadgrids=@null"));
}

/// In the folder that the program works in PROJ looks too, whoever has it read a CRS.
TEST(ParseCrs, NoPipeOfTheWorkingFolderIsOpenedAsAGrid) {
  const GdalSession session;
  const ScratchFolder folder;
  ASSERT_EQ(mkfifo((folder / "grid.gsb").c_str(), 0600), 0);
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(std::filesystem::path(folder / "grid.gsb").parent_path());
  OGRSpatialReference srs;
  srs.importFromProj4("+proj=utm +zone=29 +ellps=intl +nadgrids=grid.gsb");  // would not come back
  std::filesystem::current_path(before);
}

TEST(ParseCrs, TakesLonLatTwinsForOneCrs) {
  const std::string wkt = wgs84().wkt;
  EXPECT_EQ(parse_crs("OGC:CRS84").wkt, wkt);
  EXPECT_EQ(parse_crs("WGS84").wkt, wkt);
  EXPECT_EQ(parse_crs("EPSG:4979").wkt, wkt) << "the height is dropped";
}

TEST(ParseCrs, TellsWhatTheCrsIs) {
  const Crs utm = parse_crs("EPSG:32719");
  EXPECT_EQ(utm.name, "WGS 84 / UTM zone 19S");
  EXPECT_EQ(utm.label(), "EPSG:32719");
  EXPECT_FALSE(utm.is_geographic);
  EXPECT_EQ(utm.metres_per_unit, 1);
  EXPECT_THAT(utm.wkt, HasSubstr("PROJCRS["));
  EXPECT_EQ(utm.wkt.find('\n'), std::string::npos);
  const Crs feet = parse_crs("EPSG:2222");
  EXPECT_DOUBLE_EQ(feet.metres_per_unit, 0.3048);
  const Crs degrees = wgs84();
  EXPECT_TRUE(degrees.is_geographic);
  EXPECT_EQ(degrees.metres_per_unit, 0);
}

TEST(ParseCrs, DoesNotTakeATownsDatumForAnother) {
  EXPECT_EQ(parse_crs("+proj=utm +zone=29 +ellps=intl").authority, "") << "no datum, so no code";
  EXPECT_EQ(parse_crs("+proj=utm +zone=30 +ellps=GRS80").authority, "");
}

TEST(ParseCrs, DropsTheVerticalPart) { EXPECT_EQ(parse_crs("EPSG:7405").label(), "EPSG:27700"); }

TEST(ParseCrs, RefusesWhatCannotCarryAGrid) {
  for (const char* text : {"EPSG:4978", "EPSG:5773", "EPSG:2053", "EPSG:2065"}) {
    EXPECT_EQ(code_of([&] { parse_crs(text); }), "E4011") << text;
  }
}

TEST(ParseCrs, NamesTheTextAndAWayOut) {
  for (const char* text :
       {"", "nonsense", "EPSG:99999999", "EPSG:", "/etc/hostname", "PROJCS[\"a\"", "+proj=nothing"}) {
    EXPECT_EQ(code_of([&] { parse_crs(text); }), "E4010") << text;
  }
  EXPECT_EQ(code_of([] { parse_crs(std::string(100'000, '[')); }), "E4010");
  try {
    parse_crs("32629");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("'32629'"));
    EXPECT_THAT(error.what(), HasSubstr("EPSG:32629"));
  }
  try {
    parse_crs("utm zone 29N");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("did you mean EPSG:"));
  }
}

TEST(PointTransform, TakesXForEastWhateverTheRegistrySays) {
  // EPSG:4326 and EPSG:2193 are registered as north, east
  const Point wellington = PointTransform(wgs84(), parse_crs("EPSG:2193")).apply(Point{175, -41});
  EXPECT_NEAR(wellington.x, 1'768'207.89, 0.01);
  EXPECT_NEAR(wellington.y, 5'459'316.47, 0.01);
  const Point pole = PointTransform(wgs84(), parse_crs("EPSG:32661")).apply(Point{0, 88});
  EXPECT_NEAR(pole.x, 2'000'000, 0.01);
  EXPECT_LT(pole.y, 2'000'000);
}

TEST(PointTransform, ComesBack) {
  const PointTransform transform(wgs84(), parse_crs("EPSG:32629"));
  const Point there = transform.apply(Point{-6, 39});
  EXPECT_NEAR(there.x, 759'800.192, 0.001);
  EXPECT_NEAR(there.y, 4'321'059.12, 0.01);
  const Point back = transform.invert(there);
  EXPECT_NEAR(back.x, -6, 1e-10);
  EXPECT_NEAR(back.y, 39, 1e-10);
}

TEST(PointTransform, KnowsTheAccuracyOfADatumShift) {
  EXPECT_EQ(PointTransform(wgs84(), parse_crs("EPSG:32629")).accuracy_m(), 0);
  EXPECT_EQ(PointTransform(parse_crs("EPSG:4258"), wgs84()).accuracy_m(), 1);
  const PointTransform ed50(parse_crs("EPSG:23029"), parse_crs("EPSG:32629"), {-9, 38, -8, 39});
  EXPECT_GT(ed50.accuracy_m(), 0);
  const Point moved = ed50.apply(Point{500'000, 4'400'000});
  EXPECT_NEAR(moved.x, 499'890, 30) << "ED50 lies some 110 m east and 210 m north of WGS 84";
  EXPECT_NEAR(moved.y, 4'399'790, 30);
}

TEST(PointTransform, TakesTheOperationOfThePlaceOfUse) {
  // figures of GDAL 3.6 with PROJ 9.1, the area of interest 0.1 degrees about the place
  const Bounds spain = {-5.98, 41.59, -5.78, 41.79};
  const Bounds europe = {-16, 25, 49, 85};
  const Crs from = parse_crs("EPSG:23030");
  Crs to = parse_crs("EPSG:32630");
  const Point at{260'000, 4'620'000};
  EXPECT_GT(std::abs(PointTransform(from, to, europe).apply(at).x - 259'890.576), 1);
  to.place = spain;
  for (const Bounds& extent : {Bounds{}, europe}) {
    const PointTransform transform(from, to, extent);
    EXPECT_NEAR(transform.apply(at).x, 259'890.576, 0.01);
    EXPECT_NEAR(transform.apply(at).y, 4'619'792.946, 0.01);
  }
  Crs here = from;
  here.place = spain;  // lon/lat has no place of its own
  const Point lon_lat = PointTransform(here, wgs84(), europe).apply(at);
  EXPECT_NEAR(lon_lat.x, -5.885316859, 1e-8);
  EXPECT_NEAR(lon_lat.y, 41.693707374, 1e-8);
  Crs south = parse_crs("EPSG:32719");
  south.place = {-70.56, -27.56, -70.36, -27.36};
  const Point chile = PointTransform(parse_crs("EPSG:24879"), south).apply(Point{356'008.93, 6'961'756.31});
  EXPECT_NEAR(chile.x, 355'824.576, 0.01);
  EXPECT_NEAR(chile.y, 6'961'380.950, 0.01);
}

TEST(MovedTable, TakesTheOperationOfThePlaceForEveryShape) {
  Crs from = parse_crs("EPSG:23030");
  from.place = {-5.98, 41.59, -5.78, 41.79};
  VectorTable table{"all", "", ShapeType::point, {}, {}};
  table.rows.push_back({{}, Point{260'000, 4'620'000}});
  table.rows.push_back(
      {{}, std::vector<Polygon>{{{{{260'000, 4'620'000}, {260'100, 4'620'000}, {260'000, 4'620'100}}}}}});
  table.rows.push_back({{}, Point{-900'000, 3'300'000}});  // far off the place
  const VectorTable moved = moved_table(table, from, wgs84());
  EXPECT_NEAR(std::get<Point>(moved.rows[0].shape).x, -5.885316859, 1e-8);
  const Ring& ring = std::get<std::vector<Polygon>>(moved.rows[1].shape)[0].rings[0];
  EXPECT_TRUE(std::ranges::any_of(
      ring, [](const Point& p) { return std::abs(p.x + 5.885316859) < 1e-8 && std::abs(p.y - 41.693707374) < 1e-8; }));
}

TEST(ShiftBetween, IsThatOfFalseOriginsAlone) {
  const Bounds box = {355'000, -3'100'000, 540'000, -2'900'000};
  EXPECT_EQ(shift_between(parse_crs("EPSG:32619"), parse_crs("EPSG:32719"), box), (Point{0, 10'000'000}));
  EXPECT_EQ(shift_between(parse_crs("EPSG:25830"), parse_crs("EPSG:32630"), {300'000, 4'500'000, 400'000, 4'600'000}),
            (Point{0, 0}));
  EXPECT_FALSE(
      shift_between(parse_crs("EPSG:32629"), parse_crs("EPSG:32630"), {300'000, 4'500'000, 400'000, 4'600'000}));
  EXPECT_FALSE(
      shift_between(parse_crs("EPSG:23030"), parse_crs("EPSG:32630"), {300'000, 4'500'000, 400'000, 4'600'000}))
      << "another ellipsoid stretches the ground";
  EXPECT_FALSE(shift_between(wgs84(), parse_crs("EPSG:32630"), {-3, 40, -2, 41}));
}

TEST(PointTransform, RefusesBallparkOperations) {
  const Crs no_datum = parse_crs("+proj=utm +zone=29 +ellps=intl");
  EXPECT_EQ(code_of([&] { PointTransform(no_datum, parse_crs("EPSG:32629")); }), "E4012");
  EXPECT_EQ(code_of([&] { PointTransform(parse_crs("EPSG:2062"), wgs84()); }), "E4012")
      << "Madrid 1870 has no operation";
}

TEST(PointTransform, MarksPointsOutsideAsMissing) {
  const PointTransform transform(wgs84(), parse_crs("EPSG:3031"));
  std::vector<double> x = {0, 10, std::nan("")};
  std::vector<double> y = {-80, 95, 0};
  EXPECT_EQ(transform.apply(x, y), 2U);
  EXPECT_TRUE(std::isfinite(x[0]) && std::isfinite(y[0]));
  EXPECT_TRUE(std::isnan(x[1]) && std::isnan(y[1]) && std::isnan(x[2]));
}

TEST(RoughLonLat, RunsOnAcrossTheAntimeridian) {
  const Bounds box = rough_lon_lat(parse_crs("EPSG:32660"), {700'000, 1'000'000, 950'000, 1'100'000});
  EXPECT_NEAR(box.min_x, 178.8, 0.1);
  EXPECT_NEAR(box.max_x, 181.1, 0.1);
}

TEST(RoughLonLat, CountsFromGreenwich) {
  const Bounds box = rough_lon_lat(parse_crs("EPSG:20790"), {200'000, 300'000, 201'000, 301'000});  // from Lisbon
  EXPECT_NEAR(box.min_x, -8.13, 0.02);
}

}  // namespace
}  // namespace greisen::geo
