// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "catalogue/formula/formula.hpp"

namespace greisen {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
constexpr int kLayers = 5;

Resolved letter(std::string_view name) { return name[0] - 'a'; }

/// A value, the magnitudes of the terms that it is the sum of, and whether it is zero or has a factor that is nothing
/// but the rounding of its terms.
struct Walked {
  double value = 0, terms = 0;
  bool near_zero = false;
};

double value_of(const FormulaNode& node, const std::vector<Walked>& of) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> v;
  for (const Walked& one : of) v.push_back(one.value);
  if (node.op == Op::choose) return std::isnan(v[0]) ? none : (v[0] != 0 ? v[1] : v[2]);
  if (std::any_of(v.begin(), v.end(), [](double x) { return std::isnan(x); })) return none;
  switch (node.op) {
    case Op::negate:
      return -v[0];
    case Op::add:
      return v[0] + v[1];
    case Op::subtract:
      return v[0] - v[1];
    case Op::multiply:
      return v[0] * v[1];
    case Op::divide:
      return of[1].near_zero ? none : v[0] / v[1];
    case Op::power:
      return v[1] < 0 && of[0].near_zero ? none : std::pow(v[0], v[1]);
    case Op::less:
      return v[0] < v[1];
    case Op::less_equal:
      return v[0] <= v[1];
    case Op::greater:
      return v[0] > v[1];
    case Op::greater_equal:
      return v[0] >= v[1];
    case Op::equal:
      return v[0] == v[1];
    case Op::unequal:
      return v[0] != v[1];
    case Op::logic_and:
      return v[0] != 0 && v[1] != 0;
    case Op::logic_or:
      return v[0] != 0 || v[1] != 0;
    case Op::logic_not:
      return v[0] == 0;
    case Op::square_root:
      return v[0] >= 0 ? std::sqrt(v[0]) : none;
    case Op::absolute:
      return std::abs(v[0]);
    case Op::minimum:
      return std::min(v[0], v[1]);
    case Op::maximum:
      return std::max(v[0], v[1]);
    case Op::exponential:
      return std::exp(v[0]);
    case Op::logarithm:
      return v[0] > 0 ? std::log(v[0]) : none;
    case Op::logarithm10:
      return v[0] > 0 ? std::log10(v[0]) : none;
    default:
      return none;
  }
}

/// Another reading of a formula, straight from the parsed tree: no binding, no sharing, no folding.
Walked walk(const Formula& formula, int index, const std::vector<double>& pixel) {
  const FormulaNode& node = formula.nodes()[static_cast<std::size_t>(index)];
  const auto leaf = [](double value) { return Walked{value, std::abs(value), value == 0}; };
  if (node.op == Op::number) return leaf(node.value);
  if (node.op == Op::input)
    return leaf(pixel[static_cast<std::size_t>(formula.variables()[static_cast<std::size_t>(node.name)][0] - 'a')]);
  std::vector<Walked> of;
  for (const int child : node.child)
    if (child >= 0) of.push_back(walk(formula, child, pixel));
  Walked found = leaf(value_of(node, of));
  if (node.op == Op::negate || node.op == Op::absolute) {
    found.terms = of[0].terms;
    found.near_zero = of[0].near_zero;
  } else if (node.op == Op::add || node.op == Op::subtract) {
    found.terms = of[0].terms + of[1].terms;
    found.near_zero = std::abs(found.value) <= 1e-6 * found.terms;
  } else if (node.op == Op::multiply) {
    found.terms = std::max(of[0].terms * std::abs(of[1].value), std::abs(of[0].value) * of[1].terms);
    found.near_zero = of[0].near_zero || of[1].near_zero;
  } else if (node.op == Op::divide) {
    found.terms = of[0].terms / std::abs(of[1].value);
    found.near_zero = of[0].near_zero;
  } else if (node.op == Op::power && of[1].value >= 1) {
    found.terms = of[0].terms * std::abs(std::pow(of[0].value, of[1].value - 1));
    found.near_zero = of[0].near_zero;
  } else if (node.op == Op::square_root) {
    found.near_zero = of[0].near_zero;
  } else if (node.op == Op::minimum || node.op == Op::maximum || node.op == Op::choose) {
    const bool first = node.op == Op::choose ? of[0].value != 0 : found.value == of[0].value;
    const Walked& taken = node.op == Op::choose ? of[first ? 1 : 2] : of[first ? 0 : 1];
    found.terms = taken.terms;
    found.near_zero = std::abs(found.value) <= 1e-6 * found.terms;
  }
  return found;
}

