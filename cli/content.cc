// The compiled content of every language as bytes of the program, so that the terminal needs no
// file beside it.
#include <array>

#include "cli/words.h"

// A file as bytes between the symbols `ajar_NAME_begin` and `ajar_NAME_end`.
#define AJAR_EMBED(name, file)                                           \
  ".section .rodata\n.balign 16\n.local ajar_" name "_begin\najar_" name \
  "_begin:\n.incbin \"" file "\"\n.local ajar_" name "_end\najar_" name "_end:\n.byte 0\n.text\n"
#define AJAR_EMBED_LANGUAGE(language)                                                    \
  AJAR_EMBED(language "_content", AJAR_CONTENT_FOLDER "/" language ".json")              \
  AJAR_EMBED(language "_sentences", AJAR_CONTENT_FOLDER "/sentences/" language ".json")  \
  AJAR_EMBED(language "_learned", AJAR_CONTENT_FOLDER "/sentences/" language ".learned") \
  AJAR_EMBED(language "_library", AJAR_CONTENT_FOLDER "/library/" language ".json")

// NOLINTBEGIN(hicpp-no-assembler): the one way to take a file in without turning it into source
// text first
__asm__(AJAR_EMBED_LANGUAGE("en"));
__asm__(AJAR_EMBED_LANGUAGE("es"));
// NOLINTEND(hicpp-no-assembler)

#define AJAR_SYMBOL(name) extern "C" const char name[] __attribute__((visibility("hidden")))
#define AJAR_EMBEDDED(name)         \
  AJAR_SYMBOL(ajar_##name##_begin); \
  AJAR_SYMBOL(ajar_##name##_end)
AJAR_EMBEDDED(en_content);
AJAR_EMBEDDED(en_sentences);
AJAR_EMBEDDED(en_learned);
AJAR_EMBEDDED(en_library);
AJAR_EMBEDDED(es_content);
AJAR_EMBEDDED(es_sentences);
AJAR_EMBEDDED(es_learned);
AJAR_EMBEDDED(es_library);

namespace ajar::cli {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::span<const Edition> editions() {
  static const std::array all = {
      Edition{"en", between(ajar_en_content_begin, ajar_en_content_end),
              between(ajar_en_sentences_begin, ajar_en_sentences_end),
              between(ajar_en_learned_begin, ajar_en_learned_end),
              between(ajar_en_library_begin, ajar_en_library_end)},
      Edition{"es", between(ajar_es_content_begin, ajar_es_content_end),
              between(ajar_es_sentences_begin, ajar_es_sentences_end),
              between(ajar_es_learned_begin, ajar_es_learned_end),
              between(ajar_es_library_begin, ajar_es_library_end)},
  };
  return all;
}

const Edition& edition(std::string_view language) {
  const auto primary = language.substr(0, language.find('-'));
  for (const auto& each : editions()) {
    if (each.language == primary) return each;
  }
  return editions().front();
}

Result<text::Rules> sentence_rules(std::string_view language) {
  const Edition& one = edition(language);
  auto rules = TRY(text::Rules::load(one.sentences));
  if (!one.learned.empty()) TRY(rules.learn(one.learned));
  return rules;
}

}  // namespace ajar::cli
