// SPDX-License-Identifier: Apache-2.0
#include "geo/read/source_reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::geo {
namespace {

/// A window is warped in parts of this many pixels a side: positions, weights and one band's patch stay in the cache.
constexpr std::int64_t kPart = 128;
/// Source pixels of a part above which it is halved, and those of one target pixel above which it is refused.
constexpr std::int64_t kPatchPixels = std::int64_t{1} << 20U;
constexpr std::int64_t kMostPatchPixels = std::int64_t{1} << 26U;

void fill_missing(TileView out) {
  for (int layer = 0; layer < out.layers; ++layer) {
    for (int row = 0; row < out.rows; ++row) std::ranges::fill(out.row(layer, row), kMissing);
  }
}

TileView part_of(TileView out, const Window& whole, const Window& part) {
  return out.part(static_cast<int>(part.row - whole.row), static_cast<int>(part.col - whole.col),
                  static_cast<int>(part.rows), static_cast<int>(part.cols));
}

Window hull(const Window& a, const Window& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const std::int64_t left = std::min(a.col, b.col);
  const std::int64_t top = std::min(a.row, b.row);
  return {left, top, std::max(a.col + a.cols, b.col + b.cols) - left, std::max(a.row + a.rows, b.row + b.rows) - top};
}

bool by_footprint(Resampling resampling) {
  return resampling == Resampling::average || resampling == Resampling::classes;
}

SourceReader::Work* work_of_thread() {
  thread_local SourceReader::Work own;
  return &own;
}

}  // namespace

SourceReader::SourceReader(std::shared_ptr<ReadSession> pass) : pass_(std::move(pass)) {
  const SourcePlan& plan = *pass_->plan;
  for (std::size_t i = 0; i < pass_->sources.layers.size(); ++i) {
    const SourceBand& band = band_of(static_cast<int>(i));
    auto group = std::ranges::find(groups_, band.group, &GroupLayers::group);
    if (group == groups_.end()) {
      const SourceGroup& source = plan.groups[static_cast<std::size_t>(band.group)];
      groups_.emplace_back().group = band.group;
      group = groups_.end() - 1;
      if (!source.aligned) group->lattice.emplace(source.grid, plan.target, plan.target_crs);
    }
    group->layers.push_back(static_cast<int>(i));
    group->centres = group->centres || !by_footprint(band.resampling);
    group->cubic = group->cubic || band.resampling == Resampling::cubic;
    group->footprints = group->footprints || by_footprint(band.resampling);
  }
}

const SourceBand& SourceReader::band_of(int layer) const {
  const PassLayer& place = pass_->sources.layers[static_cast<std::size_t>(layer)];
  return pass_->plan->bands[static_cast<std::size_t>(place.band)];
}

void SourceReader::read(const Window& window, TileView out) {
  work_ = work_of_thread();
  const Window inside = window.intersected(pass_->plan->target.window());
  if (inside != window) fill_missing(out);
  if (!inside.empty()) {
    const TileView inner = part_of(out, window, inside);
    for (GroupLayers& group : groups_) {
      if (group.lattice) {
        warp_group(group, inside, inner);
      } else {
        copy_group(group, inside, inner);
      }
    }
  }
  pass_->done(window);
}

/// Stored numbers of the part of a window that lies in the source, row by row of each block:
/// visit(row, col, count, numbers).
template <class Visit>
void SourceReader::for_each_row(const PassPlane& place, const Window& window, Visit&& visit) {
  const BlockSource& source = pass_->store.sources()[static_cast<std::size_t>(place.source)];
  const std::size_t pixel_bytes = bytes_of(source.type);
  const BlockRange range = blocks_of(source, window);
  const Window inside = window.intersected({0, 0, source.cols, source.rows});
  for (std::int64_t block_row = range.first_row; block_row < range.end_row; ++block_row) {
    for (std::int64_t block_col = range.first_col; block_col < range.end_col; ++block_col) {
      const BlockStore::Held block = pass_->store.hold(place.source, block_col, block_row, files_);
      const Window area = {block_col * source.block_cols, block_row * source.block_rows, source.block_cols,
                           source.block_rows};
      const Window common = area.intersected(inside);
      const std::byte* const plane =
          block.data() + static_cast<std::size_t>(place.plane) * source.plane_pixels() * pixel_bytes;
      for (std::int64_t row = common.row; row < common.row + common.rows; ++row) {
        const auto first = static_cast<std::size_t>((row - area.row) * area.cols + common.col - area.col);
        visit(row, common.col, static_cast<std::size_t>(common.cols), plane + first * pixel_bytes);
      }
    }
  }
}

