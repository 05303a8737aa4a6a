// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "catalogue/catalogue.hpp"
#include "engine/graph.hpp"
#include "geo/place/area.hpp"
#include "geo/write/cog.hpp"
#include "pipeline/survey/inputs/input.hpp"

namespace greisen {

/// The scenes of one sensor and the node with their masked reflectance: the bands, then `reasons`.
struct SensorUse {
  Sensor sensor;
  scene::Kind kind = scene::Kind::surface;
  std::vector<scene::Scene> scenes;  ///< newest first
  std::vector<std::string> bands;    ///< that are read
  std::vector<std::string> checked;  ///< of these, those a layer needs: they must not be dark
  int composite = -1;
  int masked = -1;
};

/// One evidence of a model as this survey gives it.
struct EvidenceUse {
  const Evidence* evidence = nullptr;
  std::string sensor;
  std::string layer;
  Port membership;
  std::string widened = {};  ///< lengths of its filters that were made to fit the pixels; empty: none
};

struct ModelUse {
  const DepositModel* model = nullptr;
  std::vector<EvidenceUse> evidence;
  std::vector<std::string> missing;  ///< evidence left out, with the reason
  Port score;                        ///< 0–1, missing outside the area
  Port uncertainty;                  ///< likewise
  int classes = -1;                  ///< learning node whose last percentile is the targets' threshold
  /// What targets are ranked and held against: the layer that ranks them, and the model on the opposite of the scenes.
  struct Opposite {
    Port strength;  ///< in the evidence's unit
    Port score;
    Port opposite_strength;
    std::optional<Port>
        green;         ///< NDVI, where the scenes have it: what is dark for its plants is no null of bare ground
    int classes = -1;  ///< learning node, likewise
  };
  std::optional<Opposite> opposite;  ///< none of models that look for no lines, or where no evidence is measured
};

/// The heights that the survey gives and what is made of them.
struct TerrainUse {
  Port elevation;  ///< in metres
  Port slope;      ///< in degrees
  Port hillshade;  ///< 0 to 255
};

/// A look-alike, and where this survey shows its sign: 1 or 0 a pixel.
struct LookalikeUse {
  const Lookalike* lookalike = nullptr;
  std::optional<Port> sign;
  std::string missing;       ///< why there is no sign, though it has layers
  std::string widened = {};  ///< as of an evidence
};

/// A model that this survey cannot run, and why.
struct Declined {
  std::string id;
  std::string reason;
};

/// A raster of the delivery: sink k of the graph.
struct RasterSpec {
  std::string path;  ///< below the run's folder, such as layers/sentinel2/al_clay.tif
  geo::PixelType type = geo::PixelType::float32;
  std::optional<double> nodata = geo::kNodata;
  std::vector<geo::RasterClass> classes = {};
  std::string sensor = {};  ///< empty: of no one sensor
  bool of_scenes = false;   ///< what scenes show, from which evidence is made; else what was made of it
};

/// All that a survey means on the data there are: built without reading a pixel.
struct SurveyGraph {
  geo::Area area;           ///< in the grid's CRS
  std::string grid_pixels;  ///< whose pixels the grid's are, in words
  std::shared_ptr<const geo::AreaMask> mask;
  std::unique_ptr<Graph> graph;
  std::vector<SensorUse> sensors;
  std::vector<ModelUse> models;
  std::vector<LookalikeUse> lookalikes;
  std::vector<Declined> declined;
  SurveyData data;
  std::optional<TerrainUse> terrain;  ///< with a DEM
  std::vector<std::string> left_out;  ///< scenes and layers not used, with the reason
  std::vector<RasterSpec> rasters;    ///< one per sink, in their order; sinks beyond are for the targets alone
  Port reasons;
  std::shared_ptr<InputHashes> inputs;  ///< what the keys of the nodes are made of; never null
};

/// Throws Error, all that is wrong at once with what is in `problems` already: E30xx–E32xx for inputs, E40xx–E42xx
/// where they do not fit. `catalogue` must outlive the result.
SurveyGraph build_survey_graph(const Survey& survey, const Catalogue& catalogue, std::shared_ptr<InputHashes> inputs,
                               SurveyProblems& problems, Log& log);

}  // namespace greisen
