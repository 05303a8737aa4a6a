// SPDX-License-Identifier: Apache-2.0
// The one switch for the network, held against servers that count who comes.
#include "geo/gdal/network.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <cpl_http.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/vsi.hpp"
#include "support/listener.hpp"

namespace greisen::geo {
namespace {

using Hosts = std::vector<std::string>;
using test::Listener;

/// Asks by the two ways in which GDAL does.
void ask(const std::string& url) {
  const GdalFailures quiet;
  static_cast<void>(is_file("/vsicurl/" + url + "/a.tif"));
  CPLHTTPDestroyResult(CPLHTTPFetch((url + "/b").c_str(), nullptr));
}

TEST(Network, HostsAreThoseThatEveryParserReads) {
  EXPECT_EQ(hosts_in("https://Host.example./a"), Hosts{"host.example:443"});
  EXPECT_EQ(hosts_in("/vsizip//vsicurl/http://u:p@h:81/a.zip/b"), Hosts{"h:81"});
  EXPECT_EQ(hosts_in("/vsicurl?max_retry=3&url=https%3A%2F%2Fh%2Fa"), Hosts{"h:443"});
  EXPECT_EQ(hosts_in("/vsis3/bucket/key and s3://other/key"), (Hosts{"/vsis3/other", "/vsis3/bucket"}));
  EXPECT_EQ(hosts_in("http://[::1]:8080/a"), Hosts{"[::1]:8080"});
  for (const char* const odd :
       {"http://good\\@evil/", "http://good%00.evil/", "http://h:port/", "http://", "http://[::1/"})
    EXPECT_EQ(hosts_in(odd).front(), "") << odd;
  EXPECT_TRUE(hosts_in("/a/b.tif").empty());
}

TEST(Network, AddressesAreReadInRanges) {
  EXPECT_EQ(remote_path("https://h/a.tif"), "/vsicurl/https://h/a.tif");
  EXPECT_EQ(remote_path("s3://b/k"), "/vsis3/b/k");
  EXPECT_EQ(remote_path("a.tif"), "a.tif");
  EXPECT_EQ(remote_path("postgresql://h"), "postgresql://h");
}

TEST(Network, TransfersAreWatched) {
  const GdalSession session;
  EXPECT_TRUE(transfers_are_watched());
}

TEST(Network, NoHostIsAskedThatNobodyNamed) {
  const GdalSession session;
  const Listener unnamed;
  const Listener named;
  ask(unnamed.url());
  EXPECT_EQ(unnamed.connections(), 0);
  EXPECT_FALSE(may_reach("/vsicurl/" + unnamed.url() + "/a.tif"));
  EXPECT_THROW(need_reach("/vsicurl/" + unnamed.url() + "/a.tif"), Error);
  name_hosts("path: /vsicurl/" + named.url() + "/a.tif");
  EXPECT_TRUE(may_reach("/vsicurl/" + named.url() + "/b.tif"));
  EXPECT_FALSE(may_reach("/vsicurl?url=" + unnamed.url() + "/" + named.url())) << "all that a path names";
  ask(named.url());
  EXPECT_GE(named.connections(), 2);
  ask(unnamed.url());
  EXPECT_EQ(unnamed.connections(), 0);
}

TEST(Network, RedirectsToOtherHostsAreNotFollowed) {
  const GdalSession session;
  const Listener target;
  const Listener first("HTTP/1.1 302 Found\r\nLocation: " + target.url() +
                       "/x.tif\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  name_hosts(first.url());
  ask(first.url());
  EXPECT_GE(first.connections(), 2);
  EXPECT_EQ(target.connections(), 0);
  name_hosts(target.url());
  ask(first.url() + "/again");
  EXPECT_GE(target.connections(), 1) << "a host that the user named too";
}

TEST(Network, ServicesOfBucketsAreThoseOfTheBucketsNamed) {
  EXPECT_FALSE(may_connect("https://bucket.s3.amazonaws.com/key"));
  name_hosts("/vsis3/bucket/key");
  EXPECT_TRUE(may_connect("https://bucket.s3.amazonaws.com/key"));
  EXPECT_FALSE(may_connect("https://amazonaws.com.evil.example/key"));
  EXPECT_FALSE(may_connect("https://storage.googleapis.com/key"));
  EXPECT_TRUE(may_reach("/vsis3/bucket/other"));
  EXPECT_FALSE(may_reach("/vsis3/another/key"));
}

TEST(Network, ASilentHostIsNotAskedAgain) {
  EXPECT_FALSE(is_silent("silent.example:80"));
  note_silence("silent.example:80");
  EXPECT_TRUE(is_silent("silent.example:80"));
  name_hosts("http://silent.example/");
  try {
    need_reach("/vsicurl/http://silent.example/a.tif");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "E3051");
  }
}

}  // namespace
}  // namespace greisen::geo
