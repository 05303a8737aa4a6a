// SPDX-License-Identifier: Apache-2.0
#include "support/colour_vision.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace greisen::test {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

constexpr std::array<Matrix, 4> kVision = {{
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}};
constexpr Matrix kToXyz = {
    {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
constexpr Vector kWhite = {0.95047, 1, 1.08883};

Vector times(const Matrix& matrix, const Vector& vector) {
  Vector out{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) out[i] += matrix[i][j] * vector[j];
  return out;
}

double linear(std::uint8_t channel) {
  const double share = channel / 255.0;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double root(double share) { return share > 0.008856 ? std::cbrt(share) : 7.787 * share + 16.0 / 116; }

double radians(double degrees) { return degrees * std::numbers::pi / 180; }
double hue(double a, double b) {
  const double degrees = a == 0 && b == 0 ? 0 : std::atan2(b, a) * 180 / std::numbers::pi;
  return degrees < 0 ? degrees + 360 : degrees;
}
double wrapped(double degrees) { return degrees - 360 * std::floor((degrees + 180) / 360); }
double share_of_25(double chroma) {
  const double seventh = std::pow(chroma, 7);
  return std::sqrt(seventh / (seventh + std::pow(25.0, 7)));
}

}  // namespace

Lab seen(const Colour& colour, Vision vision) {
  Vector rgb =
      times(kVision[static_cast<std::size_t>(vision)], {linear(colour.red), linear(colour.green), linear(colour.blue)});
  for (double& channel : rgb) channel = std::clamp(channel, 0.0, 1.0);
  const Vector xyz = times(kToXyz, rgb);
  const double x = root(xyz[0] / kWhite[0]);
  const double y = root(xyz[1] / kWhite[1]);
  const double z = root(xyz[2] / kWhite[2]);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(const Lab& first, const Lab& second) {
  const double g = 0.5 * (1 - share_of_25((std::hypot(first.a, first.b) + std::hypot(second.a, second.b)) / 2));
  const double c1 = std::hypot(first.a * (1 + g), first.b);
  const double c2 = std::hypot(second.a * (1 + g), second.b);
  const double h1 = hue(first.a * (1 + g), first.b);
  const double turn = c1 * c2 == 0 ? 0 : wrapped(hue(second.a * (1 + g), second.b) - h1);
  const double h = c1 * c2 == 0 ? h1 + hue(second.a * (1 + g), second.b) : h1 + turn / 2;
  const double l = (first.l + second.l) / 2 - 50;
  const double c = (c1 + c2) / 2;
  const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h)) +
                   0.32 * std::cos(radians(3 * h + 6)) - 0.2 * std::cos(radians(4 * h - 63));
  const double dl = (second.l - first.l) / (1 + 0.015 * l * l / std::sqrt(20 + l * l));
  const double dc = (c2 - c1) / (1 + 0.045 * c);
  const double dh = 2 * std::sqrt(c1 * c2) * std::sin(radians(turn / 2)) / (1 + 0.015 * c * t);
  const double full = h < 0 ? h + 360 : h;
  const double bend = 30 * std::exp(-std::pow((full - 275) / 25, 2));
  const double twist = -std::sin(radians(2 * bend)) * 2 * share_of_25(c);
  return std::sqrt(dl * dl + dc * dc + dh * dh + twist * dc * dh);
}

double least_difference(std::span<const Colour> colours, Vision vision) {
  double least = 1e9;
  for (std::size_t i = 0; i < colours.size(); ++i)
    for (std::size_t k = i + 1; k < colours.size(); ++k)
      least = std::min(least, difference(seen(colours[i], vision), seen(colours[k], vision)));
  return least;
}

}  // namespace greisen::test
