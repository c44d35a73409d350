// UTF-8: validity, counting and stepping, by Unicode scalar values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ajar::utf8 {

// Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629: no overlong form, no
// surrogate, nothing past U+10FFFF), or `text.size()`.
std::size_t first_invalid(std::string_view text);

// How many scalar values valid UTF-8 `text` holds.
std::size_t count(std::string_view text);

// The scalar value at `at` of valid UTF-8; `at` moves behind it. Requires at < text.size().
char32_t next(std::string_view text, std::size_t& at);

// Appends a scalar value.
void append(std::string& out, char32_t scalar);

// The first `most` scalar values of valid UTF-8 `text`.
std::string_view cut(std::string_view text, std::size_t most);

}  // namespace ajar::utf8
