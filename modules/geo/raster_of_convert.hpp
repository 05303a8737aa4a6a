// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "geo/block_store.hpp"

namespace greisen::geo {

/// From stored values (DN) to the layer's values.
struct ValueRule {
  StoredType type = StoredType::uint8;
  double scale = 1;
  double offset = 0;
  std::vector<double> missing_dn;  ///< become NaN, as do the NaN and infinite values of float files
};

/// value = DN × scale + offset, computed in double and rounded once. `from` points at the first of `count` values.
void to_values(const ValueRule& rule, const std::byte* from, std::size_t count, float* to);

}  // namespace greisen::geo
