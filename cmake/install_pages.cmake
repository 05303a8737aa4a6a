# Run by the install step, with what GreisenPackage.cmake sets before it: the manual and the completion, which the program
# tells of itself, and the changelog.
function(tell output)
  execute_process(COMMAND ${GREISEN_PROGRAM} ${ARGN} OUTPUT_FILE ${output} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${GREISEN_STAGE})
file(MAKE_DIRECTORY ${GREISEN_STAGE})
tell(${GREISEN_STAGE}/man.list man -o ${GREISEN_STAGE}/man1)
file(GLOB pages ${GREISEN_STAGE}/man1/*.1)
execute_process(COMMAND gzip -9n ${pages} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND gzip -9nc ${GREISEN_CHANGELOG} OUTPUT_FILE ${GREISEN_STAGE}/changelog.gz COMMAND_ERROR_IS_FATAL ANY)
tell(${GREISEN_STAGE}/greisen completion bash)
tell(${GREISEN_STAGE}/_greisen completion zsh)
tell(${GREISEN_STAGE}/greisen.fish completion fish)

# a package's completion for zsh has a folder of its own on Debian, apart from the administrator's
set(zsh zsh/site-functions)
if(CMAKE_INSTALL_PREFIX MATCHES "/usr/?$")
  set(zsh zsh/vendor-completions)
endif()
set(share ${CMAKE_INSTALL_PREFIX}/${GREISEN_DATADIR})
file(INSTALL ${GREISEN_STAGE}/man1 DESTINATION ${CMAKE_INSTALL_PREFIX}/${GREISEN_MANDIR})
file(INSTALL ${GREISEN_STAGE}/greisen DESTINATION ${share}/bash-completion/completions)
file(INSTALL ${GREISEN_STAGE}/_greisen DESTINATION ${share}/${zsh})
file(INSTALL ${GREISEN_STAGE}/greisen.fish DESTINATION ${share}/fish/vendor_completions.d)
file(INSTALL ${GREISEN_STAGE}/changelog.gz DESTINATION ${CMAKE_INSTALL_PREFIX}/${GREISEN_DOCDIR})
