// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "geo/read/band_source.hpp"
#include "geo/read/block_store.hpp"

namespace greisen::geo {

/// From stored values (DN) to the layer's values: value = DN × scale + offset, computed in double and rounded once; of
/// classes their bits as a number.
class ValueRule {
 public:
  ValueRule() = default;
  /// `missing_dn` become NaN, as do the NaN and infinite values of float files.
  ValueRule(StoredType type, double scale, double offset, std::vector<double> missing_dn,
            std::optional<std::array<double, 2>> valid_range = {});
  ValueRule(StoredType type, ClassBits classes, std::vector<double> missing_dn);

  /// `from` points at the first of `count` stored values.
  void apply(const std::byte* from, std::size_t count, float* to) const;
  [[nodiscard]] StoredType type() const { return type_; }

 private:
  void make_table();

  StoredType type_ = StoredType::uint8;
  double scale_ = 1;
  double offset_ = 0;
  std::vector<double> missing_dn_;
  std::optional<std::array<double, 2>> valid_range_;  ///< of values; beyond it is missing
  std::optional<ClassBits> classes_;                  ///< none: scale and offset
  std::shared_ptr<const std::vector<float>> table_;   ///< of types up to 16 bits: the value of each DN, by its bits
};

}  // namespace greisen::geo
