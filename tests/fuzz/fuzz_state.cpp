// SPDX-License-Identifier: Apache-2.0
// The state of a run that is gone on with: RUN/.greisen, as it may come with a folder from elsewhere.
#include <filesystem>
#include <fstream>
#include <string>

#include "base/sealed_lines.hpp"
#include "engine/journal.hpp"
#include "fuzz/sandbox.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/told.hpp"
#include "pipeline/products/run_state.hpp"
#include "pipeline/run/run_folder.hpp"
#include "pipeline/survey/input_hashes.hpp"

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

/// As who has the program may: each line gets the checksum of what it says by now, or nothing behind it is reached.
void seal_anew(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text;
  for (std::string line; std::getline(in, line);) text += sealed(line.substr(0, line.rfind('\t')));
  in.close();
  std::ofstream(file, std::ios::binary) << text;
}

void seal_all_anew(const std::string& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->is_regular_file(error) && !at->is_symlink(error)) seal_anew(at->path().string());
}

}  // namespace

void fuzz_state(std::string_view text) {
  const Sandbox box(text);
  const std::string run = box.folder() + "/run";
  if (text.size() % 4 != 0) seal_all_anew(run + "/.greisen");
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
