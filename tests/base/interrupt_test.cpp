// SPDX-License-Identifier: Apache-2.0
#include "base/interrupt.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

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
