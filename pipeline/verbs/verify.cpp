// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/verify.hpp"

#include <memory>

#include <fmt/format.h>

#include "pipeline/cli/declaration.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {

Verb verify_verb() {
  Verb verb;
  verb.name = "verify";
  verb.summary = "Is a delivery whole: hashes, rasters, links, and no path of a machine in it";
  verb.examples = {"greisen verify run", "greisen verify run --json"};
  verb.next = "sha256sum -c checksums.sha256 does the hashes without greisen";
  verb.declare = [](Declaration& command) {
    const auto folder = std::make_shared<std::string>();
    command.add_option("RUN", *folder, "The run's folder")->required();
    return [folder](Session&) {
      const Verification found = verify_run(*folder);
      if (!found.problems.empty()) throw Error(found.problems);
      VerbResult result;
      result.text = fmt::format(
          "whole: {} files as they were written, {} rasters laid out as they should be, {} links lead somewhere\n",
          found.files, found.rasters, found.links);
      result.json =
          fmt::format("{{\"files\":{},\"rasters\":{},\"links\":{}}}", found.files, found.rasters, found.links);
      return result;
    };
  };
  return verb;
}

}  // namespace greisen
