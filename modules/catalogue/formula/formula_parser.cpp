// SPDX-License-Identifier: Apache-2.0
#include "catalogue/formula/formula_parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace greisen {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_quote(char c) { return c == '"' || c == '`' || c == '\''; }

/// For messages; a byte that is no printable ASCII is not repeated.
std::string shown(char c) { return c > ' ' && c < '\x7f' ? fmt::format("'{}'", c) : "character that no formula has"; }

}  // namespace

std::string spelled_name(std::string_view name) {
  const bool plain = !name.empty() && is_letter(name.front()) &&
                     std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); });
  const bool taken = name == "and" || name == "or" || name == "not" || name == "missing";
  if (plain && !taken && find_formula_function(name) == nullptr) return std::string(name);
  const char quote = name.find('"') == std::string_view::npos   ? '"'
                     : name.find('`') == std::string_view::npos ? '`'
                                                                : '\'';
  return quote + std::string(name) + quote;
}

Formula FormulaParser::parse() {
  if (text_.size() > kFormulaMaxChars) {
    fail("E2303", 0, fmt::format("the formula has {} characters, the limit is {}", text_.size(), kFormulaMaxChars));
  }
  formula_.root_ = parse_or();
  skip_spaces();
  if (!at_end()) fail("E2301", at_, fmt::format("unexpected {} after a complete formula", shown(text_[at_])));
  return std::move(formula_);
}

void FormulaParser::fail(std::string_view code, std::size_t at, std::string what, std::string fix) const {
  Where where = where_;
  const int first = where.column > 0 ? where.column : 1;
  where.column = first + static_cast<int>(at);
  if (where.excerpt.empty()) {
    where.excerpt =
        std::string(static_cast<std::size_t>(first - 1), ' ') + std::string(text_.substr(0, kFormulaMaxChars));
  }
  std::replace(where.excerpt.begin(), where.excerpt.end(), '\n', ' ');
  if (fix.empty()) fix = fmt::format("'greisen explain {}' shows what a formula may hold", code);
  throw Error(Problem{code, std::move(what), std::move(where), std::move(fix)});
}

void FormulaParser::skip_spaces() {
  while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
}

bool FormulaParser::take(std::string_view token) {
  skip_spaces();
  if (!text_.substr(at_).starts_with(token)) return false;
  at_ += token.size();
  return true;
}

bool FormulaParser::take_word(std::string_view word) {
  skip_spaces();
  if (!text_.substr(at_).starts_with(word)) return false;
  const std::size_t end = at_ + word.size();
  if (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]))) return false;
  at_ = end;
  return true;
}

void FormulaParser::expect(char c, std::string_view after) {
  if (take(std::string_view(&c, 1))) return;
  fail("E2301", at_, fmt::format("expected '{}' {}", c, after));
}

int FormulaParser::add(Op op, std::size_t at, std::initializer_list<int> children, double value) {
  if (formula_.nodes_.size() >= static_cast<std::size_t>(kFormulaMaxNodes)) {
    fail("E2303", at, fmt::format("the formula has more than {} parts", kFormulaMaxNodes));
  }
  FormulaNode node;
  node.op = op;
  node.value = value;
  std::copy(children.begin(), children.end(), node.child.begin());
  node.column = static_cast<int>(at) + 1;
  formula_.nodes_.push_back(node);
  return static_cast<int>(formula_.nodes_.size()) - 1;
}

void FormulaParser::enter(std::size_t at) {
  if (++depth_ > kFormulaMaxDepth)
    fail("E2303", at, fmt::format("the formula is nested deeper than {}", kFormulaMaxDepth));
}

int FormulaParser::parse_or() {
  enter(at_);
  int left = parse_and();
  for (skip_spaces(); take_word("or"); skip_spaces()) {
    const std::size_t at = at_ - 2;
    left = add(Op::logic_or, at, {left, parse_and()});
  }
  --depth_;
  return left;
}

int FormulaParser::parse_and() {
  int left = parse_not();
  for (skip_spaces(); take_word("and"); skip_spaces()) {
    const std::size_t at = at_ - 3;
    left = add(Op::logic_and, at, {left, parse_not()});
  }
  return left;
}

int FormulaParser::parse_not() {
  if (!take_word("not")) return parse_comparison();
  const std::size_t at = at_ - 3;
  enter(at);
  const int node = add(Op::logic_not, at, {parse_not()});
  --depth_;
  return node;
}

