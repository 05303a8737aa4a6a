// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "scene/scene.hpp"

namespace greisen::scene {

/// How the offset of the metadata fits the pixels. Surface reflectance below -0.015 is noise of deep shadow and water
/// at most, and none goes below -0.03: where much of a scene falls there, somebody has removed the offset before
/// (harmonised copies) and left the metadata as they were.
enum class OffsetFit {
  fits,       ///< under 1 % of the clear ground looked at lies below -0.015
  doubtful,   ///< more does, in some band
  removed,    ///< over 20 % lies below -0.03, in every band
  unchecked,  ///< too few pixels are measured to tell; or no band could be looked at, `what` being empty then
};
struct OffsetCheck {
  OffsetFit fit = OffsetFit::unchecked;
  std::string what;  ///< "34 % of B04, 12 % of B11 would be reflectance below -0.015"; why it is unchecked
};
/// Looks at pixels at full resolution of up to three bands with a negative offset: those that are measured and that the
/// scene's classification, where it has one, calls neither cloud nor shadow nor water. At least 1000 of them are needed
/// (a share of 20 % is then known within 2.5 %, at two standard errors) and a twentieth of the pixels looked at: what
/// is left of a tile at the edge of a swath may be one lake. Bands that cannot be read are passed over.
OffsetCheck check_offset(const Scene& scene);

/// An offset that the pixels no longer have is not applied a second time; what is doubtful or could not be checked is
/// told. `whose`: "the metadata", "the STAC item".
void compare_offset_with_pixels(Scene& scene, const std::string& whose);

}  // namespace greisen::scene
