// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen::geo {

/// How many directories (images, overviews, masks) a TIFF chains, counted no further than `most` + 1; 0 where it is no
/// TIFF. GDAL goes through all of them, for each again.
int directories_of_tiff(const std::string& path, int most);

}  // namespace greisen::geo
