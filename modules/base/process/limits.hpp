// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace greisen {

/// Runs the program's body so that limits of the shell (ulimit) end in an error with words: a file larger than allowed
/// is a write that fails (SIGXFSZ is ignored), a library that traps, faults or aborts for want of memory or threads
/// ends in E7003, as many files are opened as may be, and where the stack is small the body and all threads get one of
/// 8 MiB. Returns what it returns; throws std::system_error where there is no memory for it.
int within_limits(const std::function<int()>& body);

/// Throws std::bad_alloc where not even a mebibyte can be had: before calls of libraries that take for granted what
/// they ask for (libgeotiff, as GDAL writes the keys of a GeoTIFF).
void need_spare_memory();

/// How many of so many threads the system lets this process have now, this one counted: at least 1.
int threads_that_start(int wanted);

}  // namespace greisen
