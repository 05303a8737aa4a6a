// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "outputs/exports.hpp"

namespace greisen {

/// A finished run as exports are made from it: from the files in its folder alone, wherever it was carried. `crs` is
/// that of the tables; empty: the run's own. E3020 (no finished run), E3010, E4010 … E4013 (the CRS does not suit).
outputs::ExportSource read_export_source(const std::string& folder, const std::string& crs);

/// The run's tables with rows, as exports give them, and their styles; adds to `lacks` what there is none of. The
/// source has its folder and models.
void read_export_tables(outputs::ExportSource& source, const Catalogue& catalogue, const std::string& crs);

/// The run's rasters with the colours of the styles beside them, or of the catalogue where those are missing.
std::vector<outputs::ExportRaster> read_export_rasters(const outputs::ExportSource& source, const Catalogue& catalogue);

}  // namespace greisen