double expected(const Formula& formula, const std::vector<double>& pixel) {
  for (const std::string& name : formula.variables()) {
    if (!std::isfinite(pixel[static_cast<std::size_t>(name[0] - 'a')])) return std::numeric_limits<double>::quiet_NaN();
  }
  const double value = walk(formula, formula.root(), pixel).value;
  return std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max())
             ? value
             : std::numeric_limits<double>::quiet_NaN();
}

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::mt19937::result_type>(n)); }
  double unit() { return static_cast<double>(engine_()) / 4294967296.0; }

  /// A random formula over a … e.
  std::string formula(int depth) {
    if (depth == 0 || below(6) == 0) {
      return below(3) == 0 ? std::to_string(below(40) - 10) + "." + std::to_string(below(10))
                           : std::string(1, static_cast<char>('a' + below(kLayers)));
    }
    const auto part = [&] { return "(" + formula(depth - 1) + ")"; };
    constexpr const char* kSigns[] = {"+", "-",  "*", "/",  "+",  "-",  "*",     "/",
                                      "<", "<=", ">", ">=", "==", "!=", " and ", " or "};
    switch (below(12)) {
      case 0:
        return "sqrt" + part();
      case 1:
        return "abs" + part();
      case 2:
        return "min(" + formula(depth - 1) + "," + formula(depth - 1) + ")";
      case 3:
        return "max(" + formula(depth - 1) + "," + formula(depth - 1) + ")";
      case 4:
        return "if(" + formula(depth - 1) + "," + formula(depth - 1) + "," + formula(depth - 1) + ")";
      case 5:
        return below(2) == 0 ? "-" + part() : "not " + part();
      case 6:
        return part() + "^" + std::to_string(below(6) - 1);
      case 7:
        return (below(2) == 0 ? "ln" : "exp") + part();
      default:
        return part() + kSigns[below(16)] + part();
    }
  }

  float sample() {
    switch (below(20)) {
      case 0:
        return kNone;
      case 1:
        return 0.0F;
      case 2:
        return std::numeric_limits<float>::infinity();
      case 3:
        return static_cast<float>(unit() * 1e-6);
      case 4:
        return 0.25F;
      default:
        return static_cast<float>(unit() * 1.2 - 0.1);
    }
  }

 private:
  std::mt19937 engine_;
};

struct Pixels {
  std::vector<std::vector<float>> layers;
  std::vector<const float*> pointers;
};

Pixels random_pixels(Random& random, std::size_t n) {
  Pixels pixels{std::vector<std::vector<float>>(kLayers, std::vector<float>(n)), {}};
  for (auto& layer : pixels.layers) {
    std::generate(layer.begin(), layer.end(), [&] { return random.sample(); });
    pixels.pointers.push_back(layer.data());
  }
  return pixels;
}

TEST(Program, AgreesWithAWalkOverTheTree) {
  constexpr std::size_t kPixels = 700;  // one block and a piece
  Random random(7);
  int seen = 0;
  for (int round = 0; round < 300; ++round) {
    const Formula formula = Formula::parse(random.formula(4));
    const Program program = Program::compile(std::vector{bind_formula(formula, letter)});
    const Pixels pixels = random_pixels(random, kPixels);
    std::vector<float> out(kPixels);
    float* outs[] = {out.data()};
    Program::Workspace work;
    program.run(pixels.pointers, outs, kPixels, work);
    for (std::size_t i = 0; i < kPixels; ++i) {
      std::vector<double> pixel;
      for (const auto& layer : pixels.layers) pixel.push_back(static_cast<double>(layer[i]));
      const double want = expected(formula, pixel);
      const auto got = static_cast<double>(out[i]);
      ASSERT_EQ(std::isnan(got), std::isnan(want))
          << formula.to_text() << " at " << i << ": " << got << " for " << want;
      if (std::isnan(want)) continue;
      ++seen;
      ASSERT_LE(std::abs(got - want), 1e-6 * std::max(1.0, std::abs(want))) << formula.to_text() << " at " << i;
    }
  }
  EXPECT_GT(seen, 20000) << "the random formulas must not all be missing";
}

