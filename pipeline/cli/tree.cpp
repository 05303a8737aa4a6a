// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/tree.hpp"

#include "base/text.hpp"

namespace greisen {
std::string signature_of(const OptionRow& row) {
  const std::string text = join(row.names, ", ");
  if (row.argument) return text + (row.many ? "…" : "");
  return text + (row.value.empty() ? "" : " " + row.value);
}

std::string usage_of(const VerbRow& verb) {
  std::string text;
  for (const OptionRow& row : verb.options) {
    if (row.argument) text += row.required ? signature_of(row) + " " : "[" + signature_of(row) + "] ";
  }
  for (const OptionRow& row : verb.options) {
    if (!row.argument && row.required) text += row.names.front() + " " + row.value + " ";
  }
  return text + "[options]";
}

}  // namespace greisen
