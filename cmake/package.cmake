# `cpack -G DEB` in a build folder: two Debian packages, `proviso` (the program, rulesets, documents) and
# `libproviso-dev` (the library, its header, its CMake package).
set(CPACK_PACKAGE_NAME proviso)
set(CPACK_PACKAGE_VENDOR "The Proviso authors")
set(CPACK_PACKAGE_CONTACT "The Proviso authors <proviso@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "decides, explains and tests rules about people")
set(CPACK_PACKAGE_DESCRIPTION
  "Proviso is a language for legal rules that a policy officer can read and a\nmachine can run: it decides cases, gives the reasons, and names what is\nstill unknown.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program development)
if(NOT EXISTS ${PROJECT_SOURCE_DIR}/interpreter/proviso.hpp)
  set(CPACK_COMPONENTS_ALL program)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME proviso)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS graphviz)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libproviso-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libfmt-dev, libmd-dev, libutf8proc-dev, pkg-config")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
  "The static library of Proviso with its C++ header and CMake package, for\nprograms that decide and explain cases themselves.")

# What Debian's policy asks of the document folder of each package.
function(debian_documents component package)
  set(folder ${PROJECT_BINARY_DIR}/debian/${package})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/debian/copyright ${folder}/copyright COPYONLY)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/debian/changelog.in ${folder}/changelog @ONLY)
  execute_process(COMMAND ${GZIP} -9nfk ${folder}/changelog COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${folder}/copyright ${folder}/changelog.gz
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
endfunction()
debian_documents(program proviso)
if("development" IN_LIST CPACK_COMPONENTS_ALL)
  debian_documents(development libproviso-dev)
endif()

include(CPack)
