# Man pages and shell completions, written by the program itself from the one description of its command line. They need
# a program that runs on this machine, so nothing is written when cross-compiling.
if(CMAKE_CROSSCOMPILING)
  return()
endif()
include(GNUInstallDirs)

set(man_folder ${PROJECT_BINARY_DIR}/man)
set(completion_folder ${PROJECT_BINARY_DIR}/completions)
file(MAKE_DIRECTORY ${man_folder} ${completion_folder})

set(man_pages ${man_folder}/proviso.1)
add_custom_command(OUTPUT ${man_folder}/proviso.1 DEPENDS proviso
  COMMAND proviso help --man -o ${man_folder}/proviso.1 VERBATIM)
foreach(command check decide explain test fmt graph explain-error completion help)
  set(page ${man_folder}/proviso-${command}.1)
  add_custom_command(OUTPUT ${page} DEPENDS proviso COMMAND proviso help --man ${command} -o ${page} VERBATIM)
  list(APPEND man_pages ${page})
endforeach()

# Each shell looks for a file of its own name.
set(completion_bash ${completion_folder}/proviso)
set(completion_zsh ${completion_folder}/_proviso)
set(completion_fish ${completion_folder}/proviso.fish)
foreach(shell bash zsh fish)
  add_custom_command(OUTPUT ${completion_${shell}} DEPENDS proviso
    COMMAND proviso completion ${shell} -o ${completion_${shell}} VERBATIM)
endforeach()

add_custom_target(pages ALL DEPENDS ${man_pages} ${completion_bash} ${completion_zsh} ${completion_fish})
install(FILES ${man_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${completion_bash} DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${completion_zsh} DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT program)
install(FILES ${completion_fish} DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
