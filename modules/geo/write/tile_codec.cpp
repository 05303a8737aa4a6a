// SPDX-License-Identifier: Apache-2.0
#include "geo/write/tile_codec.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>

#include <libdeflate.h>

#include "base/error.hpp"

namespace greisen::geo {
namespace {

using Four = std::array<float, 4>;

/// Measured pixels first; returns how many.
int measured_first(Four& pixels) {
  int count = 0;
  for (const float value : Four(pixels))
    if (!std::isnan(value)) pixels[static_cast<std::size_t>(count++)] = value;
  return count;
}

float average_of(Four pixels, const RasterProfile& profile) {
  const int count = measured_first(pixels);
  if (count == 0) return kMissing;
  double sum = 0;
  for (int i = 0; i < count; ++i) sum += static_cast<double>(pixels[static_cast<std::size_t>(i)]);
  const double mean = sum / count;
  if (profile.type == PixelType::float32) return static_cast<float>(mean);
  const double rounded = std::round(mean);
  return profile.nodata == rounded ? pixels[0] : static_cast<float>(rounded);
}

float nearest_of(Four pixels, const RasterProfile& /*profile*/) { return pixels[0]; }

float mode_of(Four pixels, const RasterProfile& /*profile*/) {
  const int count = measured_first(pixels);
  float best = kMissing;
  std::ptrdiff_t most = 0;
  for (int i = 0; i < count; ++i) {
    const float value = pixels[static_cast<std::size_t>(i)];
    const std::ptrdiff_t same = std::count(pixels.begin(), pixels.begin() + count, value);
    if (same > most) {
      most = same;
      best = value;
    }
  }
  return best;
}

/// Missing beyond the last row and column.
Four four_at(ConstTileView from, int layer, int row, int col) {
  const bool below = row + 1 < from.rows;
  const bool beside = col + 1 < from.cols;
  return {from.at(layer, row, col), beside ? from.at(layer, row, col + 1) : kMissing,
          below ? from.at(layer, row + 1, col) : kMissing,
          below && beside ? from.at(layer, row + 1, col + 1) : kMissing};
}

std::vector<std::byte> nodata_pixel(const RasterProfile& profile) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(bytes_of(profile.type)));
  const double value = profile.nodata.value_or(0);
  const auto put = [&](auto typed) { std::memcpy(bytes.data(), &typed, sizeof typed); };
  switch (profile.type) {
    case PixelType::uint8:
      put(static_cast<std::uint8_t>(value));
      break;
    case PixelType::uint16:
      put(static_cast<std::uint16_t>(value));
      break;
    case PixelType::int16:
      put(static_cast<std::int16_t>(value));
      break;
    case PixelType::uint32:
      put(static_cast<std::uint32_t>(value));
      break;
    case PixelType::float32:
      put(static_cast<float>(value));
      break;
  }
  return bytes;
}

/// Bytes of one significance side by side, the highest first, and each less the one of the pixel before.
void predict_row(std::span<std::byte> row, std::size_t bands, std::vector<std::byte>& room) {
  constexpr std::size_t kBytes = sizeof(float);
  room.assign(row.begin(), row.end());
  const std::size_t values = row.size() / kBytes;
  for (std::size_t byte = 0; byte < kBytes; ++byte) {
    std::byte* const to = row.data() + (kBytes - 1 - byte) * values;
    for (std::size_t i = 0; i < values; ++i) to[i] = room[i * kBytes + byte];
  }
  for (std::size_t i = row.size() - 1; i >= bands; --i)
    row[i] = static_cast<std::byte>(std::to_integer<unsigned>(row[i]) - std::to_integer<unsigned>(row[i - bands]));
}

}  // namespace

void halve(ConstTileView from, OverviewResampling how, const RasterProfile& profile, TileView to) {
  const auto pick = [&]() -> float (*)(Four, const RasterProfile&) {
    if (how == OverviewResampling::average) return &average_of;
    return how == OverviewResampling::mode ? &mode_of : &nearest_of;
  }();
  for (int layer = 0; layer < to.layers; ++layer)
    for (int r = 0; r < to.rows; ++r)
      for (int c = 0; c < to.cols; ++c) to.at(layer, r, c) = pick(four_at(from, layer, 2 * r, 2 * c), profile);
}

void interleave(std::span<const std::byte> planes, const Window& at, const RasterProfile& profile, int tile_px,
                std::span<std::byte> tile) {
  const auto pixel = static_cast<std::size_t>(bytes_of(profile.type));
  const std::size_t bands = profile.layers.size();
  const auto cols = static_cast<std::size_t>(at.cols);
  const std::byte* from = planes.data();
  for (std::size_t band = 0; band < bands; ++band)
    for (std::int64_t row = 0; row < at.rows; ++row, from += cols * pixel) {
      const std::int64_t place = (at.row + row) * tile_px + at.col;
      std::byte* to = tile.data() + (static_cast<std::size_t>(place) * bands + band) * pixel;
      if (bands == 1) {
        std::memcpy(to, from, cols * pixel);
        continue;
      }
      for (std::size_t col = 0; col < cols; ++col) std::memcpy(to + col * bands * pixel, from + col * pixel, pixel);
    }
}

std::vector<std::byte> empty_tile(const RasterProfile& profile, int tile_px) {
  const std::vector<std::byte> pixel = nodata_pixel(profile);
  const auto side = static_cast<std::size_t>(tile_px);
  std::vector<std::byte> tile(side * side * profile.layers.size() * pixel.size());
  for (std::size_t at = 0; at < tile.size(); at += pixel.size()) std::ranges::copy(pixel, tile.data() + at);
  return tile;
}

bool is_empty(std::span<const std::byte> tile, const RasterProfile& profile) {
  if (!profile.nodata) return false;
  const std::vector<std::byte> pixel = nodata_pixel(profile);
  if (!std::ranges::equal(tile.first(pixel.size()), pixel)) return false;
  return std::memcmp(tile.data(), tile.data() + pixel.size(), tile.size() - pixel.size()) == 0;
}

std::vector<std::byte> compress_tile(std::vector<std::byte> tile, const RasterProfile& profile, int tile_px,
                                     int level) {
  const std::size_t bands = profile.layers.size();
  if (profile.type == PixelType::float32) {
    const std::size_t row = static_cast<std::size_t>(tile_px) * bands * sizeof(float);
    std::vector<std::byte> room;
    for (std::size_t at = 0; at < tile.size(); at += row) predict_row(std::span(tile).subspan(at, row), bands, room);
  }
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(level), &libdeflate_free_compressor);
  if (!compressor) throw Error({"E7003", "there is no memory to compress a tile", {}, "give --memory a smaller bound"});
  std::vector<std::byte> packed(libdeflate_zlib_compress_bound(compressor.get(), tile.size()));
  packed.resize(libdeflate_zlib_compress(compressor.get(), tile.data(), tile.size(), packed.data(), packed.size()));
  return packed;
}

}  // namespace greisen::geo
