// SPDX-License-Identifier: Apache-2.0
#include "base/sealed_lines.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace greisen {

std::string sealed(std::string_view line) { return std::string(line) + "\t" + hash_hex(content_hash(line)) + "\n"; }

std::vector<std::string> sealed_lines(const std::string& path) {
  constexpr std::size_t kLongest = 64U << 20U;
  std::error_code unknown;
  std::vector<std::string> lines;
  if (!std::filesystem::is_regular_file(path, unknown)) return lines;
  std::string text;
  try {
    text = read_text_file(path, kLongest);
  } catch (const Error&) {
    return lines;
  }
  for (const std::string& line : split(text, '\n')) {
    const std::size_t seal = line.rfind('\t');
    if (seal != std::string::npos && line + "\n" == sealed(line.substr(0, seal))) lines.push_back(line.substr(0, seal));
  }
  return lines;
}

}  // namespace greisen
