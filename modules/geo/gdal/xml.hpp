// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace greisen::geo {

/// An element of an XML document; names come without their namespace prefix.
struct XmlElement {
  std::string name;
  std::string text;  ///< character data of this element itself, trimmed
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<XmlElement> children;

  /// First child / all children of that name, first attribute of that name; null where there is none.
  [[nodiscard]] const XmlElement* child(std::string_view child_name) const;
  [[nodiscard]] std::vector<const XmlElement*> all(std::string_view child_name) const;
  [[nodiscard]] const std::string* attribute(std::string_view attribute_name) const;
  /// First descendant along "A/B/C", taking the first child at each level; null where there is none.
  [[nodiscard]] const XmlElement* find(std::string_view path) const;
};

inline constexpr std::size_t kMaxXmlBytes = 32U << 20U;
inline constexpr int kMaxXmlDepth = 64;
inline constexpr std::size_t kMaxXmlElements = 1'000'000;

/// The root element. `name` is the file in messages. E3104: not well formed, a DOCTYPE or ENTITY declaration (never
/// followed), beyond the limits above.
XmlElement parse_xml(std::string_view text, const std::string& name);
XmlElement read_xml(const std::string& path);

}  // namespace greisen::geo
