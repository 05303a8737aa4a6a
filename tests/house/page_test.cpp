// SPDX-License-Identifier: Apache-2.0
// web/report.html is kept built; it must be the page of the sources that lie beside it.
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/hash.hpp"

namespace greisen::test {
namespace {

namespace fs = std::filesystem;

TEST(Page, IsBuiltFromItsSources) {
  const fs::path web = fs::path(GREISEN_SOURCE_DIR) / "web";
  std::set<std::string> files = {"build.mjs", "package.json", "package-lock.json", "tsconfig.json"};
  for (const auto& entry : fs::recursive_directory_iterator(web / "src"))
    if (entry.is_regular_file()) files.insert(entry.path().lexically_relative(web).generic_string());
  ASSERT_GT(files.size(), 20U);
  Sha256 hash;  // as web/build.mjs takes it
  for (const std::string& file : files) {
    hash.add(file + '\0');
    hash.add(read_text_file((web / file).string(), 1 << 24));
    hash.add(std::string(1, '\0'));
  }
  const std::string page = read_text_file((web / "report.html").string(), 1 << 24);
  EXPECT_NE(page.find("<!-- built from " + hash.hex() + " -->"), std::string::npos)
      << "the page is not that of its sources: ./dev page builds it again";
}

}  // namespace
}  // namespace greisen::test
