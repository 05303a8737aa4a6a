// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace greisen::scene {

/// Is this a day that there is, written YYYY-MM-DD?
bool is_date(std::string_view text);

/// The first date in a file's name, as YYYY-MM-DD: 20090601, 2009-06-01 or 2009_06_01 between other signs than digits;
/// empty where there is none.
std::string date_in_name(std::string_view name);

/// The day in the stamp of an ASTER granule, 003MMDDYYYYhhmmss, anywhere in a path; empty where there is none.
std::string aster_date_in(std::string_view path);

/// The day of acquisition by a file's metadata (keys as geo::FileInfo has them), never that of processing; else empty.
std::string date_in_metadata(const std::map<std::string, std::string>& items);

}  // namespace greisen::scene
