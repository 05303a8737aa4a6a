// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/name_forms.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "base/text.hpp"

namespace greisen::scene {
namespace {

constexpr KnownScale kHls{0.0001, 0, -9999, "HLS user guide, version 2.0"};
constexpr KnownScale kTheia{0.0001, 0, -10000, "MAJA product format of CNES and CESBIO"};
constexpr KnownScale kBrowser{
    1, 0, {}, "the Copernicus Browser writes reflectance into 32-bit files (from memory)", true};

constexpr std::array kForms = {
    NameForm{"Sentinel-2", "<tile>_<stamp>_<band>_<m>m", "sentinel2", ""},
    NameForm{"Sentinel-2", "<tile>_<stamp>_<band>", "sentinel2", "", {}, "without pixel size"},
    NameForm{"Sentinel-2", "L2A_<tile>_<stamp>_<band>_<m>m", "sentinel2", "L2A"},
    NameForm{"Sentinel-2", "L2A_<tile>_<stamp>_<band>", "sentinel2", "L2A"},
    NameForm{"Sentinel-2", "L1C_<tile>_<stamp>_<band>", "sentinel2", "L1C"},
    NameForm{"Sentinel-2", "S2<craft>_<tile>_<day>_<n>_L2A_<band>", "sentinel2", "L2A"},
    NameForm{"Sentinel-2", "S2<craft>_<tile>_<day>_<n>_L1C_<band>", "sentinel2", "L1C"},
    NameForm{"HLS S30", "HLS.S30.<tile>.<doy>T<hms>.v<any>.<band>", "sentinel2", "HLS S30", kHls},
    NameForm{"HLS L30", "HLS.L30.<tile>.<doy>T<hms>.v<any>.<band>", "landsat89", "HLS L30", kHls},
    NameForm{"Theia", "SENTINEL2<craft>_<day>-<hms>-<n>_L2A_<tile>_<any>|_SRE_<band>", "sentinel2", "L2A", kTheia,
             "SRE"},
    NameForm{"Theia", "SENTINEL2<craft>_<day>-<hms>-<n>_L2A_<tile>_<any>|_FRE_<band>", "sentinel2", "L2A", kTheia,
             "FRE"},
    NameForm{"Theia", "SENTINEL2X_<day>-<hms>-<n>_L3A_<tile>_<any>|_FRC_<band>", "sentinel2", "L3A", kTheia},
    NameForm{"Theia", "SENTINEL2<craft>_<day>-<hms>-<n>_L2A_<tile>_<any>|_<band>_R<r>", "sentinel2", "L2A", kTheia},
    NameForm{"Theia", "LANDSAT8-OLITIRS-XS_<day>-<hms>-<n>_L2A_<tile>_<any>|_SRE_<band>", "landsat89", "L2A", kTheia,
             "SRE"},
    NameForm{"Theia", "LANDSAT8-OLITIRS-XS_<day>-<hms>-<n>_L2A_<tile>_<any>|_FRE_<band>", "landsat89", "L2A", kTheia,
             "FRE"},
    NameForm{"Theia", "LANDSAT8-OLITIRS-XS_<day>-<hms>-<n>_L2A_<tile>_<any>|_<band>_XS", "landsat89", "L2A", kTheia},
    NameForm{"Copernicus Browser", "<dashed>-<any>_Sentinel-2_L2A_<band>_(Raw)", "sentinel2", "L2A", kBrowser},
    NameForm{"Copernicus Browser", "<dashed>-<any>_Sentinel-2_L1C_<band>_(Raw)", "sentinel2", "L1C", kBrowser},
    NameForm{"Copernicus Browser", "<dashed>-<any>_Sentinel-2_L2A|_<any>", "sentinel2", "L2A", {}, "", true},
    NameForm{"Copernicus Browser", "<dashed>-<any>_Sentinel-2_L1C|_<any>", "sentinel2", "L1C", {}, "", true},
    NameForm{"Copernicus Browser", "<dashed>-<any>_Landsat_8-9_L2_<band>_(Raw)", "landsat89", "L2", kBrowser},
    NameForm{"Copernicus Browser", "<dashed>-<any>_Landsat_8-9_L2|_<any>", "landsat89", "L2", {}, "", true},
    NameForm{"ASTER", "AST_<product>_<granule>|_<any>_<band>", "aster", ""},
    NameForm{"", "<band>", "", ""},
    NameForm{"", "<band>_<m>m", "", ""},
    NameForm{"", "<any>.<band>", "", ""},
    NameForm{"", "<any>_<band>_<m>m", "", ""},
    NameForm{"", "<any>_<band>", "", ""},
    NameForm{"", "<any>-<band>", "", ""},
};

using Fields = std::map<std::string, std::string, std::less<>>;

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_day(std::string_view text) {
  if (text.size() != 8 || !digits(text) || !(text.starts_with("19") || text.starts_with("20"))) return false;
  const auto month = parse_int64(text.substr(4, 2)).value_or(0);
  const auto day = parse_int64(text.substr(6, 2)).value_or(0);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_tile(std::string_view text) {
  if (text.size() == 6 && (text.front() == 'T' || text.front() == 't')) text.remove_prefix(1);
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return text.size() == 5 && digits(text.substr(0, 2)) && std::ranges::all_of(text.substr(2), letter);
}

struct Field {
  std::string_view name;
  std::size_t least = 1;  ///< characters
  std::size_t most = 1;
  bool (*holds)(std::string_view text) = nullptr;
};

constexpr std::array kFields = {
    Field{"tile", 5, 6, &is_tile},
    Field{"day", 8, 8, &is_day},
    Field{"stamp", 15, 15,
          [](std::string_view text) {
            return is_day(text.substr(0, 8)) && (text[8] == 'T' || text[8] == 't') && digits(text.substr(9));
          }},
    Field{"dashed", 10, 10,
          [](std::string_view text) { return glob_match("[12][09][0-9][0-9]-[01][0-9]-[0-3][0-9]", text); }},
    Field{"doy", 7, 7, &digits},
    Field{"hms", 6, 6, &digits},
    Field{"n", 1, 6, &digits},
    Field{"granule", 17, 17, &digits},
    Field{"product", 1, 8, [](std::string_view) { return true; }},
    Field{"craft", 1, 1, [](std::string_view text) { return text[0] >= 'A' && text[0] <= 'D'; }},
    Field{"m", 2, 2, [](std::string_view text) { return text == "10" || text == "20" || text == "60"; }},
    Field{"r", 1, 1, [](std::string_view text) { return text == "1" || text == "2"; }},
    Field{"any", 1, 200, [](std::string_view) { return true; }},
    Field{"band", 2, 24, [](std::string_view text) { return word_kind(text).has_value(); }},
};

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Does text follow pattern from `at` on? Notes fields, and where the scene's name ends.
bool follows(std::string_view pattern, std::string_view text, std::size_t at, Fields& fields, std::size_t& end) {
  if (pattern.empty()) return at == text.size();
  if (pattern.front() == '|') {
    end = at;
    return follows(pattern.substr(1), text, at, fields, end);
  }
  if (pattern.front() != '<')
    return at < text.size() && lowered(text[at]) == lowered(pattern.front()) &&
           follows(pattern.substr(1), text, at + 1, fields, end);
  const std::string_view name = pattern.substr(1, pattern.find('>') - 1);
  const Field& field = *std::ranges::find(kFields, name, &Field::name);
  for (std::size_t size = field.least; size <= field.most && at + size <= text.size(); ++size) {
    const std::string_view part = text.substr(at, size);
    if (!field.holds(part)) continue;
    if (!follows(pattern.substr(name.size() + 2), text, at + size, fields, end)) continue;
    fields[std::string(name)] = part;
    if (name == "band" && end == std::string_view::npos) end = at;
    return true;
  }
  return false;
}

}  // namespace

std::span<const NameForm> name_forms() { return kForms; }

std::optional<WordKind> word_kind(std::string_view word) {
  static constexpr std::array<std::string_view, 36> kBands = {"imagedata[0-9]",
                                                              "imagedata1[0-4]",
                                                              "imagedata3n",
                                                              "b[0-9]",
                                                              "b[01][0-9]",
                                                              "b8a",
                                                              "b3n",
                                                              "band[0-9]",
                                                              "band[01][0-9]",
                                                              "band_[0-9]",
                                                              "sr_b[0-9]",
                                                              "st_b6",
                                                              "st_b10",
                                                              "sr_band[0-9]",
                                                              "blue",
                                                              "green",
                                                              "red",
                                                              "nir",
                                                              "nir08",
                                                              "nir09",
                                                              "nir_narrow",
                                                              "swir1",
                                                              "swir2",
                                                              "swir16",
                                                              "swir22",
                                                              "coastal",
                                                              "rededge",
                                                              "rededge[123]",
                                                              "rededge07[158]",
                                                              "pan",
                                                              "cirrus",
                                                              "lwir11",
                                                              "lwir12",
                                                              "swir_1",
                                                              "swir_2",
                                                              "b08a"};
  static constexpr std::array<std::string_view, 14> kQuality = {
      "scl", "fmask", "qa_pixel", "pixel_qa", "bqa",        "qa_radsat",     "qa60",
      "clm", "mg2",   "edg",      "cldprb",   "msk_cldprb", "sr_qa_aerosol", "qa_aerosol"};
  static constexpr std::array<std::string_view, 24> kOfNoUse = {
      "tci", "aot", "wvp", "pvi", "visual", "overview", "thumbnail", "preview", "sza", "saa", "vza",     "vaa",
      "sat", "atb", "iab", "dtf", "dfp",    "atb_r1",   "atb_r2",    "wgt",     "flg", "dts", "qkl_all", "snwprb"};
  const std::string lower_word = lower(word);
  const auto among = [&](const auto& list) {
    return std::ranges::any_of(list, [&](std::string_view one) { return glob_match(one, lower_word); });
  };
  if (among(kBands)) return WordKind::band;
  if (among(kQuality)) return WordKind::quality;
  if (among(kOfNoUse)) return WordKind::of_no_use;
  return {};
}

std::optional<NameMatch> match_name(std::string_view stem) {
  if (stem.size() > 240) return {};
  for (const NameForm& form : kForms) {
    NameMatch match{&form, "", {}};
    std::size_t end = std::string_view::npos;
    if (!follows(form.pattern, stem, 0, match.fields, end)) continue;
    std::string_view scene = stem.substr(0, end);
    while (!scene.empty() && (scene.ends_with('_') || scene.ends_with('.') || scene.ends_with('-')))
      scene.remove_suffix(1);
    match.scene = scene;
    return match;
  }
  return {};
}

}  // namespace greisen::scene
