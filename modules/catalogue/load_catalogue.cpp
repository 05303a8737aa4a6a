// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalogue/additions.hpp"
#include "catalogue/catalogue.hpp"
#include "catalogue/catalogue_reading.hpp"
#include "catalogue/catalogue_schema.hpp"
#include "catalogue/embedded.hpp"
#include "catalogue/reasons.hpp"

namespace greisen {

std::string EntryReader::id(const YamlNode& entry, bool is_file_stem) {
  constexpr std::size_t kLongestId = 64;
  const YamlNode& node = entry.at("id");
  std::string id = node.as_string();
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  if (id.empty() || id.size() > kLongestId || !std::all_of(id.begin(), id.end(), plain)) {
    fail("E2203", node, fmt::format("'{}' is no id", printable(id)),
         "lower-case letters, digits, '_' and '-', at most 64");
  } else if (is_file_stem && std::filesystem::path(document_.file).stem().string() != id) {
    fail("E2203", node, fmt::format("the id '{}' is not the name of its file", id),
         fmt::format("call the file {}.yaml", id));
  }
  return id;
}

std::string EntryReader::text(const YamlNode& entry, std::string_view key, const std::string& fallback) {
  const YamlNode* value = entry.find(key);
  return value == nullptr ? fallback : value->as_string();
}

double EntryReader::number(const YamlNode& entry, std::string_view key, double fallback) {
  const YamlNode* value = entry.find(key);
  return value == nullptr ? fallback : value->as_double();
}

namespace {

/// Replaces the entry of the same id, or adds it.
template <class T>
void put(std::vector<T>& into, T entry, std::set<std::string>& seen, EntryReader& reader, const YamlNode& node) {
  if (!seen.insert(entry.id).second) {
    reader.fail("E2203", node, fmt::format("a second entry '{}'", entry.id), "an id is used once");
    return;
  }
  const auto found = std::find_if(into.begin(), into.end(), [&](const T& e) { return e.id == entry.id; });
  if (found != into.end()) {
    *found = std::move(entry);
  } else {
    into.push_back(std::move(entry));
  }
}

class Loader {
 public:
  /// One layer of files: the embedded ones, or those of a folder. Ids are unique within a layer.
  void begin_layer(bool prove) {
    prove_ = prove;
    sensors_.clear(), indices_.clear(), spectra_.clear(), models_.clear(), lookalikes_.clear();
    palettes_.clear(), styles_.clear();
  }

  void add(std::string_view kind, std::string file, std::string text) {
    try {
      const YamlDocument document = parse_yaml(std::move(text), std::move(file));
      const Field schema = schema_of(kind);
      std::vector<Problem> misfits = find_problems(document, schema);
      for (Problem& problem : misfits) problem.code = "E2202";
      if (misfits.empty()) {
        read(kind, document);
      } else {
        problems_.insert(problems_.end(), misfits.begin(), misfits.end());
      }
    } catch (const Error& error) {
      problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
    }
  }

  Catalogue finish() {
    check_models();
    check_styles();
    mix_spectra();
    if (!problems_.empty()) throw Error(std::move(problems_));
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::sort(catalogue_.sensors.begin(), catalogue_.sensors.end(), by_id);
    std::sort(catalogue_.spectra.begin(), catalogue_.spectra.end(), by_id);
    std::sort(catalogue_.models.begin(), catalogue_.models.end(), by_id);
    std::sort(catalogue_.lookalikes.begin(), catalogue_.lookalikes.end(), by_id);
    std::sort(catalogue_.palettes.begin(), catalogue_.palettes.end(), by_id);
    std::stable_sort(catalogue_.indices.begin(), catalogue_.indices.end(),
                     [](const auto& a, const auto& b) { return a.group < b.group; });
    return std::move(catalogue_);
  }

 private:
  static Field schema_of(std::string_view kind) {
    if (kind == "sensors") return sensor_schema();
    if (kind == "indices") return indices_schema();
    if (kind == "lookalikes") return lookalike_schema();
    if (kind == "palettes") return palette_schema();
    if (kind == "styles") return styles_schema();
    return kind == "spectra" ? spectrum_schema() : model_schema();
  }

