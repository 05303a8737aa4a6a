// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/value.hpp"
#include "raster/grid.hpp"
#include "raster/pixel_size.hpp"
#include "raster/tile.hpp"
#include "raster/tile_reader.hpp"

namespace greisen {

enum class ParamType { boolean, integer, number, word, text, numbers, words, table };

/// One parameter: the parser, --help, the JSON Schema, the docs and the report all read this row.
struct Param {
  std::string_view name;  ///< with its unit where the type does not carry it: max_distance_m
  ParamType type;
  std::string_view text;
  std::optional<Value> fallback = {};  ///< none: required
  std::optional<double> minimum = {};
  std::optional<double> maximum = {};
  std::vector<std::string_view> choices = {};  ///< for words: the closed set
  /// Of numbers: the kind of the catalogue ("spectra") whose entries may be named instead; who makes the request
  /// gives what the entry says for its inputs.
  std::string_view entry = {};
};

/// A length in metres that means nothing below so many pixels; 0 m, where the parameter's range has it, means none.
struct LeastLength {
  std::string_view param;
  double pixels;
};

/// The arguments of one node, complete with defaults and checked against the step's parameters.
struct Request {
  std::map<std::string, Value, std::less<>> arguments;
  std::vector<Layer> inputs;
  double pixel_m = 0;  ///< width of the grid's pixels; in degrees, that at the equator
  std::uint64_t seed = 42;
  PixelSizes pixel_sizes = {};  ///< by row; none: squares of pixel_m

  [[nodiscard]] PixelSize pixel_at(std::int64_t row) const;
  /// Within a thousandth, in the first row.
  [[nodiscard]] bool has_square_pixels() const;

