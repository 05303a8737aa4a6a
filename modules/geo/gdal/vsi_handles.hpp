// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cpl_vsi.h>

namespace greisen::geo {

// For std::unique_ptr.

struct CloseFile {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
struct CloseFolder {
  void operator()(VSIDIR* folder) const { VSICloseDir(folder); }
};

}  // namespace greisen::geo
