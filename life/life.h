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

// What came from other devices, checked and waiting to be stored.
struct Taken {
  std::size_t events = 0;     // that were not here yet
  std::size_t uncovered = 0;  // stubs whose tombstone has not come: not to be stored yet
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

  // What a person calls a device of this vault. Errors: those of vault::Vault::seal_name.
  Result<Prepared> name_device(const vault::DeviceId& device, std::string_view name,
                               vault::Random& random);

  // --- from other devices: whole or not at all ---
  // Checks whole frames as spec/vault.md §8 asks of what comes from elsewhere; what is here already
  // is passed over. Calls pile up until accept() or discard(); a write in between lets go of the
  // pile, unless it is on its way to the store. Errors: life/busy, and what refused a frame
  // (detail: its device in hex, where it names one); the pile is gone then.
  Result<Taken> take(vault::Bytes frames);
  // As vault::Vault::foresee.
  void foresee(vault::Bytes frame) { vault_.foresee(frame); }
  // The pile, to be stored as it is: what its own tombstones removed is left out. Nothing else is
  // written from here to accept() or discard().
  std::vector<std::uint8_t> store_taken();
  [[nodiscard]] bool taking() const { return pending_ && pending_->trial; }
  // After accept() of what is being taken: will a strip be due?
  [[nodiscard]] bool strip_after() const;
  // After accept(): bodies are in the log that a tombstone removed; rewrite it by strip().
  [[nodiscard]] bool strip_due() const { return so_far_.strip; }
  // Whether anything in the log was not as it was written, or is not for this version to read.
  [[nodiscard]] bool damaged() const { return damaged_; }
  // What a device shall be told about the others is decided on what is here now: makes a control
  // event with `make` and holds writing until accept() or discard(). Errors: life/busy, and what
  // `make` says.
  template <class Make>
  Result<std::vector<std::uint8_t>> decide(Make&& make) {
    TRY(may_write());
    const auto sealed = TRY(make(vault_));
    TRY(take(sealed.frame));
    pending_->storing = true;
    return sealed.frame;
  }

  std::uint64_t accept();
  void discard();  // forgets what was prepared, an import as a whole

  // --- reading ---
  Result<std::string> view(const content::Content& content, std::string_view name,
                           std::string_view args, view::Table more = {},
                           view::Table views = view::every());
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
    // What came from elsewhere: the vault as it would be, and what that brings.
    std::optional<vault::Vault> trial = {};
    bool storing = false;
    std::vector<std::uint8_t> frames = {};
    std::vector<vault::Hash> hashes = {};  // of the events of `records`
    std::size_t count = 0;
  };

  Result<Prepared> seal(record::Record record, vault::Random& random);
  Result<Id> id_for(const Intent& intent, vault::Random& random) const;
  Status may_write();
  Status take_frame(vault::Bytes frame, Pending& pending);
  void accept_taken(Pending pending);
  void leave_out_quarantined();
  Status allow_step(const record::Record& record) const;
  void fold(vault::Bytes content, const vault::Hash& evh, std::size_t index, Applied& report);
  Result<Rev> next_rev(const Clock& clock) const;

  vault::Vault vault_;
  journal::Journal journal_;
  text::Index index_;
  record::Parser parser_;
  std::vector<Held> bodies_;  // in log order
  bool damaged_ = false;
  std::size_t left_out_ = 0;  // events in quarantine that the journal is without
  std::optional<Pending> pending_;
  std::vector<record::Record> import_;  // in reverse: the next one is at the back
  std::uint64_t revision_ = 0;
  Applied so_far_;
};

}  // namespace ajar::life
