// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "terrain/support/line_peaks.hpp"

namespace greisen::terrain {

/// A straight piece of line; places in pixels, (0, 0) the centre of the first.
struct LineSegment {
  double row_a = 0;
  double col_a = 0;
  double row_b = 0;
  double col_b = 0;
  double response = 0;  ///< mean of its peaks
  [[nodiscard]] double length_px() const;
  [[nodiscard]] double azimuth_deg() const;  ///< 0 to 180, clockwise from grid north
};

struct SegmentSettings {
  double high = 5.5;     ///< a chain of peaks holds one as great as this
  double off_px = 2.5;   ///< peaks lie no further from their line
  double gap_px = 12;    ///< over which collinear segments are linked
  double turn_deg = 15;  ///< between segments that are linked
  double min_length_px = 15;
};

/// Peaks that lie along their own azimuths within two pixels of each other form chains; lines of least squares go
/// through these, split where a peak lies too far off; collinear ones are linked. In the order of the first peaks.
[[nodiscard]] std::vector<LineSegment> line_segments(const std::vector<LinePeak>& peaks,
                                                     const SegmentSettings& settings);

/// How much of a segment lies within `near_px` and `turn_deg` of others, 0 to 1.
[[nodiscard]] double share_along(const LineSegment& segment, const std::vector<LineSegment>& others, double near_px,
                                 double turn_deg);

}  // namespace greisen::terrain
