// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/log.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// Gathers what is wrong with a survey and its inputs, each at the key that names it, so that all is told at once.
class SurveyProblems {
 public:
  /// `found`: what is wrong with the file itself. The survey must outlive this.
  explicit SurveyProblems(const Survey& survey, std::vector<Problem> found = {})
      : survey_(survey), problems_(std::move(found)) {}

  /// Runs `work` for the part of the survey at `key` ("geology", "scenes[0]"); keeps what it throws and gives false.
  template <class Work>
  bool gather(const std::string& key, Work&& work) {
    try {
      work();
      return true;
    } catch (const Error& error) {
      for (const Problem& problem : error.problems()) add(key, problem);
      return false;
    }
  }
  /// The same for a part that a run can do without: an error only where there are others, or after insist().
  template <class Work>
  bool gather_spare(const std::string& key, Work&& work) {
    try {
      work();
      return true;
    } catch (const Error& error) {
      for (const Problem& problem : error.problems()) spare_.push_back(placed(key, problem));
      failed_.push_back(key);
      return false;
    }
  }

  /// A problem that has no line of its own gets the key's; the file that it tells of is then named in its text.
  void add(const std::string& key, Problem problem);
  /// Nothing is left of the parts that were spare: what is wrong with them is to be told.
  void insist();
  /// Has anything gone wrong at this key, above it or below it, that was gathered?
  [[nodiscard]] bool failed(const std::string& key) const;
  [[nodiscard]] bool empty() const { return problems_.empty(); }
  /// Throws all there are, in the order of their lines; else warns of the spare ones (W3101).
  void tell(Log& log);

 private:
  [[nodiscard]] Problem placed(const std::string& key, Problem problem) const;

  const Survey& survey_;
  std::vector<Problem> problems_;
  std::vector<Problem> spare_;
  std::vector<std::string> failed_;
};

/// The key of the first item of a list of the survey file that is this text, or has it as its path: "models[1]"; what
/// is named twice counts once, so that numbers in a Survey are not those of its file.
std::string key_of_item(const Survey& survey, const std::string& list, std::string_view text);

}  // namespace greisen