/// Values of source pixels, missing beyond the source's edge. False where none of them is a measurement.
bool SourceReader::fetch(int layer, const Window& window, float* to, std::ptrdiff_t stride) {
  const PassLayer& place = pass_->sources.layers[static_cast<std::size_t>(layer)];
  const SourceBand& band = band_of(layer);
  const Window whole = {0, 0, band.plane.blocks.cols, band.plane.blocks.rows};
  const auto line_of = [&](std::int64_t row, std::int64_t col) {
    return to + (row - window.row) * stride + col - window.col;
  };
  if (!whole.contains(window)) {
    for (std::int64_t row = 0; row < window.rows; ++row) std::fill_n(to + row * stride, window.cols, kMissing);
  }
  bool any = false;
  for_each_row(place.values, window, [&](std::int64_t row, std::int64_t col, std::size_t count, const std::byte* from) {
    float* const line = line_of(row, col);
    band.rule.apply(from, count, line);
    any = any || std::any_of(line, line + count, [](float value) { return !std::isnan(value); });
  });
  for (std::size_t i = 0; any && i < band.masks.size(); ++i) {
    const SourceMask& mask = band.masks[i];
    any = false;
    for_each_row(place.masks[i], window,
                 [&](std::int64_t row, std::int64_t col, std::size_t count, const std::byte* from) {
                   work_->shown.resize(std::max(work_->shown.size(), count));
                   mask.shown.apply(from, count, work_->shown.data());
                   float* const line = line_of(row, col);
                   for (std::size_t k = 0; k < count; ++k) {
                     if (std::isnan(work_->shown[k])) line[k] = kMissing;
                     any = any || !std::isnan(line[k]);
                   }
                 });
  }
  return any;
}

void SourceReader::copy_group(const GroupLayers& group, const Window& window, TileView out) {
  const SourceGroup& source = pass_->plan->groups[static_cast<std::size_t>(group.group)];
  const Window there = {window.col + source.col_shift, window.row + source.row_shift, window.cols, window.rows};
  for (const int layer : group.layers) fetch(layer, there, &out.at(layer, 0, 0), out.row_stride);
}

void SourceReader::warp_group(GroupLayers& group, const Window& window, TileView out) {
  group.lattice->prepare(window);
  for (std::int64_t row = 0; row < window.rows; row += kPart) {
    for (std::int64_t col = 0; col < window.cols; col += kPart) {
      const Window part = Window{window.col + col, window.row + row, kPart, kPart}.intersected(window);
      warp_part(group, part, part_of(out, window, part));
    }
  }
}

/// Positions and weights for a part; the source pixels its kernels need.
Window SourceReader::aim(GroupLayers& group, const Window& part) {
  const SourceGrid& source = pass_->plan->groups[static_cast<std::size_t>(group.group)].grid;
  const auto corners = static_cast<std::size_t>((part.cols + 1) * (part.rows + 1));
  if (work_->x.size() < corners) work_->x.resize(corners);
  if (work_->y.size() < corners) work_->y.resize(corners);
  Window box;
  if (group.footprints) {
    group.lattice->positions({part.col, part.row, part.cols + 1, part.rows + 1}, 0, work_->x.data(), work_->y.data());
    work_->footprints.set(work_->x.data(), work_->y.data(), part.cols, part.rows, source.cols, source.rows,
                          group.lattice->seam_px());
    box = work_->footprints.box();
  }
  if (group.centres) {
    group.lattice->positions(part, 0.5, work_->x.data(), work_->y.data());
    work_->centres.set(work_->x.data(), work_->y.data(), static_cast<std::size_t>(part.pixels()), source.cols,
                       source.rows, pass_->plan->groups[static_cast<std::size_t>(group.group)].rim_px);
    box = hull(box, work_->centres.box());
  }
  return box;
}

