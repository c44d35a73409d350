// One opened life: a vault and the journal that its records fold into. The order that both edges
// keep lives here: prepare (seal) → make durable → accept (fold), and on the way back verify → open
// → fold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/content/content.h"
#include "engine/journal/journal.h"
#include "engine/record/lines.h"
#include "engine/text/search.h"
#include "engine/view/view.h"
#include "vault/vault.h"

namespace ajar::life {

// When something is written: the person's clock for `at`, the machine's for the revision.
struct Clock {
  LocalTime now;
  std::int64_t wall_ms = 0;  // milliseconds since 1970 UTC
};

// What a person wants kept. `body` is JSON by kind (spec/records.md §3).
struct Intent {
  std::string kind;
  std::string body;
  std::optional<Id> id = {};  // absent: a new record (settings and the plan find their fixed id)
  std::optional<LocalTime> at = {};  // absent: now, or the time of the record that is edited
};

// Frames to make durable before accept().
struct Prepared {
  std::vector<std::uint8_t> frames;
  Id id{};
  Rev rev{};
  std::size_t bodies = 0;  // sweep: how many bodies go
};

// One frame of the log that did not open or holds something odd. `index` counts frames of all
// apply() calls from 0.
struct Damage {
  std::size_t index = 0;
  std::string_view code;
  std::string record = {};  // id of the record that it holds, where that is known
};

struct Applied {
  std::size_t events = 0;   // frames read so far, damaged ones included
  std::size_t records = 0;  // records folded so far
  std::size_t tail = 0;     // bytes of a write that never finished, at the end of the log
  bool strip =
      false;  // bodies that a tombstone removed are still in the log: rewrite it by strip()
  std::vector<Damage> damaged;  // at most 1,000
};

struct ImportReport {
  std::size_t lines = 0;
  std::size_t fresh = 0;  // records that would be added
  std::size_t known = 0;  // there already, or twice in the file
  std::vector<Error> errors;
};

struct ImportBatch {
  std::vector<std::uint8_t> frames;
  std::size_t events = 0;
  std::size_t left = 0;  // records after this batch
};

struct State {
  std::string hash;  // BLAKE2b-256 of the export under "ajar/v1/state", 64 hex digits
  std::size_t live = 0;
  std::size_t held = 0;
};

struct Verified {
  std::size_t events = 0;
  std::size_t records = 0;
  std::size_t tail = 0;
  std::vector<Damage> problems;
  State state;
};

class Life {
 public:
  // Opens with the device's secret (spec/vault.md §3). The log is still empty: apply() it. Errors:
  // the vault's.
  static Result<Life> open(vault::Bytes secret);

  // --- the log, back into a journal ---
  // Frames in log order, any number of whole ones. `last`: the log ends here.
  Applied apply(vault::Bytes frames, bool last);
  // The same frames without the bodies that tombstones removed.
  vault::Vault::Stripped strip(vault::Bytes frames) const { return vault_.strip(frames); }
  // Reads a whole log from the beginning with every signature, beside what is open.
  static Result<Verified> verify(vault::Bytes secret, vault::Bytes frames);

  // --- writing: one at a time (`life/busy`), nothing changes before accept() ---
  // Errors: those of record::compose, `newer_critical`, `life/no_record` (an id that is not there),
  // `life/kind_changed`, `safety/unsafe_person`, `safety/guarded` (a step toward someone marked
  // unsafe), the vault's.
  Result<Prepared> put(const Intent& intent, const Clock& clock, vault::Random& random);
  // Deletes. Error: `life/no_record`.
  Result<Prepared> remove(const Id& id, const Clock& clock, vault::Random& random);
  // Takes a deletion back while the replaced bodies are still held. Errors: `life/no_record`,
  // `life/not_deleted`, `life/gone` when the bodies are no longer there.
  Result<Prepared> restore(const Id& id, const Clock& clock, vault::Random& random);
  // Reads JSON lines; without errors the new records wait for import_next().
  Result<ImportReport> import_check(std::string_view lines);
  // Seals at most `most` more of them. Batches pile up until one accept() or discard(): make all of
  // them durable in one transaction, so that an import is whole or not there.
  Result<ImportBatch> import_next(std::size_t most, vault::Random& random);
  // A tombstone for every replaced or deleted body that is still in the log; empty frames when
  // there is none. After accept() rewrite the log by strip().
  Result<Prepared> sweep();

  std::uint64_t accept();
  void discard();  // forgets what was prepared, an import as a whole

  // --- reading ---
  Result<std::string> view(const content::Content& content, std::string_view name,
                           std::string_view args, view::Table more = {});
  [[nodiscard]] std::string export_lines() const;
  [[nodiscard]] State state() const;
  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  [[nodiscard]] const journal::Journal& journal() const { return journal_; }
  vault::Vault& vault() { return vault_; }
  [[nodiscard]] const vault::Vault& vault() const { return vault_; }

 private:
  explicit Life(vault::Vault vault) : vault_(std::move(vault)) {}

  // Where a revision's body lies in the log.
  struct Held {
    journal::RevisionName name;
    vault::Hash evh;
  };
  struct Pending {
    std::vector<vault::Sealed> events;
    std::vector<record::Record> records;
    bool sweep = false;
    bool import = false;
  };

  Result<Prepared> seal(record::Record record, vault::Random& random);
  Result<Id> id_for(const Intent& intent, vault::Random& random) const;
  Status may_write() const;
  Status allow_step(const record::Record& record) const;
  void fold(vault::Bytes content, const vault::Hash& evh, std::size_t index, Applied& report);
  Result<Rev> next_rev(const Clock& clock) const;

  vault::Vault vault_;
  journal::Journal journal_;
  text::Index index_;
  record::Parser parser_;
  std::vector<Held> bodies_;  // in log order
  std::optional<Pending> pending_;
  std::vector<record::Record> import_;  // in reverse: the next one is at the back
  std::uint64_t revision_ = 0;
  Applied so_far_;
};

}  // namespace ajar::life
