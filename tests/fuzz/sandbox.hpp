// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "fuzz/bundle.hpp"

namespace greisen::fuzz {

/// The files of a bundle in a folder of this process, in memory where the system has such a place, with a victim in
/// another folder beside it, which is the current one meanwhile. When it goes, the victim must be as it was, and
/// nothing else may lie there: whatever was read, nothing was written elsewhere.
class Sandbox {
 public:
  explicit Sandbox(std::string_view text) : Sandbox(parse_bundle(text)) {}
  explicit Sandbox(const Bundle& bundle);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  /// Where the files lie.
  [[nodiscard]] std::string folder() const { return (root_ / "in").string(); }
  /// What is to be opened: the first member, or the archive or top folder that it lies in.
  [[nodiscard]] std::string first() const { return first_.empty() ? std::string() : folder() + "/" + first_; }
  /// The files are those that were handed over, of the same sizes: inputs are never touched.
  void require_untouched() const;

 private:
  void write(const Bundle& bundle);
  /// Through what links there are.
  [[nodiscard]] bool leads_inside(const std::filesystem::path& path) const;
  [[nodiscard]] std::string listing() const;

  std::filesystem::path root_;
  std::filesystem::path before_;  ///< the current folder
  std::string first_;
  std::string listing_;
};

}  // namespace greisen::fuzz
