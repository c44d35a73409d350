# The stages of a build, in order, for run, test and bench: each does nothing where nothing changed.
# Sourced after tools/lib.sh.
# shellcheck shell=bash

: "${root:?}"

# cmake_tree FOLDER OPTION...: configures the folder under build/ at its first use, and again when an option or the set of
# folders that have a CMakeLists.txt changed.
cmake_tree() {
  local tree=build/$1 wanted
  shift
  wanted="$* $(find . -name CMakeLists.txt -not -path './build/*' -not -path './node_modules/*' | LC_ALL=C sort | sha256sum)"
  fresh "$tree/.ajar-options" "$wanted" && [ -f "$tree/build.ninja" ] && return
  cmake -S . -B "$tree" -G Ninja "$@" && printf '%s\n' "$wanted" >"$tree/.ajar-options"
}

# The engine, the vault and the terminal program for this machine. `run` leaves the tests out of a tree of its own making,
# and takes a tree that `test` made as it is.
native_program() {
  local tests=OFF
  grep -qs '^AJAR_TESTS:BOOL=ON' build/native/CMakeCache.txt && tests=ON
  cmake_tree native "-DAJAR_TESTS=$tests" && cmake --build build/native --target ajar
}
native_with_tests() {
  cmake_tree native -DAJAR_TESTS=ON && cmake --build build/native
}

# The same sources for the browser, with libsodium inside.
wasm_module() {
  tools/build-sodium && cmake_tree wasm --toolchain cmake/wasm-toolchain.cmake && cmake --build build/wasm
}

# All words and rules, checked against their schema and compiled to one file per language.
content_files() {
  node tools/content/build.mjs
}

# The pages: plain static files in web/dist.
web_pages() {
  npm run --silent build
}

# build_app: everything that `ajar open` needs.
build_app() {
  local stamp=build/web-stamp now
  stage native "The engine and the terminal program" native_program
  stage wasm "The same engine for the browser" wasm_module
  now=$(fingerprint content tools/content)
  if ! fresh build/content-stamp "$now"; then
    stage content "Words and rules" content_files
    printf '%s\n' "$now" >build/content-stamp
  fi
  now=$(fingerprint web/src web/sw web/capsule web/*.* content tools/content build/wasm/wasm package-lock.json)
  if ! fresh "$stamp" "$now" || [ ! -f web/dist/index.html ]; then
    stage web "The pages" web_pages
    printf '%s\n' "$now" >"$stamp"
  fi
}

# The same code with libFuzzer inside, by clang, which alone has it.
fuzz_targets() {
  CC=clang-16 CXX=clang++-16 cmake_tree fuzz -DAJAR_FUZZ=ON -DAJAR_TESTS=OFF &&
    cmake --build build/fuzz --target fuzz/all
}

# Every native test again with memory and undefined-behaviour checks (but vptr, which needs the type information that
# the engine is built without). With them inside, g++ 12 takes an empty boost::optional for a read of what was never set.
sanitized_tests() {
  local checks='-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer'
  checks+=' -Wno-maybe-uninitialized'
  cmake_tree sanitized -DAJAR_TESTS=ON "-DCMAKE_C_FLAGS=$checks" "-DCMAKE_CXX_FLAGS=$checks" &&
    cmake --build build/sanitized
}

# What runs in several threads, with a check for data races. (It does not know fences, which Boost.Asio's lone thread has.)
threads_tests() {
  local checks='-fsanitize=thread -fno-omit-frame-pointer -Wno-tsan'
  cmake_tree threads -DAJAR_TESTS=ON "-DCMAKE_C_FLAGS=$checks" "-DCMAKE_CXX_FLAGS=$checks" &&
    cmake --build build/threads --target hub_workers_test hub_service_test
}

# What ./bench runs besides the app: the native bench program, and the bare primitives for the browser.
bench_programs() {
  native_with_tests && cmake --build build/wasm --target bench_primitives
}
