# `cmake --install`: the program, the library with its CMake package, the rulesets, the documents. Two components:
# `program` and `development`.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS proviso RUNTIME COMPONENT program)
install(DIRECTORY rulesets/ DESTINATION ${CMAKE_INSTALL_DATADIR}/proviso/rulesets COMPONENT program)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs COMPONENT program)

# Man pages and completions, written by the program itself.
set(pages ${PROJECT_BINARY_DIR}/pages)
find_program(GZIP gzip REQUIRED)
add_custom_command(OUTPUT ${pages}/man1/proviso.1.gz
  COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:proviso> -D FOLDER=${pages} -D GZIP=${GZIP}
    -P ${PROJECT_SOURCE_DIR}/cmake/write_pages.cmake
  DEPENDS proviso ${PROJECT_SOURCE_DIR}/cmake/write_pages.cmake)
add_custom_target(pages ALL DEPENDS ${pages}/man1/proviso.1.gz)
install(DIRECTORY ${pages}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT program)
install(FILES ${pages}/bash/proviso DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${pages}/zsh/_proviso DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
install(FILES ${pages}/fish/proviso.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
  COMPONENT program)

if(EXISTS ${PROJECT_SOURCE_DIR}/interpreter/proviso.hpp)
  set_target_properties(proviso_dsl PROPERTIES EXPORT_NAME dsl)
  set_target_properties(proviso_interpreter PROPERTIES EXPORT_NAME proviso)
  set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/proviso)
  install(TARGETS proviso_dsl proviso_interpreter EXPORT proviso-targets ARCHIVE COMPONENT development
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT proviso-targets NAMESPACE proviso:: DESTINATION ${package_dir} COMPONENT development)
  install(FILES interpreter/proviso.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/proviso COMPONENT development)

  configure_package_config_file(cmake/proviso-config.cmake.in ${PROJECT_BINARY_DIR}/proviso-config.cmake
    INSTALL_DESTINATION ${package_dir})
  # Before 1.0 a minor version may change the API.
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/proviso-config-version.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/proviso-config.cmake ${PROJECT_BINARY_DIR}/proviso-config-version.cmake
    DESTINATION ${package_dir} COMPONENT development)
endif()
