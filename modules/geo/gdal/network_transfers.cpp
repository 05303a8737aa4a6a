// SPDX-License-Identifier: Apache-2.0
// GDAL, and netCDF under it, reach the network through libcurl alone, and neither offers a word on redirects. The two
// functions through which every transfer begins are therefore taken over: this program's are found before libcurl's,
// as the dynamic linker looks into the program first. They add to a transfer what libcurl itself offers: a question
// before each name is looked up, each socket is opened and each request is sent.
#include <cstddef>
#include <string>
#include <sys/socket.h>

#include <cpl_error.h>
#include <curl/curl.h>
#include <dlfcn.h>

#include "base/process/interrupt.hpp"
#include "base/secrets.hpp"
#include "geo/gdal/network.hpp"

// libcurl checks the types of these calls by macros that only work on calls by name
#undef curl_easy_setopt
#undef curl_easy_getinfo

namespace greisen::geo {
namespace {

// A host that gives less than this in its first quarter of a minute, and on, is as good as silent.
constexpr curl_off_t kPatience_s = 15;
constexpr curl_off_t kLeastBytesASecond = 300;

struct Libcurl {
  decltype(&::curl_easy_setopt) set = nullptr;
  decltype(&::curl_easy_getinfo) get = nullptr;
  decltype(&::curl_easy_perform) perform = nullptr;
  decltype(&::curl_multi_add_handle) add = nullptr;
};

template <typename Function>
void find(Function& function, const char* name) {
  function = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));  // NOLINT: what dlsym is for
}

const Libcurl& libcurl() {
  static const Libcurl one = [] {
    Libcurl found;
    find(found.set, "curl_easy_setopt");
    find(found.get, "curl_easy_getinfo");
    find(found.perform, "curl_easy_perform");
    find(found.add, "curl_multi_add_handle");
    return found;
  }();
  return one;
}

/// Where the transfer goes now, redirects included.
std::string address_of(CURL* transfer) {
  char* address = nullptr;
  libcurl().get(transfer, CURLINFO_EFFECTIVE_URL, &address);
  return address == nullptr ? "" : address;
}

std::string host_of(CURL* transfer) {
  const auto hosts = hosts_in(address_of(transfer));
  return hosts.empty() ? "" : hosts.front();
}

bool allowed(CURL* transfer) {
  const std::string address = address_of(transfer);
  if (!may_connect(address)) {
    CPLError(CE_Failure, CPLE_HttpResponse, "'%s' is on a host that nobody named: not asked",
             without_secrets(address).c_str());
    return false;
  }
  if (is_silent(host_of(transfer))) {
    CPLError(CE_Failure, CPLE_HttpResponse, "%s does not answer", host_of(transfer).c_str());
    return false;
  }
  return true;
}

int before_lookup(void* /*resolver*/, void* /*reserved*/, void* transfer) { return allowed(transfer) ? 0 : 1; }

curl_socket_t open_socket(void* transfer, curlsocktype /*purpose*/, curl_sockaddr* to) {
  if (!allowed(transfer)) return CURL_SOCKET_BAD;
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

int before_request(void* transfer, char* /*to*/, char* /*from*/, int /*to_port*/, int /*from_port*/) {
  return allowed(transfer) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

/// Called about once a second, whether something came or not.
int keep_watch(void* transfer, curl_off_t /*total*/, curl_off_t bytes, curl_off_t /*up_total*/, curl_off_t /*up*/) {
  if (interrupted()) return 1;
  curl_off_t passed_us = 0;
  libcurl().get(transfer, CURLINFO_TOTAL_TIME_T, &passed_us);
  const curl_off_t passed_s = passed_us / 1'000'000;
  if (passed_s < kPatience_s || bytes >= kLeastBytesASecond * passed_s) return 0;
  note_silence(host_of(transfer));
  CPLError(CE_Failure, CPLE_HttpResponse, "%s does not answer", host_of(transfer).c_str());
  return 1;
}

/// False where the transfer must not begin.
bool watched(CURL* transfer) {
  if (!allowed(transfer)) return false;
  const auto set = libcurl().set;
  set(transfer, CURLOPT_RESOLVER_START_FUNCTION, &before_lookup);
  set(transfer, CURLOPT_RESOLVER_START_DATA, transfer);
  set(transfer, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(transfer, CURLOPT_OPENSOCKETDATA, transfer);
  set(transfer, CURLOPT_PREREQFUNCTION, &before_request);
  set(transfer, CURLOPT_PREREQDATA, transfer);
  set(transfer, CURLOPT_XFERINFOFUNCTION, &keep_watch);
  set(transfer, CURLOPT_XFERINFODATA, transfer);
  set(transfer, CURLOPT_NOPROGRESS, 0L);
  set(transfer, CURLOPT_PROTOCOLS_STR, "http,https,ftp,ftps");
  set(transfer, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  return true;
}

}  // namespace

void watch_transfers() { static_cast<void>(libcurl()); }

bool transfers_are_watched() {
  return ::dlsym(RTLD_DEFAULT, "curl_multi_add_handle") == reinterpret_cast<void*>(&::curl_multi_add_handle) &&
         libcurl().add != nullptr;
}

}  // namespace greisen::geo

extern "C" {

__attribute__((visibility("default"))) CURLcode curl_easy_perform(CURL* transfer) {
  using namespace greisen::geo;
  return watched(transfer) ? libcurl().perform(transfer) : CURLE_COULDNT_CONNECT;
}

__attribute__((visibility("default"))) CURLMcode curl_multi_add_handle(CURLM* several, CURL* transfer) {
  using namespace greisen::geo;
  return watched(transfer) ? libcurl().add(several, transfer) : CURLM_BAD_EASY_HANDLE;
}

}  // extern "C"
