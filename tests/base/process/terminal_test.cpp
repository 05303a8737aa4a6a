// SPDX-License-Identifier: Apache-2.0
#include "base/process/terminal.hpp"

#include <gtest/gtest.h>

namespace greisen {
namespace {

TEST(Terminal, GetsNothingThatCommandsIt) {
  EXPECT_EQ(for_terminal("a\x1b[2Jb\x07\r\x7f\x08"), "a?[2Jb????");
  EXPECT_EQ(for_terminal("lines\nand\ttabs, Peña, 東, 🙂 stay"), "lines\nand\ttabs, Peña, 東, 🙂 stay");
  EXPECT_EQ(for_terminal("\xc2\x9b"
                         "31m \xc2\x85"),
            "?31m ?")
      << "C1: CSI and NEL of eight bits";
  EXPECT_EQ(for_terminal("gnp\xe2\x80\xae.exe\xe2\x80\xac \xe2\x81\xa6x\xe2\x81\xa9 \xd8\x9c \xe2\x80\x8f"),
            "gnp?.exe? ?x? ? ?")
      << "turned round";
  EXPECT_EQ(for_terminal("\xe2\x80\xa8\xe2\x80\xa9"), "??") << "line and paragraph separators";
  EXPECT_EQ(for_terminal("\xff\xc3(\xed\xa0\x80"),
            "?"
            "?(???")
      << "no UTF-8";
  EXPECT_EQ(for_terminal(std::string("a\0b", 3)), "a?b");
}

TEST(Terminal, JsonStaysTheSameJson) {
  EXPECT_EQ(json_for_terminal("{\"a\": \"x\x7f\xc2\x9b\xe2\x80\xae\xc3\xb1\"}\n"),
            "{\"a\": \"x\\u007f\\u009b\\u202eñ\"}\n");
}

}  // namespace
}  // namespace greisen
