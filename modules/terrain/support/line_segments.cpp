// SPDX-License-Identifier: Apache-2.0
#include "terrain/support/line_segments.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "terrain/support/oriented_kernels.hpp"

namespace greisen::terrain {
namespace {

constexpr double kDegrees = 180 / std::numbers::pi;

/// Between directions of lines, 0 to 90°.
double apart_deg(double a, double b) {
  const double difference = std::fmod(std::abs(a - b), 180.0);
  return std::min(difference, 180 - difference);
}

double azimuth_of(double rows, double cols) {
  const double azimuth = std::atan2(cols, -rows) * kDegrees;
  return std::fmod(azimuth + 360, 180.0);
}

/// Sums of places, enough for the line of least squares through them.
struct Sums {
  double n = 0, row = 0, col = 0, rows = 0, both = 0, cols = 0, response = 0;

  void add(const LinePeak& peak) {
    const double r = peak.row;
    const double c = peak.col;
    n += 1;
    row += r;
    col += c;
    rows += r * r;
    both += r * c;
    cols += c * c;
    response += static_cast<double>(peak.response);
  }
  void add(const Sums& other) {
    n += other.n;
    row += other.row;
    col += other.col;
    rows += other.rows;
    both += other.both;
    cols += other.cols;
    response += other.response;
  }
};

struct Line {
  double row = 0, col = 0;  ///< of a point on it
  double along_row = 0, along_col = 1;
  [[nodiscard]] double along(double r, double c) const { return (r - row) * along_row + (c - col) * along_col; }
  [[nodiscard]] double off(double r, double c) const { return std::abs((r - row) * along_col - (c - col) * along_row); }
};

Line fitted(const Sums& sums) {
  Line line{sums.row / sums.n, sums.col / sums.n};
  const double rows = sums.rows / sums.n - line.row * line.row;
  const double cols = sums.cols / sums.n - line.col * line.col;
  const double both = sums.both / sums.n - line.row * line.col;
  const double angle = std::atan2(2 * both, cols - rows) / 2;
  line.along_col = std::cos(angle);
  line.along_row = std::sin(angle);
  return line;
}

struct Piece {
  Sums sums;
  LineSegment segment;
};

Piece piece_of(const Sums& sums, double begin, double end) {
  const Line line = fitted(sums);
  Piece piece{sums, {}};
  piece.segment = {line.row + begin * line.along_row, line.col + begin * line.along_col,
                   line.row + end * line.along_row, line.col + end * line.along_col, sums.response / sums.n};
  return piece;
}

/// Sets of peaks that hang together.
class Chains {
 public:
  explicit Chains(const std::vector<LinePeak>& peaks) : peaks_(peaks), parents_(peaks.size()) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
    for (std::size_t i = 0; i < peaks.size(); ++i)
      for (std::size_t j = i + 1; j < peaks.size() && peaks[j].row <= peaks[i].row + kGap_px; ++j)
        if (std::abs(peaks[j].col - peaks[i].col) <= kGap_px && lie_along(peaks[i], peaks[j])) join(i, j);
  }

  /// By their first peaks.
  std::vector<std::vector<LinePeak>> chains() {
    std::map<std::size_t, std::vector<LinePeak>> found;
    for (std::size_t i = 0; i < peaks_.size(); ++i) found[root(i)].push_back(peaks_[i]);
    std::vector<std::vector<LinePeak>> list;
    for (auto& [first, chain] : found) list.push_back(std::move(chain));
    return list;
  }

 private:
  static constexpr int kGap_px = 2;

