// SPDX-License-Identifier: Apache-2.0
#include "geo/raster_of_convert.hpp"

#include <cmath>
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
};

template <class T>
void convert(const Affine& rule, const T* from, std::size_t count, float* to) {
  for (std::size_t i = 0; i < count; ++i) {
    to[i] = static_cast<float>(static_cast<double>(from[i]) * rule.scale + rule.offset);
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
  const Affine rule = {scale_, offset_, missing_dn_, valid_range_};
  if (type_ == StoredType::int8) table_ = shared_table(table_of<std::int8_t>(rule));
  if (type_ == StoredType::uint8) table_ = shared_table(table_of<std::uint8_t>(rule));
  if (type_ == StoredType::int16) table_ = shared_table(table_of<std::int16_t>(rule));
  if (type_ == StoredType::uint16) table_ = shared_table(table_of<std::uint16_t>(rule));
}

void ValueRule::apply(const std::byte* from, std::size_t count, float* to) const {
  const Affine rule = {scale_, offset_, missing_dn_, valid_range_};
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
