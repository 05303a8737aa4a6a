// SPDX-License-Identifier: Apache-2.0
// What every entry of configs/ owes: an id that is its file's name where it has a file, a source, proofs.
#include "catalogue/catalogue.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

const Catalogue& catalogue() {
  static const Catalogue loaded = load_catalogue();
  return loaded;
}

std::set<std::string> stems(const std::string& folder) {
  std::set<std::string> names;
  const std::filesystem::path full = std::filesystem::path(GREISEN_SOURCE_DIR) / "configs" / folder;
  for (const auto& entry : std::filesystem::directory_iterator(full)) {
    if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
  }
  return names;
}

template <class Entry>
std::set<std::string> ids(const std::vector<Entry>& entries) {
  std::set<std::string> found;
  for (const auto& entry : entries) EXPECT_TRUE(found.insert(entry.id).second) << entry.id << " stands twice";
  return found;
}

template <class Entry>
std::vector<std::string> without_source(const std::vector<Entry>& entries) {
  std::vector<std::string> found;
  for (const auto& entry : entries) {
    if (entry.source.empty()) found.push_back(entry.id + " has no source");
  }
  return found;
}

bool has_missing(const IndexCheck& check) {
  return std::isnan(check.value) ||
         std::ranges::any_of(check.inputs, [](const auto& input) { return std::isnan(input.second); });
}

TEST(CatalogueHouse, SensorsModelsAndLookalikesAreNamedLikeTheirFiles) {
  EXPECT_EQ(ids(catalogue().sensors), stems("sensors"));
  EXPECT_EQ(ids(catalogue().models), stems("models"));
  EXPECT_EQ(ids(catalogue().lookalikes), stems("lookalikes"));
}

TEST(CatalogueHouse, IdsAreUnique) {
  EXPECT_GE(ids(catalogue().indices).size(), 127U);
  EXPECT_FALSE(ids(catalogue().spectra).empty());
}

TEST(CatalogueHouse, IndicesStandInTheFileOfTheirGroup) {
  const auto groups = stems("indices");
  for (const auto& index : catalogue().indices) EXPECT_TRUE(groups.contains(index.group)) << index.id;
}

TEST(CatalogueHouse, EveryIndexProvesItself) {
  std::vector<std::string> wrong;
  for (const auto& index : catalogue().indices) {
    if (index.checks.size() < 2) wrong.push_back(index.id + " has fewer than two checks");
    if (std::ranges::none_of(index.checks, has_missing))
      wrong.push_back(index.id + " has no check with a missing pixel");
    if (std::ranges::all_of(index.checks, has_missing)) wrong.push_back(index.id + " has no check with a value");
    for (const auto& problem : find_failed_checks(index)) wrong.push_back(index.id + ": " + to_text(problem));
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(CatalogueHouse, EverythingHasASource) {
  auto wrong = without_source(catalogue().sensors);
  std::ranges::copy(without_source(catalogue().indices), std::back_inserter(wrong));
  std::ranges::copy(without_source(catalogue().spectra), std::back_inserter(wrong));
  std::ranges::copy(without_source(catalogue().models), std::back_inserter(wrong));
  std::ranges::copy(without_source(catalogue().lookalikes), std::back_inserter(wrong));
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(CatalogueHouse, EveryIndexSaysWhatItShows) {
  for (const auto& index : catalogue().indices) {
    EXPECT_FALSE(index.shows.empty()) << index.id;
    EXPECT_TRUE(index.formula.has_value() || !index.formulas.empty()) << index.id << " has no formula";
  }
}

TEST(CatalogueHouse, EveryModelSaysWhatItCannotSee) {
  for (const auto& model : catalogue().models) {
    EXPECT_FALSE(model.cannot_see.empty()) << model.id;
    EXPECT_GE(model.evidence.size(), 2U) << model.id;
    for (const auto& evidence : model.evidence) EXPECT_FALSE(evidence.why.empty()) << model.id << ": " << evidence.id;
  }
}

TEST(CatalogueHouse, EveryIndexIsAvailableSomewhereOrSaysWhyNot) {
  std::vector<std::string> wrong;
  for (const auto& index : catalogue().indices) {
    const bool anywhere = std::ranges::any_of(catalogue().sensors, [&](const Sensor& sensor) {
      return bind_index(index, sensor).available() || sensor.contiguous();
    });
    if (!anywhere) wrong.push_back(index.id + " works on no sensor");
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

}  // namespace
}  // namespace greisen::test
