// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <gdal_priv.h>

namespace greisen::geo {

/// What a file is opened for. Each purpose has its own list of GDAL's drivers: what a file holds cannot choose another.
enum class Purpose {
  raster,   ///< pixels; VRT only where the file is named .vrt (see virtual_raster.hpp)
  vectors,  ///< areas, lines, points, tables; neither virtual files nor services nor databases of a network
  arrays,   ///< HDF5 and netCDF, as arrays
  own,      ///< what this program wrote itself, read back or finished
};

/// Of a raster. An imaging spectrometer has some 400 bands, and the world at 5 m is no wider.
inline constexpr int kMostRasterBands = 4096;
inline constexpr int kMostRasterSide = 10'000'000;   ///< pixels
inline constexpr int kMostTiffDirectories = 10'000;  ///< images, overviews and masks of one TIFF on this machine
/// Of the text (.aux.xml) that lies beside a raster: GDAL makes a tree of it at each opening.
inline constexpr std::uint64_t kMostSideTextBytes = std::uint64_t{16} << 20U;
/// What must be decoded at once to see one pixel: a tile, or a strip of rows, of all bands where they are interleaved.
inline constexpr std::int64_t kMostBlockBytes = std::int64_t{512} << 20U;

/// The only way in which this program opens a file with GDAL (a house test holds it). Read-only, but for `own` and
/// GDAL_OF_UPDATE in `more_flags`. Null where it does not open; GDAL's words go to the GdalFailures around the call.
/// Inputs are opened where that leaves them untouched (untouched.hpp). E3021 for a path that is none of a file (see
/// need_plain_path), E3031 for a host that nobody named, E3041 for a VRT that reaches elsewhere, E3125 for a raster
/// beyond the limits above; `own` leaves check_directories to the caller.
GDALDatasetUniquePtr open_input(const std::string& path, Purpose purpose, unsigned more_flags = 0,
                                const char* const* options = nullptr);

/// E3125 where a TIFF has more than kMostTiffDirectories images; reads their headers.
void check_directories(const std::string& path);

/// E3021 where GDAL would take the text for something else than a file, a folder or what lies in them: descriptions in
/// XML or JSON, connections ("PG:…", "WMS:…", "vrt://…"), parts of files by offset, standard input, memory.
void need_plain_path(const std::string& path);

/// Is there a text of GDAL's beside the raster that is longer than kMostSideTextBytes? Of a host it is not asked.
bool has_long_side_text(const std::string& path);

/// The drivers of a purpose that this GDAL has, by GDAL's short names.
std::vector<std::string> drivers_for(Purpose purpose);

/// Takes away the drivers that no purpose names, so that no file inside another (sources, masks, overviews) is opened
/// by them either, and guards those whose files name others. Once a process, by GdalSession.
void keep_named_drivers();

}  // namespace greisen::geo
