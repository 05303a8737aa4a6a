// SPDX-License-Identifier: Apache-2.0
#include "base/secrets.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

#include "base/text.hpp"

namespace greisen {
namespace {

constexpr std::string_view kCut = "?…";

bool is_scheme_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '.' || c == '-';
}

/// Where what belongs to an address ends: at a blank or a mark that stands around it, never within it.
std::size_t end_of_address(std::string_view text, std::size_t from, bool quoted) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '|' || c == '\\') return at;
    if (c == '\'' && quoted) return at;
  }
  return text.size();
}

/// Does a ' stand before the word that ends at `end`?
bool opens_quoted(std::string_view text, std::size_t end) {
  const std::size_t before = text.find_last_of(" '\"\t\n", end);
  return before != std::string_view::npos && text[before] == '\'';
}

/// Copies one address, whose "://" stands at `mark`, and returns where it ends.
std::size_t copy_address(std::string_view text, std::size_t mark, std::string& out) {
  const std::size_t begin = mark + 3;
  const bool quoted = opens_quoted(text, mark);
  const std::size_t end = end_of_address(text, begin, quoted);
  const std::string_view address = text.substr(begin, end - begin);
  const std::size_t host_end = std::min(address.find_first_of("/?#"), address.size());
  const std::size_t user = address.substr(0, host_end).rfind('@');
  const std::size_t host = user == std::string_view::npos ? 0 : user + 1;
  const std::size_t query = address.find('?', host);
  out += "://";
  out += address.substr(host, std::min(query, address.size()) - host);
  if (query == std::string_view::npos) return end;
  out += kCut;
  return end;
}

/// A word whose value is a secret: its length with the '='; 0 for others.
std::size_t secret_word(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 3> kWords = {"password=", "passwd=", "pwd="};
  if (at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0) return 0;
  for (const std::string_view word : kWords)
    if (text.size() - at > word.size() && lower(text.substr(at, word.size())) == word) return word.size();
  return 0;
}

}  // namespace

std::string without_secrets(std::string_view text) {
  constexpr std::string_view kOptions = "/vsicurl?";
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("://") && at > 0 && is_scheme_letter(text[at - 1])) {
      at = copy_address(text, at, out);
    } else if (rest.starts_with(kOptions)) {
      out += "/vsicurl";
      out += kCut;
      at = end_of_address(text, at + kOptions.size(), opens_quoted(text, at));
    } else if (const std::size_t size = secret_word(text, at); (rest[0] == 'p' || rest[0] == 'P') && size > 0) {
      out += rest.substr(0, size);
      out += "…";
      at = end_of_address(text, at + size, opens_quoted(text, at));
    } else {
      out += rest[0];
      ++at;
    }
  }
  return out;
}

bool holds_secrets(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kKeys = {
      "sig=", "signature=", "token=", "secret=", "password=", "credential="};
  for (std::size_t mark = text.find("://"); mark != std::string_view::npos; mark = text.find("://", mark + 3)) {
    if (mark == 0 || !is_scheme_letter(text[mark - 1])) continue;
    const std::size_t begin = mark + 3;
    const std::string_view address = text.substr(begin, end_of_address(text, begin, opens_quoted(text, mark)) - begin);
    const std::size_t query = address.find('?');
    if (address.substr(0, address.find_first_of("/?#")).find('@') != std::string_view::npos) return true;
    const std::string asked = query == std::string_view::npos ? "" : lower(address.substr(query));
    if (std::ranges::any_of(kKeys, [&](auto key) { return asked.find(key) != std::string::npos; })) return true;
  }
  return false;
}

}  // namespace greisen
