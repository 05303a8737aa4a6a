// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <algorithm>
#include <limits>

namespace greisen {

namespace {

constexpr std::size_t kMostSuggestions = 12;
constexpr std::size_t kLongestWord = 64;  // longer words are not compared: distances cost their product
constexpr std::size_t kFarAway = std::numeric_limits<std::size_t>::max();

char lower_char(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Edit distance with swaps of neighbours (optimal string alignment): Damerau 1964.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> cells((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cells[i * width + j]; };
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      if (i == 0 || j == 0) {
        at(i, j) = i + j;
        continue;
      }
      const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + differs});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
      }
    }
  }
  return cells.back();
}

// One [set] against one character: where the set ends, and whether the character is in it. npos: the set never ends.
struct SetMatch {
  std::size_t end = std::string_view::npos;
  bool matched = false;
};

SetMatch match_set(std::string_view pattern, std::size_t open, char c) {
  std::size_t i = open + 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  i += negated ? 1 : 0;
  bool matched = false;
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false) {
    char last = pattern[i];
    const char begin = last;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      last = pattern[i + 2];
      i += 2;
    }
    matched = matched || (c >= begin && c <= last);
    ++i;
  }
  return i < pattern.size() ? SetMatch{i + 1, matched != negated} : SetMatch{};
}

// One pattern character other than * against one text character; the next pattern position, or npos where it fails.
std::size_t match_one(std::string_view pattern, std::size_t p, char c) {
  if (pattern[p] == '[') {
    const SetMatch set = match_set(pattern, p, c);
    if (set.end != std::string_view::npos) {
      return set.matched ? set.end : std::string_view::npos;
    }
  }
  return pattern[p] == '?' || pattern[p] == c ? p + 1 : std::string_view::npos;
}

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  std::size_t begin = 0;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator, begin)) {
    pieces.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  pieces.emplace_back(text.substr(begin));
  return pieces;
}

std::string join(std::span<const std::string> words, std::string_view between) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text.append(i == 0 ? std::string_view() : between).append(words[i]);
  }
  return text;
}

std::string lower(std::string_view ascii) {
  std::string text(ascii);
  std::ranges::transform(text, text.begin(), lower_char);
  return text;
}

// Goes back to the last * only, so the time is at most the product of the lengths.
bool glob_match(std::string_view pattern, std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = kNone;
  std::size_t star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
      continue;
    }
    const std::size_t next = p < pattern.size() ? match_one(pattern, p, text[t]) : kNone;
    if (next != kNone) {
      p = next;
      ++t;
    } else if (star != kNone) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == kNone;
}

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  const std::string wanted = lower(word);
  // two mistakes in a word of three letters are another word
  const std::size_t allowed = wanted.size() <= 3 ? 1 : 2;
  std::size_t best = kFarAway;
  std::string found;
  if (wanted.empty() || wanted.size() > kLongestWord) {
    return found;
  }
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(candidate.size(), wanted.size());
    if (longer - std::min(candidate.size(), wanted.size()) > allowed) {
      continue;
    }
    const std::size_t distance = edit_distance(wanted, lower(candidate));
    if (distance <= allowed && distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
  const std::string near = nearest(word, candidates);
  if (!near.empty()) {
    return "did you mean '" + near + "'?";
  }
  if (candidates.empty()) {
    return "remove it";
  }
  const bool all = candidates.size() <= kMostSuggestions;
  return "use one of " + join(candidates.first(std::min(candidates.size(), kMostSuggestions)), ", ") +
         (all ? "" : " …");
}

}  // namespace greisen
