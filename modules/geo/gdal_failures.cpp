// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal_failures.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <gdal.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen::geo {

GdalFailures::GdalFailures() {
  CPLErrorReset();
  CPLPushErrorHandlerEx(&GdalFailures::take, this);
}

GdalFailures::~GdalFailures() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

void GdalFailures::take(CPLErr severity, CPLErrorNum /*number*/, const char* message) {
  auto* const self = static_cast<GdalFailures*>(CPLGetErrorHandlerUserData());
  if (severity != CE_Failure && severity != CE_Fatal && severity != CE_Warning) return;
  auto& kept = severity == CE_Warning ? self->warnings_ : self->failures_;
  const std::string text = printable(message == nullptr ? "" : message, 400);
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

void need_gdal() {
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
