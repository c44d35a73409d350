// The compiled content as bytes of the program, so that the terminal needs no file beside it.
#include "cli/words.h"

// NOLINTNEXTLINE(hicpp-no-assembler): the one way to take a file in without turning it into source
// text first
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    ".local ajar_content_begin\n"
    "ajar_content_begin:\n"
    ".incbin \"" AJAR_CONTENT_FILE
    "\"\n"
    ".local ajar_content_end\n"
    "ajar_content_end:\n"
    ".byte 0\n"
    ".balign 16\n"
    ".local ajar_sentences_begin\n"
    "ajar_sentences_begin:\n"
    ".incbin \"" AJAR_SENTENCES_FILE
    "\"\n"
    ".local ajar_sentences_end\n"
    "ajar_sentences_end:\n"
    ".byte 0\n"
    ".balign 16\n"
    ".local ajar_library_begin\n"
    "ajar_library_begin:\n"
    ".incbin \"" AJAR_LIBRARY_FILE
    "\"\n"
    ".local ajar_library_end\n"
    "ajar_library_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" const char ajar_content_begin[] __attribute__((visibility("hidden")));
extern "C" const char ajar_content_end[] __attribute__((visibility("hidden")));
extern "C" const char ajar_sentences_begin[] __attribute__((visibility("hidden")));
extern "C" const char ajar_sentences_end[] __attribute__((visibility("hidden")));
extern "C" const char ajar_library_begin[] __attribute__((visibility("hidden")));
extern "C" const char ajar_library_end[] __attribute__((visibility("hidden")));

namespace ajar::cli {

std::string_view embedded_content() {
  return {ajar_content_begin, static_cast<std::size_t>(ajar_content_end - ajar_content_begin)};
}

std::string_view embedded_sentences() {
  return {ajar_sentences_begin,
          static_cast<std::size_t>(ajar_sentences_end - ajar_sentences_begin)};
}

std::string_view embedded_library() {
  return {ajar_library_begin, static_cast<std::size_t>(ajar_library_end - ajar_library_begin)};
}

}  // namespace ajar::cli
