// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greisen {

// Numbers. None of these looks at the locale; each reads the whole text, without blanks around it, or nothing.

/// Decimal, with or without exponent, finite; a leading + is allowed. No hexadecimal, no "inf", no "nan".
std::optional<double> parse_double(std::string_view text);
/// Decimal; leading zeros mean nothing ("012" is 12).
std::optional<std::int64_t> parse_int64(std::string_view text);
/// Bytes: "4096", "512M", "2G", "1.5GiB", "64kB"; the units are powers of 1024 whatever their spelling.
std::optional<std::uint64_t> parse_size(std::string_view text);
/// Shortest text that reads back as the same double: "0.1", "1e-12", "42"; "nan", "inf", "-inf" for what is not finite.
std::string format_number(double value);
/// The same for float: the shortest text that reads back as the same float.
std::string format_number(float value);
/// "512 B", "1.5 GiB".
std::string human_size(std::uint64_t bytes);
/// "0.4 s", "41 s", "3 min 05 s", "2 h 10 min".
std::string human_duration(double seconds);

// Words.

std::string_view trim(std::string_view text);
/// Always one more piece than there are separators; pieces are not trimmed.
std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> words, std::string_view between);
std::string lower(std::string_view ascii);
/// `*` any run, `?` one character, `[a-c]`/`[!a-c]` one of a set; `/` is no special character. Case counts.
bool glob_match(std::string_view pattern, std::string_view text);
/// The candidate within two typing mistakes (Damerau, case ignored), the closest and then the first; empty if none.
std::string nearest(std::string_view word, std::span<const std::string> candidates);
/// "did you mean 'swir1'?" or, with no near candidate, "use one of a, b, c" (at most 12 of them).
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

// Safe text.

bool valid_utf8(std::string_view text);
/// Byte offset (from 0) to column (characters, from 1) in a line of UTF-8.
int column_of(std::string_view line, std::size_t byte_offset);
/// For messages: control characters become '?', broken UTF-8 too, longer texts are cut with "…".
std::string printable(std::string_view text, std::size_t max_bytes = 80);
std::string escape_xml(std::string_view text);
std::string escape_html(std::string_view text);
/// Without the quotes around it; broken UTF-8 becomes U+FFFD.
std::string escape_json(std::string_view text);
/// With the quotes around it.
std::string json_string(std::string_view text);
/// 'text' with its quotes doubled.
std::string sql_literal(std::string_view text);
/// A text field of a CSV: quoted where needed; a text a spreadsheet would run (= + - @ tab first) gets a ' before it.
std::string csv_text(std::string_view text);
/// One part of a file name from any text: letters, digits, '-', '_', '.', never empty, hidden or longer than 120 bytes.
std::string safe_file_name(std::string_view text);

}  // namespace greisen
