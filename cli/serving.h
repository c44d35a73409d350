// What `ajar open` and `ajar hub` share: the built app's folder, a port, and the place where a hub
// keeps what it holds.
#pragma once

#include <optional>
#include <string>

#include "cli/context.h"
#include "hub/server.h"

namespace ajar::cli {

// The built app beside an installed program (../share/ajar/web), or in the tree that built it
// (web/dist above). Error: site/not_built.
Result<std::string> app_folder(const std::optional<std::string>& asked);

// Error: cli/out_of_range.
Result<std::uint16_t> read_port(const std::optional<std::string>& typed);

// A hub's place: one SQLite file or a PostgreSQL database, and the file with the key that its
// tokens are made with.
struct HubPlace {
  std::string store;  // a path, or "postgres://…"
  std::string key;

  bool is_postgres() const;
  // `--store` and `--key` as typed, else below the home folder; makes the folder. Errors:
  // cli/no_folder, those of files.
  static Result<HubPlace> of(const Context& context, const std::optional<std::string>& store,
                             const std::optional<std::string>& key);
  Result<std::unique_ptr<store::HubStore>> open() const;
  hub::Stores stores() const;
  // Reads the key, and draws it where there is none yet. Errors: hub/bad_key, those of files.
  Result<vault::Hash> read_key() const;
};

}  // namespace ajar::cli
