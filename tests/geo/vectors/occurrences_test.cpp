// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/occurrences.hpp"

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/scratch_folder.hpp"

namespace greisen::geo {
namespace {

using testing::HasSubstr;

class OccurrencesFile : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  static Occurrences read(const VectorFile& file, const std::string& field = "") {
    return read_occurrences(file, field, parse_crs("EPSG:32629"));
  }
  ScratchFolder folder_;
};

TEST_F(OccurrencesFile, OfACsvMayBeInLonLatOrWithACrsOfItsOwn) {
  const Occurrences all = read({write("a.csv",
                                      "name,lon,lat,x,y,crs,commodity,accuracy_m\n"
                                      "Uno,-9,41,,,,W,25\n"
                                      "Dos,,,500000,4538870,EPSG:32629,Li,\n"
                                      "Tres,,,,,,W,\n")});
  ASSERT_EQ(all.points.size(), 2U);
  ASSERT_EQ(all.unplaced.size(), 1U);
  EXPECT_EQ(all.unplaced[0].number, 4);
  EXPECT_EQ(all.unplaced[0].name, "Tres");
  EXPECT_NEAR(all.points[0].place.x, 500000, 1e-3);
  EXPECT_EQ(all.points[0].commodity, "W");
  EXPECT_EQ(all.points[0].accuracy_m, 25);
  EXPECT_DOUBLE_EQ(all.points[1].place.y, 4538870);
  EXPECT_FALSE(all.points[1].accuracy_m.has_value());
}

TEST_F(OccurrencesFile, AreMovedByTheOperationOfTheTargetsPlace) {
  Crs target = parse_crs("EPSG:32719");
  target.place = {-70.56, -27.56, -70.36, -27.36};
  const Occurrences all =
      read_occurrences({write("a.csv", "name,x,y,crs\nUno,356008.93,6961756.31,EPSG:24879\n")}, "", target);
  ASSERT_EQ(all.points.size(), 1U);
  EXPECT_NEAR(all.points[0].place.x, 355'824.576, 0.01);
  EXPECT_NEAR(all.points[0].place.y, 6'961'380.950, 0.01);
}

TEST_F(OccurrencesFile, OfAVectorFileHasItsColumns) {
  const std::string path = write("b.geojson", R"({"type": "FeatureCollection", "features": [{"type": "Feature",
    "properties": {"name": "<b>Mina</b>", "mineral": "Sn"}, "geometry": {"type": "Point", "coordinates": [-9, 41]}}]})");
  const Occurrences all = read({path}, "Mineral");
  ASSERT_EQ(all.points.size(), 1U);
  EXPECT_EQ(all.points[0].commodity, "Sn");
  EXPECT_EQ(all.points[0].name, "<b>Mina</b>");
  EXPECT_EQ(code_of([&] { read({path}, "commodity"); }), "E3206") << "a column that is asked for and not there";
}

// 9° W on the zone's meridian is x 500000; y of 41.5° N on it is 4594264.22 by Debian's PROJ (pyosr)
TEST_F(OccurrencesFile, TablesAreTakenAsIberianSpreadsheetsWriteThem) {
  for (const auto& [head, row] :
       {std::pair{"Nombre;Longitud;Latitud", "Uno;-9,0;41,5"},
        {"nome\tLONGITUDE (WGS84)\tLATITUDE (WGS84)", "Uno\t9º 00' 00\" O\t41º 30' N"},
        {"site,latitude,longitude", "Uno,41.5,-9"},
        {"name|lat|lon", "Uno|41,5° N|9,0° W"},
        {"Nombre;X_ETRS89;Y_ETRS89;Huso", "Uno;500.000,00;4.594.264,2;29"},
        {"Nombre;UTM_X;UTM_Y;HUSO;Datum", "Uno;500 000;4 594 264,2;29T;WGS 84"},
        {"Nombre;Este;Norte;EPSG", "Uno;500000;4594264,2;25829"},
        {"nome;Coord. X (ETRS89 29N);Coord. Y (ETRS89 29N)", "Uno;500000;4594264.2"},
        {"Nombre;Latitud (N);Longitud (W)", "Uno;41,5;9,0"},
        {"Nombre;POINT_X;POINT_Y;crs", "Uno;500000 m;4594264.2 m;EPSG:32629"},
        {"name,lat_deg,lat_min,lon_deg,lon_min", "Uno,41,30,-9,0"},
        {"Nombre;Lat_G;Lat_M;Lat_S;Lat_dir;Long_G;Long_M;Long_S;Long_dir", "Uno;41;30;0,0;N;9;0;0;O"},
        {"WKT,name,crs", "POINT (-9 41.5),Uno,EPSG:4326"}}) {
    const Occurrences all = read({write("t.csv", std::string("\xEF\xBB\xBF") + head + "\r\n" + row + "\r\n")});
    ASSERT_EQ(all.points.size(), 1U) << head;
    EXPECT_NEAR(all.points[0].place.x, 500000, 0.5) << head;
    EXPECT_NEAR(all.points[0].place.y, 4594264.2, 0.5) << head;
    EXPECT_EQ(all.points[0].name, "Uno") << head;
  }
}

