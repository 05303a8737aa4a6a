// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/notes.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

#include <fmt/format.h>

#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen {

void tell_notes(const std::vector<std::string>& notes, Log& log) {
  for (const std::string& note : notes) log.warn("W3201", note);
}

std::string told_file(const geo::VectorFile& file) { return printable(geo::file_name(file.path), 200); }

std::string in_quotes(const std::string& text) { return "'" + printable(text, 60) + "'"; }

std::string some_of(const std::vector<std::string>& texts) {
  constexpr std::size_t kNamed = 8;
  const std::size_t all = texts.size();
  return join(std::span(texts).first(std::min(all, kNamed)), ", ") +
         (all > kNamed ? fmt::format(" and {} more", all - kNamed) : "");
}

}  // namespace greisen
