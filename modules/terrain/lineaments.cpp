// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "step/arguments.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/line_segments.hpp"

namespace greisen::terrain {
namespace {

/// What a segment was found as.
enum class Kernel { trough = 1, scarp = 2 };

struct Found {
  LineSegment segment;
  Kernel kernel = Kernel::trough;
};

struct Search {
  Kernel kernel = Kernel::trough;
  BankSettings bank;
  SegmentSettings segments;
};

std::vector<Search> searches_of(const Request& request) {
  std::vector<Search> searches;
  const std::string& wanted = request.text("kernel");
  for (const Kernel kernel : {Kernel::trough, Kernel::scarp}) {
    if ((wanted == "trough" && kernel != Kernel::trough) || (wanted == "scarp" && kernel != Kernel::scarp)) continue;
    Search search;
    search.kernel = kernel;
    search.bank.derivative = kernel == Kernel::trough ? 2 : 3;
    search.bank.sigma_px = request.number("sigma_px");
    search.bank.length_px = request.number("kernel_length_px");
    search.bank.low = request.number("low");
    search.bank.trim = request.number("trim");
    // a scarp has a trough at its foot: a little more is asked of it, so that noise draws no more lines than before
    search.segments.high = request.number("high") + (kernel == Kernel::scarp ? 0.5 : 0);
    search.segments.min_length_px = static_cast<double>(request.integer("min_length_px"));
    searches.push_back(search);
  }
  return searches;
}

/// The greatest response of all searches so far, kept in the step's output.
void keep_greatest(const WholeIo& io, bool first, const Window& window, ConstTileView responses) {
  if (first) {
    io.write(0, window, responses);
    return;
  }
  Tile before(1, responses.rows, responses.cols);
  io.read_back(0, window, before.view());
  for (int row = 0; row < responses.rows; ++row)
    for (int col = 0; col < responses.cols; ++col) {
      float& most = before.view().at(0, row, col);
      most = std::max(most, responses.at(0, row, col));
    }
  io.write(0, window, before.view());
}

/// Scarps that go along a trough are that trough.
void add_found(std::vector<Found>& all, const std::vector<LineSegment>& segments, Kernel kernel) {
  constexpr double kNear_px = 5;
  constexpr double kTurn_deg = 15;
  constexpr double kMostAlong = 0.5;
  std::vector<LineSegment> before;
  for (const Found& found : all) before.push_back(found.segment);
  for (const LineSegment& segment : segments)
    if (share_along(segment, before, kNear_px, kTurn_deg) <= kMostAlong) all.push_back({segment, kernel});
}

FeatureRow row_of(const Found& found, const Grid& grid, double pixel_m) {
  const LineSegment& s = found.segment;
  FeatureRow row;
  row.parts.push_back(
      {{{grid.x_of(s.col_a + 0.5), grid.y_of(s.row_a + 0.5)}, {grid.x_of(s.col_b + 0.5), grid.y_of(s.row_b + 0.5)}},
       false});
  row.values = {s.length_px() * pixel_m, s.azimuth_deg(), s.response, static_cast<double>(found.kernel)};
  return row;
}

StepShape shape(const Request& request) {
  need_layers(request, "lineaments", 1, 1);
  need_square_pixels(request, "lineaments");
  if (request.number("low") > request.number("high"))
    refuse("lineaments", "low", "is above high", "give a low threshold that is not above the high one");
  const Layer layer{"lineament_response", "1",
                    "greatest response of 36 oriented kernels, in units of each one's 1.4826 MAD", "", "this project"};
  StepShape shape{.kind = StepKind::whole, .outputs = {layer}, .ns_per_pixel = 3000, .whole_threads = true};
  shape.table = FeatureTable{"lineaments",
                             FeatureTable::Geometry::line,
                             {{"length_m", "m", "length"},
                              {"azimuth_deg", "deg", "0 to 180, clockwise from grid north"},
                              {"strength", "1", "mean response, in units of the azimuth's own 1.4826 MAD"},
                              {"kernel", "1", "1 found as a trough, 2 as a scarp"}}};
  return shape;
}

WholeFunction whole(const Request& request, const Model&) {
  return [searches = searches_of(request), pixel_m = request.pixel_at(0).width_m](const WholeIo& io) {
    std::vector<Found> all;
    for (const Search& search : searches) {
      const bool first = &search == &searches.front();
      const bool last = &search == &searches.back();
      const std::vector<LinePeak> peaks =
          line_peaks(io, search.bank, [&](const Window& window, ConstTileView responses) {
            keep_greatest(io, first, window, responses);
            if (last) io.progress(window.pixels());
          });
      if (!io.keep_going()) return;
      add_found(all, line_segments(peaks, search.segments), search.kernel);
    }
    for (const Found& found : all) io.emit(row_of(found, io.grid, pixel_m));
  };
}

}  // namespace

/// Memory: some 20 MB a thread, 80 MB for the spectra of the kernels, and 16 bytes a pixel that stands out (of 3 in
/// 100).
Step lineaments() {
  return {
      .id = "lineaments",
      .summary =
          "straight troughs and scarps of the ground, from heights and no lamp, so that they do not turn with "
          "it: 36 oriented kernels, each in units of its own spread",
      .source = "this project",
      .params = {{"kernel",
                  ParamType::word,
                  "trough: the second derivative across the line; scarp: the third; both: scarps that go along a "
                  "trough are left out",
                  Value{std::string("both")},
                  {},
                  {},
                  {"both", "trough", "scarp"}},
                 {"sigma_px", ParamType::number, "of the Gaussian across the line", Value{1.5}, 1, 4},
                 {"kernel_length_px", ParamType::number, "along the line", Value{41.0}, 15, 101},
                 {"high", ParamType::number,
                  "a line holds a response of this, in units of 1.4826 MAD; of a scarp 0.5 more", Value{6.5}, 2, 50},
                 {"low", ParamType::number, "all of its pixels have at least this", Value{3.5}, 1, 50},
                 {"trim", ParamType::number,
                  "and this of a kernel of 15 pixels, which trims the ends by which a long one overshoots", Value{2.5},
                  0, 50},
                 {"min_length_px", ParamType::integer, "shorter lines are left out", Value{std::int64_t{15}}, 5,
                  10000}},
      .shape = shape,
      .whole = whole,
      .takes_heights = true};
}

}  // namespace greisen::terrain