  [[nodiscard]] double number(std::string_view name) const;
  [[nodiscard]] std::int64_t integer(std::string_view name) const;
  [[nodiscard]] bool boolean(std::string_view name) const;
  [[nodiscard]] const std::string& text(std::string_view name) const;
  [[nodiscard]] const std::vector<double>& numbers(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& words(std::string_view name) const;
  [[nodiscard]] const NumberTable& table(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
};

enum class StepKind { point, window, learning, whole };
/// What a missing input does to the output: `any` missing input gives missing, only `all` missing gives missing, or the
/// step's own rule.
enum class MissingRule { any, all, own };

/// What lines, points or polygons a whole step finds beside its pixels.
struct FeatureTable {
  enum class Geometry { point, line, polygon };
  std::string name;
  Geometry geometry = Geometry::line;
  std::vector<Layer> columns = {};  ///< numbers: name, unit and description of each
};
/// A point, a line, or a ring of a polygon, closed by meaning: its last point is not its first again.
struct FeaturePart {
  std::vector<std::array<double, 2>> vertices;  ///< x, y in the grid's CRS
  bool hole = false;                            ///< in the ring that is none before it
};
struct FeatureRow {
  std::vector<FeaturePart> parts;  ///< of a point one
  std::vector<double> values;      ///< one a column; NaN: not known
};

/// All that the planner needs to know of a node; made without reading a pixel.
struct StepShape {
  StepKind kind = StepKind::point;
  std::vector<Layer> outputs = {};
  int halo_px = 0;       ///< of `apply`
  int fold_halo_px = 0;  ///< 0 or 1: what the folds see beyond their cells, as for noise by differences of neighbours
  MissingRule missing = MissingRule::any;
  int folds = 0;                  ///< passes over the input before `apply` or `whole`
  std::size_t scratch_bytes = 0;  ///< working memory of one worker beside the tiles; of a whole step: all of it
  std::size_t partial_bytes = 0;  ///< of one Partial
  std::int64_t sample_px = 0;  ///< pixels of the Sample that the step learns of instead of folds; at most kMostSample
  double ns_per_pixel = 2;     ///< of one core, for the plan's estimate
  bool whole_threads = false;  ///< a whole step that shares its work among WholeIo::threads
  std::optional<FeatureTable> table = {};  ///< what a whole step emits
};

/// What one fold over some pixels found. Sums are merged in cell order; counts in any order.
struct Partial {
  std::vector<double> sums;
  std::vector<std::uint64_t> counts;
};

/// What a learning step learnt: named lists of numbers, and of bytes where numbers would be too many for text (the
/// nodes of a forest). Serialises exactly (model_to_json, model_from_json).
struct Model {
  std::map<std::string, std::vector<double>, std::less<>> values;
  std::map<std::string, std::vector<std::uint8_t>, std::less<>> bytes = {};
  [[nodiscard]] const std::vector<double>& at(std::string_view name) const;
};

/// Pixels handed to a step. `in` reaches halo_px beyond `window` on each side; outside the grid it is missing.
struct TileIn {
  ConstTileView in;
  Window window;  ///< of the grid: what the output covers
};

/// Long work that has no pixels to go by is to ask and to tell from time to time.
struct Watch {
  std::function<bool()> keep_going = [] { return true; };      ///< false: return, whatever; it is not taken
  std::function<void(double share)> progress = [](double) {};  ///< 0 to 1, of this work
};

inline constexpr std::int64_t kMostSample = 1'000'000;

/// Of the pixels of which no input is missing, those of least hash of (seed, row, column): the same whatever the
/// threads, tiles or machines, and spread as chance spreads them. In order of rows, then columns.
struct Sample {
  std::int64_t of = 0;  ///< pixels there were in all
  int layers = 0;
  std::vector<std::int64_t> rows;  ///< of the grid, per pixel
  std::vector<std::int64_t> cols;
  std::vector<float> values;  ///< per pixel `layers` of them
  [[nodiscard]] std::size_t size() const { return rows.size(); }
};

struct Learner {
  /// Rounds over the data; round r sees the Model of round r − 1.
  int folds = 1;
  /// True: the partial is of counts only, so the order of merging cannot show. False: merged in cell order.
  bool exact = false;
  std::function<Partial(int round, const Model& so_far)> start;
  /// `cell` is a 128 × 128 cell anchored at the grid's origin (cut at the grid's edge), with StepShape::fold_halo_px
  /// around.
  std::function<void(int round, const Model& so_far, const TileIn& cell, Partial& into)> fold;
  std::function<void(Partial& into, const Partial& other)> merge;
  std::function<Model(int round, const Model& so_far, const Partial& total, const Watch& watch)> finish;
  /// Instead of all these, where StepShape::sample_px says so; `folds` is 1 then.
  std::function<Model(const Sample& sample, const Watch& watch)> learn = {};
};

/// Pure; called from many threads at once. `out` covers window; working memory is thread-local or on the stack.
using TileFunction = std::function<void(const TileIn& tile, TileView out)>;

/// Whole-raster access for steps without a bounded halo: runs alone, reads and writes windows of one layer, such as
/// strips of rows. Pixels never written are missing. Reading may go on in several threads, writing and emitting not.
struct WholeIo {
  Grid grid;
  int threads = 1;
  std::function<void(int input, const Window& window, TileView out)> read;
  std::function<void(int output, const Window& window, ConstTileView pixels)> write;
  /// What was written before, as a step's memory of what it found on the way; not while others write.
  std::function<void(int output, const Window& window, TileView out)> read_back;
  std::function<void(FeatureRow row)> emit = [](const FeatureRow&) {};  ///< in the order of the rows' file
  /// False: the step is to return; what it wrote is then not taken. To be asked at least once in some 100 ms.
  std::function<bool()> keep_going = [] { return true; };
  std::function<void(std::int64_t pixels)> progress = [](std::int64_t) {};  ///< of the grid's, each once in all
};
using WholeFunction = std::function<void(const WholeIo&)>;

/// One row of the catalogue: all that the parser, the validator, --help, the docs and the report know of a step.
struct Step {
  std::string_view id;
  std::string_view summary;
  std::string_view source;  ///< literature, "author year"
  std::vector<Param> params;
  std::function<StepShape(const Request&)> shape;       ///< throws Error on arguments that do not fit the inputs
  std::function<Learner(const Request&)> learner = {};  ///< empty for steps that learn nothing
  std::function<TileFunction(const Request&, const Model&)> apply = {};   ///< empty for whole steps
  std::function<WholeFunction(const Request&, const Model&)> whole = {};  ///< only for whole steps
  std::vector<LeastLength> least_lengths = {};  ///< shorter ones are refused; widened_to_pixels() makes them fit
  bool takes_memberships = false;               ///< a value of the inputs outside 0–1 counts as missing
  bool takes_heights = false;  ///< the inputs are heights of the ground in metres: who makes the request sees to it
};

/// Lengthens what of `given` (or of the defaults) is finer than pixels of `pixel_m`. Returns what was done, as "flank_m
/// from 20 to 90 m"; empty where all fit.
std::string widen_to_pixels(const Step& step, double pixel_m, std::map<std::string, Value, std::less<>>& given);

/// Fills defaults, checks names, types, ranges and choices, and lengths against the pixels (E2413); reports all
/// problems at once (E2xxx).
Request make_request(const Step& step, std::map<std::string, Value, std::less<>> given, std::vector<Layer> inputs,
                     double pixel_m, std::uint64_t seed);

/// Exact text of a model (hexadecimal floats inside JSON strings) and back.
std::string model_to_json(const Model& model);
Model model_from_json(std::string_view text);

}  // namespace greisen
