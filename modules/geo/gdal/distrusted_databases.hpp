// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace greisen::geo {

/// Databases of SQLite (GeoPackages among them) hold SQL: views, triggers, virtual tables. Has GDAL's drivers of them
/// open for reading, by whatever way, only those whose tables hold their own rows, let SQL in them call nothing that
/// reaches out of the database, and run no statements that another file (the options of a VRT's source) asks for. Once,
/// by keep_named_drivers.
void guard_databases();

}  // namespace greisen::geo
