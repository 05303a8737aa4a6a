# The page of report.html, compiled into the room of the outputs: web/report.html, which ./dev page builds from web/src with npm
# and its lock file. It is kept built, so that the program itself needs neither node nor a network; a house test says when it
# is not that of its sources.
function(greisen_report_page room)
  set(page ${PROJECT_SOURCE_DIR}/web/report.html)
  set(source ${PROJECT_BINARY_DIR}/generated/outputs/report_template.cpp)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${source} -DPAGE=${page} -P ${PROJECT_SOURCE_DIR}/cmake/embed_page.cmake
    DEPENDS ${page} ${PROJECT_SOURCE_DIR}/cmake/embed_page.cmake VERBATIM)
  target_sources(greisen_${room} PRIVATE ${source})
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${page})
endfunction()
