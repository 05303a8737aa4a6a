// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace greisen::fuzz {

/// A file of what a user hands over. "a.kmz!/doc.kml" is an entry of the archive a.kmz (by its name a zip or a tar),
/// which is packed anew; "layers@" is a link whose target are the bytes.
struct Member {
  std::string name;
  std::string bytes;
};
using Bundle = std::vector<Member>;

/// Many files as one text: "@@ NAME" on a line of its own before the bytes of each. Any text is a bundle of its own
/// kind; what stands before the first such line is passed over.
Bundle parse_bundle(std::string_view text);
std::string bundle_text(const Bundle& bundle);

/// All files below a folder by their names in it; archives are taken apart where `apart`.
Bundle bundle_of(const std::string& folder, bool apart = false);

/// A zip or tar as bytes, entries stored; sums and sizes are right, names may be anything.
std::string packed_zip(const Bundle& entries);
std::string packed_tar(const Bundle& entries);

}  // namespace greisen::fuzz
