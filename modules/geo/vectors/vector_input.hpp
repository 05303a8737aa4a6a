// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "geo/gdal/sql_budget.hpp"
#include "geo/place/crs.hpp"
#include "geo/vectors/vector_file.hpp"

namespace greisen::geo {

/// Of a layer; of a file or folder of such.
inline constexpr std::size_t kMostLayerRows = 10'000'000;
inline constexpr std::size_t kMostLayers = 2'000;
/// Vector files of a folder or zip, and how deep its folders are looked through for them.
inline constexpr std::size_t kMostVectorFiles = 10'000;
inline constexpr int kMostVectorFolders = 8;
/// Of a drawing, whose layers are found by looking at each; a block that is drawn again and again makes as many.
inline constexpr std::size_t kMostDrawingItems = 2'000'000;

/// How many rows of a layer hold shapes of a kind; a row of several kinds counts for each.
struct ShapeCount {
  std::size_t rows = 0;
  std::size_t points = 0;
  std::size_t lines = 0;
  std::size_t closed_lines = 0;  ///< of the lines, where they were looked at one by one
  std::size_t polygons = 0;

  /// "12 polygons, 1 point", "no shapes".
  [[nodiscard]] std::string text() const;
};

/// The line ends where it began, as polygons of drawings do; a gap of 1/10000 of its length is none.
bool is_closed(const OGRLineString& line);

/// A layer of an input. Drawings (DXF) have the layers of the drawing, not GDAL's one for all.
class VectorLayer {
 public:
  /// `database`: SQLite's handle of the file, where it is one.
  VectorLayer(OGRLayer* layer, std::string name, std::string part, const VectorFile* file, void* database = nullptr)
      : layer_(layer), name_(std::move(name)), part_(std::move(part)), file_(file), database_(database) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] VectorLayer renamed(std::string name) const {
    VectorLayer other = *this;
    other.name_ = std::move(name);
    return other;
  }
  /// What it holds, where that was counted before.
  void note_count(const ShapeCount& count) const { count_all_ = count; }
  /// What kept GDAL from finding all of its rows, where something did.
  void note_damage(const std::string& words) const { damage_ = damage_.empty() ? words : damage_; }
  /// E3245 where GDAL could not read all rows of it, as far as it was read.
  void check_whole() const;
  /// By the layer's own word for its shapes; by looking at each where it has none.
  [[nodiscard]] const ShapeCount& count() const;
  /// Looks at each; once.
  [[nodiscard]] const ShapeCount& count_all() const;
  /// GDAL's layer, for what it says of itself.
  [[nodiscard]] OGRLayer& open() const;
  /// Each row from the first, until `take` gives false: the one way to read a layer. E3204 above kMostLayerRows, E3215
  /// where a database's view does not end, E3245 where GDAL could not read all of them.
  void each(const std::function<bool(const OGRFeature&)>& take) const;
  /// The one given, else the layer's own; E3203 where there is neither, E4010, E4011, E4023 where it counts in degrees
  /// and the layer does not.
  [[nodiscard]] Crs crs() const;
  /// The number of a field, whatever the case of its letters; E3206 where there is none.
  [[nodiscard]] int field(const std::string& field_name) const;

 private:
  [[nodiscard]] Crs stated_crs() const;
  void go_through(const std::function<bool(const OGRFeature&)>& take) const;
  void refuse_no_degrees(const Crs& crs) const;
  [[nodiscard]] std::size_t known_rows() const;
  void check_ended() const;
  [[noreturn]] void refuse_rows() const;

  OGRLayer* layer_;
  std::string name_;
  std::string part_;  ///< of a drawing: the value of its field Layer
  const VectorFile* file_;
  void* database_;
  mutable std::string damage_ = {};
  mutable std::optional<ShapeCount> count_;  ///< one thread
  mutable std::optional<ShapeCount> count_all_;
};

/// Throws E3204, more than kMostDrawingItems.
[[noreturn]] void refuse_drawing(const std::string& path);

/// The layers that a drawing tells of its items, with what each holds, by one look at all of them. E3204 above
/// kMostDrawingItems or kMostLayers.
std::map<std::string, ShapeCount> parts_of_drawing(OGRLayer& layer, const std::string& path);

/// What a layer may be chosen for, the best first.
struct LayerWish {
  std::string what;  ///< "lines"
  std::function<bool(const VectorLayer&)> fits;
};

LayerWish wish_for_polygons();
/// Closed lines, as licences of drawings are.
LayerWish wish_for_closed_lines();
LayerWish wish_for_lines();
LayerWish wish_for_points();

/// A vector file that was opened: all its layers, those of all files of a folder or zip. GDAL never follows a link that
/// leads out of it. Not to be moved; one thread.
class VectorInput {
 public:
  /// E3201 where nothing opens, E3109 for an unsafe zip or a folder beyond its limits.
  explicit VectorInput(VectorFile file);
  VectorInput(const VectorInput&) = delete;
  VectorInput& operator=(const VectorInput&) = delete;

  [[nodiscard]] const VectorFile& file() const { return file_; }
  [[nodiscard]] const std::vector<VectorLayer>& layers() const { return layers_; }
  /// The layer that the file names (any one, without wishes), or the only one that fits the first wish that any fits.
  /// E3206 (no layer of that name), E3202 (none fits), E3207 (several fit: they are named).
  [[nodiscard]] const VectorLayer& choose(const std::vector<LayerWish>& wishes) const;
  /// Throws; `fix` is told.
  [[noreturn]] void refuse(std::string_view code, const std::string& what, const std::string& fix) const;

 private:
  void add(const std::string& path, const std::string& within);
  void name_apart();
  [[nodiscard]] const VectorLayer& named() const;
  [[nodiscard]] std::string told() const;

  VectorFile file_;
  SqlBudget budget_;  ///< of all that is read of it
  std::vector<GDALDatasetUniquePtr> datasets_;
  std::vector<VectorLayer> layers_;
  std::vector<std::string> origins_;  ///< of each layer, the file within a folder or zip
};

}  // namespace greisen::geo
