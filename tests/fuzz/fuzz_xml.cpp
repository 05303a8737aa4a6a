// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"
#include "fuzz/targets.hpp"
#include "geo/gdal/xml.hpp"

namespace greisen::fuzz {
namespace {

int depth(const geo::XmlElement& element) {
  int deepest = 0;
  for (const auto& child : element.children) deepest = std::max(deepest, depth(child));
  return deepest + 1;
}

}  // namespace

void fuzz_xml(std::string_view text) {
  try {
    const auto root = geo::parse_xml(text, "fuzz.xml");
    require(depth(root) <= geo::kMaxXmlDepth, "deeper than the limit");
    require(!root.name.empty(), "an element without a name");
  } catch (const Error& error) {
    require_told(error);
  }
}

}  // namespace greisen::fuzz
