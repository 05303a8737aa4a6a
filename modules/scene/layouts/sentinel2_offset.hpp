// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scene/scene.hpp"

namespace greisen::scene {

/// How the offset of the metadata fits the pixels. Surface reflectance below -0.015 is noise of deep shadow and water
/// at most: where much of a scene falls there, somebody has removed the offset before (harmonised copies) and left the
/// metadata as they were.
enum class OffsetFit {
  fits,      ///< under 1 % of the pixels lie below, or nothing could be looked at
  doubtful,  ///< 1 to 20 %
  removed    ///< more, in every band looked at
};
struct OffsetCheck {
  OffsetFit fit = OffsetFit::fits;
  std::string what;  ///< "34 % of B04, 12 % of B11 would be reflectance below -0.015"
};
/// Looks at thinned pixels of up to three bands with a negative offset. Bands that cannot be read are passed over.
OffsetCheck check_offset(const std::vector<SceneBand>& bands);

}  // namespace greisen::scene