TEST(Program, ComputesSeveralFormulasTogetherAsAlone) {
  Random random(11);
  std::vector<BoundFormula> formulas;
  for (int i = 0; i < 40; ++i) formulas.push_back(bind_formula(Formula::parse(random.formula(3)), letter));
  formulas.push_back(formulas.front());  // the same result twice
  formulas.push_back(bind_formula(Formula::parse("a"), letter));
  formulas.push_back(bind_formula(Formula::parse("2 + 3"), letter));
  constexpr std::size_t kPixels = 1100;
  const Pixels pixels = random_pixels(random, kPixels);
  std::vector<std::vector<float>> together(formulas.size(), std::vector<float>(kPixels));
  std::vector<float*> outs;
  for (auto& out : together) outs.push_back(out.data());
  Program::Workspace work;
  Program::compile(formulas).run(pixels.pointers, outs, kPixels, work);
  for (std::size_t k = 0; k < formulas.size(); ++k) {
    std::vector<float> alone(kPixels);
    float* one[] = {alone.data()};
    Program::compile(std::vector{formulas[k]}).run(pixels.pointers, one, kPixels, work);
    for (std::size_t i = 0; i < kPixels; ++i) {
      ASSERT_TRUE(alone[i] == together[k][i] || (std::isnan(alone[i]) && std::isnan(together[k][i])))
          << k << " at " << i;
    }
  }
  EXPECT_EQ(together.back()[1000], 5.0F);
}

TEST(Program, EvaluatesEqualPartsOnce) {
  const auto bound = [](std::string_view text) { return bind_formula(Formula::parse(text), letter); };
  const Program one = Program::compile(std::vector{bound("(a - b) / (a + b)")});
  const Program two = Program::compile(std::vector{bound("(a - b) / (a + b)"), bound("((a - b) / (b + a))^2")});
  EXPECT_EQ(two.instructions(), one.instructions() + 2) << "a square and a store";
  EXPECT_EQ(Program::compile(std::vector{bound("a * (2 + 3 * 4)")}).instructions(), 3) << "constants are folded";
}

TEST(Program, HoldsCancellationToAMillionth) {
  // close values and high powers, where plain float arithmetic loses up to 1e-4
  Random random(3);
  const Formula formula = Formula::parse("a^2 / (b * c^3) - a^4 / d^4 + (a - b) / (a + b - c - d)");
  const Program program = Program::compile(std::vector{bind_formula(formula, letter)});
  Program::Workspace work;
  for (int i = 0; i < 2000; ++i) {
    std::vector<float> pixel;
    for (int k = 0; k < kLayers; ++k) pixel.push_back(static_cast<float>(0.2 + 0.02 * random.unit()));
    std::vector<const float*> in;
    for (const float& value : pixel) in.push_back(&value);
    float result = 0;
    float* outs[] = {&result};
    program.run(in, outs, 1, work);
    const double want = expected(formula, {pixel.begin(), pixel.end()});
    if (std::isnan(want)) continue;
    ASSERT_LE(std::abs(static_cast<double>(result) - want), 1e-6 * std::max(1.0, std::abs(want)));
  }
}

TEST(Program, ReadsOnlyTheLayersItNames) {
  const Program program = Program::compile(std::vector{bind_formula(Formula::parse("e - b"), letter)});
  EXPECT_EQ(program.layers(), (std::vector{1, 4}));
  const float b = 1;
  const float e = 3;
  const float* in[] = {nullptr, &b, nullptr, nullptr, &e};
  float result = 0;
  float* outs[] = {&result};
  Program::Workspace work;
  program.run(in, outs, 1, work);
  EXPECT_EQ(result, 2.0F);
  program.run(in, outs, 0, work);
}

}  // namespace
}  // namespace greisen
