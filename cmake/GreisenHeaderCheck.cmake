# The target header_check compiles headers alone: what they need, they include. Those with a source file of their own are
# its first include (a house test sees to that), so its compilation proves them.
function(greisen_header_check)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
    ${PROJECT_SOURCE_DIR}/modules/*.hpp ${PROJECT_SOURCE_DIR}/pipeline/*.hpp ${PROJECT_SOURCE_DIR}/sample_data/*.hpp)
  set(sources "")
  foreach(header IN LISTS headers)
    string(REGEX REPLACE "hpp$" "cpp" own_source ${header})
    if(EXISTS ${PROJECT_SOURCE_DIR}/${own_source})
      continue()
    endif()
    string(REPLACE "/" "." stem ${header})
    set(source ${PROJECT_BINARY_DIR}/header_check/${stem}.cpp)
    # twice: a header without its guard fails too
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
    list(APPEND sources ${source})
  endforeach()
  add_library(header_check OBJECT EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(header_check PRIVATE greisen_pipeline)
  target_compile_options(header_check PRIVATE -O0 -g0)
endfunction()
