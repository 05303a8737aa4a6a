// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace greisen {

/// The name of a PartFolder: this, and so many letters.
inline constexpr std::string_view kPartBegin = ".greisen-part-";
inline constexpr std::size_t kPartLetters = 6;

/// A private folder (0700, a name nobody can foresee, made anew) for what is not whole yet; gone with the object, with
/// all in it. It is locked as long as its process lives, so that what a killed one left is known and taken away by the
/// next that makes one in the same parent. E7001 no room, E7002 any other failure.
class PartFolder {
 public:
  explicit PartFolder(const std::string& parent);
  ~PartFolder();
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  bool make(const std::string& parent);
  std::string path_;
  int lock_ = -1;
  pid_t owner_ = 0;  ///< a child that was forked off takes nothing away
};

/// A file until it is whole: made under its own name in a PartFolder beside its place, with whatever else its writer
/// leaves there.
class PartFile {
 public:
  explicit PartFile(std::string path);
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Renames it to its place; what stood there is replaced, a link too, never what a link leads to. E7001, E7002.
  void publish() const;

 private:
  std::string path_;
  PartFolder folder_;
  std::string name_;
};

/// Removes the PartFolders that killed processes of this user left in a folder: those that are marked as ours and that
/// nobody holds. Whatever cannot be removed stays.
void sweep_parts(const std::string& folder);

}  // namespace greisen
