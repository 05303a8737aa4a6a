// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program under test: counts its calls of the C library by kind and fails one of them, or all from
// one on. Not part of the program.
//   GREISEN_FAULT=KIND:N[+]:ERRNO   the N-th call (and with + each after it) fails so; SHORT writes half of the bytes
//   GREISEN_FAULT_COUNT=FILE        a line KIND COUNT each when the process ends
//   GREISEN_FAULT_TOLD=1            says on stderr from where the call came
//   GREISEN_CLOCK_SECONDS=N         the clock of the day goes by so much (the steady one does not)
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <dlfcn.h>
#include <execinfo.h>

namespace {

enum class Kind : std::size_t { open, read, write, sync, rename, mkdir, remove, truncate, close, alloc };
constexpr std::array<std::string_view, 10> kKinds = {"open",  "read",   "write",    "sync",  "rename",
                                                     "mkdir", "remove", "truncate", "close", "alloc"};
constexpr std::size_t kLargeBytes = 16384;  // smaller ones are the libraries' own, which end the process themselves
constexpr int kShort = -1;

std::array<std::atomic<long>, kKinds.size()> counts;

struct Fault {
  std::size_t kind = kKinds.size();
  long number = 0;
  bool lasting = false;
  int error = 0;
};

/// Read with nothing that could allocate: malloc asks for it too.
Fault asked_for() {
  Fault fault;
  const char* const text = std::getenv("GREISEN_FAULT");
  if (text == nullptr) return fault;
  const std::string_view all = text;
  const std::size_t first = all.find(':');
  const std::size_t second = all.find(':', first + 1);
  if (second == std::string_view::npos) return fault;
  for (std::size_t kind = 0; kind < kKinds.size(); ++kind)
    if (kKinds[kind] == all.substr(0, first)) fault.kind = kind;
  const auto [end, failed] = std::from_chars(text + first + 1, text + second, fault.number);
  fault.lasting = *end == '+';
  if (all.substr(second + 1) == "SHORT")
    fault.error = kShort;
  else
    std::from_chars(text + second + 1, text + all.size(), fault.error);
  return fault;
}

const Fault& fault() {
  static const Fault one = asked_for();
  return one;
}

/// Is this call the one to fail? Sets errno then; kShort where it is to be cut.
int fails(Kind kind) {
  const auto at = static_cast<std::size_t>(kind);
  const long number = ++counts[at];
  const Fault& asked = fault();
  if (asked.kind != at || number < asked.number || (number > asked.number && !asked.lasting)) return 0;
  if (std::getenv("GREISEN_FAULT_TOLD") != nullptr) {
    std::array<void*, 24> frames{};
    backtrace_symbols_fd(frames.data(), backtrace(frames.data(), static_cast<int>(frames.size())), STDERR_FILENO);
  }
  errno = asked.error == kShort ? EIO : asked.error;
  return asked.error;
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

long clock_seconds() {
  static const long seconds = [] {
    const char* const text = std::getenv("GREISEN_CLOCK_SECONDS");
    long value = 0;
    if (text != nullptr) std::from_chars(text, text + std::strlen(text), value);
    return value;
  }();
  return seconds;
}

struct Report {
  ~Report() {
    const char* const name = std::getenv("GREISEN_FAULT_COUNT");
    if (name == nullptr) return;
    const int file = next<int(const char*, int, ...)>("open")(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
      std::array<char, 64> line{};
      char* at = line.data() + kKinds[kind].copy(line.data(), kKinds[kind].size());
      *at++ = ' ';
      at = std::to_chars(at, line.data() + line.size() - 1, counts[kind].load()).ptr;
      *at++ = '\n';
      next<ssize_t(int, const void*, std::size_t)>("write")(file, line.data(),
                                                            static_cast<std::size_t>(at - line.data()));
    }
    ::close(file);
  }
} report;

/// The mode of an open that may create.
mode_t mode_of(int flags, std::va_list list) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(list, unsigned)) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list list;
  va_start(list, flags);
  const mode_t mode = mode_of(flags, list);
  va_end(list);
  static const auto real = next<int(const char*, int, ...)>("open");
  return fails(Kind::open) != 0 ? -1 : real(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  std::va_list list;
  va_start(list, flags);
  const mode_t mode = mode_of(flags, list);
  va_end(list);
  static const auto real = next<int(const char*, int, ...)>("open64");
  return fails(Kind::open) != 0 ? -1 : real(path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  std::va_list list;
  va_start(list, flags);
  const mode_t mode = mode_of(flags, list);
  va_end(list);
  static const auto real = next<int(int, const char*, int, ...)>("openat");
  return fails(Kind::open) != 0 ? -1 : real(folder, path, flags, mode);
}
FILE* fopen(const char* path, const char* mode) {
  static const auto real = next<FILE*(const char*, const char*)>("fopen");
  return fails(Kind::open) != 0 ? nullptr : real(path, mode);
}
FILE* fopen64(const char* path, const char* mode) {
  static const auto real = next<FILE*(const char*, const char*)>("fopen64");
  return fails(Kind::open) != 0 ? nullptr : real(path, mode);
}

ssize_t read(int file, void* bytes, std::size_t count) {
  static const auto real = next<ssize_t(int, void*, std::size_t)>("read");
  const int fault = fails(Kind::read);
  return fault == 0 ? real(file, bytes, count) : fault == kShort ? real(file, bytes, (count + 1) / 2) : -1;
}
ssize_t pread(int file, void* bytes, std::size_t count, off_t at) {
  static const auto real = next<ssize_t(int, void*, std::size_t, off_t)>("pread");
  return fails(Kind::read) != 0 ? -1 : real(file, bytes, count, at);
}
ssize_t pread64(int file, void* bytes, std::size_t count, off64_t at) {
  static const auto real = next<ssize_t(int, void*, std::size_t, off64_t)>("pread64");
  return fails(Kind::read) != 0 ? -1 : real(file, bytes, count, at);
}
std::size_t fread(void* bytes, std::size_t size, std::size_t count, FILE* file) {
  static const auto real = next<std::size_t(void*, std::size_t, std::size_t, FILE*)>("fread");
  return fails(Kind::read) != 0 ? 0 : real(bytes, size, count, file);
}

ssize_t write(int file, const void* bytes, std::size_t count) {
  static const auto real = next<ssize_t(int, const void*, std::size_t)>("write");
  const int fault = fails(Kind::write);
  return fault == 0 ? real(file, bytes, count) : fault == kShort ? real(file, bytes, (count + 1) / 2) : -1;
}
ssize_t pwrite(int file, const void* bytes, std::size_t count, off_t at) {
  static const auto real = next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
  const int fault = fails(Kind::write);
  return fault == 0 ? real(file, bytes, count, at) : fault == kShort ? real(file, bytes, (count + 1) / 2, at) : -1;
}
ssize_t pwrite64(int file, const void* bytes, std::size_t count, off64_t at) {
  static const auto real = next<ssize_t(int, const void*, std::size_t, off64_t)>("pwrite64");
  const int fault = fails(Kind::write);
  return fault == 0 ? real(file, bytes, count, at) : fault == kShort ? real(file, bytes, (count + 1) / 2, at) : -1;
}
ssize_t writev(int file, const struct iovec* parts, int count) {
  static const auto real = next<ssize_t(int, const struct iovec*, int)>("writev");
  const int fault = fails(Kind::write);
  return fault == 0 ? real(file, parts, count) : fault == kShort ? real(file, parts, (count + 1) / 2) : -1;
}
std::size_t fwrite(const void* bytes, std::size_t size, std::size_t count, FILE* file) {
  static const auto real = next<std::size_t(const void*, std::size_t, std::size_t, FILE*)>("fwrite");
  const int fault = fails(Kind::write);
  return fault == 0 ? real(bytes, size, count, file) : fault == kShort ? real(bytes, size, count / 2, file) : 0;
}
int fflush(FILE* file) {
  static const auto real = next<int(FILE*)>("fflush");
  return fails(Kind::write) != 0 ? EOF : real(file);
}

int fsync(int file) {
  static const auto real = next<int(int)>("fsync");
  return fails(Kind::sync) != 0 ? -1 : real(file);
}
int fdatasync(int file) {
  static const auto real = next<int(int)>("fdatasync");
  return fails(Kind::sync) != 0 ? -1 : real(file);
}
int rename(const char* from, const char* to) noexcept {
  static const auto real = next<int(const char*, const char*)>("rename");
  return fails(Kind::rename) != 0 ? -1 : real(from, to);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  static const auto real = next<int(int, const char*, int, const char*)>("renameat");
  return fails(Kind::rename) != 0 ? -1 : real(from_folder, from, to_folder, to);
}
int mkdir(const char* path, mode_t mode) noexcept {
  static const auto real = next<int(const char*, mode_t)>("mkdir");
  return fails(Kind::mkdir) != 0 ? -1 : real(path, mode);
}
int unlink(const char* path) noexcept {
  static const auto real = next<int(const char*)>("unlink");
  return fails(Kind::remove) != 0 ? -1 : real(path);
}
int remove(const char* path) noexcept {
  static const auto real = next<int(const char*)>("remove");
  return fails(Kind::remove) != 0 ? -1 : real(path);
}
int rmdir(const char* path) noexcept {
  static const auto real = next<int(const char*)>("rmdir");
  return fails(Kind::remove) != 0 ? -1 : real(path);
}
int ftruncate(int file, off_t size) noexcept {
  static const auto real = next<int(int, off_t)>("ftruncate");
  return fails(Kind::truncate) != 0 ? -1 : real(file, size);
}
int ftruncate64(int file, off64_t size) noexcept {
  static const auto real = next<int(int, off64_t)>("ftruncate64");
  return fails(Kind::truncate) != 0 ? -1 : real(file, size);
}
int close(int file) {
  static const auto real = next<int(int)>("close");
  const int fault = fails(Kind::close);
  const int done = real(file);
  if (fault != 0) errno = EIO;
  return fault != 0 ? -1 : done;
}
int fclose(FILE* file) {
  static const auto real = next<int(FILE*)>("fclose");
  const int fault = fails(Kind::close);
  const int done = real(file);
  if (fault != 0) errno = EIO;
  return fault != 0 ? EOF : done;
}

void* __libc_malloc(std::size_t size);                     // NOLINT(bugprone-reserved-identifier): glibc's own
void* __libc_calloc(std::size_t count, std::size_t size);  // NOLINT(bugprone-reserved-identifier)
void* malloc(std::size_t size) noexcept {
  return size >= kLargeBytes && fails(Kind::alloc) != 0 ? nullptr : __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) noexcept {
  return count * size >= kLargeBytes && fails(Kind::alloc) != 0 ? nullptr : __libc_calloc(count, size);
}
void* mmap(void* at, std::size_t size, int protection, int flags, int file, off_t offset) noexcept {
  if (file < 0 && size >= kLargeBytes && fails(Kind::alloc) != 0) return MAP_FAILED;
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the call of the system gives a number
  return reinterpret_cast<void*>(::syscall(SYS_mmap, at, size, protection, flags, file, offset));
}

int clock_gettime(clockid_t clock, struct timespec* time) noexcept {
  static const auto real = next<int(clockid_t, struct timespec*)>("clock_gettime");
  const int done = real(clock, time);
  if (done == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += clock_seconds();
  return done;
}
time_t time(time_t* into) noexcept {
  struct timespec now {};
  clock_gettime(CLOCK_REALTIME, &now);
  if (into != nullptr) *into = now.tv_sec;
  return now.tv_sec;
}
int gettimeofday(struct timeval* into, void* /*zone*/) noexcept {
  struct timespec now {};
  clock_gettime(CLOCK_REALTIME, &now);
  into->tv_sec = now.tv_sec;
  into->tv_usec = now.tv_nsec / 1000;
  return 0;
}

}  // extern "C"
