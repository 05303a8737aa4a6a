// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace greisen {

/// A file by which a folder adds to the catalogue.
struct CatalogueFile {
  std::string_view kind;  ///< "sensors", "models" …
  std::string path;
};

/// <folder>/{sensors,indices,spectra,models,lookalikes,palettes,styles}/*.yaml, in the order they are read. E2203 for
/// more than a thousand of a kind.
std::vector<CatalogueFile> catalogue_additions(const std::filesystem::path& folder);

}  // namespace greisen
