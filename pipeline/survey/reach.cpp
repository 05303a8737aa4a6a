// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey/reach.hpp"

#include "geo/gdal/input_files.hpp"
#include "geo/gdal/network.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/read/virtual_raster.hpp"

namespace greisen {
namespace {

void name_hosts_of(const YamlNode& node) {
  if (node.is_scalar()) geo::name_hosts(node.scalar);
  for (const YamlNode& item : node.items) name_hosts_of(item);
  for (const YamlEntry& entry : node.entries) name_hosts_of(entry.value);
}

void permit_folder(const Survey& survey, const std::string& written) {
  if (written.empty() || written.starts_with("/vsi") || geo::is_remote(written)) return;
  const std::string path = geo::resolve(survey.folder, written);
  if (geo::has_wildcard(path))
    geo::allow_sources_below(geo::parent_folder(path.substr(0, path.find_first_of("*?[")) + "x"));
  else if (geo::is_folder(path))
    geo::allow_sources_below(path);
}

}  // namespace

void permit_what_survey_names(const Survey& survey) {
  name_hosts_of(survey.document->root);
  for (const scene::SceneRequest& request : survey.scenes) {
    permit_folder(survey, request.path);
    for (const std::string& path : request.also) permit_folder(survey, path);
  }
  permit_folder(survey, survey.dem.path);
}

}  // namespace greisen
