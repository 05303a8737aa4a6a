// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace greisen::test {

/// A file or folder of the shared real data; empty where this machine has none (the test then skips).
inline std::string shared_data(const std::string& name) {
  const char* told = std::getenv("GREISEN_SHARED_DATA");  // NOLINT(concurrency-mt-unsafe)
  const std::filesystem::path root = told != nullptr
                                         ? std::filesystem::path(told)
                                         : std::filesystem::path(GREISEN_SOURCE_DIR) / ".." / "shared" / "data";
  const std::filesystem::path path = (root / name).lexically_normal();
  return std::filesystem::exists(path) ? path.string() : "";
}

}  // namespace greisen::test
