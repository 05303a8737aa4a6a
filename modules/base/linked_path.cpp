// SPDX-License-Identifier: Apache-2.0
#include "base/linked_path.hpp"

#include <filesystem>

namespace greisen {

namespace fs = std::filesystem;

bool is_link(const std::string& path) {
  std::error_code unknown;
  return fs::is_symlink(fs::symlink_status(path, unknown));
}

Problem link_problem(const std::string& folder, const std::string& path) {
  return {"E2057",
          path + " is a link: what the run writes there would land outside its folder",
          {folder + "/" + path},
          "remove the link, or give the folder that is meant, whole, with -o"};
}

std::string link_on_the_way(const std::string& folder, const std::string& path) {
  std::string way;
  for (const fs::path& part : fs::path(path).parent_path()) {
    way += (way.empty() ? "" : "/") + part.string();
    if (is_link(folder + "/" + way)) return way;
  }
  return {};
}

}  // namespace greisen
