// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ogrsf_frmts.h>

namespace greisen::geo {

/// Throws: what is wrong with a vector file, and how to mend it.
[[noreturn]] void refuse_vectors(std::string_view code, const std::string& path, const std::string& what,
                                 const std::string& fix);

/// The layer's coordinate reference system as WKT2; E3203 where it has none.
std::string wkt_of(OGRLayer& layer, const std::string& path);

}  // namespace greisen::geo
