// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/products/delivery.hpp"

namespace greisen {

/// A file of a product, below the run's folder.
struct ProductFile {
  std::string path;
  const char* words = "";       ///< key in configs/words of what it is to people; empty: it goes with another
  const char* media_type = "";  ///< IANA's; empty: STAC does not list it
  const char* role = "data";    ///< in STAC
  bool in_report = false;       ///< is it among those that the report leads to?
};

/// What the files of a product lead to, and what is wrong with them: for `verify`. Files and targets below the run's
/// folder.
struct ProductFindings {
  static constexpr std::size_t kMostText = std::size_t{64} << 20U;  ///< of a file that is read for it

  struct Link {
    std::string file;
    std::string target;
  };
  struct Fault {
    std::string file;
    std::string what;
    const char* fix;
  };
  std::vector<Link> links;
  std::vector<Fault> faults;
  std::vector<std::pair<std::string, std::string>> packed;  ///< file, and a text that lies compressed in it
};

/// What a run makes of its rasters: one row of products(). Written in that order, when a file of it does not stand as
/// its key asks for.
struct Product {
  const char* id = "";
  const char* title = "";  ///< of its part of a run, in progress and plan
  /// Empty where the survey does not ask for it, or does not allow it.
  std::vector<ProductFile> (*files)(const LoadedSurvey& loaded) = nullptr;
  /// Changes with anything its files depend on; `before` stands for the rasters and for all products before it.
  std::string (*key)(const LoadedSurvey& loaded, const std::string& before) = nullptr;
  /// Does it read this raster where the engine keeps it? Null: it reads finished files alone.
  bool (*needs)(const RasterSpec& raster) = nullptr;
  /// Seconds that it takes on `threads` threads, by rates that were measured (run/time.cpp).
  double (*seconds)(const LoadedSurvey& loaded, int threads) = nullptr;
  /// Is what later runs tell of it still known? Null: its files say all.
  bool (*known)(const RunState& state, const std::string& key) = nullptr;
  void (*write)(Delivery& delivery) = nullptr;
  /// Tells the delivery the same without writing anything. Null: there is nothing to tell.
  void (*recall)(Delivery& delivery) = nullptr;
  /// Looks into those of its files that are there: they may be anyone's. Null: nothing in them leads elsewhere.
  void (*inspect)(const std::string& folder, ProductFindings& findings) = nullptr;
};

/// Values of all rasters of the delivery together: what the rates of seconds go by.
double delivered_floats(const LoadedSurvey& loaded);

}  // namespace greisen
