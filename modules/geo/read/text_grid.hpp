// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace greisen::geo {

/// Grids that are written as words (ESRI and GRASS ASCII grids), also those that a VRT names, are read once through
/// before GDAL does so. They do not open where there are fewer numbers than the head tells, or words that are none: a
/// row that is not there GDAL looks for by reading all rows before it, and for each of them those before, without end;
/// and a word is zero to it. Once a process, by keep_named_drivers.
void guard_text_grids();

}  // namespace greisen::geo
