// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula_kernels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catalogue/formula/formula_graph.hpp"

namespace greisen {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

template <class F>
void map_one(const double* a, double* __restrict to, F f) {
  for (std::size_t i = 0; i < kBlock; ++i) to[i] = f(a[i]);
}

template <class F>
void map_two(const double* a, const double* b, double* __restrict to, F f) {
  for (std::size_t i = 0; i < kBlock; ++i) to[i] = f(a[i], b[i]);
}

/// 1 or 0, or missing where an operand is.
template <class F>
void compare(const double* a, const double* b, double* __restrict to, F holds) {
  for (std::size_t i = 0; i < kBlock; ++i) {
    const double truth = holds(a[i], b[i]) ? 1.0 : 0.0;
    const double left = a[i] == a[i] ? truth : a[i];
    to[i] = b[i] == b[i] ? left : b[i];
  }
}

void choose(const double* condition, const double* yes, const double* no, double* __restrict to) {
  for (std::size_t i = 0; i < kBlock; ++i) {
    const double picked = condition[i] != 0 ? yes[i] : no[i];
    to[i] = condition[i] == condition[i] ? picked : condition[i];
  }
}

void keep_measured(const double* value, const double* sum, const double* terms, double* __restrict to) {
  for (std::size_t i = 0; i < kBlock; ++i) to[i] = std::abs(sum[i]) > kNearZero * terms[i] ? value[i] : kNoValue;
}

/// The costly functions: one call a pixel.
void one_by_one(Op op, const double* a, const double* b, double* to) {
  for (std::size_t i = 0; i < kBlock; ++i) to[i] = apply(op, a[i], b[i], 0);
}

void compare_block(Op op, const double* a, const double* b, double* to) {
  switch (op) {
    case Op::less:
      return compare(a, b, to, [](double x, double y) { return x < y; });
    case Op::less_equal:
      return compare(a, b, to, [](double x, double y) { return x <= y; });
    case Op::greater:
      return compare(a, b, to, [](double x, double y) { return x > y; });
    case Op::greater_equal:
      return compare(a, b, to, [](double x, double y) { return x >= y; });
    case Op::equal:
      return compare(a, b, to, [](double x, double y) { return x == y; });
    case Op::unequal:
      return compare(a, b, to, [](double x, double y) { return x != y; });
    case Op::logic_and:
      return compare(a, b, to, [](double x, double y) { return (x != 0) & (y != 0); });
    default:
      return compare(a, b, to, [](double x, double y) { return (x != 0) | (y != 0); });  // logic_or
  }
}

}  // namespace

void load_block(const float* from, std::size_t count, double* to) {
  constexpr float kGreatest = std::numeric_limits<float>::max();
  constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
  for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<double>(std::abs(from[i]) <= kGreatest ? from[i] : kNone);
  std::fill(to + count, to + kBlock, kNoValue);
}

void store_block(const double* from, std::size_t count, float* to) {
  constexpr float kGreatest = std::numeric_limits<float>::max();
  constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
  for (std::size_t i = 0; i < count; ++i) {
    const auto rounded = static_cast<float>(from[i]);
    to[i] = std::abs(rounded) <= kGreatest ? rounded : kNone;
  }
}

void power_block(const double* base, int exponent, double* to) {
  switch (exponent) {
    case 2:
      return map_one(base, to, [](double x) { return x * x; });
    case 3:
      return map_one(base, to, [](double x) { return x * x * x; });
    default:
      return map_one(base, to, [](double x) { return (x * x) * (x * x); });
  }
}

void apply_block(Op op, const double* a, const double* b, const double* c, double* to) {
  switch (op) {
    case Op::add:
      return map_two(a, b, to, [](double x, double y) { return x + y; });
    case Op::subtract:
      return map_two(a, b, to, [](double x, double y) { return x - y; });
    case Op::multiply:
      return map_two(a, b, to, [](double x, double y) { return x * y; });
    case Op::divide:
      return map_two(a, b, to, [](double x, double y) {
        const double quotient = x / y;
        return y == 0 ? kNoValue : quotient;
      });
    case Op::minimum:
      return map_two(a, b, to, [](double x, double y) { return x == x ? (x < y ? x : y) : x; });
    case Op::maximum:
      return map_two(a, b, to, [](double x, double y) { return x == x ? (x > y ? x : y) : x; });
    case Op::both_known:
      return map_two(a, b, to, [](double x, double y) { return y == y ? x : y; });
    case Op::magnitudes:
      return map_two(a, b, to, [](double x, double y) { return std::abs(x) + std::abs(y); });
    case Op::measured:
      return keep_measured(a, b, c, to);
    case Op::negate:
      return map_one(a, to, [](double x) { return -x; });
    case Op::absolute:
      return map_one(a, to, [](double x) { return std::abs(x); });
    case Op::logic_not:
      return map_one(a, to, [](double x) { return x == x ? (x == 0 ? 1.0 : 0.0) : x; });
    case Op::choose:
      return choose(a, b, c, to);
    case Op::square_root:
      return map_one(a, to, [](double x) { return std::sqrt(x); });  // NaN below 0
    case Op::power:
    case Op::exponential:
    case Op::logarithm:
    case Op::logarithm10:
      return one_by_one(op, a, b, to);
    default:
      return compare_block(op, a, b, to);
  }
}

}  // namespace greisen
