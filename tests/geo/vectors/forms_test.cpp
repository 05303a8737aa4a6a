// SPDX-License-Identifier: Apache-2.0
// Every form in which people have vectors, tables and heights, read: docs/inputs.md tells no more and no less.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "geo/place/area.hpp"
#include "geo/read/heights.hpp"
#include "geo/scratch_folder.hpp"
#include "geo/vectors/distance.hpp"
#include "geo/vectors/form_rows_tables.hpp"
#include "geo/vectors/form_rows_vectors.hpp"
#include "geo/vectors/legend.hpp"
#include "geo/vectors/occurrences.hpp"

namespace greisen::geo {
namespace {

namespace fs = std::filesystem;
using forms::Form;

std::string counted(std::size_t n, const std::string& noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

std::string with_notes(std::string taken, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) taken += "; told: " + note;
  return taken;
}

std::string area(VectorFile file) {
  file.key = "aoi";
  const Area read = read_area(file);
  return with_notes(counted(read.polygons.size(), "polygon"), read.notes);
}

std::string faults(VectorFile file) {
  file.key = "faults";
  const DistanceShapes read = distance_shapes(read_map({file}, parse_crs("EPSG:32629")).features);
  return counted(read.segments.size(), "edge") +
         (read.polygons.empty() ? "" : " of " + counted(read.polygons.size(), "polygon"));
}

std::string known(VectorFile file) {
  file.key = "occurrences";
  const Occurrences read = read_occurrences(file, "", parse_crs("EPSG:32629"));
  std::string taken = counted(read.points.size(), "point");
  if (read.points.front().accuracy_m) taken += fmt::format(", accuracy {} m", *read.points.front().accuracy_m);
  for (const UnplacedRow& row : read.unplaced) taken += fmt::format("; told: row {}: {}", row.number, row.why);
  return with_notes(taken, read.notes);
}

std::string legend(VectorFile file) {
  const Legend read = read_legend(file);
  return with_notes(counted(read.rows.size(), "unit"), read.notes);
}

std::string dem(VectorFile file) {
  HeightFiles files{file.path, file.crs};
  if (!file.layer.empty()) files.nodata = {std::stod(file.layer)};
  const Grid grid{parse_crs("EPSG:32629").wkt, 600000, 4500020, 10, 10, 4, 2};
  const Heights heights = read_heights(files, grid);
  const HeightFacts facts = look_at_heights(heights, grid);
  if (facts.jump) return "refused: a jump of heights is told (E4025)";
  return with_notes(fmt::format("{:.0f} % of the ground", 100 * facts.covered), heights.notes);
}

class Forms : public ::testing::Test {
 protected:
  std::string rows(const std::string& key, const std::vector<Form>& forms, std::string (*read)(VectorFile)) {
    std::string table;
    for (const Form& form : forms) {
      const fs::path folder = fs::path(folder_ / "form");
      fs::remove_all(folder);
      fs::create_directories(folder);
      std::string taken;
      try {
        taken = read(form.write(folder));
      } catch (const Error& error) {
        taken = "refused: " + std::string(error.code());
      }
      for (std::size_t at = 0; (at = taken.find(folder.string() + "/")) != std::string::npos;)
        taken.erase(at, folder.string().size() + 1);
      table += fmt::format("| {} | {} | {} | {} |\n", key, form.form, form.given, taken);
    }
    return table;
  }
  ScratchFolder folder_;
};

TEST_F(Forms, AreTakenAsTheDocumentTells) {
  const std::string table = "| key | form | given as | taken as |\n|---|---|---|---|\n" +
                            rows("`aoi`", forms::areas(), area) + rows("`faults`", forms::lines(), faults) +
                            rows("`occurrences`", forms::occurrences(), known) +
                            rows("`legend`", forms::legends(), legend) + rows("`dem`", forms::heights(), dem);
  std::ifstream file(std::string(GREISEN_SOURCE_DIR) + "/docs/inputs.md");
  std::stringstream document;
  document << file.rdbuf();
  EXPECT_NE(document.str().find(table), std::string::npos) << "docs/inputs.md does not have this table:\n" << table;
}

}  // namespace
}  // namespace greisen::geo
