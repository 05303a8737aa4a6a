// SPDX-License-Identifier: Apache-2.0
#include "base/secrets.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace greisen {
namespace {

TEST(Secrets, UsersAndQueriesLeaveAddresses) {
  EXPECT_EQ(without_secrets("https://host/a.tif"), "https://host/a.tif");
  EXPECT_EQ(without_secrets("https://host:8080/a.tif?sig=x&y"), "https://host:8080/a.tif?…");
  EXPECT_EQ(without_secrets("https://user:hunter2@host/a.tif"), "https://host/a.tif");
  EXPECT_EQ(without_secrets("https://user:p@ss@host/a@b.tif"), "https://host/a@b.tif");
  EXPECT_EQ(without_secrets("https://user:a?b@host"), "https://host") << "a password may hold what it may not";
  EXPECT_EQ(without_secrets("/vsizip//vsicurl/http://u:p@h/a.zip?t=1/b.tif"), "/vsizip//vsicurl/http://h/a.zip?…");
  EXPECT_EQ(without_secrets("/vsicurl?pc_url_signing=yes&url=https%3A%2F%2Fu%3Ap%40h"), "/vsicurl?…");
  EXPECT_EQ(without_secrets("PG:host=h password=hunter2 user=u"), "PG:host=h password=… user=u");
}

TEST(Secrets, LeaveAddressesThatAreNotWrittenAsTheyShould) {
  EXPECT_EQ(without_secrets("'/here/http:/user:hunter2@host/a.tif?sig=1' is not there"),
            "'/here/http:/host/a.tif?…' is not there")
      << "taken for a path of the disk, and made plain";
  EXPECT_EQ(without_secrets("https://user:pa/ss#w@host/a.tif"), "https://host/a.tif");
  EXPECT_EQ(without_secrets("https://user:pa/ss@host:8080/a@b.tif"), "https://b.tif") << "rather too much";
  EXPECT_EQ(without_secrets("https://host:8080/a@b.tif"), "https://host:8080/a@b.tif");
  EXPECT_EQ(without_secrets("https://[::1]/a@b.tif"), "https://[::1]/a@b.tif");
  EXPECT_EQ(without_secrets("https://host/a#access_token=x"), "https://host/a?…");
  EXPECT_EQ(without_secrets("http://www.opengis.net/def#x"), "http://www.opengis.net/def#x");
  EXPECT_EQ(without_secrets("file.cpp:/a, C:/user@b?c=d"), "file.cpp:/a, C:/user@b?c=d");
  for (const char* const text : {"http:/u:p@h/a", "https://u:p/w@h/a", "https://h/a#token=3"})
    EXPECT_TRUE(holds_secrets(text)) << text;
  for (const char* const text : {"C:/u@b", "https://h:80/a@b", "https://h/a#b"})
    EXPECT_FALSE(holds_secrets(text)) << text;
}

TEST(Secrets, WhatStandsAroundAnAddressStays) {
  EXPECT_EQ(without_secrets("'http://u:p@h/a?b' does not open: see http://h/c?d."),
            "'http://h/a?…' does not open: see http://h/c?…");
  EXPECT_EQ(without_secrets(R"({"href":"s3://b/k?v=1","x":"a?b"})"), R"({"href":"s3://b/k?…","x":"a?b"})");
  EXPECT_EQ(without_secrets("is it there? user@host ://a?b"), "is it there? user@host ://a?b");
}

TEST(Secrets, ToldTwiceIsToldOnce) {
  for (const char* const text : {"http://u:p@h/a?b c", "/vsicurl?url=x", "password=1 http://h?x"})
    EXPECT_EQ(without_secrets(without_secrets(text)), without_secrets(text));
}

TEST(Secrets, AreFoundWhereTheyOpenSomething) {
  for (const char* const text :
       {"a http://u@h/", "https://h/a?X-Amz-Signature=1", "https://h/a?st=1&sig=2", "\"https://h/a?token=3\""})
    EXPECT_TRUE(holds_secrets(text)) << text;
  for (const char* const text : {"https://h/a?page=2", "u@h", "https://h/a@b", "?sig=1", "https://h/a?…"})
    EXPECT_FALSE(holds_secrets(text)) << text;
}

TEST(Secrets, AreInNoErrorAndNoPrintableText) {
  const Error error(
      {"E3011", "no http://u:pw@h", {"http://u:pw@h/a?sig=1", 1, 2, "path: http://u:pw@h"}, "see s3://a?b"});
  EXPECT_EQ(std::string(error.what()).find("pw"), std::string::npos) << error.what();
  EXPECT_EQ(std::string(error.what()).find("sig"), std::string::npos) << error.what();
  EXPECT_EQ(printable("http://user:hunter2@host/", 16), "http://host/") << "before it is cut";
}

}  // namespace
}  // namespace greisen
