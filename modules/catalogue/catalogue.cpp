// SPDX-License-Identifier: Apache-2.0
#include "catalogue/catalogue.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"

namespace greisen {
namespace {

/// "'a' or 'b'": the ids that hold the word, or begin as it does; many are no help.
std::string with_word(std::string_view word, const std::vector<std::string>& ids) {
  constexpr std::size_t kLeast = 3;
  constexpr std::size_t kMost = 4;
  const std::string wanted = lower(word);
  const auto beginning = std::string_view(wanted).substr(0, 2 * kLeast);
  std::vector<std::string> found;
  for (const std::string& id : ids)
    if (wanted.size() >= kLeast && (id.find(wanted) != std::string::npos || wanted.find(id) != std::string::npos ||
                                    (wanted.size() >= 2 * kLeast && id.find(beginning) != std::string::npos)))
      found.push_back("'" + id + "'");
  return found.size() > kMost ? "" : join(found, " or ");
}

template <class T>
const T& find_in(const std::vector<T>& list, std::string_view id, std::string_view what) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& e) { return e.id == id; });
  if (found != list.end()) return *found;
  std::vector<std::string> ids;
  for (const T& entry : list) ids.push_back(entry.id);
  const std::string parts = nearest(id, ids).empty() ? with_word(id, ids) : "";
  throw Error(Problem{"E2201",
                      fmt::format("no {} '{}'", what, printable(id)),
                      {},
                      parts.empty() ? suggestion(id, ids) : "did you mean " + parts + "?"});
}

}  // namespace

const Sensor& Catalogue::find_sensor(std::string_view id) const { return find_in(sensors, id, "sensor"); }
const IndexEntry& Catalogue::find_index(std::string_view id) const { return find_in(indices, id, "index"); }
const Spectrum& Catalogue::find_spectrum(std::string_view id) const { return find_in(spectra, id, "spectrum"); }
const DepositModel& Catalogue::find_model(std::string_view id) const { return find_in(models, id, "deposit model"); }
const Palette& Catalogue::find_palette(std::string_view id) const { return find_in(palettes, id, "palette"); }

MeasurementCount count_measurements(const Catalogue& catalogue, const Sensor& sensor) {
  MeasurementCount count;
  std::set<std::string> groups;
  for (const IndexEntry& entry : catalogue.indices) {
    if (!bind_index(entry, sensor).available()) continue;
    ++count.entries;
    groups.insert(entry.rank_group_on(sensor));
  }
  count.distinct = static_cast<int>(groups.size());
  return count;
}

}  // namespace greisen
