// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "engine/graph.hpp"
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

/// The formula of an index on a sensor as a layer. Throws E2206 with the reason where the sensor cannot give it, or it
/// needs reflectance and gets relative one; E3103 on digital numbers, where their unknown scale or offset changes it.
NamedFormula index_formula(const IndexEntry& entry, const Sensor& sensor, scene::Kind kind);

/// A formula of the user's own as a layer; where it is of digital numbers, the layer's description says so. `origin`:
/// where it was given. Throws E23xx.
NamedFormula user_formula(const std::string& name, const std::string& formula, const std::string& origin,
                          scene::Kind kind, const Where& where = {});

/// Why the scene cannot give the formula, be it that the sensor knows no such name or that the scene lacks the band;
/// none where it can.
std::optional<Problem> why_not(const NamedFormula& formula, const Sensor& sensor, const scene::Scene& scene);

/// "; bands left out: b3 (…)" where a cube's scene has such, to go behind a name that is not found; else empty.
std::string bands_left_out(const scene::Scene& scene);

/// Bands (by the sensor's names) that the formulas read, in the sensor's order.
std::vector<std::string> bands_of(const std::vector<NamedFormula>& formulas, const Sensor& sensor);

/// A sensor for a raster that no catalogue knows: its bands as they are called.
Sensor sensor_of_bands(const scene::Scene& scene);

}  // namespace greisen
