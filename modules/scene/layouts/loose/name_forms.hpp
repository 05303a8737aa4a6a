// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace greisen::scene {

/// What digital numbers of a product mean, by its documentation: value = DN * scale + offset.
struct KnownScale {
  double scale = 1;
  double offset = 0;
  std::optional<double> missing_dn = {};  ///< instead of the sensor's; files that state their own keep it too
  std::string_view source;                ///< where the numbers stand
  bool floats_only = false;               ///< whole numbers of this product are scaled otherwise: they are asked about
};

/// A way in which products name files that hold one band each. Literal characters match whatever their case; fields:
/// <tile> 29TPF or T29TPF, <day> 20230714, <stamp> 20230714T112119, <dashed> 2023-07-14, <doy> 2023195, <hms> 112119,
/// <n> digits, <craft> A … D, <m> 10, 20 or 60, <r> 1 or 2, <any> anything, <band> a word for a band, a quality layer
/// or a picture of no use. The scene's name ends at '|', or with the separator before <band>.
struct NameForm {
  std::string_view product;  ///< as people call it
  std::string_view pattern;  ///< of the name without its ending
  std::string_view sensor;   ///< catalogue id; empty: the folder's name, the survey or the bands themselves tell
  std::string_view level;    ///< "" where the name does not tell
  std::optional<KnownScale> scale = {};
  std::string_view variant = {};  ///< files of two variants of one scene never mix; the first in the table is taken
  bool pictures = false;          ///< drawn in colours: no measurements

  /// Names that anyone may give: joined within one folder, and only where that makes sense.
  [[nodiscard]] bool generic() const { return product.empty(); }
};
std::span<const NameForm> name_forms();

/// What a <band> may be.
enum class WordKind { band, quality, of_no_use };
std::optional<WordKind> word_kind(std::string_view word);

struct NameMatch {
  const NameForm* form = nullptr;
  std::string scene;                                       ///< the name up to the band; may be empty
  std::map<std::string, std::string, std::less<>> fields;  ///< by name
};
/// The first form that a name (without its ending) follows.
std::optional<NameMatch> match_name(std::string_view stem);

}  // namespace greisen::scene
