// SPDX-License-Identifier: Apache-2.0
#include "base/part.hpp"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

class Part : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "part-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string in(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  /// A process that ends without taking away what it made, as one that was killed.
  void make_and_die(const std::string& inside) const {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto* const part = new PartFolder(folder_.string());  // NOLINT(cppcoreguidelines-owning-memory)
      std::ofstream(part->path() + "/" + inside) << "half";
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
  }

  fs::path folder_;
};

TEST_F(Part, IsPrivateAndGoesWithTheObject) {
  {
    const PartFolder one(folder_.string());
    const PartFolder other(folder_.string());
    EXPECT_NE(one.path(), other.path());
    struct stat facts = {};
    ASSERT_EQ(::stat(one.path().c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0700U);
    std::ofstream(one.path() + "/x") << "x";
    EXPECT_EQ(files(), 2U);
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(Part, ReplacesALinkAndNotWhatItLeadsTo) {
  std::ofstream(in("victim")) << "mine";
  fs::create_symlink(in("victim"), in("out"));
  fs::create_hard_link(in("victim"), in("hard"));
  write_file_atomically(in("out"), "new");
  write_file_atomically(in("hard"), "new");
  EXPECT_EQ(read_text_file(in("victim"), 10), "mine");
  EXPECT_FALSE(fs::is_symlink(in("out")));
  EXPECT_EQ(read_text_file(in("out"), 10), "new");
  EXPECT_EQ(files(), 3U);
}

TEST_F(Part, OfADeadProcessIsSweptByTheNextAndALivingOneIsNot) {
  make_and_die("big.tif");
  ASSERT_EQ(files(), 1U);
  const PartFolder living(folder_.string());  // sweeps
  EXPECT_EQ(files(), 1U);
  EXPECT_TRUE(fs::exists(living.path()));
  make_and_die("big.tif");
  sweep_parts(folder_.string());
  EXPECT_EQ(files(), 1U);
  EXPECT_TRUE(fs::exists(living.path())) << "held by this process";
}

TEST_F(Part, NoFolderIsSweptForItsNameAlone) {
  fs::create_directories(in(".greisen-part-abcdef/photos"));
  std::ofstream(in(".greisen-part-ghijkl")) << "a file";
  fs::create_directory(in("elsewhere"));
  std::ofstream(in("elsewhere/.greisen-scratch")) << "made by greisen; may be deleted\n";
  fs::create_directory_symlink(in("elsewhere"), in(".greisen-part-mnopqr"));
  sweep_parts(folder_.string());
  EXPECT_TRUE(fs::exists(in(".greisen-part-abcdef/photos")));
  EXPECT_TRUE(fs::exists(in(".greisen-part-ghijkl")));
  EXPECT_TRUE(fs::exists(in("elsewhere/.greisen-scratch"))) << "links are not followed";
}

TEST_F(Part, SaysWhereItCannotBeMade) {
  try {
    const PartFolder none(in("no/such"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E7002");
  }
}

}  // namespace
}  // namespace greisen
