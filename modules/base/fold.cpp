// SPDX-License-Identifier: Apache-2.0
#include "base/fold.hpp"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace greisen {
namespace {

struct Free {
  void operator()(utf8proc_uint8_t* text) const { std::free(text); }  // NOLINT: as the library's own memory wants it
};

bool is_of_a_word(char32_t value) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(value))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string folded(std::string_view text) {
  constexpr int kHow =
      UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
  utf8proc_uint8_t* made = nullptr;
  const utf8proc_ssize_t length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &made, static_cast<utf8proc_option_t>(kHow));
  const std::unique_ptr<utf8proc_uint8_t, Free> owned(made);
  if (length < 0 || !owned) return lower(text);  // no UTF-8
  return {reinterpret_cast<const char*>(owned.get()), static_cast<std::size_t>(length)};
}

std::vector<std::string> folded_words(std::string_view text) {
  const std::string all = folded(text);
  std::vector<std::string> words;
  bool inside = false;
  for (std::size_t at = 0; at < all.size();) {
    const CodePoint point = next_code_point(std::string_view(all).substr(at));
    const bool letter = !point.valid || is_of_a_word(point.value);
    if (letter && !inside) words.emplace_back();
    if (letter) words.back().append(all, at, point.bytes);
    inside = letter;
    at += point.bytes;
  }
  return words;
}

}  // namespace greisen
