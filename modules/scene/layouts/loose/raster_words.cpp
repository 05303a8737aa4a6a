// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/raster_words.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "scene/layouts/loose/loose_names.hpp"

namespace greisen::scene {
namespace {

/// How well a composite's statistic stands for the measurement; none for a word that is no such statistic.
std::optional<int> rank_of(const std::string& word) {
  static constexpr std::array<std::string_view, 11> kMiddle = {
      "median", "p50", "medoid", "geomedian", "geomed", "mosaic", "first", "last", "latest", "composite", "harmonized"};
  if (std::ranges::find(kMiddle, word) != kMiddle.end()) return 1;
  if (word == "mean" || word == "avg" || word == "average") return 2;
  if (word == "min" || word == "max" || glob_match("[pq][0-9]", word) || glob_match("[pq][0-9][0-9]", word)) return 3;
  return {};
}

/// Words before a band's name that tell which image it is of, and do not change what it measures.
bool tells_image(const std::string& part) {
  const std::string word = lower(part);
  static constexpr std::array<std::string_view, 9> kWords = {"sur", "refl",    "boa",       "s2",         "l8",
                                                             "l9",  "landsat", "sentinel2", "reflectance"};
  const bool number = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
  LooseName told;
  take_from_text(part, told);
  return number || rank_of(word) || std::ranges::find(kWords, word) != kWords.end() || !told.sensor.empty() ||
         !told.tile.empty() || !told.date.empty() || glob_match("[0-9]*t[0-9]*", word);
}

std::string_view first_word(std::string_view description) {
  const std::string_view text = trim(description);
  return text.substr(0, text.find_first_of(" ,;:("));
}

std::optional<int> known(const Sensor& sensor, std::string_view word) {
  if (const auto band = sensor.find(word)) return band;
  return glob_match("sr_band[0-9]", lower(word)) ? sensor.find("b" + std::string(word.substr(7))) : std::nullopt;
}

std::string joined(const std::vector<std::string>& parts, std::size_t from, std::size_t to) {
  return join(std::vector<std::string>(parts.begin() + static_cast<std::ptrdiff_t>(from),
                                       parts.begin() + static_cast<std::ptrdiff_t>(to)),
              "_");
}

}  // namespace

std::optional<DescribedBand> described_band(const Sensor& sensor, std::string_view description) {
  if (const auto band = known(sensor, trim(description)))
    return DescribedBand{*band, std::string(trim(description)), 0};
  const std::string_view word = first_word(description);
  const std::string_view rest = trim(trim(description).substr(word.size()));
  if (!rest.empty() && std::string_view("+-*/^").find(rest.front()) != std::string_view::npos) return {};  // a formula
  if (const auto band = known(sensor, word)) return DescribedBand{*band, std::string(word), 0};
  std::string plain(word);
  std::ranges::replace(plain, '.', '_');
  const std::vector<std::string> parts = split(plain, '_');
  std::size_t end = parts.size();
  int rank = 0;
  while (end > 1 && rank_of(lower(parts[end - 1]))) rank = std::max(rank, *rank_of(lower(parts[--end])));
  for (std::size_t begin = 0; begin < end; ++begin) {
    if (begin > 0 && !tells_image(parts[begin - 1])) return {};
    if (begin > 0 && rank_of(lower(parts[begin - 1]))) rank = std::max(rank, *rank_of(lower(parts[begin - 1])));
    const std::string middle = joined(parts, begin, end);
    if (const auto band = known(sensor, middle)) return DescribedBand{*band, middle, rank};
  }
  return {};
}

const QualityLayer* described_quality(const Sensor& sensor, std::string_view description) {
  static const std::map<std::string, std::string, std::less<>> kEarthEngine = {{"msk_cldprb", "cldprb"},
                                                                               {"msk_classi_opaque", "classi_1"},
                                                                               {"msk_classi_cirrus", "classi_2"},
                                                                               {"msk_classi_snow_ice", "classi_3"}};
  std::string word = lower(first_word(description));
  if (const auto found = kEarthEngine.find(word); found != kEarthEngine.end()) word = found->second;
  const auto layer = std::ranges::find(sensor.quality, word, [](const QualityLayer& one) { return lower(one.name); });
  return layer == sensor.quality.end() ? nullptr : &*layer;
}

bool stands_beside_bands(std::string_view description) {
  static constexpr std::array<std::string_view, 27> kWords = {
      "qa10",  "qa20", "*_qa",     "sr_qa_*", "sr_atmos_opacity", "sr_aerosol*", "msk_*",  "aot",      "wvp",
      "tci_*", "st_*", "cloud*",   "*cloud",  "probability",      "cs",          "cs_cdf", "nd[a-z]i", "ndsi",
      "evi*",  "savi", "datamask", "mask",    "*_mask",           "*count",      "doy",    "*_std*",   "*_var*"};
  const std::string word = lower(first_word(description));
  return std::ranges::any_of(kWords, [&](std::string_view one) { return glob_match(one, word); });
}

DescribedBands described_bands(const geo::FileInfo& info, const Sensor& sensor) {
  DescribedBands found;
  std::map<int, DescribedBands::One> best;
  std::map<int, bool> tie;
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    if (info.bands[i].alpha) continue;  // opacity
    const std::string& description = info.bands[i].description;
    if (trim(description).empty()) continue;
    const auto told = described_band(sensor, description);
    if (!told) {
      found.left_out.push_back(printable(trim(description), 40));
      found.others =
          found.others || (described_quality(sensor, description) == nullptr && !stands_beside_bands(description));
      continue;
    }
    const auto [at, fresh] = best.try_emplace(told->band, DescribedBands::One{static_cast<int>(i) + 1, *told});
    if (fresh) continue;
    if (told->rank == at->second.told.rank) tie[told->band] = true;
    if (told->rank < at->second.told.rank) tie[told->band] = false;
    const bool better = told->rank < at->second.told.rank;
    found.left_out.push_back(
        printable(trim(info.bands[static_cast<std::size_t>(better ? at->second.file_band : static_cast<int>(i) + 1) - 1]
                           .description),
                  40));
    if (better) at->second = {static_cast<int>(i) + 1, *told};
  }
  for (const auto& [band, one] : best) {
    found.bands.push_back(one);
    if (tie[band]) found.doubled.push_back(sensor.bands[static_cast<std::size_t>(band)].name);
  }
  std::ranges::sort(found.bands, {}, &DescribedBands::One::file_band);
  return found;
}

}  // namespace greisen::scene
