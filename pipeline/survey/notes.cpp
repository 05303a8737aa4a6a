// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/notes.hpp"

#include <filesystem>

namespace greisen {

void tell_notes(const std::vector<std::string>& notes, Log& log) {
  for (const std::string& note : notes) log.warn("W3201", note);
}

std::string state_of(const Survey& survey, const geo::VectorFile& file) {
  const std::string path = path_in(survey, file.path);
  std::string state = path + "|" + file.layer + "|" + file.crs;
  std::error_code unknown;
  const auto time = std::filesystem::last_write_time(path, unknown);
  if (!unknown) state += "|" + std::to_string(time.time_since_epoch().count());
  return state;
}

}  // namespace greisen
