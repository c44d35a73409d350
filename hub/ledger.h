// One vault while events are appended to it, inside one transaction: each event's place, its
// signature, its number.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "hub/arrival.h"
#include "store/hub_store.h"

namespace ajar::hub {

class Ledger {
 public:
  // Reads the vault and its devices and holds them to the end of the transaction. Errors:
  // hub/no_vault, hub/deleted.
  static Result<Ledger> open(store::HubStore& store, const vault::VaultId& vault);

  const store::HubVault& vault() const { return row_; }
  store::HubVault& vault() { return row_; }
  store::HubDevice* find(const std::uint8_t* device);
  const std::vector<store::HubDevice>& devices() const { return devices_; }
  // A device that a control event brings in; it has no event yet.
  store::HubDevice& add_device(const vault::DeviceId& id, const vault::PublicKey& sign);
  void changed(const vault::DeviceId& device) { changed_.insert(device); }

  // The number of an event that is here already; 0 where it is its device's next one. Errors:
  // hub/unknown_device, hub/equivocation, hub/gap, hub/revoked.
  Result<std::int64_t> place(const Arrival& arrival);
  // Takes a next one in and gives it its number.
  std::int64_t take(const Arrival& arrival);
  // Writes everything down; on an error the transaction has to undo it. Errors: hub/quota, codes of
  // the store.
  Status close(std::int64_t quota);

  std::size_t taken() const { return fresh_.size(); }
  std::size_t taken_bytes() const { return taken_bytes_; }

 private:
  Ledger(store::HubStore& store, const vault::VaultId& vault) : store_(&store), vault_(vault) {}
  Result<store::HubEvent> event_at(const store::HubDevice& device, std::int64_t dseq);

  store::HubStore* store_;
  vault::VaultId vault_;
  store::HubVault row_;
  std::vector<store::HubDevice> devices_;
  std::map<vault::DeviceId, std::map<std::int64_t, store::HubEvent>> histories_;
  std::vector<store::HubEvent> fresh_;
  std::vector<vault::Hash> removed_;
  std::set<vault::DeviceId> changed_;
  std::size_t taken_bytes_ = 0;
};

// Drops the bodies of those of these records that are here; returns how many bytes that freed.
Result<std::int64_t> drop_bodies_of(store::HubStore& store, const vault::VaultId& vault,
                                    std::span<const vault::Hash> events);

}  // namespace ajar::hub
