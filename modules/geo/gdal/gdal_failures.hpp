// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <cpl_error.h>

namespace greisen::geo {

/// While it lives, GDAL's messages of this thread come here. What a thread without one of these hears goes nowhere (see
/// need_gdal): GDAL never writes to the terminal. GDAL decodes in the calling thread (GdalSession sees to it), so that
/// no word about pixels is missed.
class GdalFailures {
 public:
  GdalFailures();
  ~GdalFailures();
  GdalFailures(const GdalFailures&) = delete;
  GdalFailures& operator=(const GdalFailures&) = delete;

  [[nodiscard]] bool any() const { return !failures_.empty(); }
  [[nodiscard]] bool any_warning() const { return !warnings_.empty(); }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  /// The first failures (then warnings) joined, or "GDAL gave no reason".
  [[nodiscard]] std::string text() const;
  void clear();

 private:
  static void CPL_STDCALL take(CPLErr severity, CPLErrorNum number, const char* message);

  std::vector<std::string> failures_;  ///< at most kMaxKept
  std::vector<std::string> warnings_;
  static constexpr std::size_t kMaxKept = 16;
};

/// Does such a warning, heard while pixels are decoded, mean that these cannot be trusted? All but a short list do.
bool tells_damage(const std::string& warning);

/// Registers GDAL's drivers where that has not been done, and turns its messages away from the terminal (not those that
/// CPL_DEBUG asks for); GdalSession does that and more.
void need_gdal();

/// No room is left where `path` is to be written (free space under a margin of 64 KiB).
bool is_disk_full(const std::string& path);

/// Throws E7001 or E7002 for a file that could not be written.
[[noreturn]] void throw_write_failure(const std::string& path, const std::string& why);

}  // namespace greisen::geo
