// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/step_arguments.hpp"

#include <cmath>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "filters/registry.hpp"
#include "support/graph_fixture.hpp"

namespace greisen {
namespace {

using ::testing::HasSubstr;
using Arguments = std::map<std::string, Value, std::less<>>;

Layer band(const std::string& name, double nm, double width_nm) {
  Layer layer{name};
  layer.wavelength_nm = nm;
  layer.width_nm = width_nm;
  return layer;
}

std::string fault_of(const std::vector<Layer>& inputs, bool reflectance, const std::string& id) {
  Arguments arguments = {{"reference", id}};
  try {
    put_in_entries(filters::spectral_angle(), load_catalogue(), inputs, reflectance, arguments);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(StepArguments, ASpectrumByItsNameIsWhatEachBandWouldSee) {
  const Catalogue catalogue = load_catalogue();
  const Spectrum& spectrum = catalogue.spectra.front();
  Arguments arguments = parse_arguments(filters::spectral_angle(), {"reference=" + spectrum.id});
  EXPECT_EQ(std::get<std::string>(arguments.at("reference")), spectrum.id);
  put_in_entries(filters::spectral_angle(), catalogue, {band("B04", 665, 31), band("B11", 1610, 90)}, true, arguments);
  Band red;
  red.centre_nm = 665;
  red.width_nm = 31;
  const auto& values = std::get<std::vector<double>>(arguments.at("reference"));
  ASSERT_EQ(values.size(), 2U);
  EXPECT_EQ(values[0], resample(spectrum, red));
  EXPECT_GT(values[1], 0);
  EXPECT_LT(values[1], 1);
}

TEST(StepArguments, NumbersStayNumbers) {
  Arguments arguments = parse_arguments(filters::spectral_angle(), {"reference=0.1,0.2"});
  put_in_entries(filters::spectral_angle(), load_catalogue(), {{"a"}, {"b"}}, false, arguments);
  EXPECT_EQ(std::get<std::vector<double>>(arguments.at("reference")), (std::vector<double>{0.1, 0.2}));
}

TEST(StepArguments, ASpectrumThatCannotBeComparedIsRefused) {
  const std::string id = load_catalogue().spectra.front().id;
  EXPECT_THAT(fault_of({band("B04", 665, 31)}, false, id), HasSubstr("E3103"));
  EXPECT_THAT(fault_of({Layer{"b1"}}, true, id), HasSubstr("E2415"));
  EXPECT_THAT(fault_of({band("tir", 10900, 600)}, true, id), HasSubstr("does not reach 10900 nm"));
  Layer thermal = band("tir", 10900, 600);
  thermal.unit = "W m-2 sr-1 um-1";
  EXPECT_THAT(fault_of({thermal}, true, id), HasSubstr("W m-2 sr-1 um-1"));
  EXPECT_THAT(fault_of({band("B04", 665, 31)}, true, "no_such_spectrum"), HasSubstr("E2201"));
}

TEST(StepArguments, TablesAreReadFromFiles) {
  Step step;
  step.id = "test";
  step.params = {{"endmembers", ParamType::table, "spectra"}};
  const testing::TempFolder folder;
  std::ofstream(folder.file("t.csv")) << "quartz;albite\n0,25;0.5\n;0.75\n";
  const Arguments arguments = parse_arguments(step, {"endmembers=" + folder.file("t.csv")});
  const auto& table = std::get<NumberTable>(arguments.at("endmembers"));
  EXPECT_EQ(table.columns, (std::vector<std::string>{"quartz", "albite"}));
  EXPECT_EQ(table.values[1], (std::vector<double>{0.5, 0.75}));
  EXPECT_TRUE(std::isnan(table.values[0][1])) << "an empty cell";
  for (const char* const wrong : {"a,b\n1\n", "a,b\n1,x\n", "a,b\n"}) {
    std::ofstream(folder.file("w.csv")) << wrong;
    EXPECT_THROW(parse_arguments(step, {"endmembers=" + folder.file("w.csv")}), Error) << wrong;
  }
}

}  // namespace
}  // namespace greisen
