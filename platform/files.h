// Private files that survive a crash: written whole or not at all, readable by their owner alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace ajar::platform {

// Codes of every function here: file/missing, file/exists, file/not_permitted, file/no_space,
// file/not_a_file, file/too_long, file/failed. `field` is the path, `detail` the system's name for
// the error (ENOSPC, …).

// At most `limit` bytes, else file/too_long, before more is read.
Result<std::vector<std::uint8_t>> read_file(const std::string& path, std::size_t limit);

// After ok the file holds `bytes` even if the machine stops now: a new file is written, synced, and
// renamed over `path`, and the folder is synced. On an error `path` is what it was.
Status write_file(const std::string& path, std::span<const std::uint8_t> bytes,
                  unsigned mode = 0600);

// Makes the folder with mode 0700, and the ones above it; one that is there stays as it is.
Status make_private_folder(const std::string& path);

Status remove_file(const std::string& path);  // file/missing when it is not there
bool exists(const std::string& path);
Status sync_folder(const std::string& path);

// The code for an errno, with the path and the error's name.
Error file_error(int number, const std::string& path);

}  // namespace ajar::platform
