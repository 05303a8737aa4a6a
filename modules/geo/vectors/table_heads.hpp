// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace greisen::geo {

/// What a column of a table may hold.
enum class Head {
  longitude,
  latitude,
  east,
  north,
  crs,
  zone,
  datum,
  shape,  ///< as WKT
  id,
  name,
  commodity,
  type,
  accuracy,
  code,
  role,
};

/// The column by its head in English, Spanish or Portuguese, whatever its case, accents and marks, and whatever tells
/// of datum, zone or unit beside it: "Longitud (WGS84)", "X_ETRS89", "UTM X (m)". The first that fits best.
std::optional<std::size_t> column_of(const std::vector<std::string>& heads, Head column);

/// What stands in a column of its own beside the degrees of a longitude or latitude.
enum class AnglePart { minutes, seconds, direction };
/// Of that axis (Head::longitude or Head::latitude): "lat_min", "Minutos longitud", "Lat. dir"; never column `degrees`.
std::optional<std::size_t> column_of_part(const std::vector<std::string>& heads, Head axis, AnglePart part,
                                          std::size_t degrees);

/// The column of exactly that name, else of that name in other case or accents.
std::optional<std::size_t> column_named(const std::vector<std::string>& heads, const std::string& name);

/// What heads such as "X_ETRS89_H30" tell of their coordinates; empty or 0 where they do not.
struct HeadCrs {
  std::string datum;  ///< "ETRS89", "WGS84", "ED50"
  int zone = 0;       ///< of UTM
  char band = 0;      ///< letter behind the zone's number, lower case
  std::string crs;    ///< "EPSG:25830", where the code stands there
};
HeadCrs crs_of_head(const std::string& head);

/// A zone of UTM with the letter of its band: "29", "30N", "29T", "H30", "Huso 30". Zone 0: none.
HeadCrs zone_of(const std::string& text);

/// "ETRS89", "ED 50", "WGS-84": one of the datums whose UTM zones are known by number. Empty: none of them.
std::string datum_of(const std::string& text);

/// "EPSG:25830" of a datum and a zone of UTM; empty where there is none. The bands C to M lie south; S is the band
/// that Andalusia lies in or means south, as its northing tells: no land of the south has so small a one.
std::string utm_of(const HeadCrs& crs, double north_m);

/// Degrees without a sign count west or south: "Longitud (O)", "Longitude W".
bool counts_back(const std::string& head);

/// A head is measured in kilometres: "accuracy_km".
bool is_in_km(const std::string& head);

}  // namespace greisen::geo
