// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/place/outline.hpp"
#include "step/arguments.hpp"
#include "terrain/registry.hpp"
#include "terrain/support/flow.hpp"

namespace greisen::terrain {
namespace {

constexpr const char* kId = "catchments";

struct Points {
  std::vector<double> x;
  std::vector<double> y;
};

Points points_of(const Request& request) {
  const NumberTable& table = request.table("points");
  const auto column = [&](const char* name) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (lower(trim(table.columns[i])) == name) return table.values[i];
    refuse(kId, "points", std::string("the table has no column '") + name + "'",
           "name the columns x and y: coordinates in the CRS of the heights");
  };
  return {column("x"), column("y")};
}

class Catchments {
 public:
  Catchments(const WholeIo& io, const Request& request)
      : io_(io),
        request_(request),
        snap_px_(request.integer("snap_px")),
        work_(io, kTileSide_px, kFindFlowPhases + kCatchmentPhases + (snap_px_ > 0 ? kAccumulatePhases : 0)) {}

  void run() {
    if (!find_flow(work_, request_) || (snap_px_ > 0 && !accumulate(work_))) return;
    find_outlets();
    runs_.resize(outlets_.size());
    if (!mark_catchments(work_, outlets_,
                         [this](const Window& window, ConstTileView numbers) { take(window, numbers); }))
      return;
    find_next();
    for (std::size_t point = 0; point < outlet_of_.size() && io_.keep_going(); ++point) emit(point);
  }

 private:
  /// Pixels of the points, and of those that share one the same. E4024 for points without heights.
  void find_outlets() {
    const Points points = points_of(request_);
    std::string none;
    std::vector<Place> places;
    for (std::size_t i = 0; i < points.x.size(); ++i) {
      const auto place = pixel_of(points.x[i], points.y[i]);
      if (!place) none += (none.empty() ? "" : ", ") + std::to_string(i + 1);
      places.push_back(place.value_or(Place{}));
    }
    if (!none.empty())
      throw Error({"E4024",
                   "points without heights below them: rows " + none + " of the table",
                   {},
                   "leave them out, or give heights that reach there; x and y are in the CRS of the heights"});
    outlets_ = places;
    std::ranges::sort(outlets_);
    outlets_.erase(std::unique(outlets_.begin(), outlets_.end()), outlets_.end());
    for (const Place& place : places)
      outlet_of_.push_back(static_cast<std::size_t>(std::ranges::lower_bound(outlets_, place) - outlets_.begin()));
  }

  [[nodiscard]] std::optional<Place> pixel_of(double x, double y) {
    const double col = std::floor(io_.grid.col_of(x));
    const double row = std::floor(io_.grid.row_of(y));
    const bool inside =
        col >= 0 && row >= 0 && col < static_cast<double>(io_.grid.cols) && row < static_cast<double>(io_.grid.rows);
    if (!inside) return {};
    Place place{static_cast<std::int64_t>(row), static_cast<std::int64_t>(col)};
    if (snap_px_ > 0) place = snapped(place);
    if (std::isnan(at(kFlowDirection, place))) return {};
    return place;
  }

  [[nodiscard]] float at(int output, const Place& place) {
    work_.read_back(output, {place.col, place.row, 1, 1}, one_);
    return one_.view().at(0, 0, 0);
  }

  /// The pixel within reach through which most drain; of equals the nearest, then the first.
  [[nodiscard]] Place snapped(const Place& place) {
    const Window window = Window{place.col, place.row, 1, 1}.expanded(snap_px_);
    Tile around;
    work_.read_back(kFlowMain, window, around);
    Place best = place;
    auto score = std::tuple(-1.0F, std::int64_t{0});
    for (int row = 0; row < around.view().rows; ++row)
      for (int col = 0; col < around.view().cols; ++col) {
        const std::int64_t rows = row - snap_px_;
        const std::int64_t cols = col - snap_px_;
        const std::int64_t far = rows * rows + cols * cols;
        const auto own = std::tuple(around.view().at(0, row, col), -far);
        if (far > snap_px_ * snap_px_ || !(own > score)) continue;
        score = own;
        best = {place.row + rows, place.col + cols};
      }
    return best;
  }

  void take(const Window& window, ConstTileView numbers) {
    for (int row = 0; row < numbers.rows; ++row) {
      const auto pixels = numbers.row(0, row);
      for (std::size_t begin = 0; begin < pixels.size();) {
        std::size_t end = begin + 1;
        while (end < pixels.size() && pixels[end] == pixels[begin]) ++end;
        if (pixels[begin] > 0)
          runs_[static_cast<std::size_t>(pixels[begin]) - 1].push_back({window.row + row,
                                                                        window.col + static_cast<std::int64_t>(begin),
                                                                        window.col + static_cast<std::int64_t>(end)});
        begin = end;
      }
    }
  }

