// SPDX-License-Identifier: Apache-2.0
#include "geo/read/virtual_raster.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>
#include <utility>

#include <cpl_minixml.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include "base/error.hpp"
#include "base/file_state.hpp"
#include "base/text.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/gdal/vsi.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestText = 32U << 20U;

/// What was found out of a VRT, those among its sources included.
struct Contents {
  std::string fault;   ///< empty: none
  double sources = 0;  ///< rasters that are read for it, one that is named again counted again
  int levels = 0;      ///< of VRTs, itself included
};

struct Folders {
  std::mutex guard;
  std::set<std::string> listed;
  std::map<std::string, std::pair<std::string, Contents>> known;  ///< state and contents by path
};

Folders& folders() {
  static Folders one;
  return one;
}

/// Without links and "..", as far as there is something on disk; of archives and hosts by its text alone.
std::string settled(const std::string& path) {
  if (path.starts_with("/vsi")) return fs::path(path).lexically_normal().string();
  std::error_code failed;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, failed), failed);
  return failed ? fs::path(path).lexically_normal().string() : real.string();
}

bool lies_below(const std::string& settled_path, const std::string& folder) {
  return settled_path.starts_with(folder.ends_with('/') ? folder : folder + "/");
}

Contents contents_of(const std::string& path, int depth);

/// One VRT, walked through as GDAL's own parser gives it. `depth`: how many VRTs led to it.
class Walk {
 public:
  Walk(const std::string& path, int depth) : folder_(parent_folder(settled(path))), depth_(depth) {}

  [[nodiscard]] double sources() const { return sources_; }
  [[nodiscard]] int levels() const { return levels_; }

  /// What is wrong with the element or what it holds; empty: nothing.
  std::string fault_of(const CPLXMLNode& node) {
    if (std::string fault = own_fault(node); !fault.empty()) return fault;
    for (const CPLXMLNode* child = node.psChild; child != nullptr; child = child->psNext)
      if (child->eType == CXT_Element)
        if (std::string fault = fault_of(*child); !fault.empty()) return fault;
    return "";
  }

 private:
  std::string own_fault(const CPLXMLNode& node) {
    const std::string name = lower(node.pszValue);
    const std::string subclass = lower(CPLGetXMLValue(&node, "subClass", ""));
    static constexpr std::array<std::string_view, 7> kKinds = {
        "",           "vrtsourcedrasterband", "vrtwarpedrasterband",   "vrtpansharpenedrasterband",
        "vrtdataset", "vrtwarpeddataset",     "vrtpansharpeneddataset"};
    if (std::ranges::find(kKinds, subclass) == kKinds.end())
      return "it has a part of the kind " + printable(CPLGetXMLValue(&node, "subClass", ""));
    if (name.find("pixelfunction") != std::string::npos) return "it has a pixel function";
    static constexpr std::array<std::string_view, 5> kOthers = {"group", "array", "srcsql", "rpctransformer",
                                                                "geoloctransformer"};
    if (std::ranges::find(kOthers, name) != kOthers.end()) return "it has a part <" + printable(node.pszValue) + ">";
    const std::string key = upper_key(node);
    // an option of how its driver opens it: of databases, SQL
    if (name == "ooi" && key != "OVERVIEW_LEVEL" && key != "NUM_THREADS")
      return "it opens a source with the option " + printable(key);
    if (key == "OVERVIEW_FILE" || key == "RPC_DEM") return "it names another file as " + key;
    if (name == "sourcefilename" || name == "sourcedataset" || name == "srcdatasource") return fault_of_source(node);
    return "";
  }

  static std::string upper_key(const CPLXMLNode& node) {
    for (const char* const attribute : {"key", "name"})
      if (const char* const value = CPLGetXMLValue(&node, attribute, nullptr)) return CPLString(value).toupper();
    return "";
  }

