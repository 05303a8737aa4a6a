// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/gdal_failures.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <mutex>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <gdal.h>

#include "base/error.hpp"
#include "base/process/limits.hpp"
#include "base/process/terminal.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"

namespace greisen::geo {

namespace {

/// GDAL aborts once it is told of: CPLMalloc and its kin.
void end_where_memory_ran_out(CPLErr severity, const char* message) {
  if (severity == CE_Fatal && message != nullptr && std::string_view(message).find("emory") != std::string_view::npos)
    end_without_memory();
}

}  // namespace

GdalFailures::GdalFailures() {
  CPLErrorReset();
  CPLPushErrorHandlerEx(&GdalFailures::take, this);
}

GdalFailures::~GdalFailures() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

void GdalFailures::take(CPLErr severity, CPLErrorNum /*number*/, const char* message) {
  end_where_memory_ran_out(severity, message);
  auto* const self = static_cast<GdalFailures*>(CPLGetErrorHandlerUserData());
  if (severity != CE_Failure && severity != CE_Fatal && severity != CE_Warning) return;
  auto& kept = severity == CE_Warning ? self->warnings_ : self->failures_;
  std::string said(trim(message == nullptr ? "" : message));
  std::ranges::replace(said, '\n', ' ');
  const std::string text = printable(said, 400);
  if (kept.size() < kMaxKept && std::ranges::find(kept, text) == kept.end()) kept.push_back(text);
}

std::string GdalFailures::text() const {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> shown = failures_.empty() ? warnings_ : failures_;
  if (shown.empty()) return "GDAL gave no reason";
  shown.resize(std::min(shown.size(), kShown));
  return greisen::join(shown, "; ");
}

void GdalFailures::clear() {
  failures_.clear();
  warnings_.clear();
}

bool tells_damage(const std::string& warning) {
  // Heard while a file is healthy, as they are about what is not needed for its pixels.
  static constexpr std::array<std::string_view, 7> kHarmless = {
      "TIFFReadDirectory",       // tags that libtiff does not know, heard again when a mask's directory is read
      "TIFFFetchNormalTag",      // likewise: texts without their end, numbers of another type
      "after the codestream",    // boxes of JPEG 2000 behind the pixels: places, licences
      "Colour Specification",    // JPEG 2000: a second description of the colours
      "Empty SOT marker",        // JPEG 2000: a part of a tile without bytes
      "Invalid SOS parameters",  // JPEG: numbers that only progressive files use
      "Retrying again",          // a server's hiccup that was mended
  };
  if (std::ranges::any_of(kHarmless, [&](auto part) { return warning.find(part) != std::string::npos; })) return false;
  // PNG: a chunk whose name begins with a small letter holds no pixels; but tRNS tells which are missing.
  constexpr std::string_view kPng = "libpng: ";
  const bool of_chunk =
      warning.starts_with(kPng) && warning.size() > kPng.size() + 4 && warning[kPng.size() + 4] == ':';
  const bool ancillary = of_chunk && warning[kPng.size()] >= 'a' && warning[kPng.size()] <= 'z';
  return !ancillary || warning.find("tRNS") != std::string::npos;
}

namespace {

/// For threads without a GdalFailures.
void CPL_STDCALL turn_away(CPLErr severity, CPLErrorNum number, const char* message) {
  end_where_memory_ran_out(severity, message);
  if (severity == CE_Debug) CPLDefaultErrorHandler(severity, number, for_terminal(without_secrets(message)).c_str());
}

}  // namespace

void need_gdal() {
  static std::once_flag once;
  std::call_once(once, [] { CPLSetErrorHandler(&turn_away); });
  if (GDALGetDriverByName("COG") == nullptr || GDALGetDriverByName("GPKG") == nullptr) GDALAllRegister();
}

bool is_disk_full(const std::string& path) {
  constexpr std::uintmax_t kMarginBytes = 64 * 1024;
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  const auto space = std::filesystem::space(folder.empty() ? std::filesystem::path(".") : folder, error);
  return !error && space.available < kMarginBytes;
}

void throw_write_failure(const std::string& path, const std::string& why) {
  const bool out_of_room = is_disk_full(path) || why.find("No space left") != std::string::npos ||
                           why.find("disk is full") != std::string::npos;
  if (out_of_room) {
    throw Error({"E7001",
                 fmt::format("no room to write '{}': {}", printable(path, 400), why),
                 {},
                 "free some space or choose another folder, then run the same command again"});
  }
  throw Error({"E7002",
               fmt::format("'{}' could not be written: {}", printable(path, 400), why),
               {},
               "check that the folder exists and that you may write to it"});
}

}  // namespace greisen::geo
