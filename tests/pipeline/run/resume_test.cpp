// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "engine/engine.hpp"
#include "support/engine_steps.hpp"
#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

using testing::chain;
using testing::hash_of;
using testing::options_for;
using testing::plain_grid;
using testing::run_and_hash;
using testing::TempFolder;

TEST(Resume, GoesOnWhereItWasStoppedWithTheSameBytes) {
  const std::string expected = run_and_hash(1, 256);
  for (const int stop_after : {1, 3, 7, 11, 15, 20}) {
    const TempFolder folder;
    const Graph graph = chain(plain_grid(1300, 700));
    EngineOptions options = options_for(folder, 2, 256);
    std::atomic<int> units{0};
    options.keep_going = [&] { return units < stop_after; };
    options.on_pixels = [&](std::int64_t) { ++units; };
    EXPECT_FALSE(run_graph(graph, {true, true, true}, options).complete) << stop_after;
    options.keep_going = [] { return true; };
    const EngineResult second = run_graph(graph, {true, true, true}, options);
    std::int64_t kept = 0;
    for (const PassReport& pass : second.passes) kept += pass.result.units_kept;
    EXPECT_GE(kept, stop_after);
    EXPECT_EQ(hash_of(second, graph), expected) << stop_after;
  }
}

TEST(Resume, DoesAgainWhatTheJournalCannotProve) {
  const std::string expected = run_and_hash(1, 256);
  const TempFolder folder;
  const Graph graph = chain(plain_grid(1300, 700));
  EngineOptions options = options_for(folder, 1, 256);
  std::atomic<int> units{0};
  options.keep_going = [&] { return units < 4; };
  options.on_pixels = [&](std::int64_t) { ++units; };
  run_graph(graph, {true, true, true}, options);
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("state")))
    if (entry.path().extension() == ".raw" && entry.file_size() > 4096) {
      std::FILE* file = std::fopen(entry.path().c_str(), "r+");
      ASSERT_NE(file, nullptr);
      std::fseek(file, 1000, SEEK_SET);
      std::fputs("torn by a power cut", file);
      std::fclose(file);
    }
  options.keep_going = [] { return true; };
  EXPECT_EQ(hash_of(run_graph(graph, {true, true, true}, options), graph), expected);
}

}  // namespace
}  // namespace greisen
