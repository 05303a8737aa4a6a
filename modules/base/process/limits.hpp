// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace greisen {

/// Runs the program's body so that limits of the shell (ulimit) end in an error with words: a file larger than allowed
/// is a write that fails (SIGXFSZ is ignored), a library that traps, faults or aborts for want of memory or threads
/// ends in E7003, as many files are opened as may be, and where the stack is small, or the environment wishes others
/// (OMP_STACKSIZE), the body and all threads get one of 8 MiB. Returns what it returns; throws std::system_error where
/// there is no memory for it.
int within_limits(const std::function<int()>& body);

/// Ends the program in E7003, exit 7: for what is told by a library that aborts right after. From any thread.
[[noreturn]] void end_without_memory();

/// Around calls of a library that takes for granted the memory it asks for (libgeotiff, as GDAL writes the keys of a
/// GeoTIFF): std::bad_alloc where not even a mebibyte can be had before; a fault within ends in E7003.
class MemoryTakenForGranted {
 public:
  MemoryTakenForGranted();
  ~MemoryTakenForGranted();
  MemoryTakenForGranted(const MemoryTakenForGranted&) = delete;
  MemoryTakenForGranted& operator=(const MemoryTakenForGranted&) = delete;
};

/// How many of so many threads the system lets this process have now, this one counted: at least 1.
int threads_that_start(int wanted);

}  // namespace greisen
