// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/words.hpp"

#include "base/error.hpp"
#include "base/yaml/yaml.hpp"
#include "catalogue/embedded.hpp"

namespace greisen {

Words::Words(std::string_view language) {
  for (const char* const folder : {"words/", "texts/"}) {
    const std::string name = folder + std::string(language) + ".yaml";
    const std::size_t before = texts_.size();
    for (const EmbeddedFile& file : embedded_files())
      if (file.name == name)
        for (const YamlEntry& entry : parse_yaml(std::string(file.text), name).root.entries)
          texts_[entry.key.text] = entry.value.as_string();
    if (texts_.size() == before) throw Error({"E1001", "the program was built without configs/" + name});
  }
}

const std::string& Words::operator()(const std::string& key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? key : found->second;
}

std::string Words::operator()(const std::string& key,
                              const std::vector<std::pair<std::string, std::string>>& names) const {
  std::string text;
  const std::string& pattern = (*this)(key);
  for (std::size_t at = 0; at < pattern.size();) {  // one walk: what is filled in is not searched again
    const std::size_t end = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
    const std::string name = end == std::string::npos ? std::string() : pattern.substr(at + 1, end - at - 1);
    const auto* const given = [&]() -> const std::string* {
      for (const auto& [known, value] : names)
        if (!name.empty() && known == name) return &value;
      return nullptr;
    }();
    text += given != nullptr ? *given : pattern.substr(at, 1);
    at = given != nullptr ? end + 1 : at + 1;
  }
  return text;
}

}  // namespace greisen
