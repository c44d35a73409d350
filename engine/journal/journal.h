// The journal: what a set of records amounts to, whatever order they came in (spec/records.md §6).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/revision.h"
#include "engine/base/time.h"
#include "engine/record/record.h"

namespace ajar::journal {

using record::Record;

enum class Added : std::uint8_t {
  added,  // new to the journal
  known,  // these bytes were there already: nothing changed
  clash,  // other bytes under the same id and revision: the lower are kept, both are counted once
};

// A current record and its typed body. Good until the journal changes.
template <class T>
struct Item {
  const Record* record;
  const T* body;
};

// One revision that the journal holds.
struct Held {
  const Record* record;
  bool live;
};

// Names one revision of one record.
struct RevisionName {
  Id id;
  Rev rev;
  auto operator<=>(const RevisionName&) const = default;
};

// Pointers and spans that a journal gives are good until it next changes.
class Journal {
 public:
  Journal() = default;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  Journal(Journal&&) = default;
  Journal& operator=(Journal&&) = default;

  // Folds one record in. Commutative and idempotent: any order and any repetition give the same
  // journal.
  Added add(Record&& record);

  // Counts changes since the journal was empty; what is computed from a journal is good while this
  // stands still.
  std::uint64_t revision() const { return changes_.size(); }
  // The ids that changed after revision `since`, oldest change first, repeated as often as they
  // changed.
  std::span<const Id> changed_since(std::uint64_t since) const;

  // The greatest revision seen: what next() goes on from. All zero in an empty journal.
  const Rev& latest() const { return latest_; }

  // The current revision of `id`; null when it is deleted or was never seen.
  const Record* current(const Id& id) const;
  // The current body of `id` as a T; null when there is none or it is of another kind.
  template <class T>
  const T* get(const Id& id) const {
    const Record* record = current(id);
    return record ? record->template get<T>() : nullptr;
  }
  bool known(const Id& id) const { return things_.contains(id); }
  bool deleted(const Id& id) const;

  // Everything held of `id`, live or not, ascending by revision.
  std::vector<Held> held(const Id& id) const;
  // Live revisions of `id` with a body, ascending: more than one is a conflict to settle, but for
  // settings.
  std::vector<const Record*> versions(const Id& id) const;
  // What the next revision of `id` must name in `over`, ascending, at most 64: everything held of
  // it, and what those replaced. So an old backup that comes back later cannot revive what was
  // edited or deleted since.
  std::vector<Rev> over_for(const Id& id) const;

  // Current records of one kind, ascending by (at, id): newest last.
  template <class T>
  std::span<const Item<T>> all() const {
    settle();
    return std::get<std::vector<Item<T>>>(lists_);
  }
  // Current records of every kind, unknown kinds too, ascending by (at, id).
  std::span<const Record* const> timeline() const {
    settle();
    return timeline_;
  }
  std::size_t count(record::Kind kind) const;

  // The setting as it stands, or null when it was never set.
  const record::Setting* setting(record::SettingKey key) const {
    return get<record::Setting>(record::setting_id(key));
  }
  const record::Plan* plan() const { return get<record::Plan>(record::plan_id()); }

  // Ids with more than one version, settings aside, ascending.
  const std::set<Id>& conflicts() const { return conflicts_; }
  // Revisions under which two records with different bytes were seen, ascending.
  const std::set<RevisionName>& clashes() const { return clashes_; }
  // A live record of a newer version forbids writing (`newer_critical`).
  bool newer_critical() const { return critical_ > 0; }

  std::size_t live() const { return live_; }    // live revisions: lines of the state
  std::size_t total() const { return total_; }  // revisions held

  // Gives each line of the state, in its order, without its U+000A.
  template <class Sink>
  void for_each_state_line(Sink&& sink) const {
    for (const Thing* thing : in_id_order()) {
      for (const Revision& revision : thing->revisions) {
        if (revision.live) sink(std::string_view(revision.record->raw));
      }
    }
  }

  // Revisions that are not live: their bodies may be dropped for good. In state order.
  std::vector<RevisionName> superseded() const;
  // Lets go of them here. Nothing that a journal answers about live revisions changes.
  void forget_superseded();

 private:
  struct Revision {
    std::unique_ptr<Record> record;
    bool live;
  };
  // How many held revisions name `rev` in their `over`.
  struct Named {
    Rev rev;
    std::uint32_t times;
  };
  struct Thing {
    Id id;
    std::vector<Revision> revisions;  // ascending
    std::vector<Named> named;         // ascending
    const Record* current = nullptr;
    std::size_t live = 0;
    std::size_t critical = 0;
    // Where the lists hold it, if they do.
    bool listed = false;
    record::Kind listed_kind = record::Kind::unknown;
    LocalTime listed_at;
  };

  template <class>
  struct ListsOf;
  template <class... T>
  struct ListsOf<std::variant<T...>> {
    using type = std::tuple<std::vector<Item<T>>...>;
  };

  const Thing* find(const Id& id) const;
  static Revision* find_revision(Thing& thing, const Rev& rev);
  void name_all(Thing& thing, const std::vector<Rev>& over);
  void unname_all(Thing& thing, const std::vector<Rev>& over);
  Added meet_again(Thing& thing, Revision& held, Record&& record);
  void refresh(Thing& thing);
  std::vector<const Thing*> in_id_order() const;
  void settle() const;
  void rebuild_lists() const;
  void relist(Thing& thing) const;

  std::unordered_map<Id, Thing, IdHash> things_;
  std::vector<Id> changes_;
  Rev latest_;
  std::set<Id> conflicts_;
  std::set<RevisionName> clashes_;
  std::size_t critical_ = 0;
  std::size_t live_ = 0;
  std::size_t total_ = 0;

  // Sorted lists, brought up to date when they are asked for: a log of 20,000 records sorts once,
  // one new record is one insertion.
  mutable ListsOf<record::Body>::type lists_;
  mutable std::vector<const Record*> timeline_;
  mutable std::vector<Thing*> unsettled_;
  mutable bool rebuild_ =
      false;  // a listed record is gone or was replaced: the lists cannot be searched
};

}  // namespace ajar::journal
