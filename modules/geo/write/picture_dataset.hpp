// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gdal_priv.h>

#include "geo/write/picture.hpp"

namespace greisen::geo {

/// A dataset over the pixels of a picture, which must outlive it; null where GDAL refused.
GDALDatasetUniquePtr dataset_over(Picture& picture);

}  // namespace greisen::geo
