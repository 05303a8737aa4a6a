// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geo/place/shapes.hpp"

namespace greisen::sample {

/// A stream of random numbers that depends on its seed alone. Draw once in the arguments of a call: their order is the
/// compiler's.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : seed_(seed) {}
  double uniform(double least, double most);
  double normal();
  double lognormal(double median, double spread);
  int whole(int least, int most);     ///< both among them
  geo::Point place(double margin_m);  ///< within the country, at least so far from its edges

 private:
  std::uint64_t seed_;
  std::int64_t drawn_ = 0;
};

/// A closed outline about a centre whose radius is a sum of harmonics 2 to 9 with random phases.
geo::Ring blob(Chance& chance, const geo::Point& centre, double radius_m, double roughness);

struct Course {
  double strike_deg = 0;  ///< clockwise from north
  double length_m = 0;
  double step_m = 0;
  double turn_deg = 0;  ///< by which the heading changes at a step, standard deviation; it is drawn back to the strike
};
/// A line that walks to both sides of its middle, of steps of one length.
std::vector<geo::Point> wandering(Chance& chance, const geo::Point& middle, const Course& course);

/// A band along a line of that mean width that pinches and swells (spread of the logarithm of its width) and thins out
/// at its ends.
geo::Ring pinching(Chance& chance, const std::vector<geo::Point>& line, double width_m, double spread);

geo::Point moved(const geo::Point& from, double azimuth_deg, double metres);
/// In any direction, between two distances.
geo::Point around(Chance& chance, const geo::Point& centre, double least_m, double most_m);
double distance_m(const geo::Point& a, const geo::Point& b);
/// From a place to the nearest point of a line.
double distance_to_line_m(const geo::Point& place, const std::vector<geo::Point>& line);
bool inside(const geo::Ring& ring, const geo::Point& place);

/// The outline as a geologist's map has it: each vertex off by up to `error_m`, neighbours alike.
geo::Ring mapped(Chance& chance, const geo::Ring& ring, double error_m);

}  // namespace greisen::sample