void SourceReader::warp_part(GroupLayers& group, const Window& part, TileView out) {
  const Window box = aim(group, part);
  if (box.pixels() > kPatchPixels && part.pixels() > 1) {
    const bool wide = part.cols >= part.rows;
    const Window first = {part.col, part.row, wide ? part.cols / 2 : part.cols, wide ? part.rows : part.rows / 2};
    const Window second = {wide ? part.col + first.cols : part.col, wide ? part.row : part.row + first.rows,
                           wide ? part.cols - first.cols : part.cols, wide ? part.rows : part.rows - first.rows};
    warp_part(group, first, part_of(out, part, first));
    warp_part(group, second, part_of(out, part, second));
    return;
  }
  if (box.pixels() > kMostPatchPixels) {
    throw Error({"E4022",
                 fmt::format("one pixel of the target covers {} pixels of '{}' (limit {})", box.pixels(),
                             printable(band_of(group.layers.front()).plane.blocks.path), kMostPatchPixels),
                 {},
                 "choose smaller target pixels, or coarsen the source first"});
  }
  const auto needed = static_cast<std::size_t>(box.pixels());
  if (work_->patch.size() < needed) work_->patch.resize(needed);
  if (group.centres && !box.empty()) work_->centres.aim_at(box, group.cubic);
  for (const int layer : group.layers) warp_layer(layer, box, out.layer(layer));
}

void SourceReader::warp_layer(int layer, const Window& box, TileView out) {
  const Resampling resampling = band_of(layer).resampling;
  const Window& own_box = by_footprint(resampling) ? work_->footprints.box() : work_->centres.box();
  if (box.empty() || own_box.empty() || !fetch(layer, box, work_->patch.data(), box.cols)) return fill_missing(out);
  const Patch patch = {work_->patch.data(), box};
  const auto cols = static_cast<std::size_t>(out.cols);
  for (int row = 0; row < out.rows; ++row) {
    const std::size_t first = static_cast<std::size_t>(row) * cols;
    float* const line = out.row(0, row).data();
    switch (resampling) {
      case Resampling::nearest:
        work_->centres.nearest(patch, first, cols, line);
        break;
      case Resampling::bilinear:
        work_->centres.bilinear(patch, first, cols, line);
        break;
      case Resampling::cubic:
        work_->centres.cubic(patch, first, cols, line);
        break;
      case Resampling::average:
        work_->footprints.average(patch, first, cols, line);
        break;
      case Resampling::classes:
        work_->footprints.classes(patch, first, cols, band_of(layer).any_bits, line);
        break;
    }
  }
}

std::size_t SourceReader::working_bytes() {
  constexpr std::size_t kPixels = std::size_t{kPart} * kPart;
  constexpr std::size_t kTaps = 5 * sizeof(float) + 2 + 8 * sizeof(float);  // of CentreTaps, a pixel
  constexpr std::size_t kPositions = 2 * sizeof(double);
  constexpr std::size_t kFootprint = 32;
  return kPixels * (kTaps + kPositions + kFootprint) + static_cast<std::size_t>(kPatchPixels) * sizeof(float);
}

std::vector<std::unique_ptr<TileReader>> open_readers(const std::shared_ptr<const SourcePlan>& plan,
                                                      const PassRequest& request) {
  const auto pass = std::make_shared<ReadSession>(plan, request);
  std::vector<std::unique_ptr<TileReader>> readers;
  for (int i = 0; i < request.threads; ++i) readers.push_back(std::make_unique<SourceReader>(pass));
  return readers;
}

}  // namespace greisen::geo
