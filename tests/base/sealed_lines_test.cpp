// SPDX-License-Identifier: Apache-2.0
#include "base/sealed_lines.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.hpp"

namespace greisen {
namespace {

using Lines = std::vector<std::string>;

TEST(SealedLines, KeepWhatIsAsItWasWrittenAndNothingElse) {
  const std::string path = testing::TempDir() + "/sealed_lines";
  const std::string text = sealed("a\tb") + sealed("") + sealed("c");
  write_file_atomically(path, text);
  EXPECT_EQ(sealed_lines(path), (Lines{"a\tb", "", "c"}));
  for (std::size_t i = 0; i < text.size(); ++i) {  // whichever bit is turned, no line is another than was written
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    write_file_atomically(path, damaged);
    for (const std::string& line : sealed_lines(path))
      EXPECT_TRUE(line == "a\tb" || line.empty() || line == "c") << i << ": " << line;
    EXPECT_LT(sealed_lines(path).size(), 3U) << i;
  }
  write_file_atomically(path, text.substr(0, text.size() / 2));
  EXPECT_EQ(sealed_lines(path), Lines{"a\tb"}) << "cut off";
  write_file_atomically(path, std::string("\0\xff\t\n\n\t\t\n", 8));
  EXPECT_TRUE(sealed_lines(path).empty());
  std::filesystem::remove(path);
  EXPECT_TRUE(sealed_lines(path).empty());
  std::filesystem::create_directory(path);
  EXPECT_TRUE(sealed_lines(path).empty()) << "a folder of that name";
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace greisen
