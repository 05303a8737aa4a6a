// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/yaml/schema.hpp"
#include "base/yaml/yaml.hpp"
#include "catalogue/value.hpp"

namespace greisen {

namespace origin {

struct Index {
  std::string id;
};
/// Of a sensor's bands. `spectrum: ID` among its parameters becomes its reference, on the bands that `bands` names by
/// their roles (all of the ground where it is absent).
struct Step {
  std::string id;
  std::map<std::string, Value, std::less<>> params = {};
};
/// Metres to the nearest of the survey's `faults` or `contacts`, or of the outlines of the geological units with this
/// role (granite, carbonate …).
struct Distance {
  std::string to;
};
/// 1 where a pixel was not judged for it, 0 elsewhere.
struct NotJudged {
  std::string reason;
};
/// Share of the dates that gave the pixel on which a masked cloud lies no farther than this.
struct CloudRim {
  double within_m = 0;
};

}  // namespace origin

/// What a layer of evidence is made of first. In a file each is a key of the layer, its value what the struct's first
/// member is.
using Origin = std::variant<origin::Index, origin::Step, origin::Distance, origin::NotJudged, origin::CloudRim>;

/// The keys, in the variant's order; one of them is given.
const std::vector<Field>& origin_fields();
/// The value of that field.
Origin read_origin(std::size_t field, const YamlNode& value);

/// As the file has it; a step without its parameters.
std::string_view key_of(const Origin& origin);
Value value_of(const Origin& origin);
/// In words: "metres to granite of the survey".
std::string text_of(const Origin& origin);

/// Is it made of what a sensor's scenes show?
bool reads_scenes(const Origin& origin);
/// What the survey measures distances to for it; empty: nothing.
std::string shapes_of(const Origin& origin);

}  // namespace greisen
