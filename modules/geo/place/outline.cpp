// SPDX-License-Identifier: Apache-2.0
#include "geo/place/outline.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <utility>

namespace greisen::geo {
namespace {

/// A pixel corner: row first, so that corners sort from top to bottom.
struct Corner {
  std::int64_t row = 0;
  std::int64_t col = 0;
  auto operator<=>(const Corner&) const = default;
};
using Loop = std::vector<Corner>;

/// A side of a run: a piece of an upright line of the outline.
struct Side {
  std::int64_t col = 0;
  bool right = false;  ///< the end of a run, else its beginning
  std::size_t run = 0;
  std::size_t line = 0;
};

/// An upright line, from the level edge at its top to the one at its bottom.
struct Line {
  std::size_t top = 0;
  std::size_t bottom = 0;
};

/// A level edge with pixels on one side of it.
struct Edge {
  std::int64_t row = 0;
  std::int64_t left = 0;
  std::int64_t right = 0;
  bool pixels_above = false;
  std::size_t part = 0;
  std::size_t left_line = 0;
  std::size_t right_line = 0;

  // With the pixels to its left, an edge below them leads right and one above them leads left.
  [[nodiscard]] Corner from() const { return {row, pixels_above ? left : right}; }
  [[nodiscard]] Corner to() const { return {row, pixels_above ? right : left}; }
  [[nodiscard]] std::size_t next_line() const { return pixels_above ? right_line : left_line; }
};

/// A side that begins or ends on the row boundary at hand.
struct Bend {
  Side side;
  bool ends = false;  ///< comes from the row above
};

class Outliner {
 public:
  explicit Outliner(std::span<const RowRun> runs) : runs_(runs), parts_(runs.size()) {
    std::iota(parts_.begin(), parts_.end(), std::size_t{0});
  }

  /// Loops with the part they belong to, in the order of their first edge.
  std::vector<std::pair<std::size_t, Loop>> loops() {
    if (runs_.empty()) return {};
    join_parts();
    std::size_t next = 0;
    std::vector<Side> above;
    for (std::int64_t row = runs_.front().row; row <= runs_.back().row + 1; ++row) {
      std::vector<Side> below;
      for (; next < runs_.size() && runs_[next].row == row; ++next) {
        below.push_back({runs_[next].begin, false, next});
        below.push_back({runs_[next].end, true, next});
      }
      add_boundary(row, above, below);
      above = std::move(below);
    }
    return traced();
  }

 private:
  std::size_t part_of(std::size_t run) {
    while (parts_[run] != run) run = parts_[run] = parts_[parts_[run]];
    return run;
  }

  /// Runs of neighbouring rows that share an edge are one part; its number is its first run's.
  void join_parts() {
    std::size_t above = 0;
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      const RowRun& own = runs_[run];
      while (runs_[above].row < own.row - 1 || (runs_[above].row == own.row - 1 && runs_[above].end <= own.begin))
        ++above;
      for (std::size_t i = above; runs_[i].row == own.row - 1 && runs_[i].begin < own.end; ++i) {
        const std::size_t one = part_of(i);
        const std::size_t other = part_of(run);
        parts_[std::max(one, other)] = std::min(one, other);
      }
    }
  }

  /// Level edges of the boundary above `row`: they lie between the places where exactly one of both rows has pixels.
  void add_boundary(std::int64_t row, std::span<const Side> above, std::span<Side> below) {
    std::vector<Bend> bends;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < above.size() || j < below.size()) {
      const bool takes_above = i < above.size() && (j == below.size() || above[i].col <= below[j].col);
      const bool takes_below = j < below.size() && (i == above.size() || below[j].col <= above[i].col);
      if (takes_above && takes_below && above[i].right == below[j].right) {
        below[j++].line = above[i++].line;  // the line goes on
        continue;
      }
      if (takes_below) {
        below[j].line = lines_.size();
        lines_.emplace_back();
      }
      // Where pixels meet at a corner each side stays with its own pixel, so the one on the left comes first.
      if (takes_above && (!takes_below || above[i].right)) bends.push_back({above[i], true});
      if (takes_below) bends.push_back({below[j], false});
      if (takes_above && takes_below && !above[i].right) bends.push_back({above[i], true});
      i += takes_above ? 1U : 0U;
      j += takes_below ? 1U : 0U;
    }
    for (std::size_t bend = 0; bend + 1 < bends.size(); bend += 2) add_edge(row, bends[bend], bends[bend + 1]);
  }

