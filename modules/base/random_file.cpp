// SPDX-License-Identifier: Apache-2.0
#include "base/random_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"

namespace greisen {
namespace {

[[noreturn]] void fail(const char* what, const std::string& path) {
  const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  throw Error({full ? "E7001" : "E7002",
               std::string(what) + ": " + std::generic_category().message(errno),
               {path},
               full ? "free some disk or give another output folder; what is done is kept and 'greisen run' goes on"
                    : "see to the disk and run again; what is done is kept"});
}

int flags_of(RandomFile::Mode mode) {
  switch (mode) {
    case RandomFile::Mode::keep:
      return O_RDWR | O_CREAT;
    case RandomFile::Mode::empty:
      return O_RDWR | O_CREAT | O_TRUNC;
    case RandomFile::Mode::read:
      return O_RDONLY | O_NONBLOCK;  // a pipe opens at once, and has no bytes
  }
  return O_RDONLY;
}

}  // namespace

RandomFile::RandomFile(std::string path, Mode mode)
    : path_(std::move(path)), file_(::open(path_.c_str(), flags_of(mode) | O_CLOEXEC | O_NOFOLLOW, 0666)) {
  if (file_ < 0) fail("cannot open a file of the run", path_);
}

RandomFile::RandomFile(RandomFile&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

RandomFile::~RandomFile() {
  if (file_ >= 0) ::close(file_);
}

void RandomFile::write(std::span<const std::byte> bytes, std::uint64_t at) {
  while (!bytes.empty()) {
    const ssize_t done = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) fail("cannot write", path_);
    bytes = bytes.subspan(static_cast<std::size_t>(done));
    at += static_cast<std::uint64_t>(done);
  }
}

void RandomFile::read(std::span<std::byte> into, std::uint64_t at) const {
  while (!into.empty()) {
    const ssize_t done = ::pread(file_, into.data(), into.size(), static_cast<off_t>(at));
    if (done < 0 && errno == EINTR) continue;
    if (done == 0) errno = EIO;
    if (done <= 0) fail("cannot read", path_);
    into = into.subspan(static_cast<std::size_t>(done));
    at += static_cast<std::uint64_t>(done);
  }
}

std::uint64_t RandomFile::size() const {
  struct stat facts = {};
  if (::fstat(file_, &facts) != 0) fail("cannot read", path_);
  return static_cast<std::uint64_t>(facts.st_size);
}

void RandomFile::resize(std::uint64_t bytes) {
  if (::ftruncate(file_, static_cast<off_t>(bytes)) != 0) fail("cannot write", path_);
}

void RandomFile::release(std::uint64_t at, std::uint64_t bytes) const {
  // advice: where it is not taken, nothing is lost
  static_cast<void>(::posix_fadvise(file_, static_cast<off_t>(at), static_cast<off_t>(bytes), POSIX_FADV_DONTNEED));
}

void RandomFile::sync() const {
  if (::fdatasync(file_) != 0) fail("cannot flush to disk", path_);
}

}  // namespace greisen
