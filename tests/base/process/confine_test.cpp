// SPDX-License-Identifier: Apache-2.0
#include "base/process/confine.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

bool reads(const std::string& path) {
  const int number = ::open(path.c_str(), O_RDONLY);
  if (number >= 0) ::close(number);
  return number >= 0;
}

/// What a child finds that is confined to these places: 0 all as it must be, 77 that it cannot be confined here.
template <class Work>
int of_child(const std::vector<std::string>& places, Work&& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(confine_to(places) ? work() : 77);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

TEST(Confine, OpensWhatIsNamedAndNothingElse) {
  const testing::TempFolder folder;
  fs::create_directories(folder.file("mine/deep"));
  for (const char* const name : {"mine/a", "mine/deep/b", "secret", "real"}) std::ofstream(folder.file(name)) << "x";
  fs::create_symlink(folder.file("secret"), folder.file("mine/out"));
  fs::create_symlink(folder.file("real"), folder.file("link"));
  const int found = of_child({folder.file("mine"), folder.file("link"), folder.file("not there")}, [&] {
    if (!reads(folder.file("mine/a")) || !reads(folder.file("mine/deep/b"))) return 1;
    if (!reads(folder.file("link")) || !reads(folder.file("real"))) return 2;
    if (reads(folder.file("secret")) || reads(folder.file("mine/../secret"))) return 3;
    if (reads(folder.file("mine/out"))) return 4;
    if (::open(folder.file("mine/new").c_str(), O_WRONLY | O_CREAT, 0600) >= 0) return 5;
    if (::open(folder.file("mine/a").c_str(), O_WRONLY) >= 0) return 6;
    if (::unlink(folder.file("mine/a").c_str()) == 0) return 7;
    if (::rename(folder.file("mine/a").c_str(), folder.file("mine/c").c_str()) == 0) return 8;
    return 0;
  });
  if (found == 77) GTEST_SKIP() << "this system has no Landlock, or forbids it";
  EXPECT_EQ(found, 0);
  EXPECT_TRUE(reads(folder.file("secret"))) << "only the child is confined";
}

}  // namespace
}  // namespace greisen
