// An age file as lines of text that survive a mail or a page (spec/capsule.md §2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/bytes.h"

namespace ajar::age {

std::string armored(vault::Bytes file);
// Whether the bytes, after white space, begin as armor does.
bool looks_armored(vault::Bytes bytes);
// Error: capsule/bad_armor.
Result<std::vector<std::uint8_t>> unarmored(vault::Bytes bytes);

}  // namespace ajar::age
