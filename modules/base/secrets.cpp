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

/// Length of the mark behind the scheme of an address that stands here: "://", or ":/" where somebody took the path for
/// one of the disk and made its slashes single; 0: none.
std::size_t address_mark(std::string_view text, std::size_t at) {
  if (at == 0 || !is_scheme_letter(text[at - 1]) || text.substr(at, 2) != ":/") return 0;
  if (text.substr(at, 3) == "://") return 3;
  static constexpr std::array<std::string_view, 4> kSchemes = {"http", "https", "ftp", "ftps"};
  std::size_t begin = at;
  while (begin > 0 && is_scheme_letter(text[begin - 1])) --begin;
  const std::string scheme = lower(text.substr(begin, at - begin));
  return std::ranges::find(kSchemes, scheme) == kSchemes.end() ? 0 : 2;
}

/// Where the user's name and password end in an address without its scheme; 0 where it has none. A password may hold
/// marks that have no place there: "user:pa/ss@host".
std::size_t end_of_user(std::string_view address) {
  const std::string_view host = address.substr(0, address.find_first_of("/?#"));
  const std::size_t user = host.rfind('@');
  if (user != std::string_view::npos) return user + 1;
  const std::size_t colon = host.starts_with('[') ? std::string_view::npos : host.find(':');
  if (colon == std::string_view::npos || host.find_first_not_of("0123456789", colon + 1) == std::string_view::npos)
    return 0;  // a port
  const std::size_t later = address.rfind('@');
  return later == std::string_view::npos ? 0 : later + 1;
}

/// Where the query begins, or a fragment that holds values as one: "#access_token=…".
std::size_t begin_of_query(std::string_view address, std::size_t from) {
  const std::size_t fragment = address.find('#', from);
  const bool asks = fragment != std::string_view::npos && address.find('=', fragment) != std::string_view::npos;
  return std::min(address.find('?', from), asks ? fragment : std::string_view::npos);
}

/// Copies one address, whose scheme ends at `at` with a mark of so many letters, and returns where it ends.
std::size_t copy_address(std::string_view text, std::size_t at, std::size_t mark, std::string& out) {
  const std::size_t begin = at + mark;
  const bool quoted = opens_quoted(text, at);
  const std::size_t end = end_of_address(text, begin, quoted);
  const std::string_view address = text.substr(begin, end - begin);
  const std::size_t host = end_of_user(address);
  const std::size_t query = begin_of_query(address, host);
  out += text.substr(at, mark);
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
    if (const std::size_t mark = address_mark(text, at); mark > 0) {
      at = copy_address(text, at, mark, out);
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
  for (std::size_t at = text.find(":/"); at != std::string_view::npos; at = text.find(":/", at + 2)) {
    const std::size_t mark = address_mark(text, at);
    if (mark == 0) continue;
    const std::size_t begin = at + mark;
    const std::string_view address = text.substr(begin, end_of_address(text, begin, opens_quoted(text, at)) - begin);
    const std::size_t host = end_of_user(address);
    if (host > 0) return true;
    const std::size_t query = begin_of_query(address, host);
    const std::string asked = query == std::string_view::npos ? "" : lower(address.substr(query));
    if (std::ranges::any_of(kKeys, [&](auto key) { return asked.find(key) != std::string::npos; })) return true;
  }
  return false;
}

}  // namespace greisen
