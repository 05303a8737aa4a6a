// SPDX-License-Identifier: Apache-2.0
#include "geo/read/text_grid.hpp"

#include <array>
#include <cctype>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/file_state.hpp"
#include "base/process/interrupt.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi_handles.hpp"

namespace greisen::geo {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20U;
constexpr std::size_t kLongestWord = 200;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// As the two formats and the C library write numbers, and those that are missing.
bool is_number(std::string_view word) {
  if (word == "*") return true;
  if (word.front() == '-' || word.front() == '+') word.remove_prefix(1);
  if (word.find_first_not_of("0123456789.,eEdD+-") == std::string_view::npos) return !word.empty();
  const std::string plain = lower(word);
  return plain.starts_with("nan") || plain.starts_with("inf") || plain.starts_with("1.#") || plain == "null";
}

/// The words of a grid, one by one: first those of its head, in pairs, then its values.
class Words {
 public:
  explicit Words(std::int64_t wanted) : wanted_(wanted) {}

  void take(std::string_view word) {
    if (values_ == wanted_ || !wrong_.empty()) return;  // what stands behind them is not read
    if (word.size() > kLongestWord) wrong_ = word.substr(0, kLongestWord);
    if (values_ == 0 && heads(word)) return;
    if (!is_number(word)) wrong_ = word;
    ++values_;
  }
  [[nodiscard]] std::int64_t values() const { return values_; }
  [[nodiscard]] const std::string& wrong() const { return wrong_; }

 private:
  /// "ncols", "north:", "north:4600000", and what follows them.
  bool heads(std::string_view word) {
    if (word == ":") return true;
    if (value_follows_) {
      value_follows_ = false;
      return true;
    }
    if (!is_letter(word.front()) || is_number(word)) return false;
    const std::size_t colon = word.find(':');
    value_follows_ = colon == std::string_view::npos || colon + 1 == word.size();
    return true;
  }

  std::int64_t wanted_;
  std::int64_t values_ = 0;
  bool value_follows_ = false;
  std::string wrong_;
};

/// Until `wanted` values have come, or a word that is none.
Words words_of(const std::string& path, std::int64_t wanted) {
  Words words(wanted);
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(path.c_str(), "rb"));
  std::string piece(kPiece, '\0');
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.take(word);
    word.clear();
  };
  while (file && words.values() < wanted && words.wrong().empty() && !interrupted()) {
    const std::size_t got = VSIFReadL(piece.data(), 1, kPiece, file.get());
    for (const char c : std::string_view(piece).substr(0, got)) {
      if (std::isspace(static_cast<unsigned char>(c)) != 0)
        end_word();
      else if (word.size() <= kLongestWord)
        word += c;
    }
    if (got < kPiece) break;
  }
  end_word();
  return words;
}

/// What is wrong with it; empty: nothing.
std::string fault_of(const std::string& path, std::int64_t wanted) {
  const Words words = words_of(path, wanted);
  if (!words.wrong().empty())
    return fmt::format("'{}' stands among its values and is no number", printable(words.wrong(), 40));
  if (words.values() < wanted)
    return fmt::format("it ends after {} of the {} values that its head tells", words.values(), wanted);
  return "";
}

/// Of files on this machine remembered while they stay what they are.
std::string known_fault_of(const std::string& path, std::int64_t wanted) {
  static std::mutex guard;
  static std::map<std::string, std::string> known;
  const std::string state = path.starts_with("/vsi") ? path : path + " " + file_state(path);
  const std::lock_guard lock(guard);
  const auto [at, is_new] = known.try_emplace(state);
  if (is_new) at->second = fault_of(path, wanted);
  return at->second;
}

using OpenFunction = GDALDataset* (*)(GDALOpenInfo*);

constexpr std::array<const char*, 2> kTextGrids = {"AAIGrid", "GRASSASCIIGrid"};
std::array<OpenFunction, kTextGrids.size()> open_text_grid = {};

template <std::size_t Number>
GDALDataset* open_whole(GDALOpenInfo* info) {
  GDALDatasetUniquePtr grid(open_text_grid[Number](info));
  if (!grid) return nullptr;
  const std::int64_t cells = std::int64_t{grid->GetRasterXSize()} * grid->GetRasterYSize();
  const std::string fault = known_fault_of(info->pszFilename, cells);
  if (fault.empty()) return grid.release();
  CPLError(CE_Failure, CPLE_OpenFailed, "%s", fault.c_str());
  return nullptr;
}

constexpr std::array<OpenFunction, kTextGrids.size()> kWhole = {&open_whole<0>, &open_whole<1>};

}  // namespace

void guard_text_grids() {
  for (std::size_t i = 0; i < kTextGrids.size(); ++i) {
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(kTextGrids[i]);
    if (driver == nullptr || driver->pfnOpen == nullptr || driver->pfnOpen == kWhole[i]) continue;
    open_text_grid[i] = driver->pfnOpen;
    driver->pfnOpen = kWhole[i];
  }
}

}  // namespace greisen::geo