  static bool lie_along(const LinePeak& a, const LinePeak& b) {
    constexpr int kTurn = 2;  // of 5°
    constexpr double kAside_deg = 35;
    if (apart(a.azimuth, b.azimuth) > kTurn) return false;
    const double way = azimuth_of(b.row - a.row, b.col - a.col);
    return apart_deg(way, 180.0 / kAzimuths * a.azimuth) <= kAside_deg;
  }
  std::size_t root(std::size_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

  const std::vector<LinePeak>& peaks_;
  std::vector<std::size_t> parents_;
};

/// Splits a chain at the peak furthest off until none lies too far.
void add_pieces(std::vector<LinePeak> chain, double off_px, std::vector<Piece>& pieces) {
  constexpr std::size_t kFewest = 5;
  std::vector<std::vector<LinePeak>> open = {std::move(chain)};
  while (!open.empty()) {
    const std::vector<LinePeak> peaks = std::move(open.back());
    open.pop_back();
    if (peaks.size() < kFewest) continue;
    Sums sums;
    for (const LinePeak& peak : peaks) sums.add(peak);
    const Line line = fitted(sums);
    double furthest = 0, at = 0, begin = 0, end = 0;
    for (const LinePeak& peak : peaks) {
      const double along = line.along(peak.row, peak.col);
      begin = std::min(begin, along);
      end = std::max(end, along);
      if (const double off = line.off(peak.row, peak.col); off > furthest) {
        furthest = off;
        at = along;
      }
    }
    std::vector<LinePeak> before, after;
    for (const LinePeak& peak : peaks) (line.along(peak.row, peak.col) < at ? before : after).push_back(peak);
    if (furthest <= off_px || before.empty() || after.empty()) {
      pieces.push_back(piece_of(sums, begin, end));
      continue;
    }
    open.push_back(std::move(after));
    open.push_back(std::move(before));
  }
}

/// Both as one, where they lie on one line, one after the other.
std::optional<Piece> linked(const Piece& a, const Piece& b, const SegmentSettings& settings) {
  if (apart_deg(a.segment.azimuth_deg(), b.segment.azimuth_deg()) > settings.turn_deg) return {};
  Sums sums = a.sums;
  sums.add(b.sums);
  const Line line = fitted(sums);
  double begin = 0, end = 0;
  for (const LineSegment& one : {a.segment, b.segment})
    for (const auto& [row, col] : {std::pair{one.row_a, one.col_a}, {one.row_b, one.col_b}}) {
      if (line.off(row, col) > settings.off_px) return {};
      begin = std::min(begin, line.along(row, col));
      end = std::max(end, line.along(row, col));
    }
  const double overlap = a.segment.length_px() + b.segment.length_px() - (end - begin);
  if (overlap > 3 || -overlap > settings.gap_px) return {};
  return piece_of(sums, begin, end);
}

/// Places of ends by cells as wide as the gap.
std::vector<std::pair<std::size_t, std::size_t>> near_pairs(const std::vector<Piece>& pieces, double gap_px) {
  using Cell = std::pair<std::int64_t, std::int64_t>;
  std::map<Cell, std::vector<std::size_t>> cells;
  const auto cell = [&](double row, double col) {
    return Cell{static_cast<std::int64_t>(std::floor(row / gap_px)),
                static_cast<std::int64_t>(std::floor(col / gap_px))};
  };
  std::vector<std::tuple<double, std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const LineSegment& s = pieces[i].segment;
    for (const auto& [row, col] : {std::pair{s.row_a, s.col_a}, {s.row_b, s.col_b}}) {
      const Cell own = cell(row, col);
      for (std::int64_t r = own.first - 1; r <= own.first + 1; ++r)
        for (std::int64_t c = own.second - 1; c <= own.second + 1; ++c)
          if (const auto here = cells.find({r, c}); here != cells.end())
            for (const std::size_t j : here->second) {
              const LineSegment& o = pieces[j].segment;
              const double gap =
                  std::min(std::hypot(o.row_a - row, o.col_a - col), std::hypot(o.row_b - row, o.col_b - col));
              if (j != i && gap <= gap_px) found.emplace_back(gap, j, i);
            }
    }
    cells[cell(s.row_a, s.col_a)].push_back(i);
    cells[cell(s.row_b, s.col_b)].push_back(i);
  }
  std::ranges::sort(found);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const auto& [gap, a, b] : found) pairs.emplace_back(a, b);
  return pairs;
}

/// The nearest first, each piece once a round, until none is left to link.
void link(std::vector<Piece>& pieces, const SegmentSettings& settings) {
  for (bool any = true; any;) {
    any = false;
    std::vector<bool> done(pieces.size(), false);
    std::vector<bool> gone(pieces.size(), false);
    for (const auto& [a, b] : near_pairs(pieces, settings.gap_px)) {
      if (done[a] || done[b]) continue;
      const auto both = linked(pieces[a], pieces[b], settings);
      if (!both) continue;
      pieces[a] = *both;
      done[a] = done[b] = gone[b] = any = true;
    }
    std::size_t to = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (!gone[i]) pieces[to++] = pieces[i];
    pieces.resize(to);
  }
}

}  // namespace

double LineSegment::length_px() const { return std::hypot(row_b - row_a, col_b - col_a); }
double LineSegment::azimuth_deg() const { return azimuth_of(row_b - row_a, col_b - col_a); }

std::vector<LineSegment> line_segments(const std::vector<LinePeak>& peaks, const SegmentSettings& settings) {
  std::vector<Piece> pieces;
  for (std::vector<LinePeak>& chain : Chains(peaks).chains()) {
    const bool stands_out = std::ranges::any_of(
        chain, [&](const LinePeak& peak) { return static_cast<double>(peak.response) >= settings.high; });
    if (stands_out) add_pieces(std::move(chain), settings.off_px, pieces);
  }
  link(pieces, settings);
  std::vector<LineSegment> segments;
  for (const Piece& piece : pieces)
    if (piece.segment.length_px() >= settings.min_length_px) segments.push_back(piece.segment);
  return segments;
}

double share_along(const LineSegment& segment, const std::vector<LineSegment>& others, double near_px,
                   double turn_deg) {
  const double length = segment.length_px();
  const int samples = static_cast<int>(std::ceil(length)) + 1;
  int along = 0;
  for (int i = 0; i < samples; ++i) {
    const double share = samples > 1 ? static_cast<double>(i) / (samples - 1) : 0;
    const double row = segment.row_a + share * (segment.row_b - segment.row_a);
    const double col = segment.col_a + share * (segment.col_b - segment.col_a);
    along += std::ranges::any_of(others, [&](const LineSegment& other) {
      if (apart_deg(segment.azimuth_deg(), other.azimuth_deg()) > turn_deg) return false;
      const double whole = other.length_px();
      const Line line{other.row_a, other.col_a, (other.row_b - other.row_a) / whole,
                      (other.col_b - other.col_a) / whole};
      const double at = std::clamp(line.along(row, col), 0.0, whole);
      return std::hypot(row - line.row - at * line.along_row, col - line.col - at * line.along_col) <= near_px;
    });
  }
  return static_cast<double>(along) / samples;
}

}  // namespace greisen::terrain
