// SPDX-License-Identifier: Apache-2.0
#include "base/process/interrupt.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

namespace greisen {
namespace {

TEST(Interrupt, FirstSignalSetsTheFlag) {
  const InterruptScope scope;
  EXPECT_FALSE(interrupted());
  EXPECT_EQ(signal_number(), 0);
  raise(SIGTERM);
  EXPECT_TRUE(interrupted());
  EXPECT_EQ(signal_number(), SIGTERM);
}

TEST(Interrupt, ANewScopeForgets) {
  {
    const InterruptScope scope;
    raise(SIGINT);
    EXPECT_TRUE(interrupted());
  }
  const InterruptScope scope;
  EXPECT_FALSE(interrupted());
}

TEST(Interrupt, SecondSignalEndsTheProgramAtOnce) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const InterruptScope scope;
    raise(SIGINT);
    raise(SIGTERM);
    _exit(1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 128 + SIGTERM);
}

TEST(Interrupt, ASignalAfterTheDeliveryEndsWithItsExitCode) {
  for (const bool in_scope : {true, false}) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      {
        InterruptScope scope;
        scope.delivered(5);
        if (in_scope) raise(SIGTERM);
      }
      raise(SIGTERM);
      _exit(1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 5);
  }
}

/// A child that does `work` in a scope: its exit status, what it said and how long it took.
struct Ended {
  int status = -1;
  std::string said;
  double seconds = 0;
};
template <class Work>
Ended child_that(Work work) {
  int ends[2] = {};
  EXPECT_EQ(pipe(ends), 0);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    const InterruptScope scope;
    work();
    _exit(1);
  }
  close(ends[1]);
  Ended ended;
  char room[512];
  for (ssize_t got = 0; (got = read(ends[0], room, sizeof room)) > 0;)
    ended.said.append(room, static_cast<std::size_t>(got));
  close(ends[0]);
  waitpid(child, &ended.status, 0);
  ended.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return ended;
}

void never_asks() {
  for (;;) pause();
}

TEST(Interrupt, WhatDoesNotAskIsEndedWhereItStandsAndWhatIsItsOwnGoes) {
  std::string folder = testing::TempDir() + "own-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  std::filesystem::create_directories(folder + "/1/deep");
  std::ofstream(folder + "/1/deep/copy.gpkg") << "x";
  std::ofstream(folder + "/plain") << "x";
  const Ended ended = child_that([&] {
    const RemovedWhenStopped own(folder);
    raise(SIGTERM);
    never_asks();
  });
  ASSERT_TRUE(WIFEXITED(ended.status));
  EXPECT_EQ(WEXITSTATUS(ended.status), 143);
  EXPECT_THAT(ended.said, testing::HasSubstr("stopping"));
  EXPECT_THAT(ended.said, testing::HasSubstr("stopped where it stood"));
  EXPECT_LT(ended.seconds, 3);
  EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(Interrupt, EndsThoughNobodyReadsWhatItSays) {
  const Ended ended = child_that([] {
    int ends[2] = {};
    if (pipe(ends) != 0) _exit(1);
    dup2(ends[1], STDERR_FILENO);
    fcntl(STDERR_FILENO, F_SETFL, O_NONBLOCK);
    const std::string full(4096, 'x');
    while (write(STDERR_FILENO, full.data(), full.size()) > 0) {
    }
    fcntl(STDERR_FILENO, F_SETFL, 0);
    raise(SIGINT);
    never_asks();
  });
  ASSERT_TRUE(WIFEXITED(ended.status));
  EXPECT_EQ(WEXITSTATUS(ended.status), 130);
}

TEST(Interrupt, ATerminalThatGoesAwayIsHeardUnlessNohupSaysOtherwise) {
  const Ended heard = child_that([] {
    raise(SIGHUP);
    _exit(interrupted() ? 128 + signal_number() : 1);
  });
  ASSERT_TRUE(WIFEXITED(heard.status));
  EXPECT_EQ(WEXITSTATUS(heard.status), 129);
  const auto before = std::signal(SIGHUP, SIG_IGN);
  {
    const InterruptScope scope;
    raise(SIGHUP);
    EXPECT_FALSE(interrupted());
  }
  std::signal(SIGHUP, before);
}

TEST(Interrupt, StopsALoopByAnExceptionThatIsNoFailure) {
  const InterruptScope scope;
  EXPECT_NO_THROW(stop_if_interrupted());
  raise(SIGINT);
  EXPECT_THROW(stop_if_interrupted(), Interrupted);
}

TEST(Interrupt, SaysItInJsonWhereLinesAreJson) {
  const Ended ended = child_that([] {
    say_stops_as_json();
    raise(SIGINT);
    _exit(0);
  });
  EXPECT_EQ(ended.said, "{\"event\":\"stopping\"}\n");
}

TEST(Interrupt, HandlersBeforeComeBack) {
  struct sigaction before = {};
  sigaction(SIGINT, nullptr, &before);
  {
    const InterruptScope scope;
    struct sigaction during = {};
    sigaction(SIGINT, nullptr, &during);
    EXPECT_NE(during.sa_handler, before.sa_handler);
  }
  struct sigaction after = {};
  sigaction(SIGINT, nullptr, &after);
  EXPECT_EQ(after.sa_handler, before.sa_handler);
}

TEST(Interrupt, AClosedPipeIsAWriteError) {
  const InterruptScope scope;
  int ends[2] = {};
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  EXPECT_EQ(write(ends[1], "x", 1), -1) << "and the test still runs";
  close(ends[1]);
}

}  // namespace
}  // namespace greisen