  void add_edge(std::int64_t row, const Bend& left, const Bend& right) {
    const bool pixels_above = left.ends != left.side.right;
    for (const Bend* bend : {&left, &right})
      (bend->ends ? lines_[bend->side.line].bottom : lines_[bend->side.line].top) = edges_.size();
    edges_.push_back(
        {row, left.side.col, right.side.col, pixels_above, part_of(left.side.run), left.side.line, right.side.line});
  }

  std::vector<std::pair<std::size_t, Loop>> traced() const {
    std::vector<std::pair<std::size_t, Loop>> found;
    std::vector<bool> seen(edges_.size());
    for (std::size_t first = 0; first < edges_.size(); ++first) {
      if (seen[first]) continue;
      Loop path;
      for (std::size_t edge = first; !seen[edge];) {
        seen[edge] = true;
        path.push_back(edges_[edge].from());
        path.push_back(edges_[edge].to());
        const Line& line = lines_[edges_[edge].next_line()];
        edge = line.top == edge ? line.bottom : line.top;
      }
      for (Loop& loop : simple_loops(path)) found.emplace_back(edges_[first].part, std::move(loop));
    }
    return found;
  }

  /// A closed path that touches itself at corners, cut there.
  static std::vector<Loop> simple_loops(const Loop& path) {
    std::vector<Loop> loops;
    Loop open;
    std::map<Corner, std::size_t> places;
    for (const Corner& corner : path) {
      const auto [place, is_new] = places.emplace(corner, open.size());
      if (is_new) {
        open.push_back(corner);
        continue;
      }
      const auto begin = open.begin() + static_cast<std::ptrdiff_t>(place->second);
      loops.emplace_back(begin, open.end());
      for (auto gone = begin + 1; gone != open.end(); ++gone) places.erase(*gone);
      open.erase(begin + 1, open.end());
    }
    loops.push_back(std::move(open));
    return loops;
  }

  std::span<const RowRun> runs_;
  std::vector<std::size_t> parts_;
  std::vector<Line> lines_;
  std::vector<Edge> edges_;
};

/// Rows grow downwards, so a loop with its pixels to the left has a negative area when it is a shell.
bool is_shell(const Loop& loop) {
  std::int64_t twice = 0;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const Corner& a = loop[i];
    const Corner& b = loop[(i + 1) % loop.size()];
    twice += (a.col - loop[0].col) * (b.row - loop[0].row) - (b.col - loop[0].col) * (a.row - loop[0].row);
  }
  return twice < 0;
}

Ring ring_of(const Loop& loop, const Grid& grid) {
  Ring ring;
  for (const Corner& corner : loop)
    ring.push_back({grid.x_of(static_cast<double>(corner.col)), grid.y_of(static_cast<double>(corner.row))});
  return ring;
}

/// One 4-connected part.
struct Part {
  Loop shell;
  std::vector<Loop> holes;
};

}  // namespace

std::vector<Polygon> outline(std::span<const RowRun> runs, const Grid& grid) {
  std::map<std::size_t, Part> parts;
  for (auto& [number, loop] : Outliner(runs).loops()) {
    std::rotate(loop.begin(), std::min_element(loop.begin(), loop.end()), loop.end());
    if (is_shell(loop))
      parts[number].shell = std::move(loop);
    else
      parts[number].holes.push_back(std::move(loop));
  }
  std::vector<Part> sorted;
  for (auto& [number, part] : parts) sorted.push_back(std::move(part));
  std::ranges::sort(sorted, {}, &Part::shell);
  std::vector<Polygon> polygons;
  for (Part& part : sorted) {
    std::ranges::sort(part.holes);
    Polygon polygon{{ring_of(part.shell, grid)}};
    for (const Loop& hole : part.holes) polygon.rings.push_back(ring_of(hole, grid));
    polygons.push_back(std::move(polygon));
  }
  return polygons;
}

}  // namespace greisen::geo
