// The hub's store in a PostgreSQL database, which several hubs may share.
#pragma once

#include <string>

#include "store/hub_store.h"
#include "store/postgres/servers.h"

namespace ajar::store {

// Connects to that server of a database which takes writes, and makes the tables where there are
// none. Errors: store/missing (no such server or database, or only such as were
// replaced), store/foreign (tables of somebody else), store/newer, store/older,
// store/not_permitted, store/failed.
Result<std::unique_ptr<HubStore>> open_postgres_hub(std::shared_ptr<Servers> servers);

// Connections to one database ("postgres://user@host,host/name?…", as libpq reads it), which know
// of each other which server is the primary.
HubStoreMaker postgres_hub_maker(const std::string& url);

}  // namespace ajar::store
