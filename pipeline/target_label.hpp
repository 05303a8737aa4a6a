// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace greisen {

/// The letter of a model in the names of its targets ("B2") on sheet and report, where there are several models.
inline std::string letter_of(std::size_t model, std::size_t models) {
  return models < 2 ? std::string() : std::string(1, static_cast<char>('A' + static_cast<int>(model % 26)));
}

}  // namespace greisen
