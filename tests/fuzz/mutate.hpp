// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace greisen::fuzz {

/// Changes bytes in place and returns their new number, at most `most`: libFuzzer's own mutator has this form.
using ByteMutator = std::function<std::size_t(std::uint8_t* bytes, std::size_t size, std::size_t most)>;

/// One to four changes of what a bundle (bundle.hpp) holds, so that archives, files and their names stay what they are
/// but for what is changed: numbers in texts and in headers, words that have a meaning somewhere, pieces moved,
/// doubled, repeated a thousand times or cut, files left out, exchanged or renamed. `plain` changes bytes without
/// knowing them; a text that is no bundle is left to it. The same seed gives the same change.
std::string mutated(const std::string& text, std::size_t most, std::uint32_t seed, const ByteMutator& plain);

}  // namespace greisen::fuzz
