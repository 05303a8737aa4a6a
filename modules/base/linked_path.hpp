// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/error.hpp"

namespace greisen {

/// Does a link stand there?
bool is_link(const std::string& path);
/// The first folder on the way to RUN/path that is a link; empty where there is none.
std::string link_on_the_way(const std::string& folder, const std::string& path);
Problem link_problem(const std::string& folder, const std::string& path);  ///< E2057

}  // namespace greisen
