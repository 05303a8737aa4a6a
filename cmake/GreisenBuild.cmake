# Language, warnings, sanitizers: everything that is the same for every target of this project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

option(GREISEN_TESTS "Build the tests" ON)
option(GREISEN_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(GREISEN_WERROR "Warnings are errors" OFF)
set(GREISEN_SANITIZE "" CACHE STRING "Sanitizers, such as address,undefined or thread")

find_program(GREISEN_CCACHE ccache)
if(GREISEN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${GREISEN_CCACHE})
endif()

add_library(greisen_build INTERFACE)
target_compile_options(greisen_build INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wmissing-declarations -ffp-contract=off -fstack-protector-strong
  $<$<BOOL:${GREISEN_WERROR}>:-Werror>)
target_include_directories(greisen_build INTERFACE ${PROJECT_SOURCE_DIR}/modules ${PROJECT_SOURCE_DIR})
target_compile_definitions(greisen_build INTERFACE GREISEN_VERSION="${PROJECT_VERSION}")
find_program(GREISEN_MOLD mold)
if(GREISEN_MOLD)
  target_link_options(greisen_build INTERFACE -fuse-ld=mold)
endif()
if(GREISEN_SANITIZE)
  target_compile_options(greisen_build INTERFACE -fsanitize=${GREISEN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(greisen_build INTERFACE -fsanitize=${GREISEN_SANITIZE})
endif()
