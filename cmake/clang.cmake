# A toolchain file: the clang that is here, the oldest supported one first.
find_program(PROVISO_CLANG NAMES clang++-14 clang++ clang++-18 clang++-17 clang++-16 clang++-15 REQUIRED)
set(CMAKE_CXX_COMPILER ${PROVISO_CLANG})
