// SPDX-License-Identifier: Apache-2.0
// The state of a run that is gone on with: RUN/.greisen, as it may come with a folder from elsewhere.
#include <filesystem>

#include "fuzz/sandbox.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/told.hpp"
#include "pipeline/engine/journal.hpp"
#include "pipeline/input_hashes.hpp"
#include "pipeline/run_folder.hpp"
#include "pipeline/run_state.hpp"

namespace greisen::fuzz {
namespace {

namespace fs = std::filesystem;

void go_on_with(const std::string& run) {
  RunState state(run);
  for (const auto& [path, entry] : std::map(state.entries())) {
    static_cast<void>(state.owns(path));
    static_cast<void>(state.is_current(path, entry.key));
    require(state.why_not(path, "another key") != "", "current under another key");
  }
  state.claim({"layers/a.tif"});
  state.remember({{"key", "fact"}});
  require(state.recall("key") == "fact", "what was remembered is gone");
  state.forget_others();
  state.drop_others({{"layers/a.tif", "key"}});
}

}  // namespace

void fuzz_state(std::string_view text) {
  const Sandbox box(text);
  const std::string run = box.folder() + "/run";
  done_or_told([&] { refuse_other_survey(run, box.folder() + "/survey.yaml"); });
  done_or_told([&] {
    InputHashes hashes(box.folder(), run + "/.greisen/inputs.tsv", 1);
    hashes.read({{box.folder() + "/survey.yaml", geo::InputKind::plain}});
    static_cast<void>(hashes.content_of({box.folder() + "/survey.yaml", geo::InputKind::plain}));
    static_cast<void>(hashes.changed());
    hashes.save();
  });
  std::error_code error;
  const std::string key = "0123456789abcdef";
  for (const auto& entry : fs::directory_iterator(run + "/.greisen", error))
    done_or_told([&] {
      for (const std::size_t folds : {0U, 2U})
        if (const auto state = load_state(entry.path().string(), key, folds))
          require(state->exact.size() == folds && state->subtrees.size() == folds, "other folds than were asked for");
    });
  done_or_told([&] { go_on_with(run); });
}

}  // namespace greisen::fuzz
