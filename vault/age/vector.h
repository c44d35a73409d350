// The ops of the capsules' vectors (spec/vectors/capsule/README.md).
#pragma once

#include <span>

#include "vault/vector_input.h"

namespace ajar::age {

std::span<const vault::Op> vector_ops();

}  // namespace ajar::age
