// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/slots.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "catalogue/catalogue.hpp"
#include "pipeline/entries/facts.hpp"
#include "pipeline/entries/steps.hpp"

namespace greisen {
namespace {

template <class Entry>
std::vector<std::string> ids(const std::vector<Entry>& entries) {
  std::vector<std::string> found;
  found.reserve(entries.size());
  for (const Entry& entry : entries) found.push_back(entry.id);
  return found;
}

/// What the program knows and its tree of options does not tell: ids of the catalogues.
std::vector<std::string> words_for(const OptionRow& row, const Catalogue& catalogue) {
  if (!row.choices.empty()) return row.choices;
  const std::string& name = row.names.back();
  if (name == "STEP") return step_ids();
  if (name == "WHAT") return explainable(catalogue);
  if (name == "--sensor") return ids(catalogue.sensors);
  if (name == "--index") return ids(catalogue.indices);
  if (name == "--model") return ids(catalogue.models);
  return {};
}

Offer offer_for(const OptionRow& row, bool has_words) {
  if (has_words) return row.list ? Offer::list : Offer::word;
  constexpr std::array<std::string_view, 2> kFolders = {"DIR", "RUN"};
  constexpr std::array<std::string_view, 9> kOwn = {"N",         "NUMBER",       "SIZE",       "ID",    "CRS",
                                                    "KEY=VALUE", "NAME=FORMULA", "NAME=VALUE", "BAND,…"};
  if (std::find(kFolders.begin(), kFolders.end(), row.value) != kFolders.end()) return Offer::folder;
  if (std::find(kOwn.begin(), kOwn.end(), row.value) != kOwn.end()) return Offer::nothing;
  return Offer::file;
}

CompletedVerb completed(const VerbRow& verb, const Catalogue& catalogue) {
  CompletedVerb known{verb.name, verb.text, {}, {}};
  for (const OptionRow& row : verb.options) {
    Slot slot{row, Offer::nothing, words_for(row, catalogue)};
    if (!row.value.empty()) slot.offer = offer_for(row, !slot.words.empty());
    (row.argument ? known.arguments : known.options).push_back(std::move(slot));
  }
  return known;
}

}  // namespace

std::vector<CompletedVerb> completed_verbs(const CommandTree& tree) {
  const Catalogue catalogue = load_catalogue();
  std::vector<CompletedVerb> known = {completed(tree.program, catalogue)};
  known.front().name.clear();
  for (const VerbRow& verb : tree.verbs) known.push_back(completed(verb, catalogue));
  return known;
}

}  // namespace greisen
