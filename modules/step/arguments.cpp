// SPDX-License-Identifier: Apache-2.0
#include "step/arguments.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen {

void need_layers(const Request& request, std::string_view step, int least, int most) {
  const auto given = static_cast<int>(request.inputs.size());
  if (given >= least && given <= most) return;
  std::string wanted = std::to_string(least);
  if (most >= kAnyNumber)
    wanted += " or more";
  else if (most > least)
    wanted += " to " + std::to_string(most);
  throw Error({"E2410",
               std::string(step) + " needs " + wanted + " input layers, got " + std::to_string(given),
               {},
               "`greisen explain " + std::string(step) + "` says what it takes"});
}

void need_square_pixels(const Request& request, std::string_view step) {
  if (request.has_square_pixels()) return;
  const PixelSize pixel = request.pixel_at(0);
  throw Error({"E4018",
               std::string(step) + " takes square pixels, and these are " +
                   format_number(std::round(pixel.width_m * 100) / 100) + " m by " +
                   format_number(std::round(pixel.height_m * 100) / 100) + " m",
               {},
               "bring them to square pixels: --to-crs auto-utm --resolution-m METRES"});
}

void refuse(std::string_view step, std::string_view parameter, const std::string& what, const std::string& fix) {
  throw Error({"E2411", std::string(step) + ", parameter " + std::string(parameter) + ": " + what, {}, fix});
}

}  // namespace greisen
