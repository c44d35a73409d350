// A fresh store of each kind for the hub's tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/hub_store.h"

namespace ajar::hub {

enum class TestStoreKind { sqlite, postgres };

std::vector<TestStoreKind> test_store_kinds();
std::string test_store_name(TestStoreKind kind);
// Empty, and alone in its place; null where it could not be made.
std::unique_ptr<store::HubStore> test_store(TestStoreKind kind);
// How another connection to the last one is made.
store::HubStoreMaker test_store_maker(TestStoreKind kind);
// All that the last one has written, as its files hold it.
std::string test_store_bytes(TestStoreKind kind);

}  // namespace ajar::hub
