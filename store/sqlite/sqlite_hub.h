// The hub's store in one SQLite file.
#pragma once

#include <string>

#include "store/hub_store.h"

namespace ajar::store {

enum class Use { write, read };

// Opens the file at `path`; Use::write makes it where it is missing. One connection of each use at
// a time writes and any number read. Errors: those of open_sqlite.
Result<std::unique_ptr<HubStore>> open_sqlite_hub(const std::string& path, Use use);

// Copies a consistent state of the store at `path` into the new file `copy`, while a hub goes on
// writing; the copy is whole and synced when this is ok. Errors: store/exists (`copy` is there),
// those of open_sqlite.
Status backup_sqlite_hub(const std::string& path, const std::string& copy);
// Puts the backup `copy`, once it proved sound, where no store is yet, and draws new generations:
// devices then read from the beginning and offer what is missing. Errors: store/exists,
// store/damaged, those of open_sqlite.
Status restore_sqlite_hub(const std::string& copy, const std::string& path, vault::Random& random);

// Removes the file of a store that holds no vault any more, only receipts; false, and all stays,
// where it holds one or another program has it open. Errors: those of open_sqlite.
Result<bool> remove_empty_sqlite_hub(const std::string& path);

}  // namespace ajar::store
