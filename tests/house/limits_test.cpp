// SPDX-License-Identifier: Apache-2.0
// docs/limits.md says of each limit on what is read what the program says, and leaves none out.
#include <cctype>
#include <cmath>
#include <map>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "support/source_tree.hpp"

namespace greisen::test {
namespace {

constexpr const char* kPage = "docs/limits.md";

/// Constants of the same names that are no limits on what a user hands over: how much is told, drawn or held at once,
/// and what is physically possible. In the form of the page: `file` `name`.
const std::set<std::string> kOwn = {
    "base/process/interrupt.hpp kMost",
    "base/process/limits.cpp kMostFiles",
    "base/yaml/schema.cpp kMostProblems",
    "base/sealed_lines.cpp kLongest",
    "base/text.cpp kLongestWord",
    "base/text.cpp kMostSuggestions",
    "base/text_escape.cpp kLongestName",
    "base/yaml/yaml.cpp kLongestExcerpt",
    "base/yaml/yaml_parse.cpp kMaxColumnBytes",
    "catalogue/catalogue.cpp kMost",
    "geo/place/area.cpp kMaxDensified",
    "geo/place/area.cpp kMaxSplits",
    "geo/place/area_mask.cpp kMaxBucketEntries",
    "geo/place/area_mask.cpp kMaxBuckets",
    "geo/write/cog.cpp kMaxClassValue",
    "geo/write/cog_tiles.cpp kMostLevels",
    "geo/place/crs_transform.cpp kLargestBend",
    "geo/read/cube_driver.cpp kMaxBoxBytes",
    "geo/vectors/document_limits.cpp kLongestTag",
    "geo/vectors/drawing_size.cpp kLongestLine",
    "geo/vectors/dxf.cpp kLongestName",
    "geo/place/edge_crossings.hpp kMostEdgePairs",
    "geo/gdal/file_info.cpp kLargestNm",
    "geo/gdal/file_info.cpp kLargestUm",
    "geo/gdal/file_info.cpp kLongestValue",
    "geo/gdal/file_info.cpp kMostItems",
    "geo/gdal/gdal_failures.hpp kMaxKept",
    "geo/gdal/guarded_files.cpp kMostHelpers",
    "geo/gdal/guarded_files.cpp kMostOfFile",
    "geo/gdal/guarded_service.cpp kMost",
    "geo/gdal/guarded_service.cpp kMostItems",
    "geo/gdal/guarded_service.cpp kMostOpen",
    "geo/gdal/guarded_wire.cpp kMostBands",
    "geo/read/heights_facts.cpp kMostVoids",
    "geo/gdal/input_files.cpp kLongestText",
    "geo/place/near_path.cpp kMostFolderDepth",
    "geo/place/near_path.cpp kMostFolders",
    "geo/place/near_path.cpp kMostNamed",
    "geo/gdal/open_files.hpp kMost",
    "geo/gdal/open_files.hpp kMostOpen",
    "geo/read/pixel_sample.cpp kMostOfBlock",
    "geo/read/pixel_sample.cpp kMostPixels",
    "geo/read/pixel_sample.cpp kMostRounds",
    "geo/read/pixel_sample.cpp kMostSide",
    "geo/read/dn_to_value.cpp kMost",
    "geo/read/text_grid.cpp kLongestWord",
    "geo/write/raster_writer.cpp kMaxRows",
    "geo/write/tiff_chain.cpp kMostEntries",
    "geo/vectors/vector_layer.cpp kMostLon",
    "geo/read/warp_lattice.hpp kMaxBendPx",
    "geo/gdal/zip.cpp kMostComment",
    "scene/layouts/prisma.cpp kMostDn",
    "scene/layouts/radiometry.cpp kMaxOffset",
    "scene/layouts/loose/raster_radiometry.cpp kMostMedian",
    "scene/layouts/sentinel2_metadata.cpp kMaxBandId",
    "scene/layouts/sentinel2_metadata.cpp kMaxOffsetDn",
    "scene/layouts/sentinel2_metadata.cpp kMaxQuantification",
};

struct Row {
  std::size_t line = 0;
  std::string what;
  double limit = 0;
  std::vector<std::string> codes;
  std::string constant;  ///< "geo/gdal/vsi.hpp kMaxUnzipRatio"
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t from = 1, to = line.find('|', from); to != std::string::npos; to = line.find('|', from = to + 1))
    cells.emplace_back(trim(std::string_view(line).substr(from, to - from)));
  return cells;
}

/// "50 000 million", "8 MiB": blanks part thousands, and a unit follows.
double number_of(const std::string& cell) {
  static const std::map<std::string, double> units = {
      {"", 1}, {"million", 1e6}, {"KiB", 1024.0}, {"MiB", 1048576.0}, {"GiB", 1073741824.0}};
  std::string digits;
  std::size_t at = 0;
  for (; at < cell.size() && (std::isdigit(static_cast<unsigned char>(cell[at])) != 0 || cell[at] == ' '); ++at)
    if (cell[at] != ' ') digits += cell[at];
  const auto unit = units.find(cell.substr(at));
  return digits.empty() || unit == units.end() ? std::nan("") : parse_double(digits).value_or(0) * unit->second;
}

std::vector<Row> rows_of_page() {
  std::vector<Row> rows;
  const SourceFile page = read_source(kPage);
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const auto cells = cells_of(page.lines[i]);
    if (!page.lines[i].starts_with("|") || cells.empty() || cells[0] == "What" || cells[0].starts_with("---")) continue;
    EXPECT_EQ(cells.size(), 5U) << page.lines[i];
    if (cells.size() != 5) continue;
    Row row{i, cells[0], number_of(cells[1]), {}, ""};
    static const std::regex code("[EW][0-9]{4}");
    for (std::sregex_iterator at(cells[2].begin(), cells[2].end(), code), end; at != end; ++at)
      row.codes.push_back(at->str());
    for (const char c : cells[4]) row.constant += c == '`' ? "" : std::string(1, c);
    rows.push_back(row);
  }
  return rows;
}

