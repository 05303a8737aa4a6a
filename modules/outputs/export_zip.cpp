// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "geo/gdal/zip.hpp"
#include "outputs/exports.hpp"

namespace greisen::outputs {
namespace {

/// Does the name lead, by links, to a file outside of the folder?
bool leads_out(const std::string& folder, const std::string& path) {
  std::error_code unknown;
  const std::filesystem::path way = std::filesystem::weakly_canonical(path, unknown)
                                        .lexically_relative(std::filesystem::weakly_canonical(folder, unknown));
  return way.empty() || *way.begin() == "..";
}

void check(const std::string& folder, const std::string& path, const ChecksumLine& line) {
  constexpr const char* kAgain = "run the survey again: greisen run makes what is missing";
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown))
    throw Error({"E4250", line.path + ": is missing", {path, 0, 0, {}}, kAgain});
  if (leads_out(folder, path))
    throw Error({"E4250", line.path + ": is a link out of the folder", {path, 0, 0, {}}, kAgain});
  if (!line.sha256.empty() && sha256_file(path) != line.sha256)
    throw Error({"E4250", line.path + ": is not as the run wrote it", {path, 0, 0, {}}, kAgain});
}

}  // namespace

Exported export_zip(const ExportSource& source, const std::string& path) {
  std::vector<geo::ZipFile> files;
  for (const ChecksumLine& line : source.files) {
    files.push_back({line.path, source.folder + "/" + line.path});
    check(source.folder, files.back().path, line);
  }
  geo::write_zip(path, files, source.finished);
  return {};
}

}  // namespace greisen::outputs
