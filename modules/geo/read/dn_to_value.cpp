// SPDX-License-Identifier: Apache-2.0
#include "geo/read/dn_to_value.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/shared_table.hpp"
#include "raster/tile_reader.hpp"

namespace greisen::geo {
namespace {

/// A value of the type that equals `value`, if there is one (float files: their nearest float, as nodata is printed
/// with more digits than a float holds).
template <class T>
bool as_stored(double value, T& stored) {
  if constexpr (std::is_integral_v<T>) {
    constexpr auto kLow = static_cast<double>(std::numeric_limits<T>::lowest());
    constexpr auto kHigh = static_cast<double>(std::numeric_limits<T>::max());
    if (!(value >= kLow && value <= kHigh) || value != std::floor(value)) return false;
  }
  stored = static_cast<T>(value);
  return true;
}

struct Affine {
  double scale;
  double offset;
  const std::vector<double>& missing_dn;
  const std::optional<std::array<double, 2>>& valid_range;
  const ClassBits* classes;  ///< null: scale and offset
};

float bits_as_value(const ClassBits& classes, double dn) {
  const std::vector<std::uint16_t>& bits_of_dn = *classes.bits_of_dn;
  if (!(dn >= 0 && dn < static_cast<double>(bits_of_dn.size()))) return kMissing;
  const std::uint16_t bits = bits_of_dn[static_cast<std::size_t>(dn)];
  return (bits & classes.missing) != 0 ? kMissing : static_cast<float>(bits);
}

/// What is left of DN x scale beside the offset is no more than this share of it: zero but for the rounding of both.
template <class T>
constexpr double kRounding = std::is_same_v<T, float> ? 1e-7 : 1e-12;
template <class T>
void convert(const Affine& rule, const T* from, std::size_t count, float* to) {
  for (std::size_t i = 0; i < count && rule.classes != nullptr; ++i)
    to[i] = bits_as_value(*rule.classes, static_cast<double>(from[i]));
  const double rounding = kRounding<T> * std::abs(rule.offset);
  for (std::size_t i = 0; i < count && rule.classes == nullptr; ++i) {
    const double value = static_cast<double>(from[i]) * rule.scale + rule.offset;
    to[i] = static_cast<float>(std::abs(value) <= rounding ? 0.0 : value);
  }
  for (const double dn : rule.missing_dn) {
    T missing{};
    if (!as_stored(dn, missing)) continue;
    for (std::size_t i = 0; i < count; ++i) to[i] = from[i] == missing ? kMissing : to[i];
  }
  if (rule.valid_range) {
    const auto least = static_cast<float>((*rule.valid_range)[0]);
    const auto greatest = static_cast<float>((*rule.valid_range)[1]);
    for (std::size_t i = 0; i < count; ++i) to[i] = to[i] >= least && to[i] <= greatest ? to[i] : kMissing;
  }
  constexpr float kMost = std::numeric_limits<float>::max();
  for (std::size_t i = 0; i < count; ++i) to[i] = std::abs(to[i]) <= kMost ? to[i] : kMissing;
}

template <class T>
void convert_bytes(const Affine& rule, const std::byte* from, std::size_t count, float* to) {
  convert(rule, reinterpret_cast<const T*>(from), count, to);
}

/// The value of each number of the type, placed by the number's bits.
template <class T>
std::vector<float> table_of(const Affine& rule) {
  using Bits = std::make_unsigned_t<T>;
  std::vector<T> numbers(std::size_t{1} << (8 * sizeof(T)));
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<T>(static_cast<Bits>(i));
  std::vector<float> table(numbers.size());
  convert(rule, numbers.data(), numbers.size(), table.data());
  return table;
}

template <class Bits>
void look_up(const std::vector<float>& table, const std::byte* from, std::size_t count, float* to) {
  const auto* const stored = reinterpret_cast<const Bits*>(from);
  const float* const values = table.data();
  for (std::size_t i = 0; i < count; ++i) to[i] = values[stored[i]];
}

}  // namespace

ValueRule::ValueRule(StoredType type, double scale, double offset, std::vector<double> missing_dn,
                     std::optional<std::array<double, 2>> valid_range)
    : type_(type), scale_(scale), offset_(offset), missing_dn_(std::move(missing_dn)), valid_range_(valid_range) {
  make_table();
}

ValueRule::ValueRule(StoredType type, ClassBits classes, std::vector<double> missing_dn)
    : type_(type), missing_dn_(std::move(missing_dn)), classes_(std::move(classes)) {
  make_table();
}

void ValueRule::make_table() {
  const Affine rule = {scale_, offset_, missing_dn_, valid_range_, classes_ ? &*classes_ : nullptr};
  if (type_ == StoredType::int8) table_ = shared_table(table_of<std::int8_t>(rule));
  if (type_ == StoredType::uint8) table_ = shared_table(table_of<std::uint8_t>(rule));
  if (type_ == StoredType::int16) table_ = shared_table(table_of<std::int16_t>(rule));
  if (type_ == StoredType::uint16) table_ = shared_table(table_of<std::uint16_t>(rule));
}

void ValueRule::apply(const std::byte* from, std::size_t count, float* to) const {
  const Affine rule = {scale_, offset_, missing_dn_, valid_range_, classes_ ? &*classes_ : nullptr};
  switch (type_) {
    case StoredType::int8:
    case StoredType::uint8:
      return look_up<std::uint8_t>(*table_, from, count, to);
    case StoredType::int16:
    case StoredType::uint16:
      return look_up<std::uint16_t>(*table_, from, count, to);
    case StoredType::uint32:
      return convert_bytes<std::uint32_t>(rule, from, count, to);
    case StoredType::int32:
      return convert_bytes<std::int32_t>(rule, from, count, to);
    case StoredType::float32:
      return convert_bytes<float>(rule, from, count, to);
    case StoredType::float64:
      return convert_bytes<double>(rule, from, count, to);
  }
}

}  // namespace greisen::geo
