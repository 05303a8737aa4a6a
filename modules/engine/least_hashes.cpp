// SPDX-License-Identifier: Apache-2.0
#include "engine/least_hashes.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace greisen {
namespace {

std::vector<std::size_t> least_of(const std::vector<LeastHashes::Pixel>& pixels, std::size_t most) {
  std::vector<std::size_t> order(pixels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (order.size() <= most) return order;
  const auto key = [&](std::size_t i) { return std::tuple(pixels[i].hash, pixels[i].row, pixels[i].col); };
  std::ranges::nth_element(order, order.begin() + static_cast<std::ptrdiff_t>(most), {}, key);
  order.resize(most);
  return order;
}

}  // namespace

std::uint64_t LeastHashes::prune(std::int64_t most, bool at_once) {
  constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
  const auto wanted = static_cast<std::size_t>(most);
  const auto room = at_once ? wanted : wanted + static_cast<std::size_t>(kSpare * static_cast<double>(most));
  if (pixels.size() > room) {
    const std::size_t layers = values.size() / pixels.size();
    std::vector<std::size_t> kept = least_of(pixels, wanted);
    std::ranges::sort(kept);
    for (std::size_t to = 0; to < kept.size(); ++to) {
      pixels[to] = pixels[kept[to]];
      std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(kept[to] * layers), layers,
                  values.begin() + static_cast<std::ptrdiff_t>(to * layers));
    }
    pixels.resize(kept.size());
    values.resize(kept.size() * layers);
  }
  return pixels.size() < wanted ? kNone : std::ranges::max(pixels, {}, &Pixel::hash).hash;
}

void LeastHashes::append(const LeastHashes& other) {
  of += other.of;
  pixels.insert(pixels.end(), other.pixels.begin(), other.pixels.end());
  values.insert(values.end(), other.values.begin(), other.values.end());
}

Sample LeastHashes::sample(std::int64_t most, int layers) const {
  std::vector<std::size_t> kept = least_of(pixels, static_cast<std::size_t>(most));
  std::ranges::sort(kept, {}, [&](std::size_t i) { return std::tuple(pixels[i].row, pixels[i].col); });
  Sample sample;
  sample.of = of;
  sample.layers = layers;
  for (const std::size_t i : kept) {
    sample.rows.push_back(pixels[i].row);
    sample.cols.push_back(pixels[i].col);
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(i * static_cast<std::size_t>(layers));
    sample.values.insert(sample.values.end(), from, from + layers);
  }
  return sample;
}

}  // namespace greisen
