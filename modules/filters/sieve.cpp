// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "filters/registry.hpp"
#include "filters/support/rows.hpp"
#include "raster/row_clusters.hpp"
#include "step/arguments.hpp"

namespace greisen::filters {
namespace {

struct Settings {
  std::int64_t min_pixels = 2;
  std::int64_t keep_length_px = 0;  ///< 0: no cluster is kept for its length
  float fill = 0;
  bool diagonal = true;
};

/// Grows until it is large enough to stay; then its runs need not be known any more.
struct Candidate {
  using Run = PixelRun;
  std::int64_t enough = 0;
  std::int64_t pixels = 0;
  std::int64_t first_row = std::numeric_limits<std::int64_t>::max();
  std::int64_t last_row = -1;
  std::int64_t first_col = std::numeric_limits<std::int64_t>::max();
  std::int64_t last_col = -1;
  std::vector<std::uint64_t> runs;

  void add(std::int64_t row, const PixelRun& run) {
    pixels += run.end - run.begin;
    first_row = std::min(first_row, row);
    last_row = std::max(last_row, row);
    first_col = std::min(first_col, run.begin);
    last_col = std::max(last_col, run.end - 1);
    runs.push_back(run.number);
    forget();
  }
  void join(Candidate&& other) {
    pixels += other.pixels;
    first_row = std::min(first_row, other.first_row);
    last_row = std::max(last_row, other.last_row);
    first_col = std::min(first_col, other.first_col);
    last_col = std::max(last_col, other.last_col);
    runs.insert(runs.end(), other.runs.begin(), other.runs.end());
    forget();
  }
  void forget() {
    if (pixels >= enough) std::vector<std::uint64_t>().swap(runs);
  }
  [[nodiscard]] bool stays(const Settings& settings) const {
    const std::int64_t length = std::max(last_row - first_row, last_col - first_col) + 1;
    return pixels >= settings.min_pixels || (settings.keep_length_px > 0 && length >= settings.keep_length_px);
  }
};

/// Runs of one value that is neither missing nor 0; numbers go on from `number`.
void runs_of(std::span<const float> row, std::uint64_t& number, std::vector<PixelRun>& runs) {
  runs.clear();
  for (std::size_t i = 0; i < row.size();) {
    const float value = row[i];
    std::size_t end = i + 1;
    while (end < row.size() && row[end] == value) ++end;
    if (value == value && value != 0.0F)
      runs.push_back({static_cast<std::int64_t>(i), static_cast<std::int64_t>(end), value, number++});
    i = end;
  }
}

/// Which runs go, by number. One bit a run is all that is kept of the raster.
std::vector<bool> condemned(const WholeIo& io, const Settings& settings) {
  std::vector<bool> gone;
  const auto closed = [&](Candidate&& one) {
    if (!one.stays(settings))
      for (const std::uint64_t run : one.runs) gone[run] = true;
  };
  Candidate blank;
  blank.enough = settings.min_pixels;
  RowClusters<Candidate> clusters(settings.diagonal, closed, blank);
  std::uint64_t number = 0;
  std::vector<PixelRun> runs;
  for_each_row(
      io,
      [&](std::int64_t row, std::span<float> pixels) {
        runs_of(pixels, number, runs);
        gone.resize(number, false);
        clusters.add_row(row, runs);
      },
      [](const Window&, TileView) {});
  clusters.finish();
  return gone;
}

void sieve_all(const WholeIo& io, const Settings& settings) {
  const std::vector<bool> gone = condemned(io, settings);
  std::uint64_t number = 0;
  std::vector<PixelRun> runs;
  rewrite_rows(io, [&](std::int64_t, std::span<float> pixels) {
    runs_of(pixels, number, runs);
    for (const PixelRun& run : runs)
      if (gone[run.number]) std::fill(pixels.begin() + run.begin, pixels.begin() + run.end, settings.fill);
  });
}

StepShape shape(const Request& request) {
  need_layers(request, "sieve", 1, 1);
  Layer layer = request.inputs.front();
  layer.description =
      "clusters of " + std::to_string(request.integer("min_pixels")) + " pixels and more of " + layer.name;
  StepShape shape{.kind = StepKind::whole, .outputs = {layer}};
  shape.ns_per_pixel = 8;
  return shape;
}

WholeFunction whole(const Request& request, const Model&) {
  const Settings settings{request.integer("min_pixels"), request.integer("keep_length_px"),
                          static_cast<float>(request.number("fill")), request.text("connect") == "8"};
  return [settings](const WholeIo& io) { sieve_all(io, settings); };
}

}  // namespace

/// Reads the raster twice; 0 and missing are background and stay. Memory: strips of 128 rows, one bit a run, and the
/// runs of clusters that are still too small.
Step sieve() {
  return {.id = "sieve",
          .summary = "removes clusters of equal value that are smaller than a number of pixels",
          .source = "Rosenfeld and Pfaltz 1966",
          .params = {{"min_pixels", ParamType::integer, "clusters smaller than this go", {}, 2, 1e9},
                     {"connect",
                      ParamType::word,
                      "8: pixels that share a corner are neighbours; 4: only an edge",
                      Value{std::string("8")},
                      {},
                      {},
                      {"4", "8"}},
                     {"keep_length_px", ParamType::integer,
                      "clusters that reach over this many rows or columns stay whatever their size, as dykes; 0: none",
                      Value{std::int64_t{0}}, 0, 1e9},
                     {"fill", ParamType::number, "value of removed pixels", Value{0.0}, -1e9, 1e9}},
          .shape = shape,
          .whole = whole};
}

}  // namespace greisen::filters
