// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace greisen {

/// One YAML file of configs/, compiled into the program.
struct EmbeddedFile {
  std::string_view name;  ///< relative to configs/, such as "indices/iron.yaml"
  std::string_view text;
};
const std::vector<EmbeddedFile>& embedded_files();

}  // namespace greisen
