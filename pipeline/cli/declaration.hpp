// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/cli/tree.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace greisen {

/// What one command takes, handed to CLI11 row by row in its own words; help, manual and completion read it again from
/// there (tree.hpp). Values live longer than the parsing.
class Declaration {
 public:
  explicit Declaration(CLI::App& app) : app_(&app) {}

  /// The last row declared, to be told more of.
  class Row {
   public:
    explicit Row(CLI::Option* option) : option_(option) {}
    Row* operator->() { return this; }
    Row required();
    Row type_name(const std::string& name);  ///< "FILE", "cog|gtiff"
    Row group(const std::string& name);
    Row delimiter(char between);  ///< several values in one word
    Row take_all();               ///< repeatable
    Row take_last();
    Row preset();  ///< the value that is there now is what holds where none is given
    Row range(double least, double most);
    Row positive();
    Row one_of(const std::vector<std::string>& words);

   private:
    CLI::Option* option_;
  };

  /// "-o,--output", or a name without dashes: an argument.
  Row add_option(const std::string& names, std::string& value, const std::string& text);
  Row add_option(const std::string& names, std::vector<std::string>& values, const std::string& text);
  Row add_option(const std::string& names, std::vector<double>& values, const std::string& text);
  Row add_option(const std::string& names, std::optional<double>& value, const std::string& text);
  Row add_option(const std::string& names, double& value, const std::string& text);
  Row add_option(const std::string& names, int& value, const std::string& text);
  Row add_option(const std::string& names, std::uint64_t& value, const std::string& text);
  Row add_flag(const std::string& names, bool& value, const std::string& text);
  /// Values are added to those that are there, also from another command that declares the same list.
  Row add_to_list(const std::string& names, std::vector<std::string>& values, const std::string& text);

  /// The whole program, once all of it is declared.
  [[nodiscard]] CommandTree program() const;

 private:
  CLI::App* app_;
};

/// The options of one command.
VerbRow describe(const CLI::App& app);
CommandTree describe_program(const CLI::App& root);

}  // namespace greisen
