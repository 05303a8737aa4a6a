// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "geo/gdal/gdal_handles.hpp"

namespace greisen::geo {

/// E3012 for a file of plain numbers that is shorter than its header says: GDAL reads zeros there and says nothing.
void need_whole_file(GDALDatasetH dataset, const std::string& path);

}  // namespace greisen::geo
