// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace greisen {

/// A file of our own read and written at any place, from any thread; threads keep to places of their own.
/// Errors: E7001 no room, E7002 any other failure.
class RandomFile {
 public:
  enum class Mode { keep, empty, read };
  /// keep: opened, made if absent; empty: made anew; read: must be there.
  RandomFile(std::string path, Mode mode);
  ~RandomFile();
  RandomFile(RandomFile&& other) noexcept;
  RandomFile& operator=(RandomFile&&) = delete;

  void write(std::span<const std::byte> bytes, std::uint64_t at);
  /// E7002 where the file ends before.
  void read(std::span<std::byte> into, std::uint64_t at) const;
  [[nodiscard]] std::uint64_t size() const;
  void resize(std::uint64_t bytes);
  void sync() const;
  /// Lets the system take back the memory that holds these bytes of the file, once they are on disk; they stay
  /// readable.
  void release(std::uint64_t at, std::uint64_t bytes) const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace greisen
