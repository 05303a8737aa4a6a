// SPDX-License-Identifier: Apache-2.0
// A finished run as verify, report and export read it, wherever it was carried.
#include "catalogue/catalogue.hpp"
#include "fuzz/sandbox.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/told.hpp"
#include "pipeline/products/exports/source.hpp"
#include "pipeline/run/verify.hpp"
#include "record/run_record.hpp"

namespace greisen::fuzz {

void fuzz_delivery(std::string_view text) {
  static const Catalogue catalogue = load_catalogue();
  const Sandbox box(text);
  const std::string run = box.folder() + "/run";
  done_or_told([&] {
    const EarlierRun earlier = earlier_run(run + "/run.json");
    require(!earlier.whole || !earlier.status.empty(), "whole, and tells of no run");
  });
  done_or_told([&] {
    const Verification found = verify_run(run);
    if (!found.problems.empty()) throw Error(found.problems);
  });
  done_or_told([&] {
    outputs::ExportSource source = read_export_source(run, "");
    read_export_tables(source, catalogue, "");
    static_cast<void>(read_export_rasters(source, catalogue));
  });
  box.require_untouched();
}

}  // namespace greisen::fuzz
