// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula_invariance.hpp"

#include <cmath>
#include <optional>

namespace greisen {
namespace {

using Maybe = std::optional<double>;

/// How a part of a formula answers to other numbers.
struct Answer {
  Maybe degree = {};  ///< f(k x) = k^degree f(x); none: no such degree
  Maybe shift = {};   ///< f(x + c) = f(x) + shift c; none: no such number
  Maybe number = {};  ///< of a plain number
  [[nodiscard]] bool missing() const { return number && std::isnan(*number); }
  /// 0 and missing are of every degree.
  [[nodiscard]] bool of_any_degree() const { return number && (*number == 0 || std::isnan(*number)); }
};

Maybe if_zero(const Maybe& value) { return value == 0.0 ? Maybe(0) : std::nullopt; }
Maybe if_known(const Maybe& value) { return value ? Maybe(0) : std::nullopt; }
Maybe sum(const Maybe& a, const Maybe& b, double sign) { return a && b ? Maybe(*a + sign * *b) : std::nullopt; }

Maybe common_degree(const Answer& a, const Answer& b) {
  if (a.of_any_degree()) return b.degree;
  return b.of_any_degree() || a.degree == b.degree ? a.degree : std::nullopt;
}

Maybe common_shift(const Answer& a, const Answer& b) {
  if (a.missing()) return b.shift;
  return b.missing() || a.shift == b.shift ? a.shift : std::nullopt;
}

Maybe shift_of_product(const Answer& a, const Answer& b) {
  if (a.shift == 0.0 && b.shift == 0.0) return 0;
  if (a.number && b.shift) return *a.number * *b.shift;
  return b.number && a.shift ? Maybe(*a.shift * *b.number) : std::nullopt;
}

Maybe shift_of_quotient(const Answer& a, const Answer& b) {
  if (a.shift == 0.0 && b.shift == 0.0) return 0;
  return b.number && a.shift ? Maybe(*a.shift / *b.number) : std::nullopt;
}

Answer of_power(const Answer& base, const Answer& exponent) {
  Answer answer;
  if (exponent.number && base.degree) answer.degree = *base.degree * *exponent.number;
  if (!exponent.number && base.degree == 0.0 && exponent.degree == 0.0) answer.degree = 0;
  if (base.shift == 0.0 && exponent.shift == 0.0) answer.shift = 0;
  if (exponent.number == 1.0) answer.shift = base.shift;
  return answer;
}

class Reader {
 public:
  explicit Reader(const Formula& formula) : formula_(formula) {}

  [[nodiscard]] Answer of(int index) const {
    const FormulaNode& node = formula_.nodes()[static_cast<std::size_t>(index)];
    switch (node.op) {
      case Op::number:
        return {0, 0, node.value};
      case Op::input:
        return {1, 1, {}};
      case Op::depth:  // 1 - R / continuum
        return {0, {}, {}};
      case Op::wavelength:  // where the least reflectance lies; over a continuum an offset moves it
        return {0, node.child[2] < 0 ? Maybe(0) : std::nullopt, {}};
      default:
        break;
    }
    const Answer a = of(node.child[0]);
    const Answer b = node.child[1] < 0 ? Answer{} : of(node.child[1]);
    return node.op == Op::choose ? of_choice(a, b, of(node.child[2])) : of_two(node.op, a, b);
  }

 private:
  [[nodiscard]] static Answer of_choice(const Answer& condition, const Answer& a, const Answer& b) {
    Answer answer;
    if (condition.degree) answer.degree = common_degree(a, b);
    if (condition.shift == 0.0) answer.shift = common_shift(a, b);
    return answer;
  }

  [[nodiscard]] static Answer of_two(Op op, const Answer& a, const Answer& b) {
    switch (op) {
      case Op::negate:
        return {a.degree, a.shift ? Maybe(-*a.shift) : std::nullopt, {}};
      case Op::absolute:
        return {a.degree, if_zero(a.shift), {}};
      case Op::add:
        return {common_degree(a, b), sum(a.shift, b.shift, 1), {}};
      case Op::subtract:
        return {common_degree(a, b), sum(a.shift, b.shift, -1), {}};
      case Op::multiply:
        return {sum(a.degree, b.degree, 1), shift_of_product(a, b), {}};
      case Op::divide:
        return {sum(a.degree, b.degree, -1), shift_of_quotient(a, b), {}};
      case Op::power:
        return of_power(a, b);
      case Op::square_root:
        return {a.degree ? Maybe(*a.degree / 2) : std::nullopt, if_zero(a.shift), {}};
      case Op::minimum:
      case Op::maximum:
        return {common_degree(a, b), common_shift(a, b), {}};
      case Op::exponential:
      case Op::logarithm:
      case Op::logarithm10:
        return {if_zero(a.degree), if_zero(a.shift), {}};
      case Op::logic_not:
        return {if_known(a.degree), if_zero(a.shift), {}};
      case Op::logic_and:
      case Op::logic_or:
        return {sum(if_known(a.degree), if_known(b.degree), 1), sum(if_zero(a.shift), if_zero(b.shift), 1), {}};
      default:  // comparisons
        return {if_known(common_degree(a, b)), if_known(common_shift(a, b)), {}};
    }
  }

  const Formula& formula_;
};

}  // namespace

Invariance invariance_of(const Formula& formula) {
  const Answer answer = Reader(formula).of(formula.root());
  return {answer.of_any_degree() || answer.degree == 0.0, answer.shift == 0.0};
}

}  // namespace greisen
