// SPDX-License-Identifier: Apache-2.0
#include "geo/raster_of_convert.hpp"

#include <cmath>
#include <limits>
#include <type_traits>

#include "raster/tile_reader.hpp"

namespace greisen::geo {
namespace {

template <class T>
void convert(const ValueRule& rule, const T* from, std::size_t count, float* to) {
  if (rule.scale == 1 && rule.offset == 0) {
    for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<float>(from[i]);
  } else {
    const double scale = rule.scale;
    const double offset = rule.offset;
    for (std::size_t i = 0; i < count; ++i) {
      to[i] = static_cast<float>(static_cast<double>(from[i]) * scale + offset);
    }
  }
}

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

template <class T>
void blank(const ValueRule& rule, const T* from, std::size_t count, float* to) {
  for (const double dn : rule.missing_dn) {
    T missing{};
    if (!as_stored(dn, missing)) continue;
    for (std::size_t i = 0; i < count; ++i) to[i] = from[i] == missing ? kMissing : to[i];
  }
  if constexpr (std::is_floating_point_v<T>) {
    constexpr float kMost = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < count; ++i) to[i] = std::abs(to[i]) <= kMost ? to[i] : kMissing;
  }
}

template <class T>
void convert_and_blank(const ValueRule& rule, const std::byte* from, std::size_t count, float* to) {
  const auto* const stored = reinterpret_cast<const T*>(from);
  convert(rule, stored, count, to);
  blank(rule, stored, count, to);
}

}  // namespace

void to_values(const ValueRule& rule, const std::byte* from, std::size_t count, float* to) {
  switch (rule.type) {
    case StoredType::int8:
      return convert_and_blank<std::int8_t>(rule, from, count, to);
    case StoredType::uint8:
      return convert_and_blank<std::uint8_t>(rule, from, count, to);
    case StoredType::uint16:
      return convert_and_blank<std::uint16_t>(rule, from, count, to);
    case StoredType::int16:
      return convert_and_blank<std::int16_t>(rule, from, count, to);
    case StoredType::uint32:
      return convert_and_blank<std::uint32_t>(rule, from, count, to);
    case StoredType::int32:
      return convert_and_blank<std::int32_t>(rule, from, count, to);
    case StoredType::float32:
      return convert_and_blank<float>(rule, from, count, to);
    case StoredType::float64:
      return convert_and_blank<double>(rule, from, count, to);
  }
}

}  // namespace greisen::geo
