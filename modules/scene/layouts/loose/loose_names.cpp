// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/loose_names.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "scene/layouts/layout.hpp"
#include "scene/layouts/loose/raster_date.hpp"
#include "scene/layouts/sentinel2_metadata.hpp"

namespace greisen::scene {
namespace {

/// Masks whose codes differ from product to product: a name alone does not tell them.
bool of_one_product(const std::string& word) {
  static constexpr std::array<std::string_view, 4> kWords = {"fmask", "clm", "mg2", "edg"};
  return std::ranges::find(kWords, lower(word)) != kWords.end();
}

bool digit(char c) { return c >= '0' && c <= '9'; }

/// "2023195" → "2023-07-14"
std::string date_of_year_day(std::string_view text) {
  const auto year = static_cast<int>(parse_int64(text.substr(0, 4)).value_or(0));
  const auto day = static_cast<int>(parse_int64(text.substr(4)).value_or(0));
  if (year < 1970 || day < 1 || day > 366) return "";
  const std::chrono::sys_days first = std::chrono::year{year} / 1 / 1;
  const std::chrono::year_month_day date(first + std::chrono::days(day - 1));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string clock(std::string_view hms) {
  return fmt::format("{}:{}:{}", hms.substr(0, 2), hms.substr(2, 2), hms.substr(4, 2));
}

void take_fields(const NameMatch& match, LooseName& name) {
  const auto field = [&](const char* key) {
    const auto found = match.fields.find(key);
    return found == match.fields.end() ? std::string() : found->second;
  };
  if (const std::string tile = field("tile"); !tile.empty()) name.tile = tile.size() == 5 ? "T" + tile : tile;
  if (const std::string craft = field("craft"); !craft.empty()) name.platform = "S2" + craft;
  if (const std::string stamp = field("stamp"); !stamp.empty()) read_stamp(stamp, name.date, name.time);
  if (const std::string day = field("day"); !day.empty()) name.date = date_in_name(day);
  if (const std::string dashed = field("dashed"); !dashed.empty()) name.date = dashed;
  if (const std::string year_day = field("doy"); !year_day.empty()) name.date = date_of_year_day(year_day);
  if (const std::string granule = field("granule"); !granule.empty()) {
    name.platform = "Terra";
    name.level = field("product");
    name.date = aster_date_in(granule);
    name.time = clock(granule.substr(11));
    if (word_kind(name.band) && glob_match("*3", lower(name.band)) && !name.band.empty()) name.band = "B3N";
  }
  if (const std::string hms = field("hms"); !hms.empty()) name.time = clock(hms);
  if (const std::string metres = field("m"); !metres.empty()) name.pixel_m = parse_double(metres).value_or(0);
  if (const std::string number = field("r"); !number.empty()) name.pixel_m = number == "1" ? 10 : 20;
}

/// Which craft a word of a name stands for.
struct CraftWord {
  std::string_view pattern;
  std::string_view sensor;
};
constexpr std::array<CraftWord, 17> kCraftWords = {{{"s2[abcd]", "sentinel2"},
                                                    {"s2", "sentinel2"},
                                                    {"sentinel2*", "sentinel2"},
                                                    {"sentinel-2*", "sentinel2"},
                                                    {"msil2a", "sentinel2"},
                                                    {"msil1c", "sentinel2"},
                                                    {"lc0[89]", "landsat89"},
                                                    {"lc[89]*", "landsat89"},
                                                    {"l[89]", "landsat89"},
                                                    {"landsat[89]*", "landsat89"},
                                                    {"landsat-[89]*", "landsat89"},
                                                    {"lt0[45]", "landsat57"},
                                                    {"lt[45]*", "landsat57"},
                                                    {"le07", "landsat57"},
                                                    {"le7*", "landsat57"},
                                                    {"landsat[457]*", "landsat57"},
                                                    {"ast_*", "aster"}}};

}  // namespace

void take_from_text(const std::string& text, LooseName& name) {
  std::string plain = text;
  std::ranges::replace(plain, '.', '_');
  for (const std::string& word : split(plain, '_')) {
    const std::string lower_word = lower(word);
    for (const CraftWord& craft : kCraftWords)
      if (name.sensor.empty() && glob_match(craft.pattern, lower_word)) name.sensor = craft.sensor;
    if (name.platform.empty() && glob_match("s2[abcd]", lower_word)) name.platform = "S2" + word.substr(2);
    if (name.level == "unknown" && (lower_word == "l2a" || lower_word == "msil2a")) name.level = "L2A";
    if (name.level == "unknown" && (lower_word == "l1c" || lower_word == "msil1c")) name.level = "L1C";
    const bool tile =
        glob_match("[tT][0-9][0-9][A-Z][A-Z][A-Z]", word) || glob_match("[0-9][0-9][A-Z][A-Z][A-Z]", word);
    if (name.tile.empty() && tile) name.tile = word.size() == 5 ? "T" + word : word;
    if (name.date.empty() && word.size() == 15) read_stamp(word, name.date, name.time);
  }
  if (name.date.empty()) name.date = date_in_name(text);
}

std::optional<LooseName> loose_name(std::string_view file_name) {
  if (!raster_name(file_name) || file_name.size() > 255) return {};
  if (auto landsat = landsat_name(file_name)) return landsat;
  const auto match = match_name(file_name.substr(0, file_name.rfind('.')));
  if (!match) return {};
  LooseName name;
  name.form = match->form;
  name.sensor = match->form->sensor;
  name.level = match->form->level.empty() ? "unknown" : match->form->level;
  name.scene = match->scene;
  const auto word = match->fields.find("band");
  const bool told = word != match->fields.end() && word_kind(word->second) != WordKind::of_no_use;
  if (told && !(name.form->generic() && of_one_product(word->second))) name.band = word->second;
  take_fields(*match, name);
  return name;
}

std::optional<std::string> band_called(const Sensor& sensor, const std::string& word) {
  static const std::map<std::string, std::string, std::less<>> kWords = {
      {"swir16", "swir1"},        {"swir22", "swir2"},
      {"nir08", "nir_narrow"},    {"nir09", "water_vapour"},
      {"rededge071", "rededge1"}, {"rededge075", "rededge2"},
      {"rededge078", "rededge3"}, {"lwir11", "thermal1"},
      {"lwir12", "thermal2"},     {"rededge", "rededge1"},
      {"swir_1", "swir1"},        {"swir_2", "swir2"},
      {"msk_cldprb", "cldprb"},   {"qa_aerosol", "sr_qa_aerosol"}};
  std::string plain = lower(trim(word));
  for (const std::string_view before : {"sr_", "band_", "band"})
    if (plain.starts_with(before) && plain.size() > before.size() &&
        (before == "sr_" ? plain.starts_with("sr_band") : digit(plain.back())))
      plain = before == "sr_" ? plain.substr(3) : "b" + plain.substr(before.size());
  if (plain.size() == 3 && plain.starts_with("b0") && !sensor.find(plain)) plain.erase(1, 1);
  if (const auto found = kWords.find(plain); found != kWords.end()) plain = found->second;
  const auto layer = std::ranges::find(sensor.quality, plain, [](const QualityLayer& one) { return lower(one.name); });
  if (layer != sensor.quality.end()) return layer->name;
  if (const auto number = sensor.find(plain)) return sensor.bands[static_cast<std::size_t>(*number)].name;
  return {};
}

Scene named_scene(const LooseName& name, const Sensor& sensor, std::string_view layout, const SceneRequest& request) {
  Scene scene;
  scene.id = name.scene;
  scene.sensor = sensor.id;
  scene.platform = name.platform;
  scene.level = name.level;
  scene.layout = layout;
  scene.date = name.date;
  scene.time = name.time;
  scene.tile = name.tile;
  if (!request.bands.empty())
    scene.warnings.emplace_back("the survey's bands are not looked at: the file names say which band is which");
  return scene;
}

}  // namespace greisen::scene
