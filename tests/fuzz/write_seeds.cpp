// SPDX-License-Identifier: Apache-2.0
// fuzz_seeds FOLDER: the seeds that are made by code, as FOLDER/TARGET/NUMBER.
#include <filesystem>
#include <fstream>

#include "fuzz/seeds.hpp"
#include "fuzz/targets.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  for (const auto& [name, target] : greisen::fuzz::targets()) {
    std::filesystem::create_directories(folder / name);
    int number = 0;
    for (const std::string& seed : greisen::fuzz::made_seeds(name)) {
      std::ofstream file(folder / name / ("made_" + std::to_string(++number)), std::ios::binary);
      file << seed;
      if (!file.flush()) return 1;
    }
  }
}