  std::string fault_of_source(const CPLXMLNode& node) {
    const std::string written = CPLGetXMLValue(&node, nullptr, "");
    const bool relative = std::atoi(CPLGetXMLValue(&node, "relativeToVRT", "0")) != 0;  // NOLINT: as GDAL reads it
    const std::string told = "its source '" + printable(written, 200) + "' ";
    const std::string path = relative ? join_path(folder_, written) : written;
    if (written.empty() || written.front() == '<' || written.find_first_of("\"\n") != std::string::npos ||
        written.find("://") != std::string::npos || file_name(written).find(':') != std::string::npos)
      return told + "is not the name of a file";
    if (relative && written.starts_with("/vsi")) return told + "is not the name of a file";
    if (path.starts_with("/vsi") != folder_.starts_with("/vsi")) return told + "lies elsewhere";
    if (!may_be_read(settled(path))) return told + "lies elsewhere";
    if (has_long_side_text(path)) return told + "has a text beside it, .aux.xml, that is too long";
    count(path);
    return "";
  }

  [[nodiscard]] bool may_be_read(const std::string& place) const {
    const std::lock_guard lock(folders().guard);
    const bool listed = std::ranges::any_of(folders().listed, [&](const auto& one) { return lies_below(place, one); });
    return listed || lies_below(place, folder_);
  }

  void count(const std::string& path) {
    const bool enough = levels_ + depth_ > kMostVirtualLevels || sources_ > kMostVirtualSources;
    const bool ends = enough || !is_virtual_name(path);
    auto [seen, is_new] = seen_.try_emplace(path);
    if (is_new) seen->second = ends ? Contents{"", 1, is_virtual_name(path) ? 1 : 0} : contents_of(path, depth_ + 1);
    sources_ += std::max(1.0, seen->second.sources);
    levels_ = std::max(levels_, 1 + seen->second.levels);
  }

  std::string folder_;
  int depth_;
  double sources_ = 0;
  int levels_ = 1;
  std::map<std::string, Contents> seen_;
};

Contents contents_in(const std::string& path, int depth) {
  std::string text;
  try {
    text = read_text(path, kLongestText);
  } catch (const Error& error) {
    return {error.problems().front().what, 0, 1};
  }
  const std::unique_ptr<CPLXMLNode, decltype(&CPLDestroyXMLNode)> root(CPLParseXMLString(text.c_str()),
                                                                       &CPLDestroyXMLNode);
  Walk walk(path, depth);  // of no XML: GDAL will say so
  for (const CPLXMLNode* node = root.get(); node != nullptr; node = node->psNext)
    if (node->eType == CXT_Element)
      if (std::string fault = walk.fault_of(*node); !fault.empty()) return {fault, walk.sources(), walk.levels()};
  return {"", walk.sources(), walk.levels()};
}

/// The same, remembered while the file stays what it is.
Contents contents_of(const std::string& path, int depth) {
  if (path.starts_with(kOwnVirtualRasters)) return {};
  if (!is_virtual_name(path)) return {"it is a virtual raster and not named .vrt", 0, 1};
  const std::string state = path.starts_with("/vsi") ? "" : file_state(path);
  if (!state.empty()) {
    const std::lock_guard lock(folders().guard);
    const auto known = folders().known.find(path);
    if (known != folders().known.end() && known->second.first == state) return known->second.second;
  }
  Contents contents = contents_in(path, depth);
  const bool followed = depth == 0 || depth + contents.levels <= kMostVirtualLevels;
  if (!state.empty() && followed) {
    const std::lock_guard lock(folders().guard);
    folders().known[path] = {state, contents};
  }
  return contents;
}

/// Beyond what can be read in bearable time, or in circles; empty: neither.
std::string excess_of(const Contents& contents) {
  if (contents.levels > kMostVirtualLevels)
    return fmt::format("it has more than {} VRTs in each other", kMostVirtualLevels);
  if (contents.sources > kMostVirtualSources)
    return fmt::format("{:.0f} rasters would be read for it (limit {})", contents.sources, kMostVirtualSources);
  return "";
}

