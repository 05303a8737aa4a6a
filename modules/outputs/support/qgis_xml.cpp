// SPDX-License-Identifier: Apache-2.0
#include "outputs/support/qgis_xml.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace greisen::outputs {
namespace {

/// Valid UTF-8 without what XML 1.0 forbids.
std::string storable(std::string_view text) {
  return valid_utf8(text) ? printable(text, text.size() + 1) : printable(text, 3 * text.size() + 1);
}

}  // namespace

std::string attribute(std::string_view key, std::string_view text) {
  return fmt::format(" {}=\"{}\"", key, escape_xml(storable(text)));
}

std::string attribute(std::string_view key, double number) { return attribute(key, format_number(number)); }

std::string element(std::string_view name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>", name, escape_xml(storable(text)));
}

std::string rgba_text(const Colour& colour, double alpha) {
  constexpr double kOpaque = 255;
  return fmt::format("{},{},{},{}", colour.red, colour.green, colour.blue, std::lround(alpha * kOpaque));
}

}  // namespace greisen::outputs
