# Run by CPack before it packs: Debian has the text of the licence in one place for all packages.
if(CPACK_GENERATOR STREQUAL "DEB")
  file(GLOB_RECURSE licences ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/LICENSE)
  file(REMOVE ${licences})
endif()
