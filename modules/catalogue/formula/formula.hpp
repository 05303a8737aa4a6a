// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"

namespace greisen {

inline constexpr std::size_t kFormulaMaxChars = 4096;
inline constexpr int kFormulaMaxDepth = 100;
inline constexpr int kFormulaMaxNodes = 1000;
/// A sum or difference of which no more than this share of its terms is left is zero but for rounding: a denominator
/// of that kind, or with such a factor, gives missing (formula_near_zero.hpp).
inline constexpr double kNearZero = 1e-6;

enum class Op : unsigned char {
  number,
  input,
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  unequal,
  logic_and,
  logic_or,
  logic_not,
  square_root,
  absolute,
  minimum,
  maximum,
  exponential,
  logarithm,
  logarithm10,
  choose,
  both_known,
  magnitudes,  ///< |a| + |b|
  measured,    ///< a where |b| > kNearZero * c, else missing
  depth,
  wavelength,
  store,
};

/// A node of a parsed formula; children are indices into Formula::nodes(), or -1.
struct FormulaNode {
  Op op = Op::number;
  double value = 0;  ///< of a number
  int name = -1;     ///< of an input: index into Formula::variables()
  std::array<int, 4> child = {-1, -1, -1, -1};
  int column = 0;  ///< 1-based, in the formula's text
};

/// The one formula language of the catalogue, the survey and the command line. Names (roles, bands, wavelength tokens)
/// stay names until a formula is bound to a sensor's bands.
///   or · and · not · < <= > >= == != (1 or 0, not chained) · + - · * / · unary - · ^ (right) · ( )
///   sqrt abs min(a,b,…) max(a,b,…) exp ln log10 pow(a,b) clamp(x,low,high) if(condition,a,b)
///   missing  the value of what cannot be known        "Band 1"  `Band 1`  'Band 1'  names with blanks
///   depth(centre,left,right)         three-point band depth 1 - R(centre)/continuum, wavelengths in nm
///   wavelength(from,to[,left,right]) nm of the least reflectance (over the continuum left-right), parabola-refined
class Formula {
 public:
  /// Throws E23xx with a caret. `where` is the place of the text's first character (line, column) in a file; with no
  /// file the formula itself is the excerpt.
  static Formula parse(std::string_view text, const Where& where = {});

  [[nodiscard]] const std::string& text() const { return text_; }
  /// Distinct names, in order of first appearance.
  [[nodiscard]] const std::vector<std::string>& variables() const { return variables_; }
  [[nodiscard]] bool needs_spectrometer() const;
  [[nodiscard]] bool divides() const;  ///< has a `/`
  /// Canonical text: one spacing, least parentheses; parses to the same tree.
  [[nodiscard]] std::string to_text() const;
  [[nodiscard]] const std::vector<FormulaNode>& nodes() const { return nodes_; }
  [[nodiscard]] int root() const { return root_; }

 private:
  friend class FormulaParser;
  std::string text_;
  std::vector<std::string> variables_;
  std::vector<FormulaNode> nodes_;
  int root_ = -1;
};

/// A layer index for a name, or the reason why there is none ("Sentinel-2 MSI has no band near 2167 nm").
using Resolved = std::variant<int, std::string>;
using Resolver = std::function<Resolved(std::string_view name)>;

/// A layer of a spectrometer.
struct SpectralLayer {
  int layer = 0;
  double centre_nm = 0;
};

/// A node of the common tree that all formulas of a Program share; operands always precede their users.
struct BoundNode {
  Op op = Op::number;
  double value = 0;  ///< number
  int layer = -1;    ///< input
  std::array<int, 3> child = {-1, -1, -1};
};

/// A formula whose names are layers. `reason` is not empty where it cannot be evaluated; then it has no nodes.
struct BoundFormula {
  std::vector<BoundNode> nodes;  ///< the last one is the result
  std::string reason;
  [[nodiscard]] bool available() const { return reason.empty(); }
};

/// `spectrum`: the layers of a spectrometer in rising wavelength; empty where the sensor's bands are not contiguous
/// (then depth and wavelength are unavailable).
BoundFormula bind_formula(const Formula& formula, const Resolver& resolver,
                          std::span<const SpectralLayer> spectrum = {});

/// Several formulas compiled together: equal parts are evaluated once. Immutable; run() may be called from many
/// threads, each with its own Workspace.
class Program {
 public:
  /// Working memory of one thread.
  class Workspace {
    friend class Program;
    std::vector<double> registers_;
  };

  /// All must be available (assert).
  static Program compile(std::span<const BoundFormula> formulas);

  [[nodiscard]] int outputs() const { return outputs_; }
  /// Layers that are read, rising; run() wants an entry for each layer up to the greatest, others may be null.
  [[nodiscard]] const std::vector<int>& layers() const { return layers_; }
  [[nodiscard]] std::size_t workspace_bytes() const;
  [[nodiscard]] int instructions() const { return static_cast<int>(code_.size()); }

  /// out[k][i] = formula k of pixel i, i in [0, n). Arithmetic in double, rounded once to float. Missing (NaN) where an
  /// input of the formula is missing or infinite, a denominator is zero or nothing but the rounding of its terms
  /// (kNearZero), a root or logarithm has no real value, or the result is not finite as a float.
  void run(std::span<const float* const> inputs, std::span<float* const> out, std::size_t n, Workspace& work) const;

  struct Instruction {
    Op op = Op::number;
    int to = 0;
    std::array<int, 3> from = {0, 0, 0};  ///< registers; of an input: the layer; of a power: from[1] < 0 is -exponent;
                                          ///< of a store: `to` is the output
  };

 private:
  friend class ProgramWriter;
  std::vector<Instruction> code_;
  std::vector<std::pair<int, double>> constants_;  ///< register, value
  std::vector<int> layers_;
  int registers_ = 0;
  int outputs_ = 0;
};

/// One pixel, straight from the bound tree in double: for checks, explanations and as the evaluator's reference.
double evaluate(const BoundFormula& formula, std::span<const double> layers);

}  // namespace greisen
