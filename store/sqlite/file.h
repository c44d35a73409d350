// The database file itself: what it says before SQLite touches it, and how a new one begins.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "store/sqlite/connection.h"

namespace ajar::store {

// What a file is: the program's mark in it, its version, and every table and index word for word,
// ascending by name.
struct Schema {
  std::uint32_t application_id = 0;
  std::uint32_t version = 0;
  std::span<const char* const> parts;
};

// The connection, its schema checked. Errors: those of open_sqlite.
Result<std::unique_ptr<Connection>> open_file(const std::string& path, const Schema& schema,
                                              bool create);
// The code of a system call's error, with its name as detail.
Error system_error(int number);

}  // namespace ajar::store
