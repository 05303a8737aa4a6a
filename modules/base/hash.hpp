// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace greisen {

/// SHA-256 of what comes in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::span<const std::byte> bytes);
  void add(std::string_view text);
  [[nodiscard]] std::string hex();  ///< 64 lower-case digits; ends the hash

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

std::string sha256_text(std::string_view text);
/// Streams the file; E3001 or E3003 where it cannot be read.
std::string sha256_file(const std::string& path);
/// The same; `go_on` is asked after each piece, of that many bytes: false gives it up (an empty text).
std::string sha256_file(const std::string& path, const std::function<bool(std::uint64_t bytes)>& go_on);

/// XXH3, 64 bits: for journals and keys of our own scratch, never for what a user may check.
std::uint64_t content_hash(std::span<const std::byte> bytes, std::uint64_t seed = 0);
std::uint64_t content_hash(std::string_view text, std::uint64_t seed = 0);
/// 16 lower-case digits.
std::string hash_hex(std::uint64_t hash);

/// One round of splitmix64 (Steele, Lea and Flood 2014): every input bit reaches every output bit.
constexpr std::uint64_t mix64(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}
/// The random bits of a pixel: the same for any thread, tile and order. row and col are those of the grid.
constexpr std::uint64_t hash_pixel(std::uint64_t seed, std::int64_t row, std::int64_t col) {
  return mix64(mix64(mix64(seed) ^ static_cast<std::uint64_t>(row)) ^ static_cast<std::uint64_t>(col));
}
/// In [0, 1), 53 bits.
constexpr double unit_random(std::uint64_t seed, std::int64_t row, std::int64_t col) {
  return static_cast<double>(hash_pixel(seed, row, col) >> 11U) * 0x1.0p-53;
}

}  // namespace greisen
