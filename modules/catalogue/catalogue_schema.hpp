// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/yaml/schema.hpp"

namespace greisen {

// What the files of configs/ may hold; also for files in a survey's own folder.
Field sensor_schema();     ///< sensors/<id>.yaml: a map
Field indices_schema();    ///< indices/<group>.yaml: a list of entries
Field spectrum_schema();   ///< spectra/<id>.yaml: a map
Field model_schema();      ///< models/<id>.yaml: a map
Field lookalike_schema();  ///< lookalikes/<id>.yaml: a map
Field palette_schema();    ///< palettes/<id>.yaml: a map
Field styles_schema();     ///< styles/<group>.yaml: a list of entries, from the top of the map to its bottom

}  // namespace greisen
