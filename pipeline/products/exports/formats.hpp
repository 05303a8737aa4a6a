// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outputs/exports.hpp"

namespace greisen {

/// One row of the table of formats: options, help, messages, docs/exports.md and tests go by it.
struct ExportFormat {
  std::string_view flag;   ///< "kmz": the option is --kmz
  std::string_view makes;  ///< name below the folder of the exports; a folder ends in '/'
  std::string_view what;
  std::string_view opens;  ///< who opens it
  outputs::Exported (*write)(const outputs::ExportSource& source, const std::string& path);
};

/// All formats, in the order of the help.
std::span<const ExportFormat> export_formats();

struct ExportOutcome {
  const ExportFormat* format = nullptr;
  std::string path;         ///< of the file or folder
  std::uint64_t bytes = 0;  ///< of all its files
  outputs::Exported made;
};

/// Writes one export into a scratch folder beside its place, then moves it there whole; what stood there before is
/// replaced. The folder must have been looked at by check_export_places.
ExportOutcome make_export(const ExportFormat& format, const outputs::ExportSource& source, const std::string& folder);

/// E2050 for each export that is there already, unless it is to be replaced; never a folder that greisen did not write.
/// E2005 where the folder is the run's own, or lies in it elsewhere than exports/.
void check_export_places(const std::vector<const ExportFormat*>& formats, const std::string& run,
                         const std::string& folder, bool overwrite);

}  // namespace greisen
