// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace greisen::scene {

/// Of all entries of a survey together, and files of one entry that are a scene each.
inline constexpr std::size_t kMostScenes = 10'000;
/// Entries of the folders and zips that are looked through, and files that may be scenes.
inline constexpr std::size_t kMostSceneFiles = 320'000;
/// How deep folders and zips are looked through.
inline constexpr int kMostSceneFolders = 4;

/// E3109 where there are more than kMostScenes at `path` or up to it.
void check_scene_count(std::size_t count, const std::string& path);

}  // namespace greisen::scene
