// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/folders_seen.hpp"

#include "base/error.hpp"
#include "base/file_state.hpp"
#include "base/process/interrupt.hpp"

namespace greisen::geo {

bool FoldersSeen::enter(const std::string& folder) {
  stop_if_interrupted();
  if (const auto id = file_id(folder); id && !seen_.insert(*id).second) return false;
  if (++entered_ > kMostFoldersSeen)
    throw Error({"E3109",
                 "more than " + std::to_string(kMostFoldersSeen) + " folders would have to be searched",
                 {folder, 0, 0, {}},
                 "name a smaller folder, or the file itself"});
  return true;
}

}  // namespace greisen::geo
