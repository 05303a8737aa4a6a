// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace greisen {

/// A place in a text file a person can open; line and column count from 1, 0 = unknown.
struct Where {
  std::string file = {};
  int line = 0;
  int column = 0;
  std::string excerpt = {};  ///< the source line, printed with a caret under `column` where there is one
};

/// One thing that is wrong: what was found, where, and how to mend it.
struct Problem {
  std::string_view code;  ///< a row of error_codes(), such as "E2101"
  std::string what;
  Where where = {};
  std::string fix = {};
};

/// One row of the table of codes. The first digit of `id` is the program's exit code (contract.md, section 1).
struct ErrorCode {
  std::string_view id;
  std::string_view title;
  std::string_view explanation;  ///< what `greisen explain CODE` prints
};

/// All codes, sorted by id. A code that is thrown and not in this table fails the house test.
std::vector<ErrorCode> const& error_codes();

/// The row of a code ("e2101" is found too), or nullptr.
const ErrorCode* find_code(std::string_view id);

/// The only exception of this program: one problem or several found together, all of them printed.
class Error : public std::exception {
 public:
  explicit Error(Problem problem);
  /// At least one. A template, so that braces always mean one Problem.
  template <std::same_as<std::vector<Problem>> List>
  explicit Error(List problems) : problems_(std::move(problems)) {
    set_text();
  }

  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }
  [[nodiscard]] std::string_view code() const noexcept { return problems_.front().code; }
  /// First digit of the first code; E1xxx is 1 (internal) … E7xxx is 7 (disk or memory).
  [[nodiscard]] int exit_code() const noexcept;

 private:
  void set_text();

  std::vector<Problem> problems_;
  std::string text_;
};

/// The text of one problem: code and what, file:line:column, the line with a caret, the fix.
std::string to_text(const Problem& problem);

}  // namespace greisen
