// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <bit>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace greisen {
namespace {

TEST(Sha256, EqualsTheStandardsExamples) {
  // FIPS 180-4 examples of NIST
  EXPECT_EQ(sha256_text(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_text(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, IsTheSameInPieces) {
  Sha256 hash;
  hash.add("a");
  hash.add("");
  hash.add("bc");
  EXPECT_EQ(hash.hex(), sha256_text("abc"));
}

TEST(Sha256, StreamsFiles) {
  const std::string path = testing::TempDir() + "/greisen_hash_test.bin";
  const std::string text((std::size_t{3} << 20U) + 17, 'x');
  write_file_atomically(path, text);
  EXPECT_EQ(sha256_file(path), sha256_text(text));
  std::filesystem::remove(path);
}

TEST(Sha256, TellsWhyAFileCannotBeRead) {
  try {
    sha256_file("/nowhere/at/all");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E3001");
  }
  try {
    sha256_file("/");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E3003");
  }
}

TEST(ContentHash, DependsOnEveryByteAndTheSeed) {
  EXPECT_EQ(hash_hex(content_hash("")), "2d06800538d394c2") << "XXH3 of nothing, from its specification";
  EXPECT_NE(content_hash("abc"), content_hash("abd"));
  EXPECT_NE(content_hash("abc"), content_hash("abc", 1));
  EXPECT_EQ(hash_hex(0x0123456789abcdefU), "0123456789abcdef");
}

TEST(HashPixel, KeepsPixelsAndSeedsApart) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    for (std::int64_t row = -20; row < 20; ++row) {
      for (std::int64_t col = -20; col < 20; ++col) {
        seen.insert(hash_pixel(seed, row, col));
      }
    }
  }
  EXPECT_EQ(seen.size(), 3U * 40 * 40);
  EXPECT_EQ(mix64(0), 0xe220a8397b1dcdafU) << "first number of splitmix64 seeded with 0";
}

TEST(HashPixel, SpreadsOverAllBits) {
  int changed = 0;
  for (std::int64_t col = 0; col < 1000; ++col) {
    changed += std::popcount(hash_pixel(42, 7, col) ^ hash_pixel(42, 7, col + 1));
  }
  EXPECT_NEAR(changed / 1000.0, 32, 0.6);
}

TEST(UnitRandom, IsUniform) {
  double sum = 0;
  double squares = 0;
  const int n = 100;
  for (int row = 0; row < n; ++row) {
    for (int col = 0; col < n; ++col) {
      const double value = unit_random(42, row, col);
      ASSERT_GE(value, 0);
      ASSERT_LT(value, 1);
      sum += value;
      squares += value * value;
    }
  }
  EXPECT_NEAR(sum / (n * n), 1.0 / 2, 0.015);
  EXPECT_NEAR(squares / (n * n), 1.0 / 3, 0.015);
}

}  // namespace
}  // namespace greisen