/// What a constant's expression comes to: numbers of C++, + - * <<, braces and casts of types, other constants.
class Expression {
 public:
  Expression(std::string text, const std::map<std::string, std::string>& others)
      : text_(std::move(text)), others_(others) {}
  double value() {
    const double all = shifted();
    blanks();
    return at_ == text_.size() ? all : std::nan("");
  }

 private:
  void blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(std::string_view sign) {
    blanks();
    if (text_.compare(at_, sign.size(), sign) != 0) return false;
    at_ += sign.size();
    return true;
  }
  double shifted() {
    double left = product();
    while (take("<<")) left = std::ldexp(left, static_cast<int>(product()));
    return left;
  }
  double product() {
    double left = atom();
    while (take("*")) left *= atom();
    return left;
  }
  double atom() {
    blanks();
    std::string word;
    for (; at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  std::string_view("_:'.").find(text_[at_]) != std::string_view::npos);
         ++at_)
      if (text_[at_] != '\'') word += text_[at_];
    if (!word.empty() && std::isdigit(static_cast<unsigned char>(word.front())) != 0)
      return parse_double(word.substr(0, word.find_first_of("UL"))).value_or(0);
    if (const auto other = others_.find(word); other != others_.end())
      return Expression(other->second, others_).value();
    if (!take("{")) return std::nan("");
    const double inner = shifted();
    return take("}") ? inner : std::nan("");
  }

  std::string text_;
  const std::map<std::string, std::string>& others_;
  std::size_t at_ = 0;
};

/// "geo/gdal/vsi.hpp kMaxUnzipRatio" → "200" of every constant that is named as a limit.
std::map<std::string, std::string> limits_in_sources() {
  static const std::regex constant(
      R"(constexpr [^=;()]*\b(k(?:Most|Longest|Largest)[A-Za-z]*|k[A-Za-z]*Max[A-Za-z]*) = ([^;]+);)");
  std::map<std::string, std::string> found;
  for (const SourceFile& file : program_sources()) {
    const std::string path = file.path.starts_with("modules/") ? file.path.substr(8) : file.path;
    for (const std::string& line : file.lines)
      for (std::sregex_iterator at(line.begin(), line.end(), constant), end; at != end; ++at)
        found.emplace(path + " " + (*at)[1].str(), (*at)[2].str());
  }
  return found;
}

TEST(Limits, ThePageTellsTheNumbersOfTheProgram) {
  const auto limits = limits_in_sources();
  std::map<std::string, std::string> by_name;
  for (const auto& [constant, text] : limits) by_name.emplace(constant.substr(constant.find(' ') + 1), text);
  const auto rows = rows_of_page();
  ASSERT_GT(rows.size(), 60U);
  for (const Row& row : rows) {
    const auto constant = limits.find(row.constant);
    ASSERT_NE(constant, limits.end()) << kPage << ":" << row.line + 1 << ": no constant " << row.constant;
    EXPECT_EQ(row.limit, Expression(constant->second, by_name).value())
        << kPage << ":" << row.line + 1 << ": " << row.what << ", in the program " << constant->second;
  }
}

TEST(Limits, ThePageNamesCodesThatThereAre) {
  for (const Row& row : rows_of_page()) {
    EXPECT_FALSE(row.codes.empty()) << row.what << " has no code";
    for (const std::string& code : row.codes)
      EXPECT_NE(find_code(code), nullptr) << kPage << ":" << row.line + 1 << ": " << code;
  }
}

/// Of modules/targets upwards, how much is drawn and told is no limit on what is read: only rooms that parse are asked.
bool parses(const std::string& constant) {
  for (const char* const room : {"base/", "catalogue/", "geo/", "scene/layouts/"})
    if (constant.starts_with(room)) return true;
  return false;
}

TEST(Limits, ThePageLeavesNoneOut) {
  std::set<std::string> told;
  for (const Row& row : rows_of_page()) told.insert(row.constant);
  const auto limits = limits_in_sources();
  for (const auto& [constant, text] : limits)
    EXPECT_TRUE(!parses(constant) || told.contains(constant) || kOwn.contains(constant))
        << constant << " = " << text << " has no row in " << kPage;
  for (const std::string& constant : kOwn) EXPECT_TRUE(limits.contains(constant)) << constant << " is no more";
}

TEST(Limits, ExpressionsOfConstantsAreReadAsTheCompilerDoes) {
  const std::map<std::string, std::string> others = {{"kOne", "1'000"}};
  const auto value = [&](const char* text) { return Expression(text, others).value(); };
  EXPECT_EQ(value("std::uint64_t{128} << 20U"), 134217728.0);
  EXPECT_EQ(value("4 * kOne"), 4000.0);
  EXPECT_EQ(value("64 * 1024"), 65536.0);
  EXPECT_EQ(value("50'000'000'000"), 5e10);
  EXPECT_TRUE(std::isnan(value("some(3)")));
  EXPECT_EQ(number_of("50 000 million"), 5e10);
  EXPECT_EQ(number_of("8 MiB"), 8388608.0);
}

}  // namespace
}  // namespace greisen::test
