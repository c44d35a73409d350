// Where the device's secret rests on this machine: under a passphrase, plain on request, or open
// for a while.
#pragma once

#include <string>

#include "cli/context.h"
#include "engine/base/result.h"
#include "vault/bytes.h"

namespace ajar::cli {

// In the home's folder:
//   key        the secret under a passphrase (spec/vault.md §9)
//   key.open   the secret itself, mode 0600: no passphrase was wanted. `key` counts where both are
//   there
// In $XDG_RUNTIME_DIR, while unlocked:
//   ajar-<hash of the folder>.unlock   the secret itself, mode 0600, bound to the key file, this
//   boot and a time

enum class Asking {
  allowed,  // a question may be asked and a key derived
  never,    // only what is open already
};

// The device's secret. Errors: cli/locked (there was no one to ask), vault/wrong_key, cli/no_key,
// cli/key_readable (others may read the plain key; detail: its mode), and those of the key file.
Result<vault::SecretBytes> open_secret(Context& context, const std::string& folder, Asking asking);

// The passphrase of a key file, by `file` ("-": standard input; empty: ask). Errors: cli/locked,
// vault/bad_passphrase.
Result<vault::SecretBytes> given_passphrase(Context& context, const std::string& file,
                                            const std::string& question);

// A new passphrase, typed twice, or read from `file`. An empty answer on a terminal asks whether
// there shall be none; then the result is empty. Errors: cli/locked, cli/passphrases_differ,
// vault/bad_passphrase.
Result<vault::SecretBytes> new_passphrase(Context& context, const std::string& file);

// The bytes of a key file for this secret; the cost is raised until it takes about a second here.
Result<std::vector<std::uint8_t>> sealed_key(vault::Bytes secret, vault::Bytes passphrase);
// The secret in a key file.
Result<vault::SecretBytes> opened_key(vault::Bytes key_file, vault::Bytes passphrase);

// Writes the secret into the home, under the passphrase or plain where that is empty, and ends any
// timed unlock.
Status keep_secret(const std::string& folder, vault::Bytes secret, vault::Bytes passphrase);
bool has_passphrase(const std::string& folder);
// Overwrites and removes every file here that holds a key, those among them that a stopped machine
// left half written.
Status forget_keys(const std::string& folder);
std::string key_path(const std::string& folder);

// Leaves the secret open for `minutes` (1 to 1440). Errors: cli/no_runtime_folder, those of files.
Status unlock_for(const std::string& folder, vault::Bytes secret, int minutes);
// Ends the timed unlock; false when there was none.
bool lock_now(const std::string& folder);
// Waits until the timed unlock is due and ends it. Run by a process of its own.
void expire_unlock(const std::string& folder);

}  // namespace ajar::cli
