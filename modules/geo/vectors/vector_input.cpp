// SPDX-License-Identifier: Apache-2.0
#include "geo/vectors/vector_input.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <cpl_conv.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fold.hpp"
#include "base/text.hpp"
#include "geo/gdal/folders_seen.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/gdal_session.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/place/ogr_support.hpp"
#include "geo/vectors/document_limits.hpp"

namespace greisen::geo {
namespace {

/// Files that are vectors by themselves; what lies beside them (.dbf, .shx) belongs to them.
bool is_vector_name(const std::string& path) {
  static constexpr std::array kEndings = {".shp",      ".gpkg", ".kml", ".kmz", ".geojson", ".json", ".tab",
                                          ".mif",      ".dxf",  ".gml", ".fgb", ".gpx",     ".gdb",  ".sqlite",
                                          ".geojsonl", ".xlsx", ".ods", ".xls", ".dgn",     ".csv"};
  const std::string name = lower(path);
  return std::ranges::any_of(kEndings, [&](const char* ending) { return name.ends_with(ending); });
}

/// What a folder or an opened zip holds, folders within included. A geodatabase is a folder that is one file.
class FolderSearch {
 public:
  explicit FolderSearch(std::string top) : top_(std::move(top)) { look_through(top_, "", 0); }
  [[nodiscard]] const std::vector<std::string>& found() const { return found_; }

 private:
  void look_through(const std::string& folder, const std::string& within, int depth) {
    if (!seen_.enter(folder)) return;
    if (depth > kMostVectorFolders) refuse(fmt::format("folders {} deep in each other", depth));
    for (const std::string& name : list_folder(folder)) {
      if (++entries_ > kMaxFolderEntries) refuse(fmt::format("more than {} files and folders", kMaxFolderEntries));
      if (name.front() == '.' || name == "__MACOSX") continue;
      const std::string path = join_path(folder, name);
      const std::string inner = within.empty() ? name : within + "/" + name;
      if (!is_vector_name(name)) {
        if (is_folder(path)) look_through(path, inner, depth + 1);
        continue;
      }
      found_.push_back(inner);
      if (found_.size() > kMostVectorFiles) refuse(fmt::format("more than {} vector files", kMostVectorFiles));
    }
  }
  [[noreturn]] void refuse(const std::string& what) const {
    refuse_vectors("E3109", top_, "it holds " + what, "name the file that is meant, or the folder it lies in");
  }

  std::string top_;
  FoldersSeen seen_;
  std::vector<std::string> found_;
  std::size_t entries_ = 0;
};

bool is_drawing(const GDALDataset& dataset) {
  const GDALDriver* const driver = const_cast<GDALDataset&>(dataset).GetDriver();  // GDAL's own is not const
  return driver != nullptr && std::string_view(const_cast<GDALDriver*>(driver)->GetDescription()) == "DXF";
}

std::string in_quotes(const std::string& text) { return "'" + printable(text) + "'"; }

}  // namespace

std::string named_so(const VectorFile& file, const std::string& what, const std::string& value) {
  const std::string entry = fmt::format("{{path: {}, {}: {}}}", json_string(file_name(file.path)), what, value);
  const bool of_list = file.key.ends_with("[]");
  return of_list ? file.key.substr(0, file.key.size() - 2) + ": [" + entry + "]" : file.key + ": " + entry;
}

VectorInput::VectorInput(VectorFile file) : file_(std::move(file)) {
  const GdalSession session;
  const GdalFailures failures;
  const std::string path = open_archive(file_.path);
  const bool geodatabase = lower(file_.path).ends_with(".gdb");
  if (is_folder(path) && !geodatabase) {
    const FolderSearch search(path);
    for (const std::string& one : search.found()) add(join_path(path, one), one);
  } else {
    add(path, "");
  }
  if (datasets_.empty() && lower(path).ends_with(".shp") && is_file(path) &&
      !is_file(path.substr(0, path.size() - 3) + "shx") && !is_file(path.substr(0, path.size() - 3) + "SHX"))
    refuse("E3201", "the shapefile lacks its .shx",
           "copy it from where the .shp came from; or make the file anew: SHAPE_RESTORE_SHX=YES ogr2ogr "
           "mended.gpkg " +
               file_name(path));
  if (datasets_.empty())
    refuse("E3201", "no vector file that can be opened: " + failures.text(),
           "give a GeoPackage, shapefile (with its .shx and .dbf), GeoJSON, KML, KMZ, DXF …, or a zip of one");
  name_apart();
}

void VectorInput::add(const std::string& path, const std::string& within) {
  // where a sheet's heads stand is found by what they say, and a cell is what is written in it
  const CPLConfigOptionSetter xlsx_heads("OGR_XLSX_HEADERS", "DISABLE", true);
  const CPLConfigOptionSetter xlsx_types("OGR_XLSX_FIELD_TYPES", "STRING", true);
  const CPLConfigOptionSetter ods_heads("OGR_ODS_HEADERS", "DISABLE", true);
  const CPLConfigOptionSetter ods_types("OGR_ODS_FIELD_TYPES", "STRING", true);
  const CPLConfigOptionSetter xls_heads("OGR_XLS_HEADERS", "DISABLE", true);
  check_document(path);
  GDALDatasetUniquePtr dataset = open_input(path, Purpose::vectors);
  if (SqlBudget::spent())
    refuse("E3215", "its own tables are views that do not end", "use another copy of the file, saved by a GIS");
  if (!dataset) return;
  void* const database = dataset->GetInternalHandle("SQLITE_HANDLE");
  const GdalFailures failures;  // workbooks and drawings are read when their layers are asked for
  const std::size_t before = layers_.size();
  for (OGRLayer* layer : dataset->GetLayers()) {
    if (layers_.size() > kMostLayers)
      refuse("E3204", fmt::format("more than {} layers", kMostLayers),
             "save the one that is meant into a file of its own");
    if (!is_drawing(*dataset)) {
      layers_.emplace_back(layer, layer->GetName(), "", &file_, database);
      origins_.push_back(within);
      continue;
    }
    for (const auto& [part, count] : parts_of_drawing(*layer, path)) {
      layers_.emplace_back(layer, part, part, &file_).note_count(count);
      origins_.push_back(within);
    }
  }
  for (std::size_t i = before; failures.any() && i < layers_.size(); ++i) layers_[i].note_damage(failures.text());
  datasets_.push_back(std::move(dataset));
}

/// Layers of one name are told with their files, or numbered.
void VectorInput::name_apart() {
  std::map<std::string, int> seen;
  for (const VectorLayer& layer : layers_) ++seen[layer.name()];
  std::map<std::string, int> numbers;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const std::string name = layers_[i].name();
    if (seen[name] < 2) continue;
    const std::string told = origins_[i].empty() ? name : origins_[i] + ":" + name;
    const int number = ++numbers[told];
    layers_[i] = layers_[i].renamed(number == 1 ? told : fmt::format("{} ({})", told, number));
  }
}

