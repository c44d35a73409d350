# The engine and the vault for the browser: clang-16 to WebAssembly, with Debian's libc++ for WASI.
# cmake -S . -B build/wasm -G Ninja -DCMAKE_TOOLCHAIN_FILE=cmake/wasm-toolchain.cmake
set(AJAR_WASM ON CACHE BOOL "build the WebAssembly module" FORCE)
set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
# CMake 3.25 has no platform file for WASI; this folder holds ours.
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR}/modules)

set(CMAKE_C_COMPILER clang-16)
set(CMAKE_CXX_COMPILER clang++-16)
set(CMAKE_C_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE MinSizeRel CACHE STRING "")
endif()
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz")

# The system's ar makes archives without an index of what is in them, since it cannot read these objects. lld takes such an
# archive whole, object by object, and then leaves out what nobody calls. (One relocatable object in its place would join
# the data of all objects that has the same name, and keep all of it where one needs its own.)
foreach(language IN ITEMS C CXX)
  set(CMAKE_${language}_ARCHIVE_CREATE "ar qcDS <TARGET> <OBJECTS>")
  set(CMAKE_${language}_ARCHIVE_APPEND "ar qDS <TARGET> <OBJECTS>")
  set(CMAKE_${language}_ARCHIVE_FINISH "")
endforeach()

# The system's header-only packages, each by a link of its own: /usr/include as a whole belongs to another machine.
set(ajar_wasm_include ${CMAKE_CURRENT_LIST_DIR}/../build/wasm-include)
cmake_path(ABSOLUTE_PATH ajar_wasm_include NORMALIZE)
file(MAKE_DIRECTORY ${ajar_wasm_include})
foreach(link IN ITEMS rapidjson:rapidjson tl:tl boost:boost Eigen:eigen3/Eigen)
  string(REPLACE ":" ";" pair ${link})
  list(GET pair 0 name)
  list(GET pair 1 folder)
  if(NOT EXISTS ${ajar_wasm_include}/${name})
    file(CREATE_LINK /usr/include/${folder} ${ajar_wasm_include}/${name} SYMBOLIC)
  endif()
endforeach()

set(ajar_llvm /usr/lib/llvm-16)
string(JOIN " " CMAKE_C_FLAGS_INIT "-isystem ${ajar_wasm_include}")
string(JOIN " " CMAKE_CXX_FLAGS_INIT -nostdinc++ "-isystem ${ajar_llvm}/include/wasm32-wasi/c++/v1"
  "-isystem ${ajar_wasm_include}" -fno-exceptions -fno-rtti -DBOOST_DISABLE_THREADS)
# Reactor: no main. The stack is the first thing in memory, so an overflow traps instead of writing over data. Memory
# may grow to 1.2 GiB, which is what the highest allowed cost of the passphrase key needs.
string(JOIN " " CMAKE_EXE_LINKER_FLAGS_INIT -mexec-model=reactor "-L${ajar_llvm}/lib/wasm32-wasi"
  -Wno-unused-command-line-argument -Wl,-z,stack-size=1048576 -Wl,--stack-first -Wl,--max-memory=1288503296 -Wl,--strip-all)
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
# The link line carries no -O: with one, clang would run whatever wasm-opt it finds, and the bytes would depend on the machine.
set(CMAKE_CXX_LINK_EXECUTABLE
  "<CMAKE_CXX_COMPILER> <LINK_FLAGS> <OBJECTS> -o <TARGET> -Wl,--whole-archive <LINK_LIBRARIES> -Wl,--no-whole-archive")
