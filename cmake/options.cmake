# How every file of the project is compiled: the target that all others link.
add_library(proviso_options INTERFACE)
target_include_directories(proviso_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(proviso_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  $<$<BOOL:${PROVISO_WERROR}>:-Werror>)
# g++ 12 with optimisation sees these in correct code of its own library (GCC bugs 105329, 105651, 109561 and their like).
target_compile_options(proviso_options INTERFACE $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:
  -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread>)
# g++ 13 and later warn of every reference to what a function that takes a temporary returns.
target_compile_options(proviso_options INTERFACE
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>)

if(PROVISO_SANITIZE)
  set(sanitize_flags -fsanitize=${PROVISO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(proviso_options INTERFACE ${sanitize_flags})
  target_compile_definitions(proviso_options INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(proviso_options INTERFACE ${sanitize_flags})
endif()

if(PROVISO_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "The fuzz targets need clang (libFuzzer): use the preset `fuzz`.")
  endif()
  target_compile_options(proviso_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(proviso_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
