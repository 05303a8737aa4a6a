// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "step/step.hpp"
#include "support/picture.hpp"

namespace greisen::test {

using Arguments = std::map<std::string, Value, std::less<>>;

/// Layers named a, b, c …
std::vector<Layer> layers_of(int count);
Request request_of(const Step& step, Arguments arguments, int layers, double pixel_m = 10);

/// What a learning step learns from a picture, cell by cell as the engine does; the model goes through its text.
Model learn(const Step& step, const Request& request, const Picture& in);
/// What a whole step reads and writes, in one thread: pixels of the grid x = column, y = -row. Both must outlive it.
WholeIo whole_io(const Picture& in, Picture& out);
/// The rows that a whole step emits.
std::vector<FeatureRow> emitted(const Step& step, const Request& request, const Picture& in);
/// The whole journey of a step of any kind; tiles of `tile_px` (0: one tile).
Picture run_step(const Step& step, const Request& request, const Picture& in, int tile_px = 0);
/// The same with arguments as given and layers named a, b, c …
Picture run_step(const Step& step, Arguments arguments, const Picture& in, int tile_px = 0);

}  // namespace greisen::test
