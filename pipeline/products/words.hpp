// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace greisen {

/// The texts of report and sheet in one language: those of the page (configs/words) and of the program (configs/texts).
class Words {
 public:
  /// E1001 where the program was built without that language.
  explicit Words(std::string_view language);

  /// The text of a key; the key itself where there is none.
  [[nodiscard]] const std::string& operator()(const std::string& key) const;
  /// The same, with each {name} replaced.
  [[nodiscard]] std::string operator()(const std::string& key,
                                       const std::vector<std::pair<std::string, std::string>>& names) const;
  [[nodiscard]] const std::map<std::string, std::string>& all() const { return texts_; }

 private:
  std::map<std::string, std::string> texts_;
};

}  // namespace greisen
