// SPDX-License-Identifier: Apache-2.0
#include "catalogue/origin.hpp"

#include <array>

#include "base/text.hpp"

namespace greisen {
namespace {

template <class Alternative>
Origin named(const YamlNode& value) {
  return Alternative{value.as_string()};
}

constexpr std::array kReaders = {named<origin::Index>, named<origin::Step>, named<origin::Distance>,
                                 named<origin::NotJudged>,
                                 +[](const YamlNode& value) -> Origin { return origin::CloudRim{value.as_double()}; }};
static_assert(kReaders.size() == std::variant_size_v<Origin>);

struct Words {
  std::string operator()(const origin::Index& one) const { return one.id; }
  std::string operator()(const origin::Step& one) const { return "step " + one.id; }
  std::string operator()(const origin::Distance& one) const { return "metres to " + one.to + " of the survey"; }
  std::string operator()(const origin::NotJudged& one) const { return "not judged for " + one.reason; }
  std::string operator()(const origin::CloudRim& one) const {
    return "dates with a cloud within " + format_number(one.within_m) + " m";
  }
};

struct Given {
  Value operator()(const origin::Index& one) const { return one.id; }
  Value operator()(const origin::Step& one) const { return one.id; }
  Value operator()(const origin::Distance& one) const { return one.to; }
  Value operator()(const origin::NotJudged& one) const { return one.reason; }
  Value operator()(const origin::CloudRim& one) const { return one.within_m; }
};

}  // namespace

const std::vector<Field>& origin_fields() {
  static const std::vector<Field> fields = {
      {.key = "index", .text = "of the catalogue", .min_items = 1},
      {.key = "step", .text = "of the catalogue", .min_items = 1},
      {.key = "distance_to", .text = "faults, contacts, or a role of geological units", .min_items = 1},
      {.key = "reason", .text = "a reason of greisen list reasons: 1 where it holds", .min_items = 1},
      {.key = "near_cloud_m",
       .type = FieldType::number,
       .text = "with a sensor: share of the dates seen on which a masked cloud is no farther",
       .minimum = 1,
       .maximum = 5000}};
  return fields;
}

Origin read_origin(std::size_t field, const YamlNode& value) { return kReaders.at(field)(value); }

std::string_view key_of(const Origin& origin) { return origin_fields()[origin.index()].key; }

Value value_of(const Origin& origin) { return std::visit(Given{}, origin); }

std::string text_of(const Origin& origin) { return std::visit(Words{}, origin); }

bool reads_scenes(const Origin& origin) {
  return !std::holds_alternative<origin::Distance>(origin) && !std::holds_alternative<origin::NotJudged>(origin);
}

std::string shapes_of(const Origin& origin) {
  const auto* const distance = std::get_if<origin::Distance>(&origin);
  return distance == nullptr ? "" : distance->to;
}

}  // namespace greisen
