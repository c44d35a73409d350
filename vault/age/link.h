// The link to a capsule that rests on a hub (spec/capsule.md §5).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "vault/http.h"

namespace ajar::age {

struct Link {
  std::string origin;
  vault::CapsuleId id{};
  std::string phrase = {};  // as it was typed; empty: the words went another way
};

// `language` is that of the page: two or three lower-case letters.
std::string link_text(const Link& link, std::string_view language);
// Error: capsule/bad_link.
Result<Link> read_link(std::string_view text);

}  // namespace ajar::age
