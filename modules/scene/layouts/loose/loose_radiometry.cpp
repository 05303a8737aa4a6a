// SPDX-License-Identifier: Apache-2.0
#include "scene/layouts/loose/loose_radiometry.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "scene/layouts/loose/band_files.hpp"
#include "scene/layouts/radiometry.hpp"

namespace greisen::scene {
namespace {

/// Scale and offset by the product's documentation.
bool calibrate_as_known(Scene& scene, const NameForm& form) {
  if (!form.scale) return false;
  const KnownScale& known = *form.scale;
  const auto whole = [](const SceneBand& band) { return !band.type.starts_with("Float"); };
  if (known.floats_only && std::ranges::any_of(scene.bands, whole)) return false;
  for (SceneBand& band : scene.bands) {
    band.source.scale = known.scale;
    band.source.offset = known.offset;
    if (known.missing_dn) band.source.missing_dn = {*known.missing_dn};
  }
  scene.decisions.push_back({"reflectance", "DN * " + format_number(known.scale) + " + " + format_number(known.offset),
                             std::string(form.product) + ": " + std::string(known.source)});
  if (form.variant == "FRE")
    scene.decisions.push_back({"slopes", "corrected by the product", "FRE in the files' names"});
  return true;
}

/// SR_B… is how Collection 2 of Landsat calls surface reflectance, and nothing else does.
bool calibrate_as_collection2(Scene& scene, const Sensor& sensor) {
  const auto so_called = [](const SceneBand& band) {
    const auto name = loose_name(geo::file_name(band.source.path));
    return name && lower(name->band).starts_with("sr_b") && !lower(name->band).starts_with("sr_band") &&
           !band.type.starts_with("Float");
  };
  if (sensor.family != "landsat" || !std::ranges::all_of(scene.bands, so_called)) return false;
  for (SceneBand& band : scene.bands) {
    band.source.scale = sensor.scale;
    band.source.offset = sensor.offset;
    band.source.missing_dn = {0, 65535};
  }
  scene.decisions.push_back({"reflectance",
                             "DN * " + format_number(sensor.scale) + " + " + format_number(sensor.offset),
                             "fixed for Collection 2 level 2, which the bands' names tell"});
  return true;
}

Kind kind_of(const LooseName& name) { return name.level == "L1C" ? Kind::toa : Kind::surface; }

/// Thermal bands of products whose reflectance has one scale: theirs is another.
void drop_temperatures(Scene& scene, const Sensor& sensor) {
  std::erase_if(scene.bands, [&](const SceneBand& band) {
    const auto number = sensor.find(band.name);
    return number && sensor.bands.at(static_cast<std::size_t>(*number)).thermal;
  });
  if (scene.bands.empty())
    throw Error({"E3107",
                 scene.id + " has thermal bands alone, whose scale is not that of reflectance",
                 {scene.files.front(), 0, 0, {}},
                 "put the reflectance bands of the product beside them"});
  finish(scene);
}

}  // namespace

void set_loose_radiometry(Scene& scene, const Sensor& sensor, const LooseName& name, const SceneRequest& request) {
  if (name.form->scale) drop_temperatures(scene, sensor);
  const GivenRadiometry given(request, 0);
  if (given.any()) {
    apply_given(scene, request, given, "");
    if (!request.kind && name.level == "L1C") scene.kind = Kind::toa;
  } else if (take_scale_of_files(scene)) {
    scene.kind = request.kind.value_or(kind_of(name));
    if (name.form->scale && name.form->scale->missing_dn)
      for (SceneBand& band : scene.bands) band.source.missing_dn = {*name.form->scale->missing_dn};
  } else if (calibrate_as_known(scene, *name.form) || calibrate_as_collection2(scene, sensor)) {
    scene.kind = kind_of(name);
  } else if (sensor.id.empty()) {
    scene.kind = request.kind.value_or(Kind::dn);
    scene.decisions.push_back({"reflectance", "values as they are", "neither sensor nor scale and offset are told"});
  } else {
    const bool stretched = name.form->scale && name.form->scale->floats_only;
    radiometry_unknown(scene, request, sensor,
                       stretched ? "whole numbers of the " + std::string(name.form->product) +
                                       " are stretched: scale 1.5259e-05 of 16 bits, 0.0039216 of 8 (from memory)"
                                 : "loose files do not say how DN becomes reflectance: level and baseline are unknown");
  }
}

}  // namespace greisen::scene
