# The page of report.html: built from web/ by npm from its lock file, compiled into the room of the outputs.
# The folder web/ itself is not touched: what npm installs lies in the build folder.
function(greisen_report_page room)
  find_program(NPM npm)
  find_program(NODE node)
  if(NOT NPM OR NOT NODE)
    message(FATAL_ERROR "the report's page needs node and npm: cmake/install-packages.sh build")
  endif()
  set(from ${PROJECT_SOURCE_DIR}/web)
  set(work ${PROJECT_BINARY_DIR}/web)
  set(page ${PROJECT_BINARY_DIR}/generated/report.html)
  set(source ${PROJECT_BINARY_DIR}/generated/outputs/report_template.cpp)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${from}/src/*)
  set(packages ${from}/package.json ${from}/package-lock.json ${from}/.npmrc)
  add_custom_command(OUTPUT ${work}/installed
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${work}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${work}
    COMMAND ${CMAKE_COMMAND} -E copy ${packages} ${work}
    COMMAND ${CMAKE_COMMAND} -E chdir ${work} ${NPM} ci --silent
    COMMAND ${CMAKE_COMMAND} -E touch ${work}/installed
    DEPENDS ${packages} COMMENT "Installing what the report's page is built with" VERBATIM)
  add_custom_command(OUTPUT ${page}
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${work}/src
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${from}/src ${work}/src
    COMMAND ${CMAKE_COMMAND} -E copy ${from}/build.mjs ${from}/tsconfig.json ${work}
    COMMAND ${NODE} ${work}/build.mjs ${page}
    DEPENDS ${work}/installed ${from}/build.mjs ${from}/tsconfig.json ${sources} COMMENT "Building the report's page"
    VERBATIM)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${source} -DPAGE=${page} -P ${PROJECT_SOURCE_DIR}/cmake/embed_page.cmake
    DEPENDS ${page} ${PROJECT_SOURCE_DIR}/cmake/embed_page.cmake VERBATIM)
  target_sources(greisen_${room} PRIVATE ${source})
endfunction()
