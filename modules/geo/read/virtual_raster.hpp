// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen::geo {

/// VRTs in each other, and rasters that are read for one pixel at worst, where the same is named again and again.
inline constexpr int kMostVirtualLevels = 6;
inline constexpr int kMostVirtualSources = 300'000;

// Rasters that are made of other files. What they name must lie below the folder of the file that names it, or below a
// folder that the survey lists: a file from a stranger cannot make others of this machine, or of the network, its
// pixels.

/// Is the file named .vrt (in an archive or on a host too)?
bool is_virtual_name(const std::string& path);

/// E3041 where a VRT does more than put rasters together that lie below its folder: raw bands, pixel functions, sources
/// elsewhere, on hosts or by connection strings. Its sources are held to the same when they are opened.
void need_contained(const std::string& path);

/// A folder that the survey lists: sources of VRTs may lie below it, for the rest of the process.
void allow_sources_below(const std::string& folder);

/// Has GDAL's drivers of VRT, and of formats whose files name their data (ERS, PCIDSK …), ask need_contained before, or
/// look at their files after they open, wherever that happens: as sources, masks and overviews of other files too.
void guard_naming_drivers();

/// Where this program keeps VRTs of its own, in memory.
inline constexpr const char* kOwnVirtualRasters = "/vsimem/greisen_heights/";

}  // namespace greisen::geo
