// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace greisen::geo {

/// From now on GDAL opens plain files of the disk only (base/plain_file.hpp), also those it looks for itself. Once, by
/// GdalSession.
void read_plain_files_only();

}  // namespace greisen::geo
