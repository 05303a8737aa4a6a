// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace greisen::geo {

/// A vector file as a survey names it: a file, a folder or zip of such, and which of its layers.
struct VectorFile {
  std::string path = {};
  std::string layer = {};  ///< empty: the only one that fits
  std::string crs = {};    ///< in place of the file's own, or of one that it lacks; empty: the file's own
  std::string key = {};    ///< the survey's word for it, such as "faults"; errors tell how to write it ("exclude[]" is
                           ///< one of a list). Empty: none

  [[nodiscard]] bool empty() const { return path.empty(); }
};

/// How the survey names one of the file's layers: "write faults: {path: project.gpkg, layer: faults_mapped}".
std::string named_so(const VectorFile& file, const std::string& what, const std::string& value);

}  // namespace greisen::geo
