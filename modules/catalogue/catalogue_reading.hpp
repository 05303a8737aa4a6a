// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/yaml/schema.hpp"
#include "base/yaml/yaml.hpp"
#include "catalogue/deposit_model.hpp"
#include "catalogue/index_entry.hpp"
#include "catalogue/lookalike.hpp"
#include "catalogue/palette.hpp"
#include "catalogue/sensor.hpp"
#include "catalogue/spectrum.hpp"
#include "catalogue/style.hpp"

namespace greisen {

/// Problems found so far, with the file they are in.
class EntryReader {
 public:
  EntryReader(const YamlDocument& document, std::vector<Problem>& problems)
      : document_(document), problems_(problems) {}

  void fail(std::string_view code, const YamlNode& node, std::string what, std::string fix = {}) {
    if (fix.empty()) fix = "correct the entry; the entries that come with the program show the form";
    problems_.push_back({code, std::move(what), document_.where(node), std::move(fix)});
  }
  void add(const std::vector<Problem>& problems) {
    problems_.insert(problems_.end(), problems.begin(), problems.end());
  }
  [[nodiscard]] Where where(const YamlNode& node) const { return document_.where(node); }
  [[nodiscard]] const YamlDocument& document() const { return document_; }
  /// An id is lower-case letters, digits, '_' and '-', 1-64 of them, and the file's stem where a file is one entry.
  std::string id(const YamlNode& entry, bool is_file_stem);
  static std::string text(const YamlNode& entry, std::string_view key, const std::string& fallback = {});
  static double number(const YamlNode& entry, std::string_view key, double fallback);

 private:
  const YamlDocument& document_;
  std::vector<Problem>& problems_;
};

// Each reads what passed the schema; what is wrong beyond that goes to the reader's problems.
Sensor read_sensor(const YamlNode& node, EntryReader& reader);
IndexEntry read_index(const YamlNode& node, EntryReader& reader);
Spectrum read_spectrum(const YamlNode& node, EntryReader& reader);
EvidenceLayer read_layer(const YamlNode& node, EntryReader& reader);
Lookalike read_lookalike(const YamlNode& node, EntryReader& reader);
Palette read_palette(const YamlNode& node, EntryReader& reader);
Style read_style(const YamlNode& node, EntryReader& reader);
DepositModel read_model(const YamlNode& node, EntryReader& reader);

}  // namespace greisen
