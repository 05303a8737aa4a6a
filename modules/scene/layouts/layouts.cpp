// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "scene/layouts/layout.hpp"

namespace greisen::scene {
namespace {

bool ends_with_one_of(std::string_view path, std::span<const std::string_view> endings) {
  const std::string name = lower(path);
  return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace

std::span<const Layout> layouts() {
  static const std::array kLayouts = {sentinel2_safe(), sentinel2_zarr(), dimap(), landsat(),     aster(),      enmap(),
                                      prisma(),         emit(),           stac(),  loose_files(), raster_file()};
  return kLayouts;
}

void Found::add(const std::function<Scene()>& make) {
  try_to([&] { scenes.push_back(make()); });
}

void Found::try_to(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
  }
}

bool raster_name(std::string_view path) {
  static constexpr std::array<std::string_view, 18> kEndings = {".tif", ".tiff", ".jp2", ".j2k", ".img", ".vrt",
                                                                ".bsq", ".bil",  ".bip", ".dat", ".hdf", ".h5",
                                                                ".he5", ".nc",   ".ers", ".pix", ".asc", ".grd"};
  return ends_with_one_of(path, kEndings);
}

bool sidecar_name(std::string_view path) {
  static constexpr std::array<std::string_view, 20> kEndings = {
      ".aux.xml", ".ovr", ".msk", ".hdr",  ".txt", ".json", ".html", ".md",  ".csv", ".tfw",
      ".wld",     ".prj", ".xml", ".safe", ".jpg", ".png",  ".pdf",  ".kml", ".xsd", ".sha256"};
  return ends_with_one_of(path, kEndings);
}

}  // namespace greisen::scene
