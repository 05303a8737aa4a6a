// SPDX-License-Identifier: Apache-2.0
#include "geo/read/box_order.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace greisen::geo {
namespace {

constexpr double kMuchDeg = 5;
constexpr double kMuch_m = 500e3;

bool same(const Bounds& a, const Bounds& b) {
  return a.min_x == b.min_x && a.min_y == b.min_y && a.max_x == b.max_x && a.max_y == b.max_y;
}

}  // namespace

bool spans_much(const Bounds& box, bool geographic, double metres_per_unit) {
  const double most = geographic ? kMuchDeg : kMuch_m / metres_per_unit;
  return box.max_x - box.min_x > most || box.max_y - box.min_y > most;
}

std::vector<Bounds> other_orders(const Bounds& written, bool geographic, double metres_per_unit) {
  const double a = written.min_x;
  const double b = written.min_y;
  const double c = written.max_x;
  const double d = written.max_y;
  const Bounds diagonal{std::min(a, c), std::min(b, d), std::max(a, c), std::max(b, d)};
  std::vector<Bounds> found;
  for (const auto& [x0, y0, x1, y1] :
       {Bounds{a, b, c, d}, Bounds{a, c, b, d}, Bounds{c, a, d, b}, Bounds{b, a, d, c}}) {
    const Bounds box{std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};
    const bool sound = box.min_x < box.max_x && box.min_y < box.max_y &&
                       (!geographic || (box.min_y >= -90 && box.max_y <= 90 && box.min_x >= -180 && box.max_x <= 180));
    const bool told = std::ranges::any_of(found, [&](const Bounds& other) { return same(other, box); });
    if (sound && !told && !same(box, written) && !spans_much(box, geographic, metres_per_unit)) found.push_back(box);
    if (found.size() == 1 && same(found.front(), diagonal)) break;  // the corners alone were exchanged
  }
  return found;
}

std::string box_text(const Bounds& box) {
  return fmt::format("[{:.10g}, {:.10g}, {:.10g}, {:.10g}]", box.min_x, box.min_y, box.max_x, box.max_y);
}

}  // namespace greisen::geo
