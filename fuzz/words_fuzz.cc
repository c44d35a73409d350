// Any text as recovery words: what is read says the same words again, and an error names a word
// that is there.
#include "fuzz/require.h"
#include "vault/words.h"

using namespace ajar;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const auto secret = vault::read_words(fuzz::text_of(data, size));
  if (!secret) {
    require(secret.error().line >= 0 && secret.error().line <= 24);
    return 0;
  }
  std::string text;
  for (const std::string_view word : vault::words_of(*secret)) text.append(word).append(" ");
  const auto again = vault::read_words(text);
  require(again && vault::same(*again, *secret));
  return 0;
}
