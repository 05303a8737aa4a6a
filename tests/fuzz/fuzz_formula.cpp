// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <cmath>

#include "catalogue/formula/formula.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets.hpp"

namespace greisen::fuzz {
namespace {

constexpr std::size_t kPixels = 5;
constexpr int kLayers = 3;
using Layers = std::array<std::array<float, kPixels>, kLayers>;

/// Ordinary, zero, missing, huge and negative values.
constexpr Layers kInput = {{{0.1F, 0.0F, std::numeric_limits<float>::quiet_NaN(), 1e30F, -0.5F},
                            {0.3F, 0.0F, 0.2F, -1e30F, 0.5F},
                            {0.7F, 1e-7F, 0.4F, 3e38F, 1.0F}}};

/// Names answer to layers in turn; blocks of pixels and single pixels must agree to the bit.
void compare_evaluators(const Formula& formula) {
  int next = 0;
  const auto bound = bind_formula(formula, [&](std::string_view) -> Resolved { return next++ % kLayers; });
  if (!bound.available()) return;
  const auto program = Program::compile(std::array{bound});
  std::array<float, kPixels> out{};
  const std::array<const float*, kLayers> inputs = {kInput[0].data(), kInput[1].data(), kInput[2].data()};
  std::array<float*, 1> outputs = {out.data()};
  Program::Workspace work;
  program.run(inputs, outputs, kPixels, work);
  for (std::size_t i = 0; i < kPixels; ++i) {
    require(!std::isinf(out[i]), "an infinite result");
    const std::array<double, kLayers> pixel = {double{kInput[0][i]}, double{kInput[1][i]}, double{kInput[2][i]}};
    const auto single = static_cast<float>(evaluate(bound, pixel));
    require(std::isnan(single) ? std::isnan(out[i]) : single == out[i], "block and pixel evaluators differ");
  }
}

}  // namespace

void fuzz_formula(std::string_view text) {
  try {
    const auto formula = Formula::parse(text);
    const auto canonical = formula.to_text();
    require(Formula::parse(canonical).to_text() == canonical, "canonical text is not stable");
    compare_evaluators(formula);
  } catch (const Error& error) {
    require_told(error);
  }
}

}  // namespace greisen::fuzz
