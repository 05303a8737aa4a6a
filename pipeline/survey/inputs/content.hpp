// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pipeline/survey/input_hashes.hpp"
#include "pipeline/survey/survey.hpp"

namespace greisen {

/// What a scene is read from: the files of these bands and of its quality layers, and those that tell of it.
void add_inputs(const scene::Scene& scene, const std::vector<std::string>& bands, std::vector<Input>& inputs);

/// Changes with the pixels that a band gives: content, scale, offset, place, codes of missing.
std::string key_of_source(const geo::BandSource& source, InputHashes& inputs);
/// Changes with the pixels that the bands of the scene give, and with what is made of them: content, scale, offset,
/// place, codes of missing and of masks, sun. Not with the folder that they lie in.
std::string key_of_scene(const scene::Scene& scene, const std::vector<std::string>& bands, InputHashes& inputs);

/// Of a vector file or table of the survey, with which of its layers is taken, in which CRS; empty where it names none.
std::string content_in(const Survey& survey, const geo::VectorFile& file, InputHashes& inputs);

/// Of the survey's own entry of the catalogue, where it has one: an entry that came with the program is told by the
/// program's version.
std::string content_of_entry(const Survey& survey, const char* kind, const std::string& id, InputHashes& inputs);
/// Of all its own palettes and styles.
std::string content_of_looks(const Survey& survey, InputHashes& inputs);

/// Files on disk that the scenes are read from, and their siblings.
std::vector<std::string> files_of(const std::vector<scene::Scene>& scenes);

}  // namespace greisen
