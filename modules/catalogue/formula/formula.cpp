// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "catalogue/formula/formula_parser.hpp"

namespace greisen {
namespace {

struct Spelling {
  Op op;
  std::string_view text;
  int binding;  ///< the greater, the tighter; 0: a function
};
constexpr Spelling kSpellings[] = {
    {Op::logic_or, " or ", 1},
    {Op::logic_and, " and ", 2},
    {Op::logic_not, "not ", 3},
    {Op::less, " < ", 4},
    {Op::less_equal, " <= ", 4},
    {Op::greater, " > ", 4},
    {Op::greater_equal, " >= ", 4},
    {Op::equal, " == ", 4},
    {Op::unequal, " != ", 4},
    {Op::add, " + ", 5},
    {Op::subtract, " - ", 5},
    {Op::multiply, " * ", 6},
    {Op::divide, " / ", 6},
    {Op::negate, "-", 7},
    {Op::power, "^", 8},
    {Op::square_root, "sqrt", 0},
    {Op::absolute, "abs", 0},
    {Op::minimum, "min", 0},
    {Op::maximum, "max", 0},
    {Op::exponential, "exp", 0},
    {Op::logarithm, "ln", 0},
    {Op::logarithm10, "log10", 0},
    {Op::choose, "if", 0},
    {Op::depth, "depth", 0},
    {Op::wavelength, "wavelength", 0},
};

class Printer {
 public:
  explicit Printer(const Formula& formula) : formula_(formula) {}

  /// `least`: what is looser than this gets parentheses.
  std::string print(int index, int least) const {
    const FormulaNode& node = formula_.nodes()[static_cast<std::size_t>(index)];
    if (node.op == Op::number) return std::isnan(node.value) ? "missing" : fmt::format("{}", node.value);
    if (node.op == Op::input) return spelled_name(formula_.variables()[static_cast<std::size_t>(node.name)]);
    const Spelling& how =
        *std::find_if(std::begin(kSpellings), std::end(kSpellings), [&](const Spelling& s) { return s.op == node.op; });
    const std::string text = how.binding == 0 ? call(node, how) : operation(node, how);
    return how.binding != 0 && how.binding < least ? "(" + text + ")" : text;
  }

 private:
  std::string call(const FormulaNode& node, const Spelling& how) const {
    std::string text = std::string(how.text) + "(";
    for (const int child : node.child) {
      if (child < 0) break;
      text += (text.back() == '(' ? "" : ", ") + print(child, 0);
    }
    return text + ")";
  }

  std::string operation(const FormulaNode& node, const Spelling& how) const {
    const auto left = node.child[0];
    if (node.op == Op::logic_not || node.op == Op::negate) return std::string(how.text) + print(left, how.binding);
    if (node.op == Op::power) return print(left, 9) + "^" + print(node.child[1], 7);
    const bool chained = how.binding != 4;  // a comparison takes no comparison, on either side
    return print(left, chained ? how.binding : 5) + std::string(how.text) + print(node.child[1], how.binding + 1);
  }

  const Formula& formula_;
};

}  // namespace

Formula Formula::parse(std::string_view text, const Where& where) { return FormulaParser(text, where).parse(); }

bool Formula::needs_spectrometer() const {
  return std::any_of(nodes_.begin(), nodes_.end(),
                     [](const FormulaNode& n) { return n.op == Op::depth || n.op == Op::wavelength; });
}

bool Formula::divides() const {
  return std::any_of(nodes_.begin(), nodes_.end(), [](const FormulaNode& n) { return n.op == Op::divide; });
}

std::string Formula::to_text() const { return Printer(*this).print(root_, 0); }

}  // namespace greisen
