// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace greisen::geo {

/// More folders than any search for inputs looks into.
inline constexpr std::size_t kMostFoldersSeen = 20'000;

/// Where a search through folders has been. A link may lead back to where it lies: without this, few links are endless
/// paths.
class FoldersSeen {
 public:
  /// False where this folder was entered before, by whatever name. E3109 beyond kMostFoldersSeen of them.
  bool enter(const std::string& folder);

 private:
  std::size_t entered_ = 0;
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen_;  ///< of the disk: an archive has no links
};

}  // namespace greisen::geo
