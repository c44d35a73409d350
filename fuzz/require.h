// What a fuzz target asserts: a broken promise stops the program where it broke, in every build.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// The target's one entry point, as libFuzzer names it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace ajar::fuzz {

inline void require(bool promise) {
  if (!promise) __builtin_trap();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace ajar::fuzz
