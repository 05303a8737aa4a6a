// SPDX-License-Identifier: Apache-2.0
#include "sample_data/plane.hpp"

#include <algorithm>
#include <cmath>

#include "sample_data/country.hpp"

namespace greisen::sample {

Plane blurred(const Plane& plane) {
  const int last = plane.side - 1;
  Plane along(plane.side);
  Plane both(plane.side);
  for (int r = 0; r <= last; ++r)
    for (int c = 0; c <= last; ++c)
      along.at(r, c) =
          0.75 * plane.at(r, c) + 0.125 * (plane.at(r, std::max(c - 1, 0)) + plane.at(r, std::min(c + 1, last)));
  for (int r = 0; r <= last; ++r)
    for (int c = 0; c <= last; ++c)
      both.at(r, c) =
          0.75 * along.at(r, c) + 0.125 * (along.at(std::max(r - 1, 0), c) + along.at(std::min(r + 1, last), c));
  return both;
}

Plane coarsened(const Plane& plane, double pixel_m) {
  const double ratio = pixel_m * plane.side / side_m();
  Plane coarse(static_cast<int>(plane.side / ratio + 1e-9));
  const auto share = [](double low, double high, int pixel) {
    return std::min(high, pixel + 1.0) - std::max(low, static_cast<double>(pixel));
  };
  for (int r = 0; r < coarse.side; ++r)
    for (int c = 0; c < coarse.side; ++c) {
      double sum = 0;
      for (int y = static_cast<int>(r * ratio); y < std::min<double>((r + 1) * ratio, plane.side); ++y)
        for (int x = static_cast<int>(c * ratio); x < std::min<double>((c + 1) * ratio, plane.side); ++x)
          sum += plane.at(y, x) * share(r * ratio, (r + 1) * ratio, y) * share(c * ratio, (c + 1) * ratio, x);
      coarse.at(r, c) = sum / (ratio * ratio);
    }
  return coarse;
}

std::vector<Plane> clear_country(const Ground& ground, const CoverMap& map) {
  std::vector<Plane> planes(Reflectance{}.size(), Plane(side_pixels()));
  for (int row = 0; row < side_pixels(); ++row)
    for (int col = 0; col < side_pixels(); ++col) {
      const Reflectance pixel = ground.at(row, col, map.shares(row, col));
      for (std::size_t band = 0; band < planes.size(); ++band) planes[band].at(row, col) = pixel.at(band);
    }
  return planes;
}

}  // namespace greisen::sample
