// A whole life in one sealed file: the key file and the frames (spec/vault.md §11).
#pragma once

#include "engine/base/result.h"
#include "vault/crypto.h"

namespace ajar::vault {

constexpr std::size_t export_head = 48;
constexpr std::size_t export_limit = std::size_t{512} << 20;

// Errors: those of key_info, vault/too_long.
Result<std::vector<std::uint8_t>> export_seal(Bytes key_file, Bytes frames);

struct Export {
  Bytes key_file, frames;  // into the file
  bool intact = true;      // false: vault/damaged_export, and the frames have to prove themselves
};
// Errors: vault/foreign_export, vault/older_export, vault/newer_export, vault/truncated,
// vault/too_long.
Result<Export> export_open(Bytes file);

}  // namespace ajar::vault
