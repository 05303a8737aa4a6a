# A room of the house: one static library of all sources under modules/<name>.

# greisen_room(<name> [DEPENDS <room>...] [LINK <library>...])
function(greisen_room name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/modules/${name}/*.cpp)
  set(anchor ${PROJECT_BINARY_DIR}/rooms/${name}.cpp)
  file(CONFIGURE OUTPUT ${anchor} CONTENT "// the room '${name}'\n")
  add_library(greisen_${name} STATIC ${anchor} ${sources})
  target_link_libraries(greisen_${name} PUBLIC greisen_build)
  greisen_precompile(greisen_${name})
  foreach(room IN LISTS ARG_DEPENDS)
    target_link_libraries(greisen_${name} PUBLIC greisen_${room})
  endforeach()
  # third-party headers warn on their own account, not on ours
  foreach(library IN LISTS ARG_LINK)
    target_link_libraries(greisen_${name} PUBLIC ${library})
    get_target_property(includes ${library} INTERFACE_INCLUDE_DIRECTORIES)
    if(includes)
      target_include_directories(greisen_${name} SYSTEM PUBLIC ${includes})
    endif()
  endforeach()
endfunction()

# The folder is the registry: modules/<name>/<id>.cpp defines `Step <id>();` in namespace greisen::<name>, and the
# generated header <name>/registry.hpp declares them all and a function that returns the list. Sources that are no
# step live in modules/<name>/support/.
function(greisen_registry_room name)
  greisen_room(${name} ${ARGN})
  file(GLOB steps CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/modules/${name}/*.cpp)
  set(declarations "")
  set(calls "")
  foreach(path IN LISTS steps)
    get_filename_component(stem ${path} NAME_WE)
    string(APPEND declarations "Step ${stem}();\n")
    string(APPEND calls "${stem}(), ")
  endforeach()
  set(header ${PROJECT_BINARY_DIR}/generated/${name}/registry.hpp)
  file(CONFIGURE OUTPUT ${header} CONTENT
"// Written by cmake/GreisenRoom.cmake from the folder modules/${name}.
#pragma once
#include <vector>
#include \"step/step.hpp\"
namespace greisen::${name} {
${declarations}inline std::vector<Step> steps() { return {${calls}}; }
}  // namespace greisen::${name}
")
  target_include_directories(greisen_${name} PUBLIC ${PROJECT_BINARY_DIR}/generated)
endfunction()

# The room of the catalogues, with configs/*.yaml compiled into it as catalogue/embedded.cpp.
function(greisen_catalogue_room name)
  greisen_room(${name} ${ARGN})
  file(GLOB_RECURSE entries CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/configs/*.yaml)
  set(source ${PROJECT_BINARY_DIR}/generated/catalogue/embedded.cpp)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${source} -DROOT=${PROJECT_SOURCE_DIR}/configs -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${entries} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  target_sources(greisen_${name} PRIVATE ${source})
endfunction()

# The program, its library and main.
function(greisen_pipeline)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/pipeline/*.cpp ${PROJECT_SOURCE_DIR}/sample_data/*.cpp)
  list(REMOVE_ITEM sources ${PROJECT_SOURCE_DIR}/pipeline/main.cpp)
  add_library(greisen_pipeline STATIC ${sources})
  foreach(room base raster record catalogue geo step engine scene filters terrain evidence prospectivity targets assess outputs)
    target_link_libraries(greisen_pipeline PUBLIC greisen_${room})
  endforeach()
  target_link_libraries(greisen_pipeline PUBLIC CLI11::CLI11)
  greisen_precompile(greisen_pipeline <fmt/format.h>)
  add_executable(greisen ${PROJECT_SOURCE_DIR}/pipeline/main.cpp)
  target_link_libraries(greisen PRIVATE greisen_pipeline)
endfunction()
