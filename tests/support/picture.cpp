// SPDX-License-Identifier: Apache-2.0
#include "support/picture.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <sstream>

namespace greisen::test {
namespace {

/// splitmix64: a number in [0, 1) from a position.
double hashed(std::uint64_t seed, std::uint64_t layer, std::uint64_t row, std::uint64_t col) {
  std::uint64_t z = (((seed * 64 + layer) * 65537 + row) * 65537 + col) * 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1p-53;
}

float number_of(const std::string& word) {
  float value = kMissing;
  if (word != ".") std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

std::string word_of(float value) {
  if (std::isnan(value)) return ".";
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6).ptr};
}

}  // namespace

Picture::Picture(int n_layers, int n_rows, int n_cols, float value)
    : layers(n_layers),
      rows(n_rows),
      cols(n_cols),
      pixels(static_cast<std::size_t>(n_layers) * static_cast<std::size_t>(n_rows) * static_cast<std::size_t>(n_cols),
             value) {}

Picture::Picture(const std::string& drawing) : layers(1) {
  std::istringstream lines(drawing);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    int count = 0;
    for (std::string word; words >> word; ++count) pixels.push_back(number_of(word));
    if (count == 0) continue;
    cols = count;
    ++rows;
  }
}

float& Picture::at(int layer, int row, int col) {
  return pixels[(static_cast<std::size_t>(layer) * static_cast<std::size_t>(rows) + static_cast<std::size_t>(row)) *
                    static_cast<std::size_t>(cols) +
                static_cast<std::size_t>(col)];
}
float Picture::at(int layer, int row, int col) const { return const_cast<Picture*>(this)->at(layer, row, col); }

ConstTileView Picture::view() const {
  return {pixels.data(), layers, rows, cols, cols, static_cast<std::ptrdiff_t>(rows) * cols};
}

Picture Picture::layer(int number) const {
  Picture one(1, rows, cols);
  for (int row = 0; row < rows; ++row)
    for (int col = 0; col < cols; ++col) one.at(0, row, col) = at(number, row, col);
  return one;
}

void Picture::add_layer(const Picture& one) {
  ++layers;
  rows = one.rows;
  cols = one.cols;
  pixels.insert(pixels.end(), one.pixels.begin(), one.pixels.end());
}

std::string Picture::drawn(int layer) const {
  std::string text;
  for (int row = 0; row < rows; ++row)
    for (int col = 0; col < cols; ++col) text += word_of(at(layer, row, col)) + (col + 1 < cols ? " " : "\n");
  return text;
}

std::string even(const std::string& drawing) { return Picture(drawing).drawn(); }

bool same_bits(const Picture& a, const Picture& b) {
  if (a.layers != b.layers || a.rows != b.rows || a.cols != b.cols) return false;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    const bool missing = std::isnan(a.pixels[i]);
    if (missing != std::isnan(b.pixels[i])) return false;
    if (!missing && std::bit_cast<std::uint32_t>(a.pixels[i]) != std::bit_cast<std::uint32_t>(b.pixels[i]))
      return false;
  }
  return true;
}

Picture random_picture(int layers, int rows, int cols, unsigned seed, float low, float high, double missing_share) {
  Picture picture(layers, rows, cols);
  for (int layer = 0; layer < layers; ++layer)
    for (int row = 0; row < rows; ++row)
      for (int col = 0; col < cols; ++col) {
        const auto number = [&](int salt, int coarse) {
          return hashed(seed, static_cast<std::uint64_t>(layer + salt), static_cast<std::uint64_t>(row / coarse),
                        static_cast<std::uint64_t>(col / coarse));
        };
        if (number(20, 1) < missing_share / 2 || number(40, 16) < missing_share / 2) continue;
        const double smooth = 0.5 + 0.5 * std::sin(row * 0.05) * std::cos(col * 0.03);
        const double share = layer + 1 == layers ? 0.9 * smooth + 0.1 * number(0, 1) : number(0, 1);
        picture.at(layer, row, col) = low + (high - low) * static_cast<float>(share);
      }
  return picture;
}

}  // namespace greisen::test
