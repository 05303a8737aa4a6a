// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace greisen::geo {

/// From now on GDAL opens plain files of the disk only (base/plain_file.hpp), also those it looks for itself. Once, by
/// GdalSession.
void read_plain_files_only();
/// The same of the grids of datums' shifts that a CRS names and that PROJ looks for in the folder it works in. Holds
/// for contexts of PROJ made after it, GDAL's too: to be asked for before any CRS is read.
void find_plain_grids_only();

}  // namespace greisen::geo
