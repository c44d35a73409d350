# Shared build rules: warnings are errors, the engine has no exceptions, a folder is a library.
option(AJAR_WASM "build the WebAssembly module (set by cmake/wasm-toolchain.cmake)" OFF)
option(AJAR_FUZZ "build the libFuzzer targets (clang only)" OFF)
option(AJAR_TESTS "build the tests" ON)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
# -O2 with asserts kept: a broken invariant stops the program rather than writing on.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g1")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

# The whole program is watched while it is fuzzed, not the target alone.
if(AJAR_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
endif()

# Reproducible: no path of the machine in what is built.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # TRY is a statement expression, which both compilers we build with have.
  add_compile_options(-Wno-gnu-statement-expression)
else()
  # g++ has no finer switch for statement expressions than -Wno-pedantic; clang keeps the rest of -Wpedantic honest.
  add_compile_options(-Wno-pedantic)
endif()
include_directories(${CMAKE_SOURCE_DIR})

# ajar_library(name SOURCES a.cc b.cc USES other libraries). Header-only when SOURCES is empty.
function(ajar_library name)
  cmake_parse_arguments(ARG "EXCEPTIONS" "" "SOURCES;USES" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC ${ARG_USES})
    if(NOT ARG_EXCEPTIONS)
      target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${ARG_USES})
  endif()
endfunction()

# ajar_test(name SOURCES a_test.cc USES libraries): a GoogleTest program that ctest runs.
function(ajar_test name)
  if(AJAR_WASM OR NOT AJAR_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_USES} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE AJAR_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${ARG_TIMEOUT})
endfunction()

if(AJAR_TESTS AND NOT AJAR_WASM)
  enable_testing()
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
