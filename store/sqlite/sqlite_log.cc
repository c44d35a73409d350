// The sealed log by SQLite: every call one transaction, every statement prepared once.
#include "store/sqlite/sqlite_log.h"

#include "store/sqlite/file.h"
#include "vault/frames.h"

namespace ajar::store {
namespace {

using vault::EventView;
using vault::Hash;
using vault::Layer;
using vault::Tip;

constexpr std::size_t value_limit = std::size_t{1} << 20;

// As spec'd for every database of Ajar's: bytes and numbers only, every primary key begins with the
// vault.
constexpr const char* tables[] = {
    "CREATE TABLE device (vault_id BLOB NOT NULL, device_id BLOB NOT NULL, dseq INTEGER NOT NULL, "
    "evh BLOB NOT NULL,"
    " PRIMARY KEY (vault_id, device_id)) STRICT, WITHOUT ROWID",
    // With a rowid: otherwise whole events stand in the inner pages as well, and one damaged page
    // loses many.
    "CREATE TABLE event (vault_id BLOB NOT NULL, seq INTEGER NOT NULL, frame BLOB NOT NULL,"
    " PRIMARY KEY (vault_id, seq)) STRICT",
    "CREATE TABLE item (vault_id BLOB NOT NULL, name BLOB NOT NULL, value BLOB NOT NULL,"
    " PRIMARY KEY (vault_id, name)) STRICT, WITHOUT ROWID",
    "CREATE TABLE vault (vault_id BLOB NOT NULL PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT "
    "ROWID",
};
// "AJAR", where SQLite keeps the id of the program that a file belongs to.
constexpr Schema log_schema{0x414A4152, 1, tables};

// What append needs to know of a frame.
struct Link {
  vault::DeviceId device;
  Tip tip;
  Hash previous;
};

Result<Link> link_of(const VaultId& vault_id, Bytes frame) {
  EventView event;
  if (vault::read_frame(frame, event) != Layer::none) return Error{.code = "store/bad_frame"};
  if (!vault::same(Bytes(event.vault_id(), 32), vault_id)) return Error{.code = "store/bad_frame"};
  return Link{vault::read_array<vault::DeviceId>(event.device()),
              {event.dseq, vault::event_hash(event)},
              vault::read_array<Hash>(event.prev_self())};
}

class SqliteLog final : public SealedLog {
 public:
  explicit SqliteLog(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
  Status prepare();

  Result<std::vector<VaultId>> vaults() override;
  Result<Log> read(const VaultId& vault, std::int64_t after) override;
  Status append(const VaultId& vault, std::span<const Bytes> frames) override;
  Status adopt(const VaultId& vault, Bytes log) override;
  Result<std::int64_t> rewrite(const VaultId& vault, const Change& change) override;
  Status replace(const VaultId& vault, std::int64_t last, Bytes log, std::string_view name,
                 Bytes value) override;
  Status remove(const VaultId& vault) override;
  Status keep(const VaultId& vault, std::string_view name, Bytes value) override;
  Result<std::optional<std::vector<std::uint8_t>>> kept(const VaultId& vault,
                                                        std::string_view name) override;
  Result<std::vector<std::string>> kept_names(const VaultId& vault) override;
  Status forget(const VaultId& vault, std::string_view name) override;

 private:
  Result<Tip> tip_of(const VaultId& vault, const vault::DeviceId& device);
  Result<std::int64_t> last_of(const VaultId& vault);
  Result<std::int64_t> advance(const VaultId& vault, std::size_t events);
  Status set_tip(const VaultId& vault, const Link& link);
  Status insert_all(const VaultId& vault, Bytes log);
  Status append_after(const VaultId& vault, std::span<const Bytes> frames,
                      std::span<const Link> links);
  Result<Log> read_around(const VaultId& vault, std::int64_t after);
  Status empty_journal();

  std::unique_ptr<Connection> connection_;
  Statement vaults_, read_, read_one_, last_, advance_, insert_, tip_, set_tip_, replace_;
  Statement keep_, kept_, kept_names_, forget_;
};

Status SqliteLog::prepare() {
  const std::pair<Statement*, std::string_view> statements[] = {
      {&vaults_, "SELECT vault_id FROM vault ORDER BY vault_id"},
      {&read_, "SELECT seq, frame FROM event WHERE vault_id = ?1 AND seq > ?2 ORDER BY seq"},
      {&read_one_, "SELECT frame FROM event WHERE vault_id = ?1 AND seq = ?2"},
      {&last_, "SELECT seq FROM vault WHERE vault_id = ?1"},
      {&advance_,
       "INSERT INTO vault (vault_id, seq) VALUES (?1, ?2)"
       " ON CONFLICT (vault_id) DO UPDATE SET seq = seq + excluded.seq RETURNING seq"},
      {&insert_, "INSERT INTO event (vault_id, seq, frame) VALUES (?1, ?2, ?3)"},
      {&tip_, "SELECT dseq, evh FROM device WHERE vault_id = ?1 AND device_id = ?2"},
      {&set_tip_,
       "INSERT INTO device (vault_id, device_id, dseq, evh) VALUES (?1, ?2, ?3, ?4)"
       " ON CONFLICT (vault_id, device_id) DO UPDATE SET dseq = excluded.dseq, evh = excluded.evh"},
      {&replace_, "UPDATE event SET frame = ?3 WHERE vault_id = ?1 AND seq = ?2"},
      {&keep_,
       "INSERT INTO item (vault_id, name, value) VALUES (?1, ?2, ?3)"
       " ON CONFLICT (vault_id, name) DO UPDATE SET value = excluded.value"},
      {&kept_, "SELECT value FROM item WHERE vault_id = ?1 AND name = ?2"},
      {&kept_names_, "SELECT name FROM item WHERE vault_id = ?1 ORDER BY name"},
      {&forget_, "DELETE FROM item WHERE vault_id = ?1 AND name = ?2"},
  };
  for (const auto& [statement, sql] : statements) *statement = TRY(connection_->prepare(sql));
  return ok();
}

Result<std::vector<VaultId>> SqliteLog::vaults() {
  std::vector<VaultId> found;
  Result<bool> row = false;
  while ((row = vaults_.step()) && *row) {
    const Bytes id = vaults_.bytes(0);
    if (id.size() == 32) found.push_back(vault::read_array<VaultId>(id.data()));
  }
  vaults_.reset();
  if (!row) return row.error();
  return found;
}

Result<Log> SqliteLog::read(const VaultId& vault, std::int64_t after) {
  Log log;
  log.last = after;
  read_.bind(1, vault).bind(2, after);
  Result<bool> row = false;
  while ((row = read_.step()) && *row) {
    const Bytes frame = read_.bytes(1);
    log.frames.insert(log.frames.end(), frame.begin(), frame.end());
    log.last = read_.number(0);
    ++log.events;
  }
  read_.reset();
  if (row) return log;
  if (row.error().code != "store/damaged") return row.error();
  return read_around(vault, after);
}

// A page of the file is damaged, of the events or of their index: each event that can still be
// found by its row is read on its own.
Result<Log> SqliteLog::read_around(const VaultId& vault, std::int64_t after) {
  std::vector<std::pair<std::int64_t, std::vector<std::uint8_t>>> found;
  Statement rows = TRY(connection_->prepare("SELECT max(rowid) FROM event"));
  TRY(rows.step());
  Statement row = TRY(connection_->prepare(
      "SELECT seq, frame FROM event WHERE rowid = ?1 AND vault_id = ?2 AND seq > ?3"));
  for (std::int64_t rowid = 1; rowid <= rows.number(0); ++rowid) {
    const Result<bool> here = row.bind(1, rowid).bind(2, vault).bind(3, after).step();
    if (here && *here) {
      const Bytes frame = row.bytes(1);
      found.emplace_back(row.number(0), std::vector<std::uint8_t>(frame.begin(), frame.end()));
    }
    row.reset();
  }
  std::sort(found.begin(), found.end());
  Log log;
  log.complete = false;
  log.last = found.empty() ? after : found.back().first;
  log.events = static_cast<std::int64_t>(found.size());
  for (const auto& [seq, frame] : found) {
    log.frames.insert(log.frames.end(), frame.begin(), frame.end());
  }
  return log;
}

Result<std::int64_t> SqliteLog::last_of(const VaultId& vault) {
  const Result<bool> row = last_.bind(1, vault).step();
  const std::int64_t last = row && *row ? last_.number(0) : 0;
  last_.reset();
  if (!row) return row.error();
  return last;
}

Result<Tip> SqliteLog::tip_of(const VaultId& vault, const vault::DeviceId& device) {
  const Result<bool> row = tip_.bind(1, vault).bind(2, device).step();
  Tip tip;
  if (row && *row && tip_.bytes(1).size() == tip.evh.size()) {
    tip = {static_cast<std::uint64_t>(tip_.number(0)),
           vault::read_array<Hash>(tip_.bytes(1).data())};
  }
  tip_.reset();
  if (!row) return row.error();
  return tip;
}

Status SqliteLog::append(const VaultId& vault, std::span<const Bytes> frames) {
  std::vector<Link> links;
  links.reserve(frames.size());
  for (Bytes frame : frames) links.push_back(TRY(link_of(vault, frame)));
  if (links.empty()) return ok();
  Transaction transaction = TRY(Transaction::begin(*connection_));
  // Where the answer to an earlier try was lost, the last frame is here already; they went in
  // together.
  if (TRY(tip_of(vault, links.back().device)) == links.back().tip) return ok();
  TRY(append_after(vault, frames, links));
  return transaction.commit();
}

// Makes room for so many events; the number before the first of them.
Result<std::int64_t> SqliteLog::advance(const VaultId& vault, std::size_t events) {
  const auto count = static_cast<std::int64_t>(events);
  const Result<bool> advanced = advance_.bind(1, vault).bind(2, count).step();
  const std::int64_t seq = advanced ? advance_.number(0) - count : 0;
  advance_.reset();
  if (!advanced) return advanced.error();
  return seq;
}

Status SqliteLog::set_tip(const VaultId& vault, const Link& link) {
  set_tip_.bind(1, vault).bind(2, link.device).bind(3, static_cast<std::int64_t>(link.tip.dseq));
  return set_tip_.bind(4, link.tip.evh).run();
}

Status SqliteLog::append_after(const VaultId& vault, std::span<const Bytes> frames,
                               std::span<const Link> links) {
  std::int64_t seq = TRY(advance(vault, frames.size()));
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const Link& link = links[i];
    const bool same_device = i > 0 && links[i - 1].device == link.device;
    const Tip before = same_device ? links[i - 1].tip : TRY(tip_of(vault, link.device));
    if (before.dseq + 1 != link.tip.dseq || before.evh != link.previous) {
      return Error{.code = "store/behind"};
    }
    TRY(insert_.bind(1, vault).bind(2, ++seq).bind(3, frames[i]).run());
    // Once for each run of one device's events.
    if (i + 1 == frames.size() || links[i + 1].device != link.device) TRY(set_tip(vault, link));
  }
  return ok();
}

Status SqliteLog::adopt(const VaultId& vault, Bytes log) {
  Transaction transaction = TRY(Transaction::begin(*connection_));
  if (TRY(last_of(vault)) != 0) return Error{.code = "store/exists"};
  TRY(insert_all(vault, log));
  return transaction.commit();
}

// Every piece of a log as it is, and each device's last event.
Status SqliteLog::insert_all(const VaultId& vault, Bytes log) {
  vault::FrameReader reader(log, vault);
  while (const auto frame = reader.next()) {
    const Bytes bytes = frame->bytes;
    const std::int64_t seq = TRY(advance(vault, 1));
    TRY(insert_.bind(1, vault).bind(2, seq + 1).bind(3, bytes).run());
    const auto link = link_of(vault, bytes);
    if (!link) continue;
    const Tip before = TRY(tip_of(vault, link->device));
    if (link->tip.dseq > before.dseq) TRY(set_tip(vault, *link));
  }
  return ok();
}

Status SqliteLog::replace(const VaultId& vault, std::int64_t last, Bytes log, std::string_view name,
                          Bytes value) {
  if (name.empty() || name.size() > 100 || value.size() > value_limit)
    return Error{.code = "store/too_long"};
  Transaction transaction = TRY(Transaction::begin(*connection_));
  if (TRY(last_of(vault)) != last) return Error{.code = "store/behind"};
  for (const char* sql :
       {"DELETE FROM event WHERE vault_id = ?1", "DELETE FROM device WHERE vault_id = ?1",
        "DELETE FROM vault WHERE vault_id = ?1"}) {
    Statement statement = TRY(connection_->prepare(sql));
    TRY(statement.bind(1, vault).run());
  }
  TRY(insert_all(vault, log));
  TRY(keep_.bind(1, vault).bind(2, vault::text_bytes(name)).bind(3, value).run());
  TRY(transaction.commit());
  return empty_journal();
}

Result<std::int64_t> SqliteLog::rewrite(const VaultId& vault, const Change& change) {
  Transaction transaction = TRY(Transaction::begin(*connection_));
  std::int64_t changed = 0;
  const std::int64_t last = TRY(last_of(vault));
  for (std::int64_t seq = 1; seq <= last; ++seq) {
    const Result<bool> row = read_one_.bind(1, vault).bind(2, seq).step();
    std::optional<std::vector<std::uint8_t>> fresh;
    bool same_event = true;
    if (row && *row) {
      fresh = change(read_one_.bytes(0));
      if (fresh) {
        const auto before = link_of(vault, read_one_.bytes(0)), after = link_of(vault, *fresh);
        same_event =
            before && after && before->tip == after->tip && before->device == after->device;
      }
    }
    read_one_.reset();
    if (!row) return row.error();
    if (!same_event) return Error{.code = "store/bad_frame"};
    if (!fresh) continue;
    TRY(replace_.bind(1, vault).bind(2, seq).bind(3, *fresh).run());
    ++changed;
  }
  TRY(transaction.commit());
  if (changed != 0) TRY(empty_journal());
  return changed;
}

// The journal holds copies of old pages; with nothing left in it, what was overwritten is gone from
// the files.
Status SqliteLog::empty_journal() {
  return connection_->run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Status SqliteLog::remove(const VaultId& vault) {
  Transaction transaction = TRY(Transaction::begin(*connection_));
  for (const char* sql :
       {"DELETE FROM event WHERE vault_id = ?1", "DELETE FROM device WHERE vault_id = ?1",
        "DELETE FROM item WHERE vault_id = ?1", "DELETE FROM vault WHERE vault_id = ?1"}) {
    Statement statement = TRY(connection_->prepare(sql));
    TRY(statement.bind(1, vault).run());
  }
  TRY(transaction.commit());
  return empty_journal();
}

Status SqliteLog::keep(const VaultId& vault, std::string_view name, Bytes value) {
  if (name.empty() || name.size() > 100 || value.size() > value_limit)
    return Error{.code = "store/too_long"};
  Transaction transaction = TRY(Transaction::begin(*connection_));
  TRY(keep_.bind(1, vault).bind(2, vault::text_bytes(name)).bind(3, value).run());
  return transaction.commit();
}

Result<std::optional<std::vector<std::uint8_t>>> SqliteLog::kept(const VaultId& vault,
                                                                 std::string_view name) {
  const Result<bool> row = kept_.bind(1, vault).bind(2, vault::text_bytes(name)).step();
  std::optional<std::vector<std::uint8_t>> value;
  if (row && *row) value.emplace(kept_.bytes(0).begin(), kept_.bytes(0).end());
  kept_.reset();
  if (!row) return row.error();
  return value;
}

Result<std::vector<std::string>> SqliteLog::kept_names(const VaultId& vault) {
  std::vector<std::string> names;
  kept_names_.bind(1, vault);
  Result<bool> row = false;
  while ((row = kept_names_.step()) && *row) {
    const Bytes name = kept_names_.bytes(0);
    names.emplace_back(name.begin(), name.end());
  }
  kept_names_.reset();
  if (!row) return row.error();
  return names;
}

Status SqliteLog::forget(const VaultId& vault, std::string_view name) {
  Transaction transaction = TRY(Transaction::begin(*connection_));
  TRY(forget_.bind(1, vault).bind(2, vault::text_bytes(name)).run());
  return transaction.commit();
}

std::string path_in(const std::string& home) {
  return home + "/ajar.db";
}

}  // namespace

Result<std::unique_ptr<SealedLog>> open_sqlite(const std::string& home, Create create) {
  auto log = std::make_unique<SqliteLog>(
      TRY(open_file(path_in(home), log_schema, create == Create::if_missing)));
  TRY(log->prepare());
  return log;
}

Status check_sqlite(const std::string& home) {
  auto connection = TRY(open_file(path_in(home), log_schema, false));
  Statement statement = TRY(connection->prepare("PRAGMA integrity_check(1)"));
  TRY(statement.step());
  const Bytes words = statement.bytes(0);
  if (std::string_view(reinterpret_cast<const char*>(words.data()), words.size()) == "ok")
    return ok();
  return Error{.code = "store/damaged", .detail = std::string(words.begin(), words.end())};
}

}  // namespace ajar::store
