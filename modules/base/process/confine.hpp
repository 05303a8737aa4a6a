// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace greisen {

/// From here on this thread, and what it starts, opens no file for reading but these and what lies below these folders,
/// and makes, changes and removes none at all, whatever a library in it is led to. Links are followed first; places
/// that are not there are left out. Cannot be undone. False, and nothing is changed, where the system has no such thing
/// (Landlock: Linux 5.13 and later, and not where a container forbids it).
bool confine_to(const std::vector<std::string>& places);

}  // namespace greisen
