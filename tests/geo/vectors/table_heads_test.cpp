// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/table_heads.hpp"

#include <gtest/gtest.h>

namespace greisen::geo {
namespace {

using Heads = std::vector<std::string>;

TEST(ColumnOf, KnowsHeadsInThreeLanguages) {
  EXPECT_EQ(column_of({"Nombre", "LONGITUD", "Latitud"}, Head::longitude), 1U);
  EXPECT_EQ(column_of({"site", "latitude", "longitude"}, Head::latitude), 1U);
  EXPECT_EQ(column_of({"Coord_X", "Coord_Y"}, Head::north), 1U);
  EXPECT_EQ(column_of({"x_etrs89", "y_etrs89"}, Head::east), 0U);
  EXPECT_EQ(column_of({"UTM X (m)", "UTM Y (m)"}, Head::east), 0U);
  EXPECT_EQ(column_of({"Coordenada X (HUSO 30)", "b"}, Head::east), 0U);
  EXPECT_EQ(column_of({"Código", "Designação", "Substância"}, Head::commodity), 2U);
  EXPECT_EQ(column_of({"Código", "Designação", "Substância"}, Head::name), 1U);
  EXPECT_EQ(column_of({"accuracy_m"}, Head::accuracy), 0U);
  EXPECT_EQ(column_of({"Huso"}, Head::zone), 0U);
  EXPECT_EQ(column_of({"Latitud (N)", "Longitud (O)"}, Head::longitude), 1U);
  EXPECT_EQ(column_of({"POINT_X", "POINT_Y"}, Head::north), 1U);
  EXPECT_EQ(column_of({"X (Longitud)", "Y (Latitud)"}, Head::latitude), 1U);
  EXPECT_EQ(column_of({"UTM E", "UTM N"}, Head::north), 1U);
  EXPECT_FALSE(column_of({"platitude", "long name", "max", "yield"}, Head::latitude));
  EXPECT_FALSE(column_of({"platitude", "long name", "max", "yield"}, Head::longitude));
  EXPECT_FALSE(column_of({"platitude", "long name", "max", "yield"}, Head::east));
}

TEST(ColumnOf, PrefersTheBestHead) { EXPECT_EQ(column_of({"mine", "name"}, Head::name), 1U); }

TEST(ColumnNamed, TakesAnyCase) {
  EXPECT_EQ(column_named({"a", "Sustancia Principal"}, "sustancia principal"), 1U);
  EXPECT_EQ(column_named({"code", "Code"}, "Code"), 1U);
  EXPECT_FALSE(column_named({"code"}, "codes"));
}

TEST(ColumnOfPart, KnowsWhatStandsBesideDegrees) {
  const std::vector<std::string> heads = {"Lat_G", "Lat_M", "Lat_S", "Longitud grados", "Longitud minutos", "Lon. dir"};
  EXPECT_EQ(column_of(heads, Head::latitude), 0U);
  EXPECT_EQ(column_of_part(heads, Head::latitude, AnglePart::minutes, 0), 1U);
  EXPECT_EQ(column_of_part(heads, Head::latitude, AnglePart::seconds, 0), 2U);
  EXPECT_EQ(column_of_part(heads, Head::longitude, AnglePart::minutes, 3), 4U);
  EXPECT_EQ(column_of_part(heads, Head::longitude, AnglePart::direction, 3), 5U);
  EXPECT_FALSE(column_of_part({"Longitud (m)", "name"}, Head::longitude, AnglePart::minutes, 0))
      << "it is the degrees'";
}

TEST(CountsBack, WhereTheHeadSaysWestOrSouth) {
  EXPECT_TRUE(counts_back("Longitud (O)"));
  EXPECT_TRUE(counts_back("Longitude W"));
  EXPECT_TRUE(counts_back("Latitude South"));
  EXPECT_FALSE(counts_back("Longitude E"));
  EXPECT_FALSE(counts_back("Longitud"));
}

TEST(CrsOfHead, TellsDatumZoneAndCode) {
  EXPECT_EQ(crs_of_head("X_ETRS89_H30").datum, "ETRS89");
  EXPECT_EQ(crs_of_head("X_ETRS89_H30").zone, 30);
  EXPECT_EQ(crs_of_head("X ED50 UTM 29N").zone, 29);
  EXPECT_EQ(crs_of_head("x_25830").crs, "EPSG:25830");
  EXPECT_EQ(crs_of_head("UTM_X").zone, 0);
  EXPECT_EQ(crs_of_head("UTM_X").datum, "");
}

TEST(UtmOf, KnowsTheDatumsOfIberia) {
  const auto utm = [](const char* datum, const char* zone, double y) {
    HeadCrs crs = zone_of(zone);
    crs.datum = datum;
    return utm_of(crs, y);
  };
  EXPECT_EQ(utm("ETRS89", "Huso 30", 4.1e6), "EPSG:25830");
  EXPECT_EQ(utm("ED50", "29T", 4.6e6), "EPSG:23029");
  EXPECT_EQ(utm("WGS84", "30S", 4.1e6), "EPSG:32630") << "the band of Andalusia";
  EXPECT_EQ(utm("WGS84", "19S", 7.0e6), "EPSG:32719") << "of the south";
  EXPECT_EQ(utm("WGS84", "19J", 7.0e6), "EPSG:32719");
  EXPECT_EQ(utm("WGS84", "29N", 4.1e6), "EPSG:32629");
  EXPECT_EQ(utm("", "29", 4.1e6), "");
  EXPECT_EQ(utm("WGS84", "61", 4.1e6), "");
}

}  // namespace
}  // namespace greisen::geo
