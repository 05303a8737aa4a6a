// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/aster_files.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen::scene {
namespace {

/// "…:VNIR_Swath:ImageData3N" → "ImageData3N"; where GDAL numbers its data sets, from "[2x3] ImageData3N (8-bit …".
std::string name_of(const std::string& subdataset, const std::string& text) {
  std::string last = subdataset.substr(subdataset.rfind(':') + 1);
  const std::vector<std::string> words = split(text, ' ');
  return parse_int64(last) && words.size() > 1 ? words[1] : last;
}

/// Seconds of a day.
std::int64_t seconds_of(const std::string& time) {
  if (time.size() != 8) return 0;
  return parse_int64(time.substr(0, 2)).value_or(0) * 3600 + parse_int64(time.substr(3, 2)).value_or(0) * 60 +
         parse_int64(time.substr(6, 2)).value_or(0);
}

/// "REFLECTANCE_GAIN_BAND4" → "4": what is left of a key without `term` and words for bands; none for other keys.
std::optional<std::string> band_in_key(const std::string& key, const std::string& term) {
  const std::size_t at = key.find(term);
  if (at == std::string::npos) return {};
  std::string left = key.substr(0, at) + key.substr(at + term.size());
  std::erase_if(left, [](char c) { return c == '_' || c == '.' || c == ' ' || c == '-'; });
  for (const std::string word : {"IMAGEDATA", "BAND", "B"})
    if (left.starts_with(word)) left.erase(0, word.size());
  if (left.size() > 1 && left.front() == '0') left.erase(0, 1);
  return left;
}

/// The value of a term by band: by name or number where keys end in it, else of the list, else the one of all.
std::optional<double> term_of(const geo::FileInfo& info, const std::string& term, int file_band,
                              const std::string& name) {
  std::map<std::string, double> by_key;
  for (const auto& [key, text] : info.metadata) {
    const auto band = band_in_key(key, term);
    if (!band) continue;
    std::string list = text;
    std::erase_if(list, [](char c) { return c == '[' || c == ']' || c == '{' || c == '}' || c == '(' || c == ')'; });
    const std::vector<std::string> words = split(list, list.find(',') == std::string::npos ? ' ' : ',');
    const bool listed = words.size() > 1 && words.size() == info.bands.size();
    const auto number = parse_double(trim(listed ? words[static_cast<std::size_t>(file_band) - 1] : list));
    if (number && std::isfinite(*number)) by_key.emplace(*band, *number);
  }
  const auto found = [&](const std::string& key) {
    const auto at = by_key.find(key);
    return at == by_key.end() ? std::nullopt : std::optional(at->second);
  };
  bool by_place = true;  // REFLECTANCE_GAIN_1 … of a file of bands 4 to 9 counts its bands
  for (std::size_t i = 1; i <= info.bands.size(); ++i) by_place = by_place && by_key.contains(std::to_string(i));
  if (by_place) return found(std::to_string(file_band));
  const std::string number = name.substr(1);
  if (const auto own = found(number)) return own;
  if (number == "3N")
    if (const auto own = found("3")) return own;
  return found("");
}

}  // namespace

std::optional<ReflectanceTerms> aster_reflectance_terms(const geo::FileInfo& info, int file_band,
                                                        const std::string& name) {
  const geo::BandInfo& stored = info.bands.at(static_cast<std::size_t>(file_band) - 1);
  if (stored.scale != 1 || stored.offset != 0) return ReflectanceTerms{stored.scale, stored.offset};
  const auto gain = term_of(info, "REFLECTANCE_GAIN", file_band, name);
  if (!gain || *gain == 0) return {};
  return ReflectanceTerms{*gain, term_of(info, "REFLECTANCE_BIAS", file_band, name).value_or(0)};
}

std::vector<AsterPart> aster_parts(const geo::FileInfo& info, const std::string& part,
                                   const std::vector<std::string>& bands) {
  std::vector<AsterPart> parts;
  for (std::size_t i = 0; i < info.subdatasets.size(); ++i)
    parts.push_back({info.subdatasets[i], 1, name_of(info.subdatasets[i], info.subdataset_texts[i])});
  static const std::map<std::string, std::vector<std::string>> kOrder = {{"VNIR", {"B1", "B2", "B3N"}},
                                                                         {"SWIR", {"B4", "B5", "B6", "B7", "B8", "B9"}},
                                                                         {"TIR", {"B10", "B11", "B12", "B13", "B14"}}};
  const auto order = kOrder.find(part);
  if (order == kOrder.end()) return parts;
  if (bands.size() == info.bands.size()) {
    for (std::size_t i = 0; i < bands.size(); ++i) parts.push_back({info.path, static_cast<int>(i) + 1, bands[i]});
    return parts;
  }
  if (info.bands.size() != order->second.size())
    throw Error({"E3108",
                 "a file of " + part + " has " + std::to_string(info.bands.size()) + " bands, expected " +
                     std::to_string(order->second.size()),
                 {info.path, 0, 0, {}},
                 "download the product again"});
  for (std::size_t i = 0; i < order->second.size(); ++i)
    parts.push_back({info.path, static_cast<int>(i) + 1, order->second[i]});
  return parts;
}

std::vector<AsterGroup> aster_groups(std::vector<std::string> paths) {
  std::vector<AsterGroup> groups;
  std::ranges::sort(paths, {}, [](const std::string& path) { return geo::file_name(path); });
  for (const std::string& path : paths) {
    const AsterName name = aster_name(geo::file_name(path)).value_or(AsterName{"AST_L1T", "", "", ""});
    const auto same = [&](const AsterGroup& group) {
      const bool in_parts = !name.part.empty() || name.product.starts_with("AST_07");
      return in_parts && group.name.product == name.product && group.name.date == name.date &&
             std::abs(seconds_of(group.name.time) - seconds_of(name.time)) <= 2;
    };
    const auto found = std::ranges::find_if(groups, same);
    if (found != groups.end()) {
      found->paths.push_back(path);
    } else {
      groups.push_back({name, {path}});
    }
  }
  return groups;
}

void refuse_archives(const AsterGroup& group) {
  for (const std::string& path : group.paths) {
    if (!path.starts_with("/vsi") || !lower(path).ends_with(".hdf")) continue;
    throw Error({"E3110",
                 "HDF4 files cannot be read inside an archive or over the network",
                 {path, 0, 0, {}},
                 "unpack or download the file first"});
  }
}

}  // namespace greisen::scene
