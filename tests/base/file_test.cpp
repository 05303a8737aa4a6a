// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include <cerrno>
#include <filesystem>
#include <functional>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class File : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("greisen_file_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string in(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

std::string code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return std::string(error.code());
  }
  return "none";
}

TEST_F(File, WritesAndReadsBytes) {
  const std::string text("a\0b\r\n\xff", 6);
  write_file_atomically(in("x"), text);
  EXPECT_EQ(read_text_file(in("x"), 6), text);
  write_file_atomically(in("x"), "new");
  EXPECT_EQ(read_text_file(in("x"), 100), "new");
  EXPECT_EQ(files(), 1U) << "no part is left";
}

TEST_F(File, ReadTellsWhatIsWrong) {
  EXPECT_EQ(code_of([&] { read_text_file(in("none"), 10); }), "E3001");
  EXPECT_EQ(code_of([&] { read_text_file(folder_.string(), 10); }), "E3003");
  write_file_atomically(in("long"), "12345");
  EXPECT_EQ(code_of([&] { read_text_file(in("long"), 4); }), "E3002");
  try {
    read_text_file(in("none"), 10);
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("No such file or directory"));
    EXPECT_THAT(error.what(), HasSubstr(in("none")));
  }
}

TEST_F(File, WriteFailsWithoutLeavingAnything) {
  EXPECT_EQ(code_of([&] { write_file_atomically(in("no/such/x"), "a"); }), "E7002");
  fs::create_directories(in("taken/inside"));
  EXPECT_EQ(code_of([&] { write_file_atomically(in("taken"), "a"); }), "E7002") << "a folder has that name";
  EXPECT_EQ(files(), 1U);
}

TEST_F(File, AFullDiskHasItsOwnCode) {
  EXPECT_EQ(code_of([&] { throw_cannot_write(in("x"), ENOSPC); }), "E7001");
  EXPECT_EQ(code_of([&] { throw_cannot_write(in("x"), EFBIG); }), "E7001");
  EXPECT_EQ(code_of([&] { throw_cannot_write(in("x"), EACCES); }), "E7002");
}

TEST_F(File, EnsureFolderMakesAllLevels) {
  ensure_folder(in("a/b/c"));
  ensure_folder(in("a/b/c"));
  ensure_folder("");
  EXPECT_TRUE(fs::is_directory(in("a/b/c")));
  write_file_atomically(in("plain"), "");
  EXPECT_EQ(code_of([&] { ensure_folder(in("plain")); }), "E7002");
  EXPECT_EQ(code_of([&] { ensure_folder(in("plain/below")); }), "E7002");
}

TEST_F(File, RemovesOnlyItsOwnScratch) {
  make_scratch(in("scratch"));
  ensure_folder(in("scratch/deep/er"));
  write_file_atomically(in("scratch/deep/x"), "a");
  write_file_atomically(in("kept"), "a");
  fs::create_symlink(in("kept"), in("scratch/link"));
  fs::create_directory_symlink(folder_, in("scratch/up"));
  remove_scratch(in("scratch"));
  EXPECT_FALSE(fs::exists(in("scratch")));
  EXPECT_TRUE(fs::exists(in("kept"))) << "links are not followed";
  EXPECT_NO_THROW(remove_scratch(in("scratch")));
  ensure_folder(in("mine"));
  EXPECT_EQ(code_of([&] { remove_scratch(in("mine")); }), "E1012");
  EXPECT_TRUE(fs::exists(in("mine")));
}

TEST_F(File, DoesNotRemoveThroughALink) {
  make_scratch(in("scratch"));
  fs::create_directory_symlink(in("scratch"), in("link"));
  EXPECT_EQ(code_of([&] { remove_scratch(in("link")); }), "E1012");
  EXPECT_TRUE(fs::exists(in("scratch")));
}

}  // namespace
}  // namespace greisen
