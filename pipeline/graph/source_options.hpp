// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/session.hpp"
#include "catalogue/catalogue.hpp"
#include "geo/write/raster_writer.hpp"
#include "scene/scene.hpp"

namespace greisen {

/// What `compute` and `apply` are told of their inputs and outputs (contract.md, section 1).
struct SourceOptions {
  std::vector<std::string> paths;
  std::string sensor;
  std::vector<double> scale;
  std::vector<double> offset;
  std::string date;                ///< of acquisition, where the files do not say
  std::vector<std::string> bands;  ///< names of the file's bands in its order, "-" skips; each verb declares it
  std::string aoi;
  std::string to_crs;
  std::optional<double> resolution_m;
  std::string resampling;
  std::string format = "cog";
  std::vector<std::string> creation_options;

  [[nodiscard]] geo::CreationOptions options() const;
};

/// All scenes that the paths mean, sorted; bands of one scene may be named file by file.
std::vector<scene::Scene> scenes_of(const SourceOptions& options, const Catalogue& catalogue, Log& log);
/// The scenes of each path, in the order of the paths: files of one scene stay apart.
std::vector<scene::Scene> scenes_apart(const SourceOptions& options, const Catalogue& catalogue, Log& log);

/// The files on disk that are read for these scenes and the area.
std::vector<std::string> inputs_read(const SourceOptions& options, const std::vector<scene::Scene>& scenes);

/// The grid a scene's bands are brought to: its own finest one, cut to the area, unless another CRS or pixel is asked
/// for.
Grid grid_of(const SourceOptions& options, const scene::Scene& scene, const std::vector<std::string>& bands);

/// The sensor a scene's formulas speak of; for a raster no catalogue knows, its bands by name. Where the scene lacks
/// the broad near-infrared band but has the narrow one, "nir" means that.
Sensor sensor_of(const scene::Scene& scene, const Catalogue& catalogue);

/// The bands as one source.
Raster raster_of_bands(const SourceOptions& options, const scene::Scene& scene, const std::vector<std::string>& bands,
                       const Grid& grid);

}  // namespace greisen
