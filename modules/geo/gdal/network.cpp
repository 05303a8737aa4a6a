// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/network.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/input_files.hpp"

namespace greisen::geo {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kSilentFor{60};

/// A service of buckets: where its paths begin and which hosts are its own.
struct Cloud {
  std::string_view name;                 ///< of /vsi<name>/ and /vsi<name>_streaming/
  std::string_view scheme;               ///< "s3" of s3://
  std::array<const char*, 4> hosts;      ///< themselves, or with a dot before them what they end in
  std::array<const char*, 3> variables;  ///< of GDAL, that name another host
};

constexpr const char* kInstance = "169.254.169.254";  // tells a virtual machine who it is

constexpr std::array<Cloud, 6> kClouds = {{
    {"s3",
     "s3",
     {".amazonaws.com", ".amazonaws.com.cn", kInstance, "169.254.170.2"},
     {"AWS_S3_ENDPOINT", "CPL_AWS_EC2_API_ROOT_URL", "CPL_AWS_STS_ROOT_URL"}},
    {"gs",
     "gs",
     {".googleapis.com", "metadata.google.internal", "", ""},
     {"CPL_GS_ENDPOINT", "GO2A_AUD", "CPL_GCE_CREDENTIALS_URL"}},
    {"az",
     "az",
     {".core.windows.net", "login.microsoftonline.com", kInstance, ""},
     {"AZURE_STORAGE_CONNECTION_STRING", "AZURE_AUTHORITY_HOST", ""}},
    {"adls",
     "abfs",
     {".core.windows.net", "login.microsoftonline.com", kInstance, ""},
     {"AZURE_STORAGE_CONNECTION_STRING", "AZURE_AUTHORITY_HOST", ""}},
    {"oss", "oss", {".aliyuncs.com", "", "", ""}, {"OSS_ENDPOINT", "", ""}},
    {"swift", "swift", {"", "", "", ""}, {"SWIFT_AUTH_V1_URL", "SWIFT_STORAGE_URL", "OS_AUTH_URL"}},
}};

struct Switch {
  std::mutex guard;
  bool open = false;
  std::set<std::string> named;
  std::map<std::string, Clock::time_point> silent;
};

Switch& the_switch() {
  static Switch one;
  return one;
}

bool is_host_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
}

std::string default_port(std::string_view scheme) {
  if (scheme == "https") return "443";
  return scheme == "ftp" ? "21" : scheme == "ftps" ? "990" : "80";
}

/// "host:port" of "user@host:port", empty where it is not written plainly.
std::string plain_host(std::string_view authority, std::string_view scheme) {
  if (authority.find('\\') != std::string_view::npos) return "";  // an end for some parsers
  if (const std::size_t user = authority.rfind('@'); user != std::string_view::npos) authority.remove_prefix(user + 1);
  std::string_view port;
  const bool six = authority.starts_with('[');
  const std::size_t close = six ? authority.find(']') : 0;
  if (close == std::string_view::npos) return "";
  if (const std::size_t colon = authority.find(':', close); colon != std::string_view::npos) {
    port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  const std::string_view name = six ? authority.substr(1, authority.size() - 2) : authority;
  const auto plain = [&](char c) { return is_host_letter(c) || (six && c == ':'); };
  if (name.empty() || !std::ranges::all_of(name, plain)) return "";
  if (port.size() > 5 || !std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; })) return "";
  std::string host = lower(authority);
  while (host.ends_with('.')) host.pop_back();
  return host + ":" + (port.empty() ? default_port(scheme) : std::string(port));
}

std::string scheme_before(std::string_view text, std::size_t mark) {
  std::size_t begin = mark;
  while (begin > 0 && std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
  return lower(text.substr(begin, mark - begin));
}

std::string_view up_to(std::string_view text, std::string_view ends) {
  return text.substr(0, std::min(text.find_first_of(ends), text.size()));
}

std::string bucket_key(const Cloud& cloud, std::string_view rest) {
  const std::string_view bucket = up_to(rest, "/ '\"");
  return bucket.empty() ? "" : "/vsi" + std::string(cloud.name) + "/" + std::string(bucket);
}

void add_buckets(std::string_view text, std::vector<std::string>& hosts) {
  for (const Cloud& cloud : kClouds)
    for (const char* const form : {"/vsi{}/", "/vsi{}_streaming/"}) {
      const std::string prefix = fmt::format(fmt::runtime(form), cloud.name);
      for (std::size_t at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + 1))
        hosts.push_back(bucket_key(cloud, text.substr(at + prefix.size())));
    }
}

/// "/vsicurl?url=https%3A%2F%2Fhost%2F…&…" as plain text.
std::string with_plain_options(std::string_view text) {
  if (text.find("/vsicurl?") == std::string_view::npos && text.find("/vsicurl_streaming?") == std::string_view::npos)
    return std::string(text);
  char* const plain = CPLUnescapeString(std::string(text).c_str(), nullptr, CPLES_URL);
  std::string out = plain;
  CPLFree(plain);
  return out;
}

bool is_host_of(const Cloud& cloud, const std::string& host) {
  const std::string name = host.substr(0, host.rfind(':'));
  for (const std::string_view own : cloud.hosts)
    if (!own.empty() && (name == own || (own.starts_with('.') && name.ends_with(own)))) return true;
  for (const char* const variable : cloud.variables) {
    const std::string value = variable[0] == '\0' ? "" : CPLGetConfigOption(variable, "");
    if (!value.empty() && value.find(name) != std::string::npos) return true;
  }
  return false;
}

