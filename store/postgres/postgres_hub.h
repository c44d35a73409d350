// The hub's store in a PostgreSQL database, which several hubs may share.
#pragma once

#include <string>

#include "store/hub_store.h"

namespace ajar::store {

// Connects to `url` ("postgres://user@host/name?…", as libpq reads it) and makes the tables where
// there are none. Errors: store/missing (no such server or database), store/foreign (tables of
// somebody else), store/newer, store/older, store/not_permitted, store/failed.
Result<std::unique_ptr<HubStore>> open_postgres_hub(const std::string& url);

}  // namespace ajar::store
