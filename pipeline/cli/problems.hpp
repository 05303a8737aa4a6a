// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/session.hpp"

namespace CLI {
class ParseError;
}

namespace CLI {
class App;
}

namespace greisen {

/// Words before any verb that are none (E2002); the words that stand for verbs are those of the program's tree.
std::vector<Problem> unknown_verbs(const CLI::App& root);
/// Options and arguments nothing takes (E2003, E2006).
std::vector<Problem> unknown_words(const CLI::App& root);
/// What CLI11 found wrong, in our words.
Problem problem_of(const CLI::ParseError& failure, const CLI::App& root);
/// The verb that was given, or nullptr.
const CLI::App* given_verb(const CLI::App& root);

}  // namespace greisen