using OpenFunction = GDALDataset* (*)(GDALOpenInfo*);
using IdentifyFunction = int (*)(GDALOpenInfo*);

OpenFunction open_virtual = nullptr;
IdentifyFunction identify_virtual = nullptr;

GDALDataset* open_contained_virtual(GDALOpenInfo* info) {
  if (identify_virtual != nullptr && identify_virtual(info) == 0) return nullptr;
  const Contents contents = contents_of(info->pszFilename, 0);
  const std::string fault = contents.fault.empty() ? excess_of(contents) : contents.fault;
  if (fault.empty()) return open_virtual(info);
  CPLError(CE_Failure, CPLE_OpenFailed, "'%s' is not opened: %s", printable(info->pszFilename, 200).c_str(),
           fault.c_str());
  return nullptr;
}

/// Formats whose files name those that hold their numbers.
constexpr std::array<const char*, 3> kNaming = {"ERS", "PCIDSK", "HFA"};
std::array<OpenFunction, kNaming.size()> open_naming = {};

/// The first of the data set's files that does not lie below the folder of the one that was opened.
std::string file_elsewhere(GDALDataset& dataset, const std::string& path) {
  const std::string folder = parent_folder(settled(path));
  const CPLStringList files(dataset.GetFileList());
  for (int i = 0; i < files.size(); ++i)
    if (!lies_below(settled(files[i]), folder)) return files[i];
  return "";
}

template <std::size_t Number>
GDALDataset* open_contained(GDALOpenInfo* info) {
  GDALDatasetUniquePtr dataset(open_naming[Number](info));
  if (!dataset) return nullptr;
  const std::string other = file_elsewhere(*dataset, info->pszFilename);
  if (other.empty()) return dataset.release();
  CPLError(CE_Failure, CPLE_OpenFailed, "'%s' is not opened: its numbers lie elsewhere, in '%s'",
           printable(info->pszFilename, 200).c_str(), printable(other, 200).c_str());
  return nullptr;
}

constexpr std::array<OpenFunction, kNaming.size()> kContained = {&open_contained<0>, &open_contained<1>,
                                                                 &open_contained<2>};

}  // namespace

bool is_virtual_name(const std::string& path) { return lower(path.substr(0, path.find('?'))).ends_with(".vrt"); }

void need_contained(const std::string& path) {
  const Contents contents = contents_of(path, 0);
  if (!contents.fault.empty())
    throw Error(
        {"E3041",
         "'" + printable(path, 400) + "' is not opened: " + contents.fault,
         {path, 0, 0, {}},
         "give VRTs that put together rasters below their own folder or a folder under scenes: of the survey; or, "
         "where you trust the file, make a raster of it: gdal_translate IN.vrt OUT.tif"});
  if (const std::string excess = excess_of(contents); !excess.empty())
    throw Error({"E3135",
                 "'" + printable(path, 400) + "' is not opened: " + excess,
                 {path, 0, 0, {}},
                 "make rasters of the VRTs within it: gdal_translate IN.vrt OUT.tif"});
}

void allow_sources_below(const std::string& folder) {
  const std::string place = settled(folder);
  const std::lock_guard lock(folders().guard);
  if (folders().listed.insert(place).second) folders().known.clear();
}

void guard_naming_drivers() {
  GDALDriverManager& manager = *GetGDALDriverManager();
  if (GDALDriver* const driver = manager.GetDriverByName("VRT"); driver->pfnOpen != &open_contained_virtual) {
    open_virtual = driver->pfnOpen;
    identify_virtual = driver->pfnIdentify;
    driver->pfnOpen = &open_contained_virtual;
  }
  for (std::size_t i = 0; i < kNaming.size(); ++i) {
    GDALDriver* const driver = manager.GetDriverByName(kNaming[i]);
    if (driver == nullptr || driver->pfnOpen == nullptr || driver->pfnOpen == kContained[i]) continue;
    open_naming[i] = driver->pfnOpen;
    driver->pfnOpen = kContained[i];
  }
}

}  // namespace greisen::geo
