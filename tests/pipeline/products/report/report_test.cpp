// SPDX-License-Identifier: Apache-2.0
// The report of the sample survey: what it says is what the files of the run say.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "support/graph_fixture.hpp"
#include "support/program.hpp"

namespace greisen::test {
namespace {

using Json = nlohmann::json;

Json data_of(const std::string& report) {
  const std::string html = read_text_file(report, 1 << 26);
  const std::string begin = R"(<script type="application/json" id="data">)";
  const std::size_t from = html.find(begin) + begin.size();
  return Json::parse(html.substr(from, html.find("</script", from) - from));
}

/// As a cell of the files has them.
std::string names_in(const Json& evidence) {
  std::string names;
  for (const Json& one : evidence) names += (names.empty() ? "" : "; ") + one["name"].get<std::string>();
  return names;
}

const Json* layer(const Json& data, const std::string& id) {
  for (const Json& one : data["map"]["layers"])
    if (one["id"] == id) return &one;
  return nullptr;
}

class Report : public ::testing::Test {
 protected:
  void demo(const std::string& more) {
    ASSERT_EQ(run_greisen("demo " + shell_word(folder_.file("demo")) + " -q --progress none").exit_code, 0);
    if (more.empty()) return;
    const ProgramRun run =
        run_greisen("run " + shell_word(folder_.file("demo/survey.yaml")) + " -q --progress none " + more);
    ASSERT_EQ(run.exit_code, 0) << run.err;
  }
  [[nodiscard]] Json data() const { return data_of(folder_.file("demo/run/report.html")); }

  testing::TempFolder folder_;
};

/// The first column of a table without its head.
std::vector<std::string> first_cells(const std::string& csv) {
  std::vector<std::string> cells;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) cells.push_back(line.substr(0, line.find(',')));
  EXPECT_EQ(cells.front(), "label");
  cells.erase(cells.begin());
  return cells;
}

/// What stands between <name> and </name> in placemarks and waypoints.
std::vector<std::string> names_of(const std::string& xml, const std::string& element) {
  std::vector<std::string> names;
  for (std::size_t at = xml.find("<" + element); at != std::string::npos; at = xml.find("<" + element, at + 1)) {
    const std::size_t from = xml.find("<name>", at) + 6;
    names.push_back(xml.substr(from, xml.find("</name>", from) - from));
  }
  return names;
}

TEST_F(Report, TellsOfTheTargetsAsTheirFilesDo) {
  demo("");
  std::vector<std::string> labels;
  const Json report = data();
  const Json targets = Json::parse(read_text_file(folder_.file("demo/run/targets.geojson"), 1 << 26))["features"];
  ASSERT_EQ(report["targets"].size(), targets.size());
  ASSERT_GT(targets.size(), 5U);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Json& own = report["targets"][i];
    const Json& file = targets[i]["properties"];
    EXPECT_EQ(own["rank"], file["rank"]);
    EXPECT_EQ(own["id"], file["label"]);
    labels.push_back(own["id"]);
    EXPECT_EQ(own["score"], file["score"]);
    EXPECT_EQ(own["lon"], file["lon"]);
    EXPECT_FALSE(own["rings"].empty());
    EXPECT_FALSE(own["raisedBy"].empty()) << i;
    EXPECT_EQ(names_in(own["raisedBy"]), file["raised_by"]);
    EXPECT_EQ(names_in(own["loweredBy"]), file["lowered_by"]);
    ASSERT_TRUE(own.contains("spectra")) << i;
    EXPECT_GE(own["spectra"]["bands"].size(), 8U);
    for (const Json& raised : own["raisedBy"]) EXPECT_GE(raised["value"].get<double>(), 0.599);
    for (const Json& lowered : own["loweredBy"]) EXPECT_LT(lowered["value"].get<double>(), 0.401);
  }
  EXPECT_EQ(labels.front(), "A1");
  EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), labels.size());
  const auto text = [&](const char* name) { return read_text_file(folder_.file("demo/run/") + name, 1 << 26); };
  EXPECT_EQ(first_cells(text("targets.csv")), labels);
  EXPECT_EQ(names_of(text("targets.gpx"), "wpt"), labels);
  std::vector<std::string> twice = labels;
  twice.insert(twice.end(), labels.begin(), labels.end());
  EXPECT_EQ(names_of(text("targets.kml"), "Placemark"), twice) << "outlines, then centroids";
  EXPECT_EQ(report["targets"][0]["kindTitle"], "leucocratic dyke");
  EXPECT_TRUE(report["targets"][0].contains("chip"));
  EXPECT_EQ(report["statements"].size(), 3U);
  EXPECT_EQ(report["utm"]["zone"], 29);
}

TEST_F(Report, ShowsEveryRasterAndWhatWasNotJudged) {
  demo("");
  const Json report = data();
  const Json* favourability = layer(report, "prospectivity_li-pegmatite.tif");
  ASSERT_NE(favourability, nullptr);
  EXPECT_EQ((*favourability)["kind"], "value");
  EXPECT_TRUE((*favourability)["visible"].get<bool>());
  EXPECT_TRUE(report["palettes"].contains((*favourability)["palette"].get<std::string>()));
  ASSERT_NE(layer(report, "layers/sentinel2/scene.tif"), nullptr);
  EXPECT_EQ((*layer(report, "layers/sentinel2/scene.tif"))["kind"], "picture");
  ASSERT_NE(layer(report, "reasons.tif"), nullptr);
  EXPECT_EQ((*layer(report, "not_judged"))["kind"], "hatch");
  const double judged = report["survey"]["judgedShare"].get<double>();
  const Json record = Json::parse(read_text_file(folder_.file("demo/run/run.json"), 1 << 26));
  EXPECT_NEAR(judged, record["models"][0]["outcome"]["judged_share"].get<double>(), 1e-9);
  std::set<std::string> vectors;
  for (const Json& one : report["map"]["vectors"]) vectors.insert(one["id"].get<std::string>());
  EXPECT_TRUE(vectors.contains("inputs.gpkg/area"));
  EXPECT_TRUE(vectors.contains("inputs.gpkg/faults"));
}

