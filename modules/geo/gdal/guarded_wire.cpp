// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/guarded_wire.hpp"

#include <algorithm>
#include <limits>

namespace greisen::geo::guarded {
namespace {

constexpr int kMostBands = 65'536;

void put_texts(const std::vector<std::string>& texts, WireWriter& to) {
  to.put(static_cast<std::uint64_t>(texts.size()));
  for (const std::string& text : texts) to.text(text);
}

std::vector<std::string> get_texts(WireReader& from) {
  std::vector<std::string> texts(from.count());
  for (std::string& text : texts) text = from.text();
  return texts;
}

void put_items(const Items& items, WireWriter& to) {
  to.put(static_cast<std::uint64_t>(items.size()));
  for (const auto& [domain, list] : items) {
    to.text(domain);
    put_texts(list, to);
  }
}

Items get_items(WireReader& from) {
  Items items(from.count());
  for (auto& [domain, list] : items) {
    domain = from.text();
    list = get_texts(from);
  }
  return items;
}

std::uint64_t pixel_bytes(int type) {
  if (type <= GDT_Unknown || type >= GDT_TypeCount) throw WireBroken();
  return static_cast<std::uint64_t>(GDALGetDataTypeSizeBytes(static_cast<GDALDataType>(type)));
}

std::uint64_t product(std::initializer_list<std::uint64_t> factors) {
  std::uint64_t all = 1;
  for (const std::uint64_t factor : factors) {
    if (factor != 0 && all > std::numeric_limits<std::uint64_t>::max() / factor) throw WireBroken();
    all *= factor;
  }
  return all;
}

std::uint64_t size_of(int number) {
  if (number < 1) throw WireBroken();
  return static_cast<std::uint64_t>(number);
}

}  // namespace

void Name::put(WireWriter& to) const {
  to.text(file);
  to.text(path);
  to.text(driver);
  put_texts(options, to);
}

Name Name::get(WireReader& from) {
  Name name;
  name.file = from.text();
  name.path = from.text();
  name.driver = from.text();
  name.options = get_texts(from);
  return name;
}

void Plane::put(WireWriter& to) const {
  for (const int number : {type, block_cols, block_rows}) to.put(number);
}

Plane Plane::get(WireReader& from) {
  Plane plane;
  for (int* const number : {&plane.type, &plane.block_cols, &plane.block_rows}) *number = from.get<int>();
  if (plane.block_bytes() > std::numeric_limits<int>::max()) throw WireBroken();
  return plane;
}

std::uint64_t Plane::block_bytes() const {
  return product({pixel_bytes(type), size_of(block_cols), size_of(block_rows)});
}

void BandFacts::put(WireWriter& to) const {
  pixels.put(to);
  to.put(mask_flags);
  if (own_mask()) mask.put(to);
  for (const auto& [given, number] :
       {std::pair(has_nodata, nodata), std::pair(has_scale, scale), std::pair(has_offset, offset)}) {
    to.put(given);
    to.put(number);
  }
  to.text(unit);
  to.text(description);
  to.put(colour);
  put_items(items, to);
}

BandFacts BandFacts::get(WireReader& from) {
  BandFacts band;
  band.pixels = Plane::get(from);
  band.mask_flags = from.get<int>();
  if (band.own_mask()) band.mask = Plane::get(from);
  for (const auto& [given, number] :
       {std::pair(&band.has_nodata, &band.nodata), std::pair(&band.has_scale, &band.scale),
        std::pair(&band.has_offset, &band.offset)}) {
    *given = from.get<bool>();
    *number = from.get<double>();
  }
  band.unit = from.text();
  band.description = from.text();
  band.colour = from.get<int>();
  if (band.colour < GCI_Undefined || band.colour > GCI_Max) throw WireBroken();
  band.items = get_items(from);
  return band;
}

void Facts::put(WireWriter& to) const {
  to.text(driver);
  to.put(cols);
  to.put(rows);
  to.text(crs);
  to.put(has_transform);
  for (const double number : transform) to.put(number);
  to.put(points);
  put_texts(files, to);
  put_items(items, to);
  to.put(static_cast<std::uint64_t>(bands.size()));
  for (const BandFacts& band : bands) band.put(to);
}

Facts Facts::get(WireReader& from) {
  Facts facts;
  facts.driver = from.text();
  facts.cols = from.get<int>();
  facts.rows = from.get<int>();
  if (facts.cols < 1 || facts.rows < 1) throw WireBroken();
  facts.crs = from.text();
  facts.has_transform = from.get<bool>();
  for (double& number : facts.transform) number = from.get<double>();
  facts.points = from.get<int>();
  facts.files = get_texts(from);
  facts.items = get_items(from);
  const std::size_t bands = from.count();
  if (bands > kMostBands) throw WireBroken();
  for (std::size_t i = 0; i < bands; ++i) facts.bands.push_back(BandFacts::get(from));
  return facts;
}

void Wanted::put(WireWriter& to) const {
  to.put(mask);
  for (const int number : rectangle) to.put(number);
  for (const int number : {out_cols, out_rows, type, resampling}) to.put(number);
  to.put(static_cast<std::uint64_t>(bands.size()));
  for (const int band : bands) to.put(band);
}

Wanted Wanted::get(WireReader& from) {
  Wanted wanted;
  wanted.mask = from.get<bool>();
  for (int& number : wanted.rectangle) number = from.get<int>();
  for (int* const number : {&wanted.out_cols, &wanted.out_rows, &wanted.type, &wanted.resampling})
    *number = from.get<int>();
  wanted.bands.resize(from.count());
  for (int& band : wanted.bands) band = from.get<int>();
  return wanted;
}

std::uint64_t Wanted::bytes() const {
  return product({pixel_bytes(type), size_of(out_cols), size_of(out_rows), bands.size()});
}

void put(const std::vector<Said>& said, WireWriter& to) {
  to.put(static_cast<std::uint64_t>(said.size()));
  for (const Said& one : said) {
    to.put(one.severity);
    to.put(one.number);
    to.text(one.text);
  }
}

std::vector<Said> get_said(WireReader& from) {
  std::vector<Said> said(from.count());
  for (Said& one : said) {
    one.severity = from.get<int>();
    one.number = from.get<int>();
    one.text = from.text();
  }
  return said;
}

}  // namespace greisen::geo::guarded
