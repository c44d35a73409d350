// The template of the page that a capsule travels in, as bytes of the program.
#include "cli/capsule.h"

// NOLINTNEXTLINE(hicpp-no-assembler): the one way to take a file in without turning it into source
// text first
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    ".local ajar_capsule_page_begin\n"
    "ajar_capsule_page_begin:\n"
    ".incbin \"" AJAR_CAPSULE_PAGE
    "\"\n"
    ".local ajar_capsule_page_end\n"
    "ajar_capsule_page_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" const char ajar_capsule_page_begin[] __attribute__((visibility("hidden")));
extern "C" const char ajar_capsule_page_end[] __attribute__((visibility("hidden")));

namespace ajar::cli {

std::string_view embedded_capsule_page() {
  return {ajar_capsule_page_begin,
          static_cast<std::size_t>(ajar_capsule_page_end - ajar_capsule_page_begin)};
}

}  // namespace ajar::cli
