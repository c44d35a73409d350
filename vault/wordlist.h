// The BIP-39 English list, sorted; tools/wordlist.mjs makes its definition at build.
#pragma once

#include <array>
#include <string_view>

namespace ajar::vault {
extern const std::array<std::string_view, 2048> wordlist;
}  // namespace ajar::vault
