# Run by the build: the program writes its own man pages and shell completions. A man page is made for each command that
# the main page refers to.
foreach(folder man1 bash zsh fish)
  file(MAKE_DIRECTORY ${FOLDER}/${folder})
endforeach()

function(write file)
  execute_process(COMMAND ${PROGRAM} ${ARGN} OUTPUT_FILE ${FOLDER}/${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

write(bash/proviso completion bash)
write(zsh/_proviso completion zsh)
write(fish/proviso.fish completion fish)

write(man1/proviso.1 help --man)
file(READ ${FOLDER}/man1/proviso.1 main_page)
string(REPLACE "\\-" "-" main_page "${main_page}")
string(REGEX MATCHALL "proviso-[a-z-]+" pages "${main_page}")
list(REMOVE_DUPLICATES pages)
foreach(page ${pages})
  string(REGEX REPLACE "^proviso-" "" command ${page})
  write(man1/${page}.1 help ${command} --man)
endforeach()

file(GLOB pages ${FOLDER}/man1/*.1)
foreach(page ${pages})
  execute_process(COMMAND ${GZIP} -9nf ${page} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
