// SPDX-License-Identifier: Apache-2.0
#include "geo/write/tiff_chain.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

#include <cpl_vsi.h>

#include "geo/gdal/vsi_handles.hpp"

namespace greisen::geo {
namespace {

/// TIFF 6.0 (1992), section 2, and BigTIFF.
class Chain {
 public:
  explicit Chain(const std::string& path) : file_(VSIFOpenL(path.c_str(), "rb")) {
    const std::string head = bytes(0, 8);
    motorola_ = head.starts_with("MM");
    const std::uint64_t kind = head.starts_with("II") || motorola_ ? number(2, 2) : 0;
    big_ = kind == kBig;
    at_ = big_ ? number(8, 8) : kind == kClassic ? number(4, 4) : 0;
  }
  [[nodiscard]] bool at_one() const { return at_ != 0; }
  void go_on() {
    const std::uint64_t entries = number(at_, big_ ? 8 : 2);
    if (entries > kMostEntries) {
      at_ = 0;  // as libtiff: this is none
      return;
    }
    at_ = number(at_ + (big_ ? 8 + 20 * entries : 2 + 12 * entries), big_ ? 8 : 4);
  }

 private:
  static constexpr std::uint64_t kClassic = 42;
  static constexpr std::uint64_t kBig = 43;
  static constexpr std::uint64_t kMostEntries = 65'535;

  std::string bytes(std::uint64_t at, std::size_t count) {
    std::string read(count, '\0');
    const bool whole =
        file_ && VSIFSeekL(file_.get(), at, SEEK_SET) == 0 && VSIFReadL(read.data(), 1, count, file_.get()) == count;
    return whole ? read : std::string();
  }
  /// 0 beyond the end.
  std::uint64_t number(std::uint64_t at, std::size_t count) {
    const std::string read = bytes(at, count);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < read.size(); ++i)
      value = value << 8U | static_cast<std::uint8_t>(read[motorola_ ? i : read.size() - 1 - i]);
    return value;
  }

  std::unique_ptr<VSILFILE, CloseFile> file_;
  bool motorola_ = false;
  bool big_ = false;
  std::uint64_t at_ = 0;
};

}  // namespace

int directories_of_tiff(const std::string& path, int most) {
  int count = 0;
  for (Chain chain(path); chain.at_one() && count <= most; chain.go_on()) ++count;
  return count;
}

}  // namespace greisen::geo
