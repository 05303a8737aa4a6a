// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <gdal.h>
#include <proj.h>

namespace greisen::geo {

/// Owners of what GDAL and PROJ hand out; what only borrows takes the plain handle.
struct CloseDataset {
  void operator()(GDALDatasetH dataset) const;  ///< or keeps it open for the next (KeptOpen in open_files.hpp)
};
using DatasetPtr = std::unique_ptr<void, CloseDataset>;

struct DestroyPjContext {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
using PjContextPtr = std::unique_ptr<PJ_CONTEXT, DestroyPjContext>;

struct DestroyPj {
  void operator()(PJ* object) const { proj_destroy(object); }
};
using PjPtr = std::unique_ptr<PJ, DestroyPj>;

}  // namespace greisen::geo
