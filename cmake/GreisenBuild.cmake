# Language, warnings, optimisation, sanitizers: everything that is the same for every target of this project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

option(GREISEN_TESTS "Build the tests" ON)
option(GREISEN_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(GREISEN_WERROR "Warnings are errors" OFF)
option(GREISEN_COVERAGE "Count which lines run" OFF)
set(GREISEN_SANITIZE "" CACHE STRING "Sanitizers, such as address,undefined or thread")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Release, RelWithDebInfo or Debug" FORCE)
endif()
# Release is what users get; every other kind keeps assertions and line numbers.
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

find_program(GREISEN_CCACHE ccache)
if(GREISEN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # what precompiled headers ask of it
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${GREISEN_CCACHE})
endif()

add_library(greisen_build INTERFACE)
target_compile_options(greisen_build INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wmissing-declarations
  $<$<BOOL:${GREISEN_WERROR}>:-Werror>
  -ffp-contract=off                                      # the same bits whatever the compiler fuses
  -fPIE -ffile-prefix-map=${PROJECT_SOURCE_DIR}=. -fstack-protector-strong
  $<$<CONFIG:Release>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>
  $<$<NOT:$<CONFIG:Release>>:-D_GLIBCXX_ASSERTIONS>)
target_include_directories(greisen_build INTERFACE ${PROJECT_SOURCE_DIR}/modules ${PROJECT_SOURCE_DIR})
target_compile_definitions(greisen_build INTERFACE GREISEN_VERSION="${PROJECT_VERSION}")
target_link_options(greisen_build INTERFACE -pie -Wl,-z,relro,-z,now)
find_program(GREISEN_MOLD mold)
if(GREISEN_MOLD)
  target_link_options(greisen_build INTERFACE -fuse-ld=mold)
endif()

# g++ 12 sees overlaps and bounds broken in std::string where there are none (its bug 105651), and at -O3 strings that
# are read before they are written
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(greisen_build INTERFACE
    -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread
    $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
endif()
if(GREISEN_SANITIZE)
  target_compile_options(greisen_build INTERFACE
    -fsanitize=${GREISEN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # g++ 12 sees uninitialised reads in its own variant once it is instrumented
  target_compile_options(greisen_build INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(greisen_build INTERFACE -fsanitize=${GREISEN_SANITIZE})
endif()
if(GREISEN_COVERAGE)
  target_compile_options(greisen_build INTERFACE --coverage)
  target_link_options(greisen_build INTERFACE --coverage)
endif()
if(GREISEN_FUZZ)
  target_compile_options(greisen_build INTERFACE -fsanitize=fuzzer-no-link)
endif()

# greisen_precompile(<target> [<header>...]): what most sources of the project read first, read once a target. Sources
# still name what they use: the target header_check, and whoever builds with GREISEN_PCH off, sees to that.
option(GREISEN_PCH "Precompile the standard library's headers" ON)
function(greisen_precompile target)
  if(GREISEN_PCH)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <cstdint> <filesystem> <fstream> <functional>
      <map> <memory> <mutex> <optional> <set> <span> <string> <string_view> <utility> <variant> <vector> ${ARGN})
  endif()
endfunction()
