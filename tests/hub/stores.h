// A fresh store of each kind for the hub's tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/hub_store.h"

namespace ajar::hub {

// `parted`: PostgreSQL with every table in four parts by vault_id, as it would stand on a cluster.
enum class TestStoreKind { sqlite, postgres, parted };

std::vector<TestStoreKind> test_store_kinds();
std::string test_store_name(TestStoreKind kind);
// Empty, and alone in its place; null where it could not be made.
std::unique_ptr<store::HubStore> test_store(TestStoreKind kind);
// How another connection to the last one is made.
store::HubStoreMaker test_store_maker(TestStoreKind kind);
// The last one's file, or its address.
std::string test_store_url(TestStoreKind kind);
// All that the last one has written, as its files hold it.
std::string test_store_bytes(TestStoreKind kind);

}  // namespace ajar::hub
