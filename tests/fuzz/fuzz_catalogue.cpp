// SPDX-License-Identifier: Apache-2.0
// What a survey's folder adds to the catalogue: models, look-alikes, indices, sensors, spectra, palettes, styles.
#include "catalogue/catalogue.hpp"
#include "fuzz/sandbox.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/told.hpp"

namespace greisen::fuzz {

void fuzz_catalogue(std::string_view text) {
  const Sandbox box(text);
  done_or_told([&] { require(!load_catalogue(box.folder()).models.empty(), "a catalogue without models"); });
  box.require_untouched();
}

}  // namespace greisen::fuzz
