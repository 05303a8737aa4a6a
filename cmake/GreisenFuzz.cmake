# tests/fuzz/fuzz_<name>.cpp defines `void fuzz_<name>(std::string_view)`; seeds lie in tests/fuzz/corpus/<name>, or are
# made by tests/fuzz/seeds_*.cpp. The folder is the registry: generated/fuzz/targets.hpp lists all targets by name. The
# program fuzz_seeds writes what is made by code.
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
  # what is drawn for the tests' own fixtures asks GoogleTest
  find_package(GTest REQUIRED)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/*.cpp)
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/write_seeds\\.cpp$")
  add_library(greisen_fuzz STATIC ${sources})
  target_include_directories(greisen_fuzz PUBLIC ${PROJECT_SOURCE_DIR}/tests ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(greisen_fuzz PUBLIC greisen_pipeline GTest::gtest)
  add_executable(fuzz_seeds EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/fuzz/write_seeds.cpp)
  target_link_libraries(fuzz_seeds PRIVATE greisen_fuzz)
endfunction()

# One libFuzzer program a target; the target `fuzzers` builds them all, and what writes their seeds.
function(greisen_fuzzers)
  add_custom_target(fuzzers)
  add_dependencies(fuzzers fuzz_seeds greisen)
  file(GLOB paths CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz_*.cpp)
  foreach(path IN LISTS paths)
    get_filename_component(stem ${path} NAME_WE)
    set(entry ${PROJECT_BINARY_DIR}/generated/fuzz/${stem}_entry.cpp)
    file(CONFIGURE OUTPUT ${entry} CONTENT
"// Written by cmake/GreisenFuzz.cmake.
#include <cstddef>
#include <cstdint>
#include \"fuzz/mutate.hpp\"
#include \"fuzz/targets.hpp\"
extern \"C\" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern \"C\" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  greisen::fuzz::${stem}({reinterpret_cast<const char*>(data), size});
  return 0;
}
extern \"C\" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);
extern \"C\" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed);
extern \"C\" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  return greisen::fuzz::mutated(text, most, seed, &LLVMFuzzerMutate).copy(reinterpret_cast<char*>(data), most);
}
")
    add_executable(${stem} ${entry})
    target_link_options(${stem} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(${stem} PRIVATE greisen_fuzz)
    add_dependencies(fuzzers ${stem})
  endforeach()
endfunction()
