// A QR code for a terminal: two modules to a character, by half blocks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace ajar::cli {

// The lines of `text` (digits, capitals and `:`) as a QR code, with its quiet zone. Dark modules
// are drawn as spaces and light ones as blocks, so that it reads on a dark terminal; `light_ground`
// turns that round. Error: cli/no_qr.
Result<std::vector<std::string>> qr_lines(const std::string& text, bool light_ground);

}  // namespace ajar::cli
