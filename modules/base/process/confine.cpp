// SPDX-License-Identifier: Apache-2.0
#include "base/process/confine.hpp"

#if __has_include(<linux/landlock.h>)
#include <cstdint>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>
#endif

namespace greisen {

#if __has_include(<linux/landlock.h>)
namespace {

/// All that the first version of Landlock knows; what is handled and not allowed is forbidden.
constexpr std::uint64_t kAll = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;

void allow_reading(int rules, const std::string& place) {
  const int number = ::open(place.c_str(), O_PATH | O_CLOEXEC);
  if (number < 0) return;
  struct stat facts = {};
  landlock_path_beneath_attr below = {};
  below.parent_fd = number;
  below.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
  if (::fstat(number, &facts) == 0 && S_ISDIR(facts.st_mode)) below.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
  ::close(number);
}

}  // namespace

bool confine_to(const std::vector<std::string>& places) {
  landlock_ruleset_attr handled = {};
  handled.handled_access_fs = kAll;
  const long rules = ::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
  if (rules < 0) return false;
  for (const std::string& place : places) allow_reading(static_cast<int>(rules), place);
  const bool done =
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(static_cast<int>(rules));
  return done;
}
#else
bool confine_to(const std::vector<std::string>& /*places*/) { return false; }
#endif

}  // namespace greisen
