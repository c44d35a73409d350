// The seven words that open a capsule (spec/capsule.md §2).
#pragma once

#include <string>
#include <string_view>

#include "vault/bytes.h"

namespace ajar::age {

// Seven words with hyphens between, from 10 random bytes of which 77 bits are used.
std::string new_phrase(vault::Random& random);
// What was typed as the capsule has it: seven words of the list in any writing become the phrase,
// anything else stays as it is.
std::string phrase_as_sealed(std::string_view typed);

}  // namespace ajar::age
