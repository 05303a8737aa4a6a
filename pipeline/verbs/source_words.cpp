// SPDX-License-Identifier: Apache-2.0
#include "pipeline/verbs/source_words.hpp"

namespace greisen {

void declare_source(Declaration& command, SourceOptions& options) {
  command.add_option("--sensor", options.sensor, "Sensor id, where the files do not say (greisen list sensors)")
      ->type_name("ID");
  command.add_option("--scale", options.scale, "reflectance = DN * scale + offset, where the files do not say")
      ->delimiter(',');
  command.add_option("--offset", options.offset, "see --scale")->delimiter(',');
  command.add_option("--date", options.date, "Day of acquisition, YYYY-MM-DD, where the files do not say")
      ->type_name("DATE");
  command.add_option("--aoi", options.aoi, "Only the box around the polygons of this vector file")->type_name("FILE");
  command
      .add_option("--to-crs", options.to_crs,
                  "CRS of the output: EPSG:32629, auto-utm, any CRS text; the scene's own otherwise")
      ->type_name("CRS");
  command
      .add_option("--resolution-m", options.resolution_m, "Pixel of the output in metres; the scene's own otherwise")
      ->positive();
  command.add_option("--resampling", options.resampling, "How pixels are brought to another grid")
      ->one_of({"nearest", "bilinear", "cubic", "average"});
  command.add_option("--format", options.format, "cog, or gtiff: plain GeoTIFF, written while it is computed")
      ->one_of({"cog", "gtiff"})
      ->preset();
  command
      .add_option(
          "--co", options.creation_options,
          "Creation option of GDAL, KEY=VALUE; repeatable (a plain GeoTIFF with options is compressed as they say)")
      ->take_all()
      ->type_name("KEY=VALUE");
}

}  // namespace greisen
