// The ops of the vectors of spec/http.md (spec/vectors/http/README.md).
#pragma once

#include <span>

#include "vault/vector_input.h"

namespace ajar::vault {

std::span<const Op> http_vector_ops();

}  // namespace ajar::vault
