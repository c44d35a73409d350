// The BIP-39 English list, sorted, each word followed by a space; tools/wordlist.mjs makes its
// definition at build.
#pragma once

#include <string_view>

namespace ajar::vault {
extern const std::string_view wordlist_text;
}  // namespace ajar::vault
