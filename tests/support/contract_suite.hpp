// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "raster/tile.hpp"
#include "step/step.hpp"

namespace greisen::test {

using Arguments = std::map<std::string, Value, std::less<>>;

/// A raster in memory for tests: [layer][row][col].
struct Picture {
  int layers = 0;
  int rows = 0;
  int cols = 0;
  std::vector<float> pixels;

  Picture() = default;
  Picture(int n_layers, int n_rows, int n_cols, float value = kMissing);
  /// One layer from a drawing: a row a line, numbers between blanks, `.` missing. Blank lines do not count.
  explicit Picture(const std::string& drawing);
  [[nodiscard]] float& at(int layer, int row, int col);
  [[nodiscard]] float at(int layer, int row, int col) const;
  [[nodiscard]] ConstTileView view() const;
  [[nodiscard]] Picture layer(int number) const;
  void add_layer(const Picture& one);
  /// The drawing of one layer; numbers as short as they read back (six digits at most), missing as `.`.
  [[nodiscard]] std::string drawn(int layer = 0) const;
};

/// A drawing with its blanks made even, to be compared with Picture::drawn.
std::string even(const std::string& drawing);

/// Uniform in [low, high) by hash of the seed and the position; `missing_share` of the pixels of each layer is missing,
/// half of it in blocks. The last layer goes up and down smoothly.
Picture random_picture(int layers, int rows, int cols, unsigned seed, float low = 0.01F, float high = 0.99F,
                       double missing_share = 0.1);

/// Layers named a, b, c …
std::vector<Layer> layers_of(int count);
Request request_of(const Step& step, Arguments arguments, int layers, double pixel_m = 10);

/// What a learning step learns from a picture, cell by cell as the engine does; the model goes through its text.
Model learn(const Step& step, const Request& request, const Picture& in);
/// The whole journey of a step of any kind; tiles of `tile_px` (0: one tile).
Picture run_step(const Step& step, const Request& request, const Picture& in, int tile_px = 0);
/// The same with arguments as given and layers named a, b, c …
Picture run_step(const Step& step, Arguments arguments, const Picture& in, int tile_px = 0);

/// What the suite cannot know of a step: arguments without a default, how many inputs it takes, what they look like.
struct ContractCase {
  Arguments arguments = {};
  int layers = 3;
  bool classes = false;  ///< whole numbers 0 … 3 in place of 0.01 … 0.99
};

/// The promises of step.hpp that hold for every step: same bits for tiles of 128, 256 and all, nothing infinite, the
/// declared missing rule, a true shape, wrong arguments refused with E24xx. Adds failures to the running test.
void check_contract(const Step& step, const ContractCase& given);

/// A step's row says enough to be listed, explained and documented.
void check_row(const Step& step);

/// Bit for bit; missing equals missing.
bool same_bits(const Picture& a, const Picture& b);

}  // namespace greisen::test
