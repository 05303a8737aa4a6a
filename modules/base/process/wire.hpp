// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace greisen {

/// Numbers and texts as bytes, for another process of the same program on the same machine.
class WireWriter {
 public:
  template <class Number>
  void put(Number number) {
    static_assert(std::is_arithmetic_v<Number>);
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  void text(std::string_view text) {
    put(static_cast<std::uint64_t>(text.size()));
    bytes_.append(text);
  }
  /// Room for so many bytes at the end; valid until the next call.
  char* room(std::size_t bytes) {
    bytes_.resize(bytes_.size() + bytes);
    return bytes_.data() + bytes_.size() - bytes;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// What the other side says is not what was agreed: it is broken, or not ours.
struct WireBroken {};

/// Reads them again, in the same order; throws WireBroken beyond the end.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}

  template <class Number>
  Number get() {
    static_assert(std::is_arithmetic_v<Number>);
    Number number = {};
    const std::string_view from = cut(sizeof number);
    std::memcpy(&number, from.data(), sizeof number);
    return number;
  }
  std::string text() { return std::string(cut(get<std::uint64_t>())); }
  /// How many of what follows; none is smaller than a byte.
  std::size_t count() {
    const auto number = get<std::uint64_t>();
    if (number > bytes_.size()) throw WireBroken();
    return static_cast<std::size_t>(number);
  }
  std::string_view rest() { return cut(bytes_.size()); }

 private:
  std::string_view cut(std::uint64_t size) {
    if (size > bytes_.size()) throw WireBroken();
    const std::string_view first = bytes_.substr(0, static_cast<std::size_t>(size));
    bytes_.remove_prefix(first.size());
    return first;
  }

  std::string_view bytes_;
};

}  // namespace greisen
