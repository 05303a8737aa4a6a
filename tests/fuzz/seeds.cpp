// SPDX-License-Identifier: Apache-2.0
#include "fuzz/seeds.hpp"

#include "catalogue/embedded.hpp"
#include "fuzz/bundle.hpp"

namespace greisen::fuzz {

std::vector<std::string> catalogue_seeds() {
  std::map<std::string, std::string> smallest;  // by kind: a whole file of the program's own, changed from there
  for (const EmbeddedFile& file : embedded_files()) {
    const std::string name(file.name);
    const std::string kind = name.substr(0, name.find('/'));
    std::string& held = smallest[kind];
    const std::string seed = bundle_text({{name, std::string(file.text)}});
    if (kind != "texts" && kind != "words" && (held.empty() || seed.size() < held.size())) held = seed;
  }
  std::vector<std::string> seeds;
  for (const auto& [kind, seed] : smallest)
    if (!seed.empty()) seeds.push_back(seed);
  return seeds;
}

std::vector<std::string> made_seeds(const std::string& target) {
  if (target == "vectors") return vector_seeds();
  if (target == "scenes") return scene_seeds();
  if (target == "survey") return survey_seeds();
  if (target == "catalogue") return catalogue_seeds();
  if (target == "state" || target == "delivery") return run_seeds(target);
  return {};
}

}  // namespace greisen::fuzz
