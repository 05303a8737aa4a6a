// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/process/helper_process.hpp"

namespace greisen::geo {

/// Files of formats whose libraries die of damaged bytes (HDF4, HDF5, netCDF and what is built on them) are opened and
/// decoded in helpers of their own, at least one a file, so that none can spoil another's pixels; several work on one
/// file where several threads read it. To the rest of the program they are rasters of GDAL like any other.

/// The row of this work for serve_if_helper.
HelperKind guarded_files();

/// Puts helpers in the place of those drivers' opening, where helpers are possible; once, by GdalSession.
void guard_drivers();

/// What the service says to a request about this file: in a helper where those are possible, else here and now.
/// Throws HelperEnded; a file of which a helper died gets no other one as long as it stays the same.
std::string ask_guarded(const std::string& file, std::string_view request);

/// The other side of it: what a helper does.
std::string serve_guarded(std::string_view request);

}  // namespace greisen::geo
