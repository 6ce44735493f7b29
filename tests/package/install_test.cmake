# Installs Proviso into a folder of its own, then builds and runs the example of the documentation against it, from a
# copy, so that nothing can lean on the project's own folder.
set(place ${BUILD}/install_test)
file(REMOVE_RECURSE ${place})
file(COPY ${SOURCE}/docs/examples/embed ${SOURCE}/docs/examples/bus_pass.proviso DESTINATION ${place})

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT code EQUAL 0)
    string(JOIN " " command ${ARGV})
    message(FATAL_ERROR "${command}\nended with ${code}:\n${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${place}/prefix)
foreach(file bin/proviso include/proviso/proviso.hpp share/proviso/rulesets/norway/policy.proviso
    share/doc/proviso/README.md share/man/man1/proviso.1.gz share/man/man1/proviso-explain-error.1.gz
    share/bash-completion/completions/proviso share/zsh/vendor-completions/_proviso
    share/fish/vendor_completions.d/proviso.fish)
  if(NOT EXISTS ${place}/prefix/${file})
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()

set(flags "")
if(SANITIZE)
  set(flags "-fsanitize=${SANITIZE}")
  if(FUZZ)
    string(APPEND flags " -fsanitize=fuzzer-no-link")
  endif()
endif()
run(${CMAKE_COMMAND} -S ${place}/embed -B ${place}/embed/build -G Ninja -D CMAKE_PREFIX_PATH=${place}/prefix
  -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_CXX_FLAGS=${flags})
run(${CMAKE_COMMAND} --build ${place}/embed/build)

execute_process(COMMAND ${place}/embed/build/embed ${place}/bus_pass.proviso RESULT_VARIABLE code OUTPUT_VARIABLE output)
file(READ ${place}/embed/expected.txt expected)
if(NOT code EQUAL 0 OR NOT output STREQUAL expected)
  message(FATAL_ERROR "the example ended with ${code} and printed:\n${output}\ninstead of:\n${expected}")
endif()