TEST_F(OccurrencesFile, HeadsMayStandBelowATitle) {
  const Occurrences all = read({write("t.csv", "Registro minero;;\n;;\nName;Lon;Lat\nUno;-9;41\n")});
  ASSERT_EQ(all.points.size(), 1U);
  EXPECT_EQ(all.points[0].name, "Uno");
}

TEST_F(OccurrencesFile, XAndYTakeTheCrsThatTheSurveyGives) {
  const std::string path = write("t.csv", "name,x,y\nUno,500000,4538871\n");
  EXPECT_EQ(code_of([&] { read({path}); }), "E3203");
  EXPECT_NEAR(read({path, "", "EPSG:25829"}).points[0].place.y, 4538871, 0.5);
  const std::string zoned = write("z.csv", "name,x,y,huso\nUno,500000,4538871,29\nDos,500000,4538871,30\n");
  EXPECT_EQ(code_of([&] { read({zoned}); }), "E3203") << "which datum is not told";
  const Occurrences all = read({zoned, "", "EPSG:25830"});
  EXPECT_NEAR(all.points[0].place.x, 500000, 0.5);
  EXPECT_GT(all.points[1].place.x, 990000) << "6 degrees further east";
}

TEST_F(OccurrencesFile, RowsWithoutAPlaceAreToldWithTheirReason) {
  const Occurrences all =
      read({write("t.csv", "name,lon,lat\nA,-9,4l.5\nB,-9,95\nC,,41\nD,-9,41\nE,500000,4538871\n")});
  EXPECT_EQ(all.points.size(), 1U);
  ASSERT_EQ(all.unplaced.size(), 4U);
  EXPECT_THAT(all.unplaced[0].why, HasSubstr("'4l.5' is no latitude"));
  EXPECT_THAT(all.unplaced[1].why, HasSubstr("exchanged"));
  EXPECT_THAT(all.unplaced[2].why, HasSubstr("no longitude"));
  EXPECT_THAT(all.unplaced[3].why, HasSubstr("metres"));
}

TEST_F(OccurrencesFile, AccuraciesHaveUnitsAndWhatIsNotUnderstoodIsTold) {
  const Occurrences all = read({write(
      "t.csv", "name,lon,lat,Precisión\nA,-9,41,1 km\nB,-9,41,± 50 m\nC,-9,41,\"0,5 km\"\nD,-9,41,buena\nE,-9,41,\n")});
  ASSERT_EQ(all.points.size(), 5U);
  EXPECT_EQ(all.points[0].accuracy_m, 1000);
  EXPECT_EQ(all.points[1].accuracy_m, 50);
  EXPECT_EQ(all.points[2].accuracy_m, 500);
  EXPECT_FALSE(all.points[3].accuracy_m.has_value());
  ASSERT_EQ(all.notes.size(), 1U);
  EXPECT_THAT(all.notes[0], HasSubstr("1 of its accuracies are not understood, the first 'buena' in row 5"));
}

TEST_F(OccurrencesFile, NamesKeepTheirAccentsInAnyEncoding) {
  const Occurrences windows = read({write("w.csv",
                                          "name,lon,lat\nPe\xf1"
                                          "a,-9,41\n")});
  EXPECT_EQ(windows.points[0].name, "Peña");
  ASSERT_EQ(windows.notes.size(), 1U);
  EXPECT_THAT(windows.notes[0], HasSubstr("Windows-1252"));
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("name\tlon\tlat\nPe\xf1"
                                  "a\t-9\t41\n")) {
    utf16 += c;
    utf16 += '\0';
  }
  const Occurrences wide = read({write("u.txt", utf16)});
  EXPECT_EQ(wide.points[0].name, "Peña");
  EXPECT_TRUE(wide.notes.empty());
}

TEST_F(OccurrencesFile, RefusesATableWithoutPlaces) {
  EXPECT_EQ(code_of([&] { read({write("c.csv", "name,easting\nUno,5\n")}); }), "E3206");
  EXPECT_EQ(code_of([&] { read({write("h.csv", "Uno,-9,41\nDos,-9,41.5\n")}); }), "E3206") << "no heads";
  EXPECT_EQ(code_of([&] { read({folder_ / "nowhere.csv"}); }), "E3201");
  EXPECT_EQ(code_of([&] { read({write("d.csv", "name,x,y,crs\nUno,1,2,EPSG:999999\n")}); }), "E3208");
  EXPECT_EQ(code_of([&] { read({write("e.csv", "name,lon,lat\n")}); }), "E3202");
}

}  // namespace
}  // namespace greisen::geo