  /// The outlet next downstream of each, and with it those above.
  void find_next() {
    next_.assign(outlets_.size(), 0);
    above_.resize(outlets_.size());
    for (std::size_t i = 0; i < outlets_.size(); ++i) {
      const float code = at(kFlowDirection, outlets_[i]);
      const auto* const way = std::ranges::find(kNeighbours, code, &Neighbour::code);
      if (way == kNeighbours.end()) continue;
      next_[i] = static_cast<std::size_t>(at(kFlowMain, {outlets_[i].row + way->rows, outlets_[i].col + way->cols}));
      if (next_[i] > 0) above_[next_[i] - 1].push_back(i);
    }
  }

  /// All ground that drains to an outlet, that of outlets above it too.
  [[nodiscard]] std::vector<geo::RowRun> ground_of(std::size_t outlet) const {
    std::vector<geo::RowRun> runs;
    std::vector<std::size_t> open = {outlet};
    while (!open.empty()) {
      const std::size_t one = open.back();
      open.pop_back();
      runs.insert(runs.end(), runs_[one].begin(), runs_[one].end());
      open.insert(open.end(), above_[one].begin(), above_[one].end());
    }
    std::ranges::sort(runs);
    std::vector<geo::RowRun> joined;
    for (const geo::RowRun& run : runs)
      if (!joined.empty() && joined.back().row == run.row && joined.back().end == run.begin)
        joined.back().end = run.end;
      else
        joined.push_back(run);
    return joined;
  }

  void emit(std::size_t point) {
    const std::size_t outlet = outlet_of_[point];
    const std::vector<geo::RowRun> runs = ground_of(outlet);
    double area_m2 = 0;
    std::int64_t pixels = 0;
    for (const geo::RowRun& run : runs) {
      const PixelSize pixel = request_.pixel_at(run.row);
      pixels += run.end - run.begin;
      area_m2 += static_cast<double>(run.end - run.begin) * pixel.width_m * pixel.height_m;
    }
    FeatureRow row;
    for (const geo::Polygon& polygon : geo::outline(runs, io_.grid))
      for (const geo::Ring& ring : polygon.rings) {
        FeaturePart part{{}, &ring != &polygon.rings.front()};
        for (const geo::Point& corner : ring) part.vertices.push_back({corner.x, corner.y});
        row.parts.push_back(std::move(part));
      }
    const Place& place = outlets_[outlet];
    row.values = {static_cast<double>(point + 1), io_.grid.x_of(static_cast<double>(place.col) + 0.5),
                  io_.grid.y_of(static_cast<double>(place.row) + 0.5), static_cast<double>(pixels), area_m2 / 1e6};
    io_.emit(std::move(row));
  }

  const WholeIo& io_;
  const Request& request_;
  std::int64_t snap_px_;
  TileWork work_;
  Tile one_;
  std::vector<Place> outlets_;                  ///< sorted
  std::vector<std::size_t> outlet_of_;          ///< by point
  std::vector<std::vector<geo::RowRun>> runs_;  ///< of the ground of which it is the first outlet
  std::vector<std::size_t> next_;               ///< number from 1 on; 0: none
  std::vector<std::vector<std::size_t>> above_;
};

StepShape shape(const Request& request) {
  need_layers(request, kId, 1, 1);
  static_cast<void>(points_of(request));
  const Layer layer{"catchment", "1", "number of the first outlet to which a pixel drains, 0: none; outlets by rows",
                    "", "O'Callaghan and Mark 1984"};
  StepShape shape{
      .kind = StepKind::whole, .outputs = {layer, direction_layer()}, .ns_per_pixel = 520, .whole_threads = true};
  shape.table = FeatureTable{kId,
                             FeatureTable::Geometry::polygon,
                             {{"point", "1", "row of the table of points, from 1 on"},
                              {"outlet_x", "1", "of the pixel that was taken for the point"},
                              {"outlet_y", "1", "of the pixel that was taken for the point"},
                              {"upstream_px", "1", "pixels that drain to it"},
                              {"area_km2", "km2", "area that drains to it"}}};
  return shape;
}

WholeFunction whole(const Request& request, const Model&) {
  return [request](const WholeIo& io) { Catchments(io, request).run(); };
}

}  // namespace

/// Memory: that of flow_accumulation and 24 bytes a run of pixels of a catchment.
Step catchments() {
  return {.id = kId,
          .summary =
              "the ground that drains to each of some points, such as stream sediment samples; a catchment holds "
              "those of points upstream",
          .source = "O'Callaghan and Mark 1984; Barnes 2017",
          .params =
              {{"points", ParamType::table, "a file with columns x and y in the CRS of the heights, a row a point", {}},
               {"snap_px", ParamType::integer,
                "a point is moved within so many pixels to the one through which most others drain; 0: not",
                Value{std::int64_t{0}}, 0, 100}},
          .shape = shape,
          .whole = whole,
          .takes_heights = true};
}

}  // namespace greisen::terrain
