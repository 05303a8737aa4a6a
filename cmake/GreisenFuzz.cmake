# tests/fuzz/fuzz_<name>.cpp defines `void fuzz_<name>(std::string_view)`; seeds lie in tests/fuzz/corpus/<name>.
# The folder is the registry: generated/fuzz/targets.hpp lists all of them by name.
function(greisen_fuzz_registry)
  file(GLOB paths CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz_*.cpp)
  set(declarations "")
  set(rows "")
  foreach(path IN LISTS paths)
    get_filename_component(stem ${path} NAME_WE)
    string(REPLACE "fuzz_" "" name ${stem})
    string(APPEND declarations "void ${stem}(std::string_view text);\n")
    string(APPEND rows "{\"${name}\", &${stem}}, ")
  endforeach()
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/fuzz/targets.hpp CONTENT
"// Written by cmake/GreisenFuzz.cmake from the folder tests/fuzz.
#pragma once
#include <map>
#include <string>
#include <string_view>
namespace greisen::fuzz {
${declarations}inline std::map<std::string, void (*)(std::string_view)> targets() { return {${rows}}; }
}  // namespace greisen::fuzz
")
  add_library(greisen_fuzz STATIC ${paths})
  target_include_directories(greisen_fuzz PUBLIC ${PROJECT_SOURCE_DIR}/tests ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(greisen_fuzz PUBLIC greisen_catalogue greisen_geo greisen_scene)
endfunction()

# One libFuzzer program a target; the target `fuzzers` builds them all.
function(greisen_fuzzers)
  add_custom_target(fuzzers)
  file(GLOB paths CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz_*.cpp)
  foreach(path IN LISTS paths)
    get_filename_component(stem ${path} NAME_WE)
    set(entry ${PROJECT_BINARY_DIR}/generated/fuzz/${stem}_entry.cpp)
    file(CONFIGURE OUTPUT ${entry} CONTENT
"// Written by cmake/GreisenFuzz.cmake.
#include <cstddef>
#include <cstdint>
#include \"fuzz/targets.hpp\"
extern \"C\" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern \"C\" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  greisen::fuzz::${stem}({reinterpret_cast<const char*>(data), size});
  return 0;
}
")
    add_executable(${stem} ${entry})
    target_link_options(${stem} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(${stem} PRIVATE greisen_fuzz)
    add_dependencies(fuzzers ${stem})
  endforeach()
endfunction()
