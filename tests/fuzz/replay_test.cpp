// SPDX-License-Identifier: Apache-2.0
// The seeds of the fuzzers, and every crash that became one, as an ordinary test. GREISEN_FUZZ_SECONDS: for how long
// each target is driven, where that is not a little; the last input lies in GREISEN_FUZZ_LAST.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "fuzz/mutate.hpp"
#include "fuzz/sandbox.hpp"
#include "fuzz/seeds.hpp"
#include "fuzz/targets.hpp"

namespace greisen::fuzz {
namespace {

std::vector<std::string> seeds(const std::string& name) {
  std::vector<std::string> texts;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(GREISEN_SOURCE_DIR) / "tests/fuzz/corpus" / name, none)) {
    const std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    texts.push_back(text.str());
  }
  std::ranges::sort(texts);
  const std::vector<std::string> made = made_seeds(name);
  texts.insert(texts.end(), made.begin(), made.end());
  return texts;
}

/// Cuts, doubles and overwrites bytes: a poor man's fuzzer with a fixed seed.
std::string mangled(std::string text, std::mt19937& random) {
  const auto place = [&] { return text.empty() ? 0 : random() % text.size(); };
  switch (random() % 4) {
    case 0:
      text.resize(place());
      break;
    case 1:
      text.insert(place(), text.substr(place(), 1 + random() % 16));
      break;
    case 2:
      text.erase(place(), 1 + random() % 4);
      break;
    default:
      if (!text.empty()) text[place()] = static_cast<char>(random() % 256);
  }
  return text;
}

/// As libFuzzer's mutators do it, without its eyes.
std::size_t mangle(std::uint8_t* bytes, std::size_t size, std::size_t most, std::mt19937& random) {
  std::string text = mangled({reinterpret_cast<const char*>(bytes), size}, random);
  text.resize(std::min(text.size(), most));
  return text.copy(reinterpret_cast<char*>(bytes), text.size());
}

struct Drive {
  std::chrono::duration<double> seconds{1.5};
  std::size_t rounds = 200;  ///< of each seed
  std::uint32_t seed = 42;
  std::string last;  ///< a file
};

Drive asked_for() {
  Drive drive;
  const char* const seconds = std::getenv("GREISEN_FUZZ_SECONDS");
  const char* const last = std::getenv("GREISEN_FUZZ_LAST");
  if (last != nullptr) drive.last = last;
  if (seconds == nullptr) return drive;
  drive.seconds = std::chrono::duration<double>(parse_double(seconds).value_or(1));
  drive.rounds = std::size_t{1} << 40U;
  drive.seed = std::random_device()();
  return drive;
}

class Replay : public testing::TestWithParam<std::string> {};

TEST_P(Replay, SeedsAndTheirWreckageAreReadOrRefused) {
  const auto target = targets().at(GetParam());
  const auto texts = seeds(GetParam());
  ASSERT_GE(texts.size(), 3U);
  const Drive drive = asked_for();
  std::mt19937 random(drive.seed);
  const ByteMutator plain = [&](std::uint8_t* bytes, std::size_t size, std::size_t most) {
    return mangle(bytes, size, most, random);
  };
  for (const auto& text : texts) target(text);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::string> wrecks = texts;
  std::size_t done = 0;
  for (std::size_t round = 0; round < drive.rounds; ++round) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (std::chrono::steady_clock::now() - begin > drive.seconds)
        return RecordProperty("inputs", std::to_string(done));
      wrecks[i] =
          mutated(round % 20 == 0 ? texts[i] : wrecks[i], 1U << 18U, static_cast<std::uint32_t>(random()), plain);
      if (!drive.last.empty()) std::ofstream(drive.last, std::ios::binary) << wrecks[i];
      target(wrecks[i]);
      ++done;
    }
  }
}

TEST(Bundles, AreWhatTheyWereWhenTheyAreReadBack) {
  const Bundle files = {{"a.kmz!/doc.kml", "<kml>\n</kml>"}, {"b", std::string("\0\n@@x\n", 6)}, {"c@", ""}};
  const Bundle again = parse_bundle(bundle_text(files));
  ASSERT_EQ(again.size(), 3U);
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(again[i].name, files[i].name);
    EXPECT_EQ(again[i].bytes, files[i].bytes);
  }
}

/// What the sandbox says of a target that writes beside what it was given.
TEST(SandboxDeathTest, EndsTheProcessWhereSomethingIsWrittenElsewhere) {
  const auto attack = [](const std::string& where) {
    const Sandbox box(Bundle{{"a.txt", "text"}});
    std::ofstream(box.folder() + where) << "x";
  };
  EXPECT_DEATH(attack("/../outside/victim.txt"), "a file outside was changed");
  EXPECT_DEATH(attack("/../outside/new.txt"), "a file was written outside");
  EXPECT_DEATH(attack("/../new.txt"), "a file was written beside");
  attack("/new.txt");
  EXPECT_DEATH(
      {
        const Sandbox box(Bundle{{"a.txt", "text"}});
        std::ofstream(box.folder() + "/a.txt") << "other text";
        box.require_untouched();
      },
      "no longer as it was");
}

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& [name, target] : targets()) found.push_back(name);
  return found;
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Replay, testing::ValuesIn(names()), [](const auto& test) { return test.param; });

}  // namespace
}  // namespace greisen::fuzz
