// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "pipeline/entries/facts.hpp"

namespace greisen {

/// One entry as `explain` tells it, for people.
std::string explain_text(const Sensor& sensor, const Catalogue& catalogue);
std::string explain_text(const IndexEntry& entry, const Catalogue& catalogue);
std::string explain_text(const Step& step);
std::string explain_text(const DepositModel& model, const Catalogue& catalogue);
std::string explain_text(const Spectrum& spectrum, const Catalogue& catalogue);
std::string explain_text(const Lookalike& lookalike);
std::string explain_text(const Palette& palette);
std::string explain_text(const Style& style);
std::string explain_text(const ErrorCode& code);
std::string explain_text(const ReasonFact& reason);

}  // namespace greisen
