// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <cpl_vsi.h>

namespace greisen::fuzz {

/// A text as a file that GDAL's file system shows while this lives.
class MemoryFile {
 public:
  MemoryFile(const std::string& name, std::string_view text) : path_("/vsimem/fuzz/" + name), text_(text) {
    VSIFCloseL(VSIFileFromMemBuffer(path_.c_str(), reinterpret_cast<GByte*>(text_.data()), text_.size(), FALSE));
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { VSIUnlink(path_.c_str()); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::string text_;
};

}  // namespace greisen::fuzz
