// SPDX-License-Identifier: Apache-2.0
#include "base/process/limits.hpp"

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace greisen {
namespace {

/// Some megabytes of stack, written to.
int deep(int levels) {
  volatile char room[16384];
  room[0] = static_cast<char>(levels);
  return levels == 0 ? room[0] : deep(levels - 1) + (room[0] - room[0]);
}

/// What a child gives back that sets limits first; 128 + the signal where one ended it.
template <class Work>
int in_child(Work&& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void limit(int what, rlim_t value) {
  struct rlimit limits = {value, value};
  ::setrlimit(what, &limits);
}

TEST(Limits, GiveBackWhatTheBodyGives) {
  EXPECT_EQ(within_limits([] { return 5; }), 5);
}

TEST(Limits, ASmallStackHoldsNobodyBack) {
  EXPECT_EQ(in_child([] {
              limit(RLIMIT_STACK, 256U << 10U);
              return within_limits([] {
                int begun = 1;
                std::thread other([&] { begun = deep(200); });
                other.join();
                return begun + deep(200);
              });
            }),
            0);
}

TEST(Limits, ALibraryThatTrapsEndsInACode) {
  EXPECT_EQ(in_child([] { return within_limits([] { return std::raise(SIGTRAP); }); }), 7);
}

TEST(Limits, AFaultWhereMemoryIsTakenForGrantedEndsInACode) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "SKIPPED: sanitizers tell of faults themselves";
#endif
  const auto fault = [] { return std::raise(SIGSEGV); };
  EXPECT_EQ(in_child([&] {
              return within_limits([&] {
                const MemoryTakenForGranted library;
                return fault();
              });
            }),
            7);
  EXPECT_NE(in_child([&] { return within_limits([&] { return fault(); }); }), 7) << "a fault of ours is one";
}

TEST(Limits, AFileTooLargeIsAWriteThatFails) {
  const std::string path = testing::TempDir() + "/limits_file";
  EXPECT_EQ(in_child([&] {
              limit(RLIMIT_FSIZE, 4096);
              return within_limits([&] {
                try {
                  write_file_atomically(path, std::string(100'000, 'x'));
                } catch (const Error& error) {
                  return error.exit_code();
                }
                return 0;
              });
            }),
            7);
}

TEST(Limits, ThreadsAreCountedAsFarAsTheyStart) {
  EXPECT_EQ(threads_that_start(1), 1);
  EXPECT_EQ(threads_that_start(4), 4);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "SKIPPED: sanitizers live in a large address space";
#endif
  EXPECT_LT(in_child([] {
              limit(RLIMIT_AS, std::size_t{400} << 20U);
              return threads_that_start(100);
            }),
            100)
      << "an address space for some stacks of 8 MiB";
}

}  // namespace
}  // namespace greisen
