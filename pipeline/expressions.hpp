// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "pipeline/engine/graph.hpp"
#include "scene/scene.hpp"

namespace greisen {

/// A layer that a formula makes of the bands of one sensor.
struct NamedFormula {
  Layer layer;
  Formula formula;
};

/// Adds one node that evaluates all formulas together; their names are bands, aliases, roles or wavelengths of
/// `sensor`, or names of the inputs. Port k of the node is formula k. Throws E2412 where a name means no input.
int add_expressions(Graph& graph, const std::string& name, const std::vector<NamedFormula>& formulas,
                    const std::vector<Port>& inputs, const Sensor& sensor);

/// The formula of an index on a sensor as a layer. Throws E2206 with the reason where the sensor cannot give it, and
/// where it needs true reflectance and the scene's is not.
NamedFormula index_formula(const IndexEntry& entry, const Sensor& sensor, scene::Kind kind);

/// Bands (by the sensor's names) that the formulas read, in the sensor's order.
std::vector<std::string> bands_of(const std::vector<NamedFormula>& formulas, const Sensor& sensor);

/// A sensor for a raster that no catalogue knows: its bands as they are called.
Sensor sensor_of_bands(const scene::Scene& scene);

}  // namespace greisen
