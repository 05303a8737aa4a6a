// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/table_heads.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/fold.hpp"
#include "base/text.hpp"

namespace greisen::geo {
namespace {

using Words = std::vector<std::string>;

/// Heads of each column, folded, the best first.
const Words& heads_of(Head column) {
  static const std::map<Head, Words> heads = {
      {Head::longitude, {"lon", "long", "longitude", "longitud", "lng", "decimallongitude"}},
      {Head::latitude, {"lat", "latitude", "latitud", "decimallatitude"}},
      {Head::east,
       {"x", "este", "easting", "east", "xcoord", "coordx", "xutm", "utmx", "utme", "eastings", "leste", "e"}},
      {Head::north, {"y", "norte", "northing", "north", "ycoord", "coordy", "yutm", "utmy", "utmn", "northings", "n"}},
      {Head::crs, {"crs", "epsg", "srs", "srid", "src", "sistema"}},
      {Head::zone, {"huso", "zone", "zona", "fuso", "husoutm", "zonautm", "utmzone"}},
      {Head::datum, {"datum"}},
      {Head::shape, {"wkt", "geom", "geometry", "geometria", "thegeom"}},
      {Head::id, {"id", "codigo", "code", "num", "numero", "no", "ref", "referencia", "fid", "objectid"}},
      {Head::name,
       {"name", "nombre", "nome", "site", "mine", "mina", "deposit", "indicio", "denominacion", "designacao",
        "yacimiento", "deposito", "jazigo", "ocorrencia", "occurrence", "label"}},
      {Head::commodity,
       {"commodity",  "commodities", "sustancia",      "sustancias",   "substancia", "substancias", "substance",
        "substances", "mineral",     "minerales",      "minerais",     "minerals",   "metal",       "metales",
        "metais",     "metals",      "elemento",       "elementos",    "element",    "elements",    "mena",
        "menas",      "recurso",     "mineralizacion", "mineralizacao"}},
      {Head::type, {"type", "tipo", "deposittype", "tipologia", "morfologia", "morphology"}},
      {Head::accuracy,
       {"accuracy", "precision", "precisao", "exactitud", "exatidao", "exactidao", "incertidumbre", "incerteza",
        "uncertainty", "coordinateuncertainty", "coordinateuncertaintyinmeters", "error", "erro"}},
      {Head::code, {"code", "codigo", "cod", "unit", "unidad", "unidade", "sigla"}},
      {Head::role, {"role", "rol", "papel", "funcion", "funcao"}}};
  return heads.at(column);
}

bool is_place(Head column) {
  return column == Head::longitude || column == Head::latitude || column == Head::east || column == Head::north;
}

/// Digits, and before or behind them what numbers zones and systems.
bool is_number_word(std::string_view word) {
  for (const std::string_view before : {"huso", "zona", "zone", "fuso", "epsg", "utm", "h", "z"})
    if (word.starts_with(before) && word.size() > before.size()) {
      word.remove_prefix(before.size());
      break;
    }
  if (word.size() > 1 && (word.back() == 'n' || word.back() == 's')) word.remove_suffix(1);
  return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// Says how the coordinate is measured, not which it is.
bool is_qualifier(const std::string& word) {
  static const std::set<std::string> words = {
      "coord",       "coords", "coordenada", "coordenadas", "coordinate", "coordinates", "utm",   "wgs",
      "wgs84",       "etrs",   "etrs89",     "ed50",        "ed",         "datum",       "m",     "metros",
      "metres",      "meters", "km",         "deg",         "degree",     "degrees",     "grado", "grados",
      "g",           "grau",   "graus",      "decimal",     "decimales",  "decimais",    "dec",   "dd",
      "dms",         "gms",    "gps",        "geo",         "geografica", "geograficas", "huso",  "zona",
      "zone",        "fuso",   "epsg",       "proj",        "point",      "in",          "en",    "em",
      "sexagesimal", "dg",     "pt",         "tm06"};
  return words.contains(word) || is_number_word(word);
}

/// Beside longitude or latitude: which way it counts, or the axis it is drawn on.
bool is_direction(const std::string& word) {
  static const std::set<std::string> words = {"n",     "s",    "e",    "w",     "o",   "l",   "x",    "y",     "north",
                                              "south", "east", "west", "norte", "sur", "sul", "este", "leste", "oeste"};
  return words.contains(word);
}

/// The head's own words, written together: "Coord. X (UTM 29N)" is x.
std::string core_of(const std::string& head, Head column) {
  Words words = folded_words(head);
  if (is_place(column) && words.size() > 1) std::erase_if(words, is_qualifier);
  const bool degrees = column == Head::longitude || column == Head::latitude;
  if (degrees && words.size() > 1) std::erase_if(words, is_direction);
  return join(words, "");
}

std::string core_without_unit(const std::string& head) {
  Words words = folded_words(head);
  while (words.size() > 1 &&
         (words.back() == "m" || words.back() == "km" || words.back() == "metros" || words.back() == "utm"))
    words.pop_back();
  return join(words, "");
}

}  // namespace

std::optional<std::size_t> column_of(const std::vector<std::string>& heads, Head column) {
  for (const std::string& word : heads_of(column))
    for (std::size_t i = 0; i < heads.size(); ++i)
      if (core_of(heads[i], column) == word || (!is_place(column) && core_without_unit(heads[i]) == word)) return i;
  return {};
}

std::optional<std::size_t> column_of_part(const std::vector<std::string>& heads, Head axis, AnglePart part,
                                          std::size_t degrees) {
  static const std::map<AnglePart, std::set<std::string>> parts = {
      {AnglePart::minutes, {"m", "min", "mins", "mn", "minute", "minutes", "minuto", "minutos"}},
      {AnglePart::seconds, {"s", "sec", "secs", "seg", "ss", "second", "seconds", "segundo", "segundos"}},
      {AnglePart::direction,
       {"dir", "direction", "direccion", "direcao", "hem", "hemisphere", "hemisferio", "ns", "ew", "we", "eo", "oe"}}};
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (i == degrees) continue;
    const Words words = folded_words(heads[i]);
    const auto any_of = [&](const auto& known) {
      return std::ranges::any_of(words, [&](const std::string& word) { return std::ranges::count(known, word) > 0; });
    };
    if (any_of(heads_of(axis)) && any_of(parts.at(part))) return i;
  }
  return {};
}

std::optional<std::size_t> column_named(const std::vector<std::string>& heads, const std::string& name) {
  const auto exact = std::ranges::find(heads, name);
  if (exact != heads.end()) return static_cast<std::size_t>(exact - heads.begin());
  for (std::size_t i = 0; i < heads.size(); ++i)
    if (folded(trim(heads[i])) == folded(trim(name))) return i;
  return {};
}

std::string datum_of(const std::string& text) {
  const std::string all = join(folded_words(text), "");
  for (const auto& [word, datum] : {std::pair{"etrs89", "ETRS89"}, {"wgs84", "WGS84"}, {"ed50", "ED50"}})
    if (all.find(word) != std::string::npos) return datum;
  return all == "etrs" ? "ETRS89" : "";
}

HeadCrs zone_of(const std::string& text) {
  HeadCrs found;
  std::string all = join(folded_words(text), "");
  for (const std::string_view before : {"utm", "huso", "zona", "zone", "fuso", "h", "z"})
    if (all.starts_with(before)) all.erase(0, before.size());
  std::size_t digits = 0;
  while (digits < all.size() && all[digits] >= '0' && all[digits] <= '9') ++digits;
  const std::string letters = all.substr(digits);
  const auto number = parse_int64(all.substr(0, digits));
  if (!number || *number < 1 || *number > 60 || letters.size() > 1) return found;
  if (!letters.empty() && (letters[0] < 'c' || letters[0] > 'x')) return found;
  found.zone = static_cast<int>(*number);
  found.band = letters.empty() ? '\0' : letters[0];
  return found;
}

HeadCrs crs_of_head(const std::string& head) {
  HeadCrs found;
  found.datum = datum_of(head);
  for (const std::string& word : folded_words(head)) {
    const std::string digits = word.starts_with("epsg") ? word.substr(4) : word;
    const auto code = parse_int64(digits);
    if (code && digits.size() >= 4 && digits.size() <= 5) found.crs = "EPSG:" + digits;
    if (!is_number_word(word) || code.value_or(0) > 60 || word == "84" || word == "89" || word == "50") continue;
    const HeadCrs zone = zone_of(word);
    if (zone.zone > 0) found.zone = zone.zone, found.band = zone.band;
  }
  return found;
}

std::string utm_of(const HeadCrs& crs, double north_m) {
  constexpr double kNorthernmostOfBandS = 4'450'000;
  if (crs.zone < 1 || crs.zone > 60) return "";
  const bool south = (crs.band >= 'c' && crs.band <= 'm') || (crs.band == 's' && north_m > kNorthernmostOfBandS);
  if (crs.datum == "WGS84") return "EPSG:" + std::to_string((south ? 32700 : 32600) + crs.zone);
  if (south || crs.zone < 28 || crs.zone > 38) return "";
  if (crs.datum == "ETRS89") return "EPSG:" + std::to_string(25800 + crs.zone);
  return crs.datum == "ED50" ? "EPSG:" + std::to_string(23000 + crs.zone) : "";
}

bool counts_back(const std::string& head) {
  const Words words = folded_words(head);
  return words.size() > 1 && std::ranges::any_of(words, [](const std::string& word) {
           return word == "w" || word == "o" || word == "west" || word == "oeste" || word == "s" || word == "south" ||
                  word == "sur" || word == "sul";
         });
}

bool is_in_km(const std::string& head) {
  const Words words = folded_words(head);
  return words.size() > 1 && words.back() == "km";
}

}  // namespace greisen::geo