int FormulaParser::parse_comparison() {
  constexpr std::array<std::pair<std::string_view, Op>, 6> kSigns = {{{"<=", Op::less_equal},
                                                                      {">=", Op::greater_equal},
                                                                      {"==", Op::equal},
                                                                      {"!=", Op::unequal},
                                                                      {"<", Op::less},
                                                                      {">", Op::greater}}};
  const auto take_sign = [&]() -> const Op* {
    for (const auto& [sign, op] : kSigns) {
      if (take(sign)) return &op;
    }
    return nullptr;
  };
  const int left = parse_sum();
  skip_spaces();
  const std::size_t at = at_;
  const Op* op = take_sign();
  if (op == nullptr) {
    if (!at_end() && text_[at_] == '=') fail("E2301", at_, "a single '='", "write == to compare");
    return left;
  }
  const int node = add(*op, at, {left, parse_sum()});
  skip_spaces();
  const std::size_t second = at_;
  if (take_sign() != nullptr)
    fail("E2301", second, "comparisons cannot be chained", "join them with 'and': a < b and b < c");
  return node;
}

int FormulaParser::parse_sum() {
  int left = parse_product();
  for (;;) {
    skip_spaces();
    const std::size_t at = at_;
    const bool plus = take("+");
    if (!plus && !take("-")) return left;
    left = add(plus ? Op::add : Op::subtract, at, {left, parse_product()});
  }
}

int FormulaParser::parse_product() {
  int left = parse_unary();
  for (;;) {
    skip_spaces();
    const std::size_t at = at_;
    if (text_.substr(at_).starts_with("**")) fail("E2301", at_, "unknown operator '**'", "a power is written x^2");
    const bool times = take("*");
    if (!times && !take("/")) return left;
    left = add(times ? Op::multiply : Op::divide, at, {left, parse_unary()});
  }
}

int FormulaParser::parse_unary() {
  skip_spaces();
  const std::size_t at = at_;
  if (!take("-")) return parse_power();
  enter(at);
  const int node = add(Op::negate, at, {parse_unary()});
  --depth_;
  return node;
}

int FormulaParser::parse_power() {
  const int base = parse_primary();
  skip_spaces();
  const std::size_t at = at_;
  if (!take("^")) return base;
  enter(at);
  const int node = add(Op::power, at, {base, parse_unary()});
  --depth_;
  return node;
}

int FormulaParser::parse_primary() {
  skip_spaces();
  if (at_end()) fail("E2301", at_, text_.empty() ? "an empty formula" : "the formula ends where a value is expected");
  const char c = text_[at_];
  if (c == '(') {
    ++at_;
    const int node = parse_or();
    expect(')', "to close '('");
    return node;
  }
  if (is_digit(c) || c == '.') return parse_number();
  if (is_quote(c)) return parse_quoted_name();
  if (is_letter(c)) return parse_name();
  fail("E2301", at_, fmt::format("unexpected {} where a value is expected", shown(c)));
}

int FormulaParser::parse_number() {
  const std::size_t at = at_;
  double value = 0;
  const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
  if (error != std::errc() || !std::isfinite(value))
    fail("E2301", at, "this is no number within the range of a double");
  at_ = static_cast<std::size_t>(end - text_.data());
  if (!at_end() && (is_letter(text_[at_]) || text_[at_] == '.')) {
    fail("E2301", at_, fmt::format("unexpected '{}' in a number", text_[at_]), "a product is written 2 * red");
  }
  return add(Op::number, at, {}, value);
}

int FormulaParser::parse_name() {
  const std::size_t at = at_;
  while (!at_end() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
  const std::string_view name = text_.substr(at, at_ - at);
  if (name == "and" || name == "or" || name == "not")
    fail("E2301", at, fmt::format("'{}' where a value is expected", name));
  if (name == "missing") return add(Op::number, at, {}, std::numeric_limits<double>::quiet_NaN());
  skip_spaces();
  if (!at_end() && text_[at_] == '(') return parse_call(name, at);
  if (find_formula_function(name) != nullptr)
    fail("E2302", at, fmt::format("'{}' is a function", name), std::string(find_formula_function(name)->usage));
  return add_name(name, at);
}

int FormulaParser::parse_quoted_name() {
  const std::size_t at = at_;
  const std::size_t end = text_.find(text_[at], at + 1);
  if (end == std::string_view::npos) fail("E2301", at, "a quoted name does not end", "close it with the same sign");
  const std::string_view name = text_.substr(at + 1, end - at - 1);
  if (name.find_first_not_of(" \t\r\n") == std::string_view::npos) fail("E2301", at, "an empty name in quotes");
  at_ = end + 1;
  return add_name(name, at);
}

int FormulaParser::add_name(std::string_view name, std::size_t at) {
  auto& names = formula_.variables_;
  const auto found = std::find(names.begin(), names.end(), name);
  const int index = static_cast<int>(found - names.begin());
  if (found == names.end()) names.emplace_back(name);
  const int node = add(Op::input, at);
  formula_.nodes_[static_cast<std::size_t>(node)].name = index;
  return node;
}

}  // namespace greisen
