// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace greisen {

/// For comparing words of any language: case folded, accents and other marks taken off, presentation forms made plain:
/// "LÍTIO" and "lítio" are "litio", "Nº" is "no". Bytes that are no UTF-8 stay as they are. (Unicode Annex 15, NFKD.)
std::string folded(std::string_view text);

/// The runs of letters and digits of a folded text: "Sn–W (Ta₂O₅)" has sn, w, ta2o5.
std::vector<std::string> folded_words(std::string_view text);

}  // namespace greisen