void VectorInput::refuse(std::string_view code, const std::string& what, const std::string& fix) const {
  refuse_vectors(code, file_.path, what, fix);
}

/// All layers with what they hold.
std::string VectorInput::told() const {
  std::vector<std::string> texts;
  for (const VectorLayer& layer : layers_) {
    if (texts.size() == 12) {
      texts.push_back(fmt::format("and {} more", layers_.size() - texts.size()));
      break;
    }
    texts.push_back(printable(layer.name()) + " (" + layer.count().text() + ")");
  }
  return join(texts, ", ");
}

const VectorLayer& VectorInput::named() const {
  const auto exact = std::ranges::find(layers_, file_.layer, &VectorLayer::name);
  if (exact != layers_.end()) return *exact;
  std::vector<const VectorLayer*> alike;
  std::vector<std::string> names;
  for (const VectorLayer& layer : layers_) {
    names.push_back(layer.name());
    if (folded(layer.name()) == folded(file_.layer)) alike.push_back(&layer);
  }
  if (alike.size() == 1) return *alike.front();
  refuse("E3206", "it has no layer " + in_quotes(file_.layer), suggestion(file_.layer, names));
}

const VectorLayer& VectorInput::choose(const std::vector<LayerWish>& wishes) const {
  if (!file_.layer.empty()) {
    const VectorLayer& layer = named();
    if (wishes.empty() || std::ranges::any_of(wishes, [&](const LayerWish& wish) { return wish.fits(layer); }))
      return layer;
    const std::string held = layer.count_all().text();
    layer.check_whole();
    refuse("E3202", fmt::format("its layer {} holds no {}: {}", in_quotes(layer.name()), wishes.front().what, held),
           "name a layer of " + wishes.front().what + "; there are " + told());
  }
  for (const LayerWish& wish : wishes) {
    std::vector<const VectorLayer*> fit;
    for (const VectorLayer& layer : layers_)
      if (wish.fits(layer)) fit.push_back(&layer);
    if (fit.size() == 1) return *fit.front();
    if (fit.empty()) continue;
    std::vector<std::string> names;
    for (const VectorLayer* layer : fit) names.push_back(in_quotes(layer->name()));
    refuse("E3207", fmt::format("{} of its layers hold {}: {}", fit.size(), wish.what, join(names, ", ")),
           file_.key.empty() ? "save the one that is meant into a file of its own"
                             : "say which: " + named_so(file_, "layer", json_string(fit.front()->name())));
  }
  for (const VectorLayer& layer : layers_) layer.check_whole();
  refuse("E3202",
         fmt::format("it holds no {}{}{}", wishes.front().what, layers_.empty() ? "" : "; its layers: ", told()),
         "give a file that holds " + wishes.front().what);
}

}  // namespace greisen::geo
