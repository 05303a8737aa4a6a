// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/formula/formula.hpp"

namespace greisen {

/// A function of the language; some are made of others when they are parsed (clamp, min of several).
struct FormulaFunction {
  std::string_view name;
  Op op;
  std::size_t least;  ///< arguments
  std::size_t most;
  std::string_view usage;
};
const FormulaFunction* find_formula_function(std::string_view name);  ///< nullptr: there is none

/// A name as a formula has it: in quotes where it is no plain word or one of the language.
std::string spelled_name(std::string_view name);

/// Recursive descent over the grammar of Formula; used by Formula::parse only.
class FormulaParser {
 public:
  FormulaParser(std::string_view text, Where where) : text_(text), where_(std::move(where)) { formula_.text_ = text; }
  Formula parse();

 private:
  [[noreturn]] void fail(std::string_view code, std::size_t at, std::string what, std::string fix = {}) const;
  void skip_spaces();
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  bool take(std::string_view token);  ///< an operator, after spaces
  bool take_word(std::string_view word);
  void expect(char c, std::string_view after);
  int add(Op op, std::size_t at, std::initializer_list<int> children = {}, double value = 0);
  void enter(std::size_t at);

  int parse_or();
  int parse_and();
  int parse_not();
  int parse_comparison();
  int parse_sum();
  int parse_product();
  int parse_unary();
  int parse_power();
  int parse_primary();
  int parse_number();
  int parse_name();
  int parse_quoted_name();
  int add_name(std::string_view name, std::size_t at);
  int parse_call(std::string_view name, std::size_t at);
  int make_call(std::string_view name, std::size_t at, const std::vector<int>& arguments);
  int make_feature(Op op, std::size_t at, const std::vector<int>& arguments);

  std::string_view text_;
  Where where_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Formula formula_;
};

}  // namespace greisen
