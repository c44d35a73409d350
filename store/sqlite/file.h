// The database file itself: what it says before SQLite touches it, and how a new one begins.
#pragma once

#include <memory>
#include <string>

#include "store/sqlite/connection.h"

namespace ajar::store {

// The connection, its schema checked. Errors: those of open_sqlite.
Result<std::unique_ptr<Connection>> open_file(const std::string& path, bool create);

}  // namespace ajar::store
