// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/engine.hpp"
#include "pipeline/graph/loaded_survey.hpp"
#include "pipeline/products/words.hpp"

namespace greisen {

/// Under this share of an area "nothing stands out" would be said of ground that nobody saw: there is no conclusion.
inline constexpr double kLeastJudgedShare = 0.05;

/// Pixels of an area, and what hid those that were not judged.
struct JudgedGround {
  double inside = 0;
  double judged = 0;
  std::map<std::uint32_t, double> hidden;  ///< by one bit of reasons.tif; a pixel may have several

  [[nodiscard]] double share() const { return inside > 0 ? judged / inside : 0; }
  [[nodiscard]] bool allows_conclusion() const { return share() >= kLeastJudgedShare; }
};

/// From the values of reasons.tif and how often each occurs; pixels outside the area are left out.
JudgedGround judged_ground(const std::map<int, std::uint64_t>& pixels_by_value);
/// The same of a run that has just been computed, before its files are written; `inside` counts the area's mask.
JudgedGround judged_ground(const LoadedSurvey& loaded, const EngineResult& result);

/// "No conclusion: only 0.7 % of the area could be judged (vegetation 81 %, cloud 14 %). …" with what to do about the
/// greatest of the reasons.
std::string no_conclusion(const JudgedGround& ground, const Words& words);

}  // namespace greisen
