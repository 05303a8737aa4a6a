// SPDX-License-Identifier: Apache-2.0
#include "record/checksums.hpp"

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

const std::string kA(64, 'a');
const std::string kB(64, 'b');

TEST(Checksums, AreSortedByPath) {
  EXPECT_EQ(checksums_text({{"z.tif", 1, kA}, {"a/b.tif", 1, kB}}), kB + "  a/b.tif\n" + kA + "  z.tif\n");
  EXPECT_EQ(checksums_text({}), "");
}

TEST(Checksums, EscapeNamesAsSha256sumDoes) {
  EXPECT_EQ(checksums_text({{"a\\b\nc", 1, kA}}), "\\" + kA + "  a\\\\b\\nc\n");
}

TEST(Checksums, NeedAHash) {
  EXPECT_THROW(checksums_text({{"a", 1, ""}}), Error);
  EXPECT_THROW(checksums_text({{"a", 1, "ABC"}}), Error);
}

TEST(Checksums, ReadBackWhatWasWritten) {
  const std::vector<RecordedFile> files = {{" blank ", 1, kA}, {"a\\n\nb\r", 1, kB}, {"x/y", 1, kA}};
  const auto lines = parse_checksums(checksums_text(files), "checksums.sha256");
  ASSERT_EQ(lines.size(), files.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].path, files[i].path);
    EXPECT_EQ(lines[i].sha256, files[i].sha256);
  }
}

TEST(Checksums, TellTheLineThatIsNone) {
  for (const std::string& bad :
       {std::string("hello"), kA + " x", kA + "  ", "\\" + kA + "  a\\x", std::string(64, 'g') + "  a"}) {
    try {
      parse_checksums(kA + "  ok\n" + bad + "\n", "checksums.sha256");
      FAIL() << bad;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "E3010");
      EXPECT_EQ(error.problems().front().where.line, 2);
    }
  }
}

TEST(Checksums, SatisfySha256sum) {
  if (std::system("command -v sha256sum >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "SKIPPED: sha256sum is not installed";
  }
  const fs::path folder = fs::path(testing::TempDir()) / ("greisen_sums_" + std::to_string(getpid()));
  ensure_folder((folder / "layers").string());
  std::vector<RecordedFile> files;
  for (const std::string& name :
       {std::string("run.json"), std::string("layers/a b.tif"), std::string("odd\\name\nhere")}) {
    write_file_atomically((folder / name).string(), "text of " + name);
    files.push_back(record_file((folder / name).string(), name, sha256_file((folder / name).string())));
  }
  write_checksums((folder / "checksums.sha256").string(), files);
  const std::string check = "cd '" + folder.string() + "' && sha256sum --strict --quiet -c checksums.sha256";
  EXPECT_EQ(std::system(check.c_str()), 0);
  write_file_atomically((folder / "run.json").string(), "changed");
  EXPECT_NE(std::system((check + " 2>/dev/null >/dev/null").c_str()), 0);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace greisen
