// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace greisen::geo {

/// How many entries a tar has, counted no further than `most` + 1, from header to header; 0 where it is none.
std::uint64_t entries_of_tar(const std::string& path, std::uint64_t most);

}  // namespace greisen::geo
