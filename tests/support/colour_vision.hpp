// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "catalogue/palette.hpp"

namespace greisen::test {

enum class Vision { full, protanope, deuteranope, tritanope };

/// CIE L*a*b*, D65.
struct Lab {
  double l = 0;
  double a = 0;
  double b = 0;
};

/// As someone with this colour vision sees it: Machado, Oliveira and Fernandes 2009, severity 1,
/// doi:10.1109/TVCG.2009.113.
Lab seen(const Colour& colour, Vision vision = Vision::full);

/// dE2000 (CIE 142-2001; Sharma, Wu and Dalal 2005, doi:10.1002/col.20070).
double difference(const Lab& first, const Lab& second);

/// The least difference of any two of the colours.
double least_difference(std::span<const Colour> colours, Vision vision);

}  // namespace greisen::test
