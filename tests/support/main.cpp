// SPDX-License-Identifier: Apache-2.0
// The main of tests that read files: some of their processes are helpers (base/helper_process.hpp).
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "geo/gdal/guarded_files.hpp"

namespace {

/// As in the program; but a library dies of a file called deadly, and comes to no end with one called endless.
std::string serve(std::string_view request) {
  if (request.find("deadly") != std::string_view::npos) std::abort();
  volatile bool endless = request.find("endless") != std::string_view::npos;
  while (endless) {
  }
  return greisen::geo::serve_guarded(request);
}

}  // namespace

int main(int argc, char** argv) {
  static const std::array kinds = {
      greisen::HelperKind{greisen::geo::guarded_files().name, greisen::geo::guarded_files().prepare, &serve}};
  greisen::serve_if_helper(argc, argv, kinds);
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