/// The same host by TLS: a redirect that many servers begin with.
std::string before_tls(const std::string& host) {
  return host.ends_with(":443") ? host.substr(0, host.size() - 3) + "80" : host;
}

}  // namespace

void open_network() {
  const std::lock_guard lock(the_switch().guard);
  the_switch().open = true;
}

bool network_is_open() {
  const std::lock_guard lock(the_switch().guard);
  return the_switch().open;
}

std::vector<std::string> hosts_in(std::string_view given) {
  const std::string text = with_plain_options(given);
  std::vector<std::string> hosts;
  for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at + 3)) {
    const std::string scheme = scheme_before(text, at);
    const std::string_view rest = std::string_view(text).substr(at + 3);
    const auto cloud = std::ranges::find(kClouds, std::string_view(scheme), &Cloud::scheme);
    hosts.push_back(cloud != kClouds.end() ? bucket_key(*cloud, rest) : plain_host(up_to(rest, "/?# '\"&}"), scheme));
  }
  add_buckets(text, hosts);
  return hosts;
}

void name_hosts(std::string_view text) {
  if (text.find("://") == std::string_view::npos && text.find("/vsi") == std::string_view::npos) return;
  const std::lock_guard lock(the_switch().guard);
  for (std::string& host : hosts_in(text))
    if (!host.empty()) the_switch().named.insert(std::move(host));
}

bool may_reach(const std::string& path) {
  if (!is_remote(path)) return true;
  const std::vector<std::string> hosts = hosts_in(path);
  const std::lock_guard lock(the_switch().guard);
  if (the_switch().open) return true;
  return !hosts.empty() &&
         std::ranges::all_of(hosts, [](const auto& host) { return the_switch().named.contains(host); });
}

void need_reach(const std::string& path) {
  if (!is_remote(path)) return;
  const std::vector<std::string> hosts = hosts_in(path);
  const std::string host = hosts.empty() || hosts.front().empty() ? "a host" : hosts.front();
  if (!may_reach(path))
    throw Error(
        {"E3031",
         "'" + printable(path, 400) + "' lies on the network, and nobody named " + printable(host),
         {path, 0, 0, {}},
         "name the file itself, on the command line or in the survey, or give --network; or download it first"});
  if (is_silent(host))
    throw Error({"E3051",
                 printable(host) + " does not answer",
                 {path, 0, 0, {}},
                 "try again later, or download the file with another program and name it on disk"});
}

std::string remote_path(const std::string& path) {
  const std::size_t mark = path.find("://");
  if (mark == std::string::npos) return path;
  const std::string scheme = lower(path.substr(0, mark));
  if (scheme == "http" || scheme == "https" || scheme == "ftp" || scheme == "ftps") return "/vsicurl/" + path;
  for (const Cloud& cloud : kClouds)
    if (scheme == cloud.scheme) return "/vsi" + std::string(cloud.name) + "/" + path.substr(mark + 3);
  return path;
}

std::string network_text() {
  const std::string watched = transfers_are_watched() ? "" : "; this GDAL has its own libcurl, redirects go unwatched";
  const std::lock_guard lock(the_switch().guard);
  if (the_switch().open) return "on for everything (--network)" + watched;
  return "off but for hosts that you name: an address, a STAC item by its name; --network opens it" + watched;
}

void set_network_limits() {
  constexpr std::array<std::pair<const char*, const char*>, 6> kLimits = {{{"GDAL_HTTP_CONNECTTIMEOUT", "20"},
                                                                           {"GDAL_HTTP_LOW_SPEED_TIME", "20"},
                                                                           {"GDAL_HTTP_LOW_SPEED_LIMIT", "500"},
                                                                           {"GDAL_HTTP_TIMEOUT", "300"},
                                                                           {"GDAL_HTTP_MAX_RETRY", "2"},
                                                                           {"GDAL_HTTP_RETRY_DELAY", "1"}}};
  for (const auto& [name, value] : kLimits)
    if (CPLGetConfigOption(name, nullptr) == nullptr) CPLSetConfigOption(name, value);
  // whatever the environment says: they print addresses and headers, passwords and signatures among them
  for (const char* const name : {"CPL_CURL_VERBOSE", "CPL_VSIL_SHOW_NETWORK_STATS", "CPL_VSIL_NETWORK_STATS_ENABLED"})
    CPLSetConfigOption(name, "NO");
}

void note_silence(const std::string& host) {
  const std::lock_guard lock(the_switch().guard);
  the_switch().silent[host] = Clock::now();
}

bool is_silent(const std::string& host) {
  const std::lock_guard lock(the_switch().guard);
  const auto found = the_switch().silent.find(host);
  return found != the_switch().silent.end() && Clock::now() - found->second < kSilentFor;
}

bool may_connect(std::string_view address) {
  const std::vector<std::string> hosts = hosts_in(address.substr(0, address.find_first_of("?#")));
  if (hosts.empty()) return false;
  const std::string& host = hosts.front();
  const std::lock_guard lock(the_switch().guard);
  const Switch& now = the_switch();
  if (now.open) return true;
  if (host.empty()) return false;
  if (now.named.contains(host) || now.named.contains(before_tls(host))) return true;
  return std::ranges::any_of(kClouds, [&](const Cloud& cloud) {
    const std::string begin = "/vsi" + std::string(cloud.name) + "/";
    const bool named = std::ranges::any_of(now.named, [&](const auto& one) { return one.starts_with(begin); });
    return named && is_host_of(cloud, host);
  });
}

}  // namespace greisen::geo
