// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen::geo {

/// How many items a drawing (DXF, as text) comes to when each block is drawn wherever it is inserted, in the rows and
/// columns of the insertion. GDAL draws one insertion with all that it holds at once, so that a few nested blocks of a
/// small file take all memory. A block that holds itself is not drawn again. 0 for what is no drawing.
double items_of_drawing(const std::string& path);

}  // namespace greisen::geo