  void read(std::string_view kind, const YamlDocument& document) {
    EntryReader reader(document, problems_);
    const YamlNode& root = document.root;
    if (kind == "sensors") return put(catalogue_.sensors, read_sensor(root, reader), sensors_, reader, root);
    if (kind == "spectra") return put(catalogue_.spectra, read_spectrum(root, reader), spectra_, reader, root);
    if (kind == "lookalikes")
      return put(catalogue_.lookalikes, read_lookalike(root, reader), lookalikes_, reader, root);
    if (kind == "models") return put(catalogue_.models, read_model(root, reader), models_, reader, root);
    if (kind == "palettes") return put(catalogue_.palettes, read_palette(root, reader), palettes_, reader, root);
    if (kind == "styles") {
      for (const YamlNode& node : root.as_list())
        put(catalogue_.styles, read_style(node, reader), styles_, reader, node);
      return;
    }
    for (const YamlNode& node : root.as_list()) {
      const std::size_t before = problems_.size();
      IndexEntry entry = read_index(node, reader);
      entry.group = std::filesystem::path(document.file).stem().string();
      if (prove_ && problems_.size() == before) reader.add(find_failed_checks(entry));
      put(catalogue_.indices, std::move(entry), indices_, reader, node);
    }
  }

  void mix_spectra() {
    for (Spectrum& spectrum : catalogue_.spectra) {
      if (spectrum.parts.empty() || !spectrum.nm.empty()) continue;
      std::vector<const Spectrum*> parts;
      std::vector<double> fractions;
      for (const auto& [id, fraction] : spectrum.parts) {
        const auto found = std::find_if(catalogue_.spectra.begin(), catalogue_.spectra.end(),
                                        [&, name = id](const Spectrum& s) { return s.id == name; });
        if (found == catalogue_.spectra.end() || !found->parts.empty()) {
          problems_.push_back({"E2201", fmt::format("{} mixes '{}', which is no measured spectrum", spectrum.id, id),
                               spectrum.where, "'greisen list spectra' shows them"});
          continue;
        }
        parts.push_back(&*found);
        fractions.push_back(fraction);
      }
      if (parts.size() != spectrum.parts.size()) continue;
      Spectrum mixture = mix(parts, fractions);
      spectrum.nm = std::move(mixture.nm);
      spectrum.reflectance = std::move(mixture.reflectance);
    }
  }

  void check_models() {
    for (const DepositModel& model : catalogue_.models) {
      for (const Evidence& evidence : model.evidence) {
        for (const EvidenceLayer& layer : evidence.layers) check_layer(model.id, model.where, layer);
      }
    }
    for (const Lookalike& lookalike : catalogue_.lookalikes) {
      for (const EvidenceLayer& layer : lookalike.sign.layers) check_layer(lookalike.id, lookalike.where, layer);
      for (const std::string& model : lookalike.models)
        if (std::ranges::find(catalogue_.models, model, &DepositModel::id) == catalogue_.models.end())
          problems_.push_back({"E2201", fmt::format("{}: no model '{}'", lookalike.id, model), lookalike.where,
                               "'greisen list models' shows them"});
    }
  }

  void check_styles() {
    for (const Style& style : catalogue_.styles) {
      const auto palette = std::ranges::find(catalogue_.palettes, style.palette, &Palette::id);
      const bool known = palette != catalogue_.palettes.end();
      if (!known)
        problems_.push_back({"E2201", fmt::format("{}: no palette '{}'", style.id, style.palette), style.where,
                             "'greisen list palettes' shows them"});
      if (known && !style.colour.empty() && std::ranges::find(palette->names, style.colour) == palette->names.end())
        problems_.push_back({"E2201",
                             fmt::format("{}: the palette {} has no colour '{}'", style.id, palette->id, style.colour),
                             style.where, fmt::format("'greisen explain {}' shows them", palette->id)});
      if (known && style.render == Render::ramp && palette->kind == PaletteKind::categorical)
        problems_.push_back({"E2203",
                             fmt::format("{}: a ramp in colours that stand for things ({})", style.id, palette->id),
                             style.where, "take a sequential, diverging or cyclic palette"});
    }
  }

