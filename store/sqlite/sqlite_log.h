// The sealed log in one SQLite file, ajar.db, in the home folder.
#pragma once

#include <memory>
#include <string>

#include "store/sealed_log.h"

namespace ajar::store {

enum class Create { no, if_missing };

// Opens `home`/ajar.db. A new file appears whole or not at all, with mode 0600; `home` must be
// there. Refuses without changing anything: store/missing (no file, and Create::no), store/foreign
// (another kind of file), store/newer and store/older (another version of Ajar's), store/damaged,
// store/locked, store/not_permitted, store/full, store/failed.
Result<std::unique_ptr<SealedLog>> open_sqlite(const std::string& home, Create create);

// Reads the whole file and says whether SQLite finds it sound: ok, or store/damaged with what it
// found as detail.
Status check_sqlite(const std::string& home);

}  // namespace ajar::store
