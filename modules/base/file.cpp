// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <system_error>
#include <unistd.h>

#include "base/error.hpp"
#include "base/part.hpp"
#include "base/plain_file.hpp"
#include "base/text.hpp"

namespace greisen {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScratchMark = ".greisen-scratch";

std::string reason(int number) { return std::generic_category().message(number); }

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {}
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return number_; }
  bool close() {
    const int number = number_;
    number_ = -1;
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

enum class Flush { no, yes };

// Makes a file that must not be there. 0 or the errno of what failed.
int write_new(const std::string& path, std::string_view text, Flush flush) {
  errno = 0;
  Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
  if (file.number() < 0 || !write_all(file.number(), text) || (flush == Flush::yes && ::fsync(file.number()) != 0) ||
      !file.close()) {
    return errno == 0 ? EIO : errno;
  }
  return 0;
}

// An address would become folders of that name, its password among them.
void need_place_on_disk(const std::string& path) {
  if (!path.starts_with("/vsi") && path.find("://") == std::string::npos) return;
  throw Error({"E2005",
               "'" + printable(path, 400) + "' is no place on a disk: results are written to files of this machine",
               {},
               "give a folder or a file of this machine, and copy it from there"});
}

// Best effort: some file systems cannot sync a folder, and the file itself is safe by now.
void sync_folder(const fs::path& folder) {
  const Descriptor handle(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
  if (handle.number() >= 0) {
    static_cast<void>(::fsync(handle.number()));
  }
}

}  // namespace

std::string read_text_file(const std::string& path, std::size_t limit_bytes) {
  std::string why;
  const Descriptor file(open_plain_file(path, why));
  if (file.number() < 0) {
    throw Error(
        {"E3001", "cannot open the file: " + why, {path, 0, 0, {}}, "check the path and your rights to read it"});
  }
  std::string text;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t got = ::read(file.number(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      throw Error(
          {"E3003", "cannot read the file: " + reason(errno), {path, 0, 0, {}}, "check that it is a file and whole"});
    }
    if (got == 0) {
      return text;
    }
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (text.size() > limit_bytes) {
      throw Error({"E3002",
                   "the file is longer than " + human_size(limit_bytes) + ", the limit for its kind",
                   {path, 0, 0, {}},
                   "check that this is the file you meant"});
    }
  }
}

void throw_cannot_write(const std::string& path, int number) {
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  if (full) {
    throw Error({"E7001",
                 "no room to write the file: " + reason(number),
                 {path, 0, 0, {}},
                 "free some space or choose another folder, then run the same command again"});
  }
  throw Error({"E7002", "cannot write: " + reason(number), {path, 0, 0, {}}, "check the folder and your rights in it"});
}

void publish(const std::string& part, const std::string& path) {
  if (std::rename(part.c_str(), path.c_str()) != 0) {
    throw_cannot_write(path, errno);
  }
  sync_folder(fs::path(path).parent_path());
}

void write_file_atomically(const std::string& path, std::string_view text) {
  const PartFile part(path);
  if (const int failed = write_new(part.name(), text, Flush::yes); failed != 0) {
    throw_cannot_write(path, failed);
  }
  part.publish();
}

void write_file_unflushed(const std::string& path, std::string_view text) {
  const PartFile part(path);
  if (const int failed = write_new(part.name(), text, Flush::no); failed != 0) {
    throw_cannot_write(path, failed);
  }
  if (std::rename(part.name().c_str(), path.c_str()) != 0) {
    throw_cannot_write(path, errno);
  }
}

std::string settled_place(const std::string& path) {
  need_place_on_disk(path);
  std::error_code unknown;
  const fs::path place(path);
  const bool known = path.empty() || fs::exists(place, unknown) || fs::exists(place.parent_path(), unknown);
  return known ? path : place.lexically_normal().string();
}

void ensure_folder(const std::string& path) {
  if (path.empty()) {
    return;
  }
  need_place_on_disk(path);
  std::error_code failed;
  fs::create_directories(path, failed);
  if (failed) {
    throw_cannot_write(path, failed.value());
  }
  if (!fs::is_directory(path, failed)) {
    throw_cannot_write(path, ENOTDIR);
  }
}

int mark_scratch(const std::string& path) {
  const std::string mark = (fs::path(path) / kScratchMark).string();
  const int failed = write_new(mark, "made by greisen; may be deleted\n", Flush::no);
  return failed == EEXIST ? 0 : failed;
}

void make_scratch(const std::string& path) {
  ensure_folder(path);
  if (const int failed = mark_scratch(path); failed != 0) {
    throw_cannot_write(path, failed);
  }
}

void remove_scratch(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::symlink_status(path, failed);
  if (status.type() == fs::file_type::not_found) {
    return;
  }
  if (status.type() != fs::file_type::directory || !fs::exists(fs::path(path) / kScratchMark, failed)) {
    throw Error(
        {"E1012", "the folder was not made by this program and is not removed", {path, 0, 0, {}}, "remove it by hand"});
  }
  // the mark goes last, so that a removal cut short can be done again
  for (fs::directory_iterator entry(path, failed); !failed && entry != fs::directory_iterator();
       entry.increment(failed)) {
    if (entry->path().filename() != kScratchMark) {
      fs::remove_all(entry->path(), failed);
    }
    if (failed) {
      break;  // increment() would forget the reason
    }
  }
  if (!failed) {
    fs::remove_all(path, failed);
  }
  if (failed) {
    throw_cannot_write(path, failed.value());
  }
}

}  // namespace greisen
