// SPDX-License-Identifier: Apache-2.0
#include "base/plain_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <system_error>
#include <unistd.h>

#include <linux/magic.h>

#include "base/error.hpp"

namespace greisen {
namespace {

bool made_up(const struct statfs& system) {
  static constexpr std::array<long, 9> kMadeUp = {PROC_SUPER_MAGIC,    SYSFS_MAGIC,      DEBUGFS_MAGIC,
                                                  TRACEFS_MAGIC,       SECURITYFS_MAGIC, CGROUP_SUPER_MAGIC,
                                                  CGROUP2_SUPER_MAGIC, BPF_FS_MAGIC,     PSTOREFS_MAGIC};
  return std::ranges::find(kMadeUp, static_cast<long>(system.f_type)) != kMadeUp.end();
}

}  // namespace

bool is_no_plain_file(const std::string& path) {
  struct stat found = {};
  if (stat(path.c_str(), &found) != 0 || S_ISDIR(found.st_mode)) return false;
  struct statfs system = {};
  return !S_ISREG(found.st_mode) || (statfs(path.c_str(), &system) == 0 && made_up(system));
}

void need_plain_file(const std::string& path) {
  if (!is_no_plain_file(path)) return;
  throw Error(
      {"E3001", std::string("the file is not read: ") + kNoPlainFile, {path, 0, 0, {}}, "name a file on a disk"});
}

int open_plain_file(const std::string& path, std::string& why) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);  // a pipe opens at once
  if (file < 0) {
    // a socket, a device that is not there
    why = errno == ENXIO || errno == ENODEV ? kNoPlainFile : std::generic_category().message(errno);
    return -1;
  }
  struct stat found = {};
  struct statfs system = {};
  const bool plain = fstat(file, &found) == 0 && (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode)) &&
                     !(S_ISREG(found.st_mode) && fstatfs(file, &system) == 0 && made_up(system));
  if (plain) return file;
  close(file);
  why = kNoPlainFile;
  return -1;
}

}  // namespace greisen
