// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace greisen::geo {

/// How GDAL is to open a path: what belongs to it differs.
enum class InputKind { raster, vectors, plain };

/// A file that takes part when an input is opened, and as what: "" is the input itself, "*.cpg" a file of the same
/// stem,
/// "+.aux.xml" of the same name and more, "3" the third of those that it names (the sources of a VRT). A role tells
/// neither folder nor name, so that it stays what it is where the input is carried elsewhere.
struct InputFile {
  std::string path;  ///< on disk, or a remote path
  std::string role;
};

/// All files that GDAL may read to give what the path holds, those that are there now: the file itself, its siblings
/// (.dbf .shx .cpg .prj .aux.xml .ovr .msk .hdr, world files, -wal …), the sources of VRTs and their siblings, the
/// archive that the path lies in, the files of a folder. A remote path is one file. Empty where nothing is there. In a
/// fixed order, each file once. E3109 for a folder of more than 10 000 files.
std::vector<InputFile> input_files(const std::string& path, InputKind kind);

/// The file on disk (or the remote path) that a path speaks of, and what else it says: of "/vsizip/a.zip/b.tif" a.zip
/// and "/vsizip/ b.tif", of "HDF5:\"a.h5\"://x" a.h5 and "HDF5:\"\"://x"; of a plain path itself and nothing.
std::pair<std::string, std::string> file_and_rest(const std::string& path);

/// Does the path lead off this machine's disks: /vsicurl/, /vsis3/, https:// …, in archives too?
bool is_remote(const std::string& path);
/// What the server says that changes with the content of a remote file: size, time and ETag, as far as it tells them.
std::string remote_state(const std::string& path);

}  // namespace greisen::geo
