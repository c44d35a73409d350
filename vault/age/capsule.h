// What stands in a capsule: a text for people, and the same as records for programs
// (spec/capsule.md §1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/bytes.h"

namespace ajar::age {

constexpr std::size_t record_limit = 200;          // records in a capsule
constexpr std::size_t record_size_limit = 131072;  // bytes of one
constexpr std::size_t record_depth = 16;

struct Capsule {
  std::string text;
  std::vector<std::string> records;  // JSON, one object each
};

// `text` gets a line's end where it has none. Errors: capsule/empty, capsule/bad_contents,
// capsule/too_long.
Result<std::string> write_capsule(std::string_view text, const std::vector<std::string>& records);
// Errors: capsule/bad_contents, capsule/newer, capsule/too_long.
Result<Capsule> read_capsule(vault::Bytes contents);

}  // namespace ajar::age
