// What SQLite's and PostgreSQL's stores of a hub have in common: which statement each call is, and
// what a row means. How a statement is sent, and what a transaction is, is each database's own.
#pragma once

#include <array>

#include "store/hub_store.h"
#include "store/sql/statements.h"

namespace ajar::store {

// A parameter: somebody's bytes, which live as long as the call, or a number.
struct Value {
  enum class Kind : std::uint8_t { bytes, number, small };
  // NOLINTBEGIN(google-explicit-constructor): a list of values reads like a call
  Value(Bytes value) : kind(Kind::bytes), bytes(value) {}
  Value(const Octets& value) : Value(Bytes(value)) {}
  template <std::size_t size>
  Value(const std::array<std::uint8_t, size>& value) : Value(Bytes(value)) {}
  Value(std::int64_t value) : kind(Kind::number), number(value) {}
  Value(std::int16_t value) : kind(Kind::small), number(value) {}
  Value(Resting value) : Value(static_cast<std::int16_t>(value)) {}
  // NOLINTEND(google-explicit-constructor)
  Kind kind;
  Bytes bytes;
  std::int64_t number = 0;
};
using Values = std::span<const Value>;

// A row for as long as it is looked at; columns count from 0.
class Row {
 public:
  virtual std::int64_t number(int column) const = 0;
  virtual Bytes bytes(int column) const = 0;

 protected:
  ~Row() = default;
};

class SqlHub : public HubStore {
 public:
  Result<std::optional<HubVault>> vault(const VaultId& vault) override;
  Status put_vault(const VaultId& vault, const HubVault& row) override;
  Result<std::vector<HubDevice>> devices(const VaultId& vault) override;
  Status put_device(const VaultId& vault, const HubDevice& row) override;
  Result<std::vector<HubEvent>> places(const VaultId& vault, const DeviceId& device,
                                       std::int64_t from, std::int64_t to) override;
  Result<std::optional<Octets>> frame(const VaultId& vault, std::int64_t seq) override;
  Status replace(const VaultId& vault, std::int64_t seq, Bytes frame) override;
  Status clear(const VaultId& vault) override;
  Result<std::optional<HubSession>> session(const VaultId& vault, const Hash& token) override;
  Status put_session(const VaultId& vault, const Hash& token, const HubSession& session,
                     std::int64_t now) override;
  Status end_sessions(const VaultId& vault, const DeviceId& device) override;
  Result<bool> rest(const VaultId& place, const HubResting& what, std::int64_t now) override;
  Result<std::optional<HubResting>> resting(const VaultId& place, const vault::CapsuleId& id,
                                            std::int64_t now) override;
  Result<std::vector<HubResting>> all_resting(const VaultId& place, std::int64_t now) override;
  Result<std::optional<HubResting>> take(const VaultId& place, const vault::CapsuleId& id,
                                         std::int64_t now) override;
  Result<bool> claim(const VaultId& place, const vault::CapsuleId& id, Bytes body,
                     std::int64_t now) override;
  Status remove(const VaultId& place, const vault::CapsuleId& id) override;
  Status sweep(std::int64_t now) override;
  Status renew_generations(vault::Random& random) override;

 protected:
  using Take = std::function<Status(const Row&)>;
  // Runs a statement to its end and hands over its rows one by one.
  virtual Status each(const Sql& sql, Values values, const Take& take) = 0;
  // One that has no rows; its error may show only when the transaction ends.
  virtual Status tell(const Sql& sql, Values values) = 0;

  static Status read_vault(const Row& row, std::optional<HubVault>& into);

 private:
  Result<std::optional<HubResting>> one_resting(const Sql& sql, const VaultId& place,
                                                const vault::CapsuleId& id, std::int64_t now);
  Result<bool> any(const Sql& sql, Values with);
};

// A column that must have a fixed size; rows are ours, so another size is damage.
template <class Array>
Status read_column(const Row& row, int column, Array& into) {
  const Bytes bytes = row.bytes(column);
  if (bytes.size() != into.size()) return Error{.code = "store/damaged", .detail = "row"};
  into = vault::read_array<Array>(bytes.data());
  return ok();
}

}  // namespace ajar::store