  void check_layer(const std::string& id, const Where& where, const EvidenceLayer& layer) {
    const auto refuse = [&](std::string what) {
      problems_.push_back({"E2201", id + ": " + std::move(what), where, "'greisen list' shows what there is"});
    };
    const auto known = [](const auto& list, const std::string& name) {
      return std::any_of(list.begin(), list.end(), [&](const auto& e) { return e.id == name; });
    };
    const bool sensor = std::any_of(catalogue_.sensors.begin(), catalogue_.sensors.end(),
                                    [&](const Sensor& s) { return s.id == layer.sensor || s.family == layer.sensor; });
    if (!layer.sensor.empty() && !sensor) refuse(fmt::format("no sensor '{}'", layer.sensor));
    if (const auto* index = std::get_if<origin::Index>(&layer.origin); index && !known(catalogue_.indices, index->id))
      refuse(fmt::format("no index '{}'", index->id));
    if (const auto* judged = std::get_if<origin::NotJudged>(&layer.origin); judged && !reason_of(judged->reason))
      refuse(fmt::format("no reason '{}'", judged->reason));
    for (const EvidenceStep& step : layer.then)
      if (!step.with.empty() && !known(catalogue_.indices, step.with)) refuse(fmt::format("no index '{}'", step.with));
    const auto* const first = std::get_if<origin::Step>(&layer.origin);
    if (first == nullptr) return;
    const auto spectrum = first->params.find("spectrum");
    if (spectrum == first->params.end()) return;
    const auto* named = std::get_if<std::string>(&spectrum->second);
    if (named == nullptr || !known(catalogue_.spectra, *named)) refuse("a spectrum that the catalogue does not have");
  }

  Catalogue catalogue_;
  std::vector<Problem> problems_;
  std::set<std::string> sensors_, indices_, spectra_, models_, lookalikes_, palettes_, styles_;
  bool prove_ = false;
};

constexpr std::array<std::string_view, 7> kKinds = {"sensors",    "indices",  "spectra", "models",
                                                    "lookalikes", "palettes", "styles"};
constexpr std::size_t kMostFiles = 1000;

/// What the program itself brings, read once a process.
const Loader& embedded_layer() {
  static const Loader layer = [] {
    Loader loader;
    loader.begin_layer(false);
    for (const EmbeddedFile& file : embedded_files()) {
      for (const std::string_view kind : kKinds) {
        if (file.name.starts_with(std::string(kind) + "/"))
          loader.add(kind, "configs/" + std::string(file.name), std::string(file.text));
      }
    }
    return loader;
  }();
  return layer;
}

}  // namespace

std::vector<CatalogueFile> catalogue_additions(const std::filesystem::path& folder) {
  std::vector<CatalogueFile> all;
  for (const std::string_view kind : kKinds) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder / kind, error), end; !error && at != end; at.increment(error)) {
      if (at->path().extension() == ".yaml") files.push_back(at->path());
      if (files.size() > kMostFiles)
        throw Error(Problem{"E2203",
                            fmt::format("more than {} files", kMostFiles),
                            {(folder / kind).string()},
                            "keep only the entries the survey uses"});
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) all.push_back({kind, file.string()});
  }
  return all;
}

Catalogue load_catalogue(const std::optional<std::filesystem::path>& folder) {
  Loader loader = embedded_layer();
  if (folder) {
    loader.begin_layer(true);
    for (const CatalogueFile& file : catalogue_additions(*folder)) {
      YamlDocument document = read_yaml(file.path);
      loader.add(file.kind, document.file, document.text);
    }
  }
  return loader.finish();
}

}  // namespace greisen
