// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace greisen::geo {

// The one switch for the network. It is off: no host is reached but those that the user named himself, whatever files,
// redirects or drivers ask for. All that GDAL and its drivers send passes libcurl, and there (watch_transfers) every
// connection is held against this list; paths are refused before that, in words. For the whole process; any thread.

/// --network: everything may be reached.
void open_network();
bool network_is_open();

/// Something the user wrote (a word of the command line, a value of a survey, an address in a STAC item he named): the
/// hosts of all addresses in it, and the buckets of /vsis3/ and its kin, may be reached from now on.
void name_hosts(std::string_view text);

/// "host:port" of each address in a text, "/vsis3/bucket" of each bucket; "" for an address whose host is not written
/// plainly enough for all parsers to read it alike: it may never be reached.
std::vector<std::string> hosts_in(std::string_view text);

/// Is it local (input_files.hpp: is_remote), or are all its hosts named?
bool may_reach(const std::string& path);
/// E3031 where it may not be reached; E3051 where its host has just proved silent.
void need_reach(const std::string& path);

/// "https://…" as GDAL reads it in ranges, "/vsicurl/https://…"; s3://, gs://, az:// likewise; other paths unchanged.
std::string remote_path(const std::string& path);

/// For `doctor`: what may be reached.
std::string network_text();

/// Times after which a host that says nothing is given up; what the user set in the environment (GDAL_HTTP_…) stays.
void set_network_limits();
/// Holds every transfer of libcurl in this process against the list. Ends them when the program is interrupted.
void watch_transfers();
/// Are transfers watched: false where GDAL has a libcurl of its own inside it.
bool transfers_are_watched();

/// A host that took longer than it may to answer is not asked again for a minute.
void note_silence(const std::string& host);
bool is_silent(const std::string& host);
/// May libcurl connect to the host of this address? Knows the services behind /vsis3/ and its kin.
bool may_connect(std::string_view address);

}  // namespace greisen::geo
