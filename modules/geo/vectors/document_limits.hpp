// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace greisen::geo {

/// A KML, unpacked: its library keeps all of it, at five times its size.
inline constexpr std::uint64_t kMostKmlBytes = std::uint64_t{128} << 20U;
/// A sheet of a workbook, unpacked (a million rows of four numbers have 200 MiB), and a drawing: both are kept whole.
inline constexpr std::uint64_t kMostSheetBytes = std::uint64_t{256} << 20U;
/// A text that GDAL reads shape by shape: GeoJSON, GML, GPX, CSV, MIF.
inline constexpr std::uint64_t kMostVectorTextBytes = std::uint64_t{2} << 30U;
/// Of a workbook or KMZ, with its pictures.
inline constexpr std::size_t kMostPackedEntries = 10'000;
/// Names of fields in one KML, or of elements in another XML (GML, GPX): each is compared with all others.
inline constexpr std::size_t kMostFieldNames = 2'000;

/// Looks at a vector file before a library takes it into memory: how long it is, what a KMZ or workbook says it holds,
/// how many fields a KML or GML names, how many shapes the index of a shapefile claims. Files of other kinds pass.
/// E3115, E3204.
void check_document(const std::string& path);

}  // namespace greisen::geo