TEST_F(Report, SpeaksTheLanguageAndCountsKnownOccurrences) {
  std::ofstream(folder_.file("known.csv")) << "lon,lat,name,commodity\n-6.85,40.99,</script>Mina,Sn\n";
  demo("--set language=es --set occurrences.path=" + shell_word(folder_.file("known.csv")));
  const Json report = data();
  EXPECT_EQ(report["language"], "es");
  EXPECT_NE(report["statements"][1].get<std::string>().find("0 de 1 indicios conocidos"), std::string::npos)
      << report["statements"][1];
  EXPECT_EQ(report["words"]["rank"], "Puesto");
}

const Json* chart(const Json& data, const std::string& id) {
  for (const Json& one : data["charts"])
    if (one["id"] == id) return &one;
  return nullptr;
}

TEST_F(Report, HoldsTargetsAndLayersAgainstKnownOccurrences) {
  demo("");
  std::ofstream known(folder_.file("known.csv"));
  known << "lon,lat,name,commodity,accuracy_m\n";
  int held = 0;
  const Json targets = Json::parse(read_text_file(folder_.file("demo/run/targets.geojson"), 1 << 26))["features"];
  for (const Json& target : targets) {
    const Json& of = target["properties"];
    if (of["model"] != "li-pegmatite" || held == 6) continue;
    known << of["lon"] << "," << of["lat"] << ",\"one; two\",Lithium-Ta,40\n";
    ++held;
  }
  ASSERT_EQ(held, 6);
  known << "-6.8720,40.9627,far,LI,40\n"       // in the area, on ground not judged
        << "-6.8720,40.9630,tin,Sn,40\n"       // of no model's commodity
        << "-6.5,40.99,outside,Li,40\n"        // of the grid
        << "-6.8720,40.9633,vague,Li,5000\n";  // says nothing of pixels
  known.close();
  ASSERT_EQ(run_greisen("run " + shell_word(folder_.file("demo/survey.yaml")) + " -q --progress none --set " +
                        shell_word("occurrences.path=" + folder_.file("known.csv")))
                .exit_code,
            0);
  const Json report = data();
  const std::string statement = report["statements"][1].get<std::string>();
  EXPECT_NE(statement.find("hold 6 of 8 known occurrences"), std::string::npos) << statement;
  EXPECT_NE(statement.find("within 40 m"), std::string::npos) << statement;
  EXPECT_NE(statement.find("the targets hold 6 of 6 occurrences"), std::string::npos) << statement;
  EXPECT_NE(statement.find("best single layer (dyke form)"), std::string::npos) << statement;
  EXPECT_EQ(statement.find('{'), std::string::npos) << statement;
  const Json* success = chart(report, "success_li-pegmatite");
  ASSERT_NE(success, nullptr);
  EXPECT_NE((*success)["caption"].get<std::string>().find("not counted: 1."), std::string::npos)
      << (*success)["caption"];
  ASSERT_EQ((*success)["series"].size(), 3U);
  for (const Json& series : (*success)["series"]) {
    EXPECT_EQ(series["x"].size(), series["y"].size());
    EXPECT_EQ(series["x"].back(), 100);
    EXPECT_EQ(series["y"].back(), 100);
    EXPECT_TRUE(std::ranges::is_sorted(series["x"].get<std::vector<double>>()));
    EXPECT_TRUE(std::ranges::is_sorted(series["y"].get<std::vector<double>>()));
  }
  ASSERT_NE(chart(report, "prediction_area_li-pegmatite"), nullptr);
  int in_classes = 0;
  for (const Json& one : (*layer(report, "classes_li-pegmatite.tif"))["classes"]) {
    EXPECT_EQ(one["occurrencesAll"], 6);
    in_classes += one["occurrences"].get<int>();
  }
  EXPECT_EQ(in_classes, 6);
  EXPECT_FALSE((*layer(report, "classes_w-skarn.tif"))["classes"][0].contains("occurrences"));
  EXPECT_EQ(chart(report, "success_w-skarn"), nullptr) << "nothing is known of tungsten here";
}

TEST_F(Report, IsTheSameForAnyNumberOfThreadsAndNotWrittenUnasked) {
  demo("");
  const std::string first = read_text_file(folder_.file("demo/run/report.html"), 1 << 26);
  std::filesystem::remove(folder_.file("demo/run/report.html"));
  ASSERT_EQ(
      run_greisen("run " + shell_word(folder_.file("demo/survey.yaml")) + " -q --progress none --threads 1").exit_code,
      0);
  EXPECT_TRUE(first == read_text_file(folder_.file("demo/run/report.html"), 1 << 26));
  ASSERT_EQ(run_greisen("run " + shell_word(folder_.file("demo/survey.yaml")) +
                        " -q --progress none --set outputs.report=false")
                .exit_code,
            0);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("demo/run/report.html")));
}

}  // namespace
}  // namespace greisen::test
