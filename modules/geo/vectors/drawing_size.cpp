// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/drawing_size.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include <cpl_vsi.h>

#include "base/text.hpp"
#include "geo/gdal/vsi_handles.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kLongestLine = 4096;  ///< of those that are looked at; texts may be longer

/// A block that is drawn, in rows and columns.
struct Insertion {
  std::string block;
  double cols = 1;
  double rows = 1;
  bool arrayed = true;  ///< may tell columns and rows; a dimension's numbers are others
};
struct Block {
  double items = 0;
  std::vector<Insertion> insertions;
};

/// Pairs of lines, a number that tells what the value is and the value (AutoCAD's DXF reference, "Group codes").
class Drawing {
 public:
  void take(std::string_view code, std::string_view value) {
    if (code == "0") {
      begin(value);
    } else if (code == "2" && expected_ == Expected::section) {
      section_ = value;
      expected_ = Expected::nothing;
    } else if (code == "2" && expected_ == Expected::block) {
      block_ = &blocks_[std::string(value)];
      expected_ = Expected::nothing;
    } else if (expected_ == Expected::insertion) {
      Insertion& last = block_->insertions.back();
      if (code == "2") last.block = value;
      if (code == "70" && last.arrayed) last.cols = times(value);
      if (code == "71" && last.arrayed) last.rows = times(value);
    }
  }
  [[nodiscard]] double items() {
    std::set<std::string> within;
    return items_of("", within);
  }

 private:
  enum class Expected { nothing, section, block, insertion };

  static double times(std::string_view value) { return std::max(1.0, parse_double(value).value_or(1)); }

  void begin(std::string_view what) {
    expected_ = Expected::nothing;
    if (what == "SECTION") {
      expected_ = Expected::section;
      section_.clear();
    } else if (what == "BLOCK" && section_ == "BLOCKS") {
      expected_ = Expected::block;
    } else if (what == "ENDBLK" || what == "ENDSEC") {
      block_ = &blocks_[""];
      if (what == "ENDSEC") section_.clear();
    } else if (section_ == "BLOCKS" || section_ == "ENTITIES") {
      ++block_->items;
      if (what != "INSERT" && what != "DIMENSION") return;
      block_->insertions.push_back({.block = "", .arrayed = what == "INSERT"});
      expected_ = Expected::insertion;
    }
  }

  double items_of(const std::string& name, std::set<std::string>& within) {  // NOLINT(misc-no-recursion)
    if (const auto known = known_.find(name); known != known_.end()) return known->second;
    const auto block = blocks_.find(name);
    if (block == blocks_.end() || within.size() > kDeepest || !within.insert(name).second) return 0;
    double items = block->second.items;
    for (const Insertion& one : block->second.insertions)
      if (!one.block.empty()) items += one.cols * one.rows * items_of(one.block, within);
    within.erase(name);
    return known_[name] = items;
  }

  static constexpr std::size_t kDeepest = 1000;

  std::map<std::string, Block> blocks_;  ///< "": what lies in none
  std::map<std::string, double> known_;
  std::string section_;
  Expected expected_ = Expected::nothing;
  Block* block_ = &blocks_[""];
};

/// Lines of a file that comes piece by piece; of a long one its beginning.
template <class Take>
void each_line(const std::string& path, const Take& take) {
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(path.c_str(), "rb"));
  std::string piece(1U << 20U, '\0');
  std::string line;
  for (std::size_t got = piece.size(); file && got == piece.size();) {
    got = VSIFReadL(piece.data(), 1, piece.size(), file.get());
    for (const char c : std::string_view(piece).substr(0, got)) {
      if (c != '\n') {
        if (line.size() < kLongestLine) line += c;
        continue;
      }
      take(trim(line));
      line.clear();
    }
  }
  take(trim(line));
}

}  // namespace

double items_of_drawing(const std::string& path) {
  Drawing drawing;
  std::string code;
  bool is_code = true;
  each_line(path, [&](std::string_view line) {
    if (is_code)
      code = line;
    else
      drawing.take(code, line);
    is_code = !is_code;
  });
  return drawing.items();
}

}  // namespace greisen::geo
