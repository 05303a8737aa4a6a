// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace greisen::targets {

/// The letter of the run's n-th model, from 0, in the names of its targets: A to Z, then AA, AB …
std::string model_letter(std::size_t model);

/// What a target is called in every file, map and page: "A1", the letter of its model and its rank; "S-A1" of the kind
/// "S", which was set aside as it looks like something else.
std::string target_label(std::size_t model, int rank, std::string_view kind = {});

}  // namespace greisen::targets
