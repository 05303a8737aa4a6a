// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"
#include "scene/scene.hpp"

namespace greisen::scene {

/// What a layout may look at beside its paths.
struct OpenContext {
  const SceneRequest& request;
  const Catalogue& catalogue;
  Log& log;
};

/// A way in which scenes lie on disk. One file of this folder each, listed once in layouts.cpp.
struct Layout {
  std::string_view id;
  std::string_view summary;
  /// Is this path (a folder or a file) one of mine? Looks at names, opens nothing.
  bool (*claims)(const std::string& path, bool folder);
  /// Scenes of the paths it claimed, each an Error of its own where one fails: see Found.
  void (*open)(const std::vector<std::string>& paths, const OpenContext& context, struct Found& found);
};

/// Scenes and, for those that failed, why.
struct Found {
  std::vector<Scene> scenes;
  std::vector<Problem> problems;

  /// Runs `make` and keeps its scene, or the problems it throws.
  void add(const std::function<Scene()>& make);
  /// Keeps the problems that `work` throws.
  void try_to(const std::function<void()>& work);
};

/// In the order in which they are asked; the first that claims a path has it.
std::span<const Layout> layouts();

Layout sentinel2_safe();
Layout sentinel2_zarr();
Layout dimap();
Layout landsat();
Layout aster();
Layout enmap();
Layout prisma();
Layout emit();
Layout stac();
Layout loose_files();
Layout raster_file();

/// STAC items beside files of these paths that are their assets: opened with these files alone, which leave `paths`.
/// Not where the files' names tell more than an item does (Landsat's, those of products with a fixed scale).
void open_items_beside(std::vector<std::string>& paths, const OpenContext& context, Found& found);

/// Is this the name of a raster by its ending (.tif, .jp2, .img …)?
bool raster_name(std::string_view path);
/// A companion of rasters that is none itself (.aux.xml, .ovr, .txt …).
bool sidecar_name(std::string_view path);

}  // namespace greisen::scene
