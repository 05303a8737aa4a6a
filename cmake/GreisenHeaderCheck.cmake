# The target header_check compiles headers alone, without precompiled ones: what they need, they include. Of those with a
# source file of their own (whose first include they are, as a house test sees to) only header_check_all does, which
# ./dev check builds.
function(greisen_header_check)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
    ${PROJECT_SOURCE_DIR}/modules/*.hpp ${PROJECT_SOURCE_DIR}/pipeline/*.hpp ${PROJECT_SOURCE_DIR}/sample_data/*.hpp)
  set(alone "")
  set(beside "")
  foreach(header IN LISTS headers)
    string(REPLACE "/" "." stem ${header})
    set(source ${PROJECT_BINARY_DIR}/header_check/${stem}.cpp)
    # twice: a header without its guard fails too
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
    string(REGEX REPLACE "hpp$" "cpp" own_source ${header})
    if(EXISTS ${PROJECT_SOURCE_DIR}/${own_source})
      list(APPEND beside ${source})
    else()
      list(APPEND alone ${source})
    endif()
  endforeach()
  add_library(header_check OBJECT EXCLUDE_FROM_ALL ${alone})
  add_library(header_check_all OBJECT EXCLUDE_FROM_ALL ${beside})
  foreach(target header_check header_check_all)
    target_link_libraries(${target} PRIVATE greisen_pipeline)
    target_compile_options(${target} PRIVATE -O0 -g0)
  endforeach()
  add_dependencies(header_check_all header_check)
endfunction()
