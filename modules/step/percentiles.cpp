// SPDX-License-Identifier: Apache-2.0
#include "step/percentiles.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "base/numeric.hpp"

namespace greisen {
namespace {

constexpr std::size_t kBins = 65536;
/// The lower of the two ranks between which a percentile lies, and how far it is towards the next.
struct Rank {
  std::uint64_t below = 0;
  double towards_next = 0;
};

Rank rank_of(double percent, std::uint64_t pixels) {
  const double last = static_cast<double>(pixels - 1);
  const double place = std::clamp(last * (percent / 100), 0.0, last);
  const double floor = std::floor(place);
  return {static_cast<std::uint64_t>(floor), place - floor};
}

/// As numpy: from the nearer end, so that equal neighbours give themselves.
double between(double a, double b, double t) { return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t); }

/// The bin that holds the pixel of a rank, and how many pixels lie in bins below it.
struct Place {
  std::size_t bin = 0;
  std::uint64_t below = 0;
};

Place place_of(const std::uint64_t* bins, std::uint64_t rank) {
  Place place;
  while (place.bin + 1 < kBins && place.below + bins[place.bin] <= rank) place.below += bins[place.bin++];
  return place;
}

/// Between the rounds the model lists, per layer, percent and neighbour: `bins`, the high half, and `below`, the pixels
/// in lower bins; `slots`: which histogram of round 1 counts that bin (bins shared by ranks are counted once).
std::size_t entry(std::size_t layer, std::size_t percents, std::size_t which, std::size_t neighbour) {
  return (layer * percents + which) * 2 + neighbour;
}

/// Adds the two neighbours of each percent of one layer to the model.
void note_ranks(int layer, const std::uint64_t* counts, std::uint64_t pixels, const std::vector<double>& percents,
                Model& model) {
  auto& slot_bins = model.values["slot_bins"];
  const auto first_slot = static_cast<std::ptrdiff_t>(slot_bins.size());
  for (const double percent : percents) {
    const Rank rank = pixels == 0 ? Rank{} : rank_of(percent, pixels);
    for (std::uint64_t neighbour = 0; neighbour < 2; ++neighbour) {
      const Place place = pixels == 0 ? Place{} : place_of(counts, std::min(rank.below + neighbour, pixels - 1));
      const auto bin = static_cast<double>(place.bin);
      const auto slot = std::find(slot_bins.begin() + first_slot, slot_bins.end(), bin) - slot_bins.begin();
      if (slot == static_cast<std::ptrdiff_t>(slot_bins.size())) {
        slot_bins.push_back(bin);
        model.values["slot_layers"].push_back(layer);
      }
      model.values["bins"].push_back(bin);
      model.values["below"].push_back(static_cast<double>(place.below));
      model.values["slots"].push_back(static_cast<double>(slot));
    }
  }
}

Model finish_high(int layers, const std::vector<double>& percents, const Partial& total) {
  Model model;
  for (int layer = 0; layer < layers; ++layer) {
    const std::uint64_t* counts = total.counts.data() + static_cast<std::size_t>(layer) * kBins;
    const std::uint64_t pixels = std::accumulate(counts, counts + kBins, std::uint64_t{0});
    model.values["pixels"].push_back(static_cast<double>(pixels));
    note_ranks(layer, counts, pixels, percents, model);
  }
  return model;
}

Model finish_low(const std::vector<double>& percents, const Model& high, const Partial& total) {
  Model model;
  model.values["percents"] = percents;
  const auto& pixels = model.values["pixels"] = high.at("pixels");
  auto& found = model.values["percentiles"];
  for (std::size_t layer = 0; layer < pixels.size(); ++layer) {
    const auto n = static_cast<std::uint64_t>(pixels[layer]);
    for (std::size_t which = 0; which < percents.size(); ++which) {
      if (n == 0) {
        found.push_back(std::numeric_limits<double>::quiet_NaN());
        continue;
      }
      const Rank rank = rank_of(percents[which], n);
      double value[2] = {0, 0};
      for (std::size_t neighbour = 0; neighbour < 2; ++neighbour) {
        const std::size_t at = entry(layer, percents.size(), which, neighbour);
        const auto slot = static_cast<std::size_t>(high.at("slots")[at]);
        const auto below = static_cast<std::uint64_t>(high.at("below")[at]);
        const Place low = place_of(total.counts.data() + slot * kBins, std::min(rank.below + neighbour, n - 1) - below);
        const auto key = (static_cast<std::uint32_t>(high.at("bins")[at]) << 16U) | static_cast<std::uint32_t>(low.bin);
        value[neighbour] = static_cast<double>(from_ordered_bits(key));
      }
      found.push_back(between(value[0], value[1], rank.towards_next));
    }
  }
  return model;
}

void fold_high(const ConstTileView& in, Partial& into) {
  for (int layer = 0; layer < in.layers; ++layer) {
    std::uint64_t* counts = into.counts.data() + static_cast<std::size_t>(layer) * kBins;
    for (int row = 0; row < in.rows; ++row)
      for (const float x : in.row(layer, row)) {
        if (std::isfinite(x)) ++counts[ordered_bits(x) >> 16U];
      }
  }
}

void fold_low(const Model& high, const ConstTileView& in, Partial& into) {
  const auto& slot_bins = high.at("slot_bins");
  const auto& slot_layers = high.at("slot_layers");
  for (int layer = 0; layer < in.layers; ++layer) {
    std::vector<std::pair<std::uint32_t, std::uint64_t*>> wanted;
    for (std::size_t slot = 0; slot < slot_bins.size(); ++slot)
      if (static_cast<int>(slot_layers[slot]) == layer)
        wanted.emplace_back(static_cast<std::uint32_t>(slot_bins[slot]), into.counts.data() + slot * kBins);
    for (int row = 0; row < in.rows; ++row)
      for (const float x : in.row(layer, row)) {
        if (!std::isfinite(x)) continue;
        const std::uint32_t key = ordered_bits(x);
        for (const auto& [bin, counts] : wanted)
          if (key >> 16U == bin) ++counts[key & 0xffffU];
      }
  }
}

}  // namespace

Learner percentile_learner(int layers, std::vector<double> percents) {
  Learner learner;
  learner.folds = kPercentileFolds;
  learner.exact = true;
  learner.start = [layers](int round, const Model& so_far) {
    const std::size_t histograms = round == 0 ? static_cast<std::size_t>(layers) : so_far.at("slot_bins").size();
    return Partial{{}, std::vector<std::uint64_t>(histograms * kBins)};
  };
  learner.fold = [](int round, const Model& so_far, const TileIn& cell, Partial& into) {
    if (round == 0)
      fold_high(cell.in, into);
    else
      fold_low(so_far, cell.in, into);
  };
  learner.merge = [](Partial& into, const Partial& other) {
    for (std::size_t i = 0; i < into.counts.size(); ++i) into.counts[i] += other.counts[i];
  };
  learner.finish = [layers, percents = std::move(percents)](int round, const Model& so_far, const Partial& total,
                                                            const Watch&) {
    return round == 0 ? finish_high(layers, percents, total) : finish_low(percents, so_far, total);
  };
  return learner;
}

std::size_t percentile_partial_bytes(int layers, std::size_t percents) {
  return sizeof(std::uint64_t) * kBins * static_cast<std::size_t>(layers) * std::max<std::size_t>(1, 2 * percents);
}

double percentile(const Model& model, int layer, std::size_t which) {
  return model.at("percentiles")[static_cast<std::size_t>(layer) * model.at("percents").size() + which];
}

}  // namespace greisen
