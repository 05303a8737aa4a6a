// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <proj.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_handles.hpp"
#include "geo/place/crs.hpp"

namespace greisen::geo {

namespace {

struct ListFree {
  void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
};
struct FactoryFree {
  void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const { proj_operation_factory_context_destroy(factory); }
};
using ListPtr = std::unique_ptr<PJ_OBJ_LIST, ListFree>;
using FactoryPtr = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryFree>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double wrapped(double lon) { return lon - 360 * std::floor((lon + 180) / 360); }

ListPtr candidates(PJ_CONTEXT* context, const PJ* from, const PJ* to, const Bounds& extent) {
  const FactoryPtr factory(proj_create_operation_factory_context(context, nullptr));
  proj_operation_factory_context_set_spatial_criterion(context, factory.get(),
                                                       PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
  proj_operation_factory_context_set_grid_availability_use(context, factory.get(),
                                                           PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
  proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(), 0);
  if (extent != Bounds{} && extent.max_x - extent.min_x < 360) {
    proj_operation_factory_context_set_area_of_interest(context, factory.get(), wrapped(extent.min_x), extent.min_y,
                                                        wrapped(extent.max_x), extent.max_y);
  }
  return ListPtr(proj_create_operations(context, from, to, factory.get()));
}

/// The first operation PROJ offers that is no ballpark one and can be carried out here.
PjPtr best_operation(PJ_CONTEXT* context, const PJ* from, const PJ* to, const Bounds& extent) {
  const ListPtr list = candidates(context, from, to, extent);
  for (int i = 0; list && i < proj_list_get_count(list.get()); ++i) {
    PjPtr operation(proj_list_get(context, list.get(), i));
    if (!operation || proj_coordoperation_has_ballpark_transformation(context, operation.get()) != 0 ||
        proj_coordoperation_is_instantiable(context, operation.get()) == 0) {
      continue;
    }
    return operation;
  }
  return nullptr;
}

bool same_datum(PJ_CONTEXT* context, const PJ* from, const PJ* to) {
  const PjPtr a(proj_crs_get_geodetic_crs(context, from));
  const PjPtr b(proj_crs_get_geodetic_crs(context, to));
  return a && b &&
         proj_is_equivalent_to_with_ctx(context, a.get(), b.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

}  // namespace

struct PointTransform::State {
  PjContextPtr context;
  PjPtr operation;  ///< none: identity
  double accuracy_m = 0;
  std::string name = "no operation";
};

PointTransform::PointTransform(const Crs& from, const Crs& to, const Bounds& extent)
    : state_(std::make_unique<State>()) {
  if (from.wkt == to.wkt) return;
  state_->context.reset(proj_context_create());
  PJ_CONTEXT* context = state_->context.get();
  proj_log_level(context, PJ_LOG_NONE);
  const PjPtr source(proj_create(context, from.wkt.c_str()));
  const PjPtr target(proj_create(context, to.wkt.c_str()));
  if (!source || !target) throw Error({"E1001", fmt::format("PROJ refuses '{}'", (source ? to : from).name)});
  const Bounds& place = to.place != Bounds{} ? to.place : from.place != Bounds{} ? from.place : extent;
  const PjPtr operation = best_operation(context, source.get(), target.get(), place);
  if (!operation) {
    throw Error(
        {"E4012",
         fmt::format("no exact transformation from {} to {} is known here", from.label(), to.label()),
         {},
         fmt::format("name the datum: give the exact EPSG code of the data (a CRS without a datum allows only a "
                     "guess, which may be hundreds of metres off), or install the grids of proj-data "
                     "where '{}' needs them",
                     from.name)});
  }
  const double stated = proj_coordoperation_get_accuracy(context, operation.get());
  state_->accuracy_m = same_datum(context, source.get(), target.get()) ? 0 : stated < 0 ? kNaN : stated;
  if (const char* name = proj_get_name(operation.get())) state_->name = name;
  state_->operation.reset(proj_normalize_for_visualization(context, operation.get()));
  if (!state_->operation) throw Error({"E1001", "PROJ cannot put the axes of '" + state_->name + "' in order"});
}

PointTransform::PointTransform(PointTransform&& other) noexcept = default;
PointTransform& PointTransform::operator=(PointTransform&& other) noexcept = default;
PointTransform::~PointTransform() = default;

namespace {

std::size_t run(PJ* operation, PJ_DIRECTION direction, std::span<double> x, std::span<double> y) {
  proj_errno_reset(operation);
  proj_trans_generic(operation, direction, x.data(), sizeof(double), x.size(), y.data(), sizeof(double), y.size(),
                     nullptr, 0, 0, nullptr, 0, 0);
  std::size_t lost = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i]) && std::isfinite(y[i])) continue;
    x[i] = y[i] = kNaN;
    ++lost;
  }
  return lost;
}

}  // namespace

std::size_t PointTransform::apply(std::span<double> x, std::span<double> y) const {
  if (x.size() != y.size()) throw Error({"E1001", "as many x as y must be given"});
  if (is_identity() || x.empty()) return 0;
  return run(state_->operation.get(), PJ_FWD, x, y);
}

Point PointTransform::apply(Point point) const {
  if (!is_identity()) run(state_->operation.get(), PJ_FWD, {&point.x, 1}, {&point.y, 1});
  return point;
}

Point PointTransform::invert(Point point) const {
  if (!is_identity()) run(state_->operation.get(), PJ_INV, {&point.x, 1}, {&point.y, 1});
  return point;
}

bool PointTransform::is_identity() const { return state_->operation == nullptr; }
double PointTransform::accuracy_m() const { return state_->accuracy_m; }
const std::string& PointTransform::operation() const { return state_->name; }

namespace {

/// The projection's method and its meridian, as the CRS's text has them; cheap, and different ones shift into none.
std::pair<std::string_view, std::string_view> projection_of(const std::string& wkt) {
  const auto following = [&](std::string_view key, int commas) {
    std::size_t at = wkt.find(key);
    for (int i = 0; i < commas && at != std::string::npos; ++i) at = wkt.find(',', at + 1);
    return at == std::string::npos ? std::string_view() : std::string_view(wkt).substr(at, wkt.find(',', at + 1) - at);
  };
  return {following("METHOD[", 0), following("PARAMETER[\"Longitude of", 1)};
}

}  // namespace

std::optional<Point> shift_between(const Crs& from, const Crs& to, const Bounds& box) {
  constexpr double kLargestBend = 1e-4;  // CRS units: what two projections may be apart within the box and count as one
  constexpr double kOriginStep = 1e-3;   // false origins are told in whole millimetres at the finest
  if (from.wkt == to.wkt) return Point{};
  if (from.is_geographic || to.is_geographic || from.metres_per_unit != to.metres_per_unit) return {};
  if (projection_of(from.wkt) != projection_of(to.wkt)) return {};
  std::optional<Point> shift;
  try {
    const PointTransform transform(from, to, rough_lon_lat(from, box));
    for (int i = 0; i < 9; ++i) {
      const Point place{std::lerp(box.min_x, box.max_x, (i % 3) / 2.0), std::lerp(box.min_y, box.max_y, (i / 3) / 2.0)};
      const Point there = transform.apply(place);
      const Point own{there.x - place.x, there.y - place.y};
      if (!shift) shift = own;
      if (!(std::hypot(own.x - shift->x, own.y - shift->y) < kLargestBend)) return {};
    }
  } catch (const Error&) {  // no transformation at all
    return {};
  }
  return Point{std::round(shift->x / kOriginStep) * kOriginStep, std::round(shift->y / kOriginStep) * kOriginStep};
}

}  // namespace greisen::geo
