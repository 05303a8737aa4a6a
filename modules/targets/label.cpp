// SPDX-License-Identifier: Apache-2.0
#include "targets/label.hpp"

namespace greisen::targets {

std::string model_letter(std::size_t model) {
  constexpr std::size_t kLetters = 26;
  std::string letters;
  for (std::size_t rest = model + 1; rest > 0; rest = (rest - 1) / kLetters)
    letters.insert(letters.begin(), static_cast<char>('A' + static_cast<int>((rest - 1) % kLetters)));
  return letters;
}

std::string target_label(std::size_t model, int rank, std::string_view kind) {
  return (kind.empty() ? "" : std::string(kind) + "-") + model_letter(model) + std::to_string(rank);
}

}  // namespace greisen::targets
