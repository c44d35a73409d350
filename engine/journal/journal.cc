// The fold, kept up incrementally: each record touches only what it names.
#include "engine/journal/journal.h"

#include <algorithm>
#include <string_view>

namespace ajar::journal {
namespace {

using record::Body;
using record::Kind;

bool earlier(const Record* a, const Record* b) {
  return std::tie(a->at, a->id) < std::tie(b->at, b->id);
}

// Calls `use` with the list of `kind`.
template <class Lists, class Use, std::size_t... I>
void with_list(Lists& lists, Kind kind, const Use& use, std::index_sequence<I...>) {
  const auto wanted = static_cast<std::size_t>(kind);
  ((wanted == I ? use(std::get<I>(lists)) : void()), ...);
}

template <class Lists, class Use>
void with_list(Lists& lists, Kind kind, const Use& use) {
  with_list(lists, kind, use, std::make_index_sequence<std::tuple_size_v<Lists>>());
}

template <class T>
Item<T> item(const Record* record, const std::vector<Item<T>>&) {
  return {record, record->get<T>()};
}

// First place in a sorted list that is not before (at, id).
template <class List, class Key>
auto place(List& list, const LocalTime& at, const Id& id, const Key& record_of) {
  return std::lower_bound(list.begin(), list.end(), std::tie(at, id),
                          [&](const auto& element, const auto& wanted) {
                            const Record* record = record_of(element);
                            return std::tie(record->at, record->id) < wanted;
                          });
}

}  // namespace

const Journal::Thing* Journal::find(const Id& id) const {
  const auto found = things_.find(id);
  return found == things_.end() ? nullptr : &found->second;
}

Journal::Revision* Journal::find_revision(Thing& thing, const Rev& rev) {
  const auto at = std::lower_bound(
      thing.revisions.begin(), thing.revisions.end(), rev,
      [](const Revision& held, const Rev& wanted) { return held.record->rev < wanted; });
  return at != thing.revisions.end() && at->record->rev == rev ? &*at : nullptr;
}

void Journal::name_all(Thing& thing, const std::vector<Rev>& over) {
  for (const Rev& rev : over) {
    const auto at =
        std::lower_bound(thing.named.begin(), thing.named.end(), rev,
                         [](const Named& named, const Rev& wanted) { return named.rev < wanted; });
    if (at != thing.named.end() && at->rev == rev) {
      ++at->times;
    } else {
      thing.named.insert(at, {rev, 1});
    }
    if (Revision* replaced = find_revision(thing, rev)) replaced->live = false;
  }
}

void Journal::unname_all(Thing& thing, const std::vector<Rev>& over) {
  for (const Rev& rev : over) {
    const auto at =
        std::lower_bound(thing.named.begin(), thing.named.end(), rev,
                         [](const Named& named, const Rev& wanted) { return named.rev < wanted; });
    if (--at->times > 0) continue;
    thing.named.erase(at);
    if (Revision* revived = find_revision(thing, rev)) revived->live = true;
  }
}

// The journal holds this revision already: the same bytes, or a clash.
Added Journal::meet_again(Thing& thing, Revision& held, Record&& record) {
  if (held.record->raw == record.raw) return Added::known;
  const bool first_seen = clashes_.insert({record.id, record.rev}).second;
  const bool lower = record.raw < held.record->raw;
  if (lower) {
    const std::vector<Rev> before = held.record->over;
    rebuild_ = true;
    *held.record = std::move(record);
    name_all(thing, held.record->over);
    unname_all(thing, before);
  }
  if (lower || first_seen) refresh(thing);
  return Added::clash;
}

Added Journal::add(Record&& record) {
  latest_ = std::max(latest_, record.rev);
  auto& [id, thing] = *things_.try_emplace(record.id).first;
  thing.id = id;
  if (Revision* held = find_revision(thing, record.rev)) {
    return meet_again(thing, *held, std::move(record));
  }
  const auto named =
      std::lower_bound(thing.named.begin(), thing.named.end(), record.rev,
                       [](const Named& entry, const Rev& wanted) { return entry.rev < wanted; });
  const bool live = named == thing.named.end() || named->rev != record.rev;
  const auto at = std::lower_bound(
      thing.revisions.begin(), thing.revisions.end(), record.rev,
      [](const Revision& held, const Rev& wanted) { return held.record->rev < wanted; });
  const auto added =
      thing.revisions.insert(at, {std::make_unique<Record>(std::move(record)), live});
  ++total_;
  name_all(thing, added->record->over);
  refresh(thing);
  return Added::added;
}

// Brings what is kept about `thing` up to date after a change to its revisions.
void Journal::refresh(Thing& thing) {
  live_ -= thing.live;
  critical_ -= thing.critical;
  thing.live = 0;
  thing.critical = 0;
  thing.current = nullptr;
  std::size_t versions = 0;
  for (const Revision& revision : thing.revisions) {
    if (!revision.live) continue;
    ++thing.live;
    thing.critical += revision.record->newer_critical() ? 1 : 0;
    if (!revision.record->body) continue;
    ++versions;
    thing.current = revision.record.get();
  }
  live_ += thing.live;
  critical_ += thing.critical;
  if (versions > 1 && thing.current->kind != Kind::setting) {
    conflicts_.insert(thing.id);
  } else {
    conflicts_.erase(thing.id);
  }
  changes_.push_back(thing.id);
  unsettled_.push_back(&thing);
}

std::span<const Id> Journal::changed_since(std::uint64_t since) const {
  const auto from = static_cast<std::size_t>(std::min<std::uint64_t>(since, changes_.size()));
  return std::span(changes_).subspan(from);
}

const Record* Journal::current(const Id& id) const {
  const Thing* thing = find(id);
  return thing ? thing->current : nullptr;
}

bool Journal::deleted(const Id& id) const {
  const Thing* thing = find(id);
  return thing && thing->live > 0 && !thing->current;
}

std::vector<Held> Journal::held(const Id& id) const {
  std::vector<Held> out;
  if (const Thing* thing = find(id)) {
    for (const Revision& revision : thing->revisions) {
      out.push_back({revision.record.get(), revision.live});
    }
  }
  return out;
}

std::vector<const Record*> Journal::versions(const Id& id) const {
  std::vector<const Record*> out;
  if (const Thing* thing = find(id)) {
    for (const Revision& revision : thing->revisions) {
      if (revision.live && revision.record->body) out.push_back(revision.record.get());
    }
  }
  return out;
}

std::vector<Rev> Journal::over_for(const Id& id) const {
  const Thing* thing = find(id);
  if (!thing) return {};
  std::vector<Rev> live;
  std::vector<Rev> older;
  for (const Revision& revision : thing->revisions) {
    (revision.live ? live : older).push_back(revision.record->rev);
  }
  for (const Named& named : thing->named) older.push_back(named.rev);
  std::sort(older.begin(), older.end());
  older.erase(std::unique(older.begin(), older.end()), older.end());
  // What must be named comes first, then the newest of the rest.
  if (live.size() > record::kMaxOver) live.resize(record::kMaxOver);
  const std::size_t room = std::min(older.size(), record::kMaxOver - live.size());
  live.insert(live.end(), older.end() - static_cast<std::ptrdiff_t>(room), older.end());
  std::sort(live.begin(), live.end());
  return live;
}

std::size_t Journal::count(Kind kind) const {
  settle();
  std::size_t size = 0;
  with_list(lists_, kind, [&](const auto& list) { size = list.size(); });
  return size;
}

std::vector<const Journal::Thing*> Journal::in_id_order() const {
  std::vector<const Thing*> things;
  things.reserve(things_.size());
  for (const auto& [id, thing] : things_) things.push_back(&thing);
  std::sort(things.begin(), things.end(),
            [](const Thing* a, const Thing* b) { return a->id < b->id; });
  return things;
}

std::vector<RevisionName> Journal::superseded() const {
  std::vector<RevisionName> out;
  if (live_ == total_) return out;
  for (const Thing* thing : in_id_order()) {
    for (const Revision& revision : thing->revisions) {
      if (!revision.live) out.push_back({thing->id, revision.record->rev});
    }
  }
  return out;
}

void Journal::forget_superseded() {
  if (live_ == total_) return;
  for (auto& [id, thing] : things_) {
    if (thing.live == thing.revisions.size()) continue;
    // What a forgotten revision replaced is not live either, so it is forgotten in the same pass
    // and nothing revives.
    std::erase_if(thing.revisions, [](const Revision& revision) { return !revision.live; });
    thing.named.clear();
    for (const Revision& revision : thing.revisions) name_all(thing, revision.record->over);
    refresh(thing);
  }
  total_ = live_;
  rebuild_ = true;
}

void Journal::settle() const {
  if (unsettled_.empty()) return;
  constexpr std::size_t kFew = 64;
  if (rebuild_ || unsettled_.size() > kFew) {
    rebuild_lists();
  } else {
    for (Thing* thing : unsettled_) relist(*thing);
  }
  unsettled_.clear();
  rebuild_ = false;
}

void Journal::rebuild_lists() const {
  for (Thing* thing : unsettled_) thing->listed = false;
  timeline_.clear();
  std::apply([](auto&... list) { (list.clear(), ...); }, lists_);
  for (const auto& [id, thing] : things_) {
    if (thing.current) timeline_.push_back(thing.current);
  }
  std::sort(timeline_.begin(), timeline_.end(), earlier);
  for (const Record* record : timeline_) {
    with_list(lists_, record->kind, [&](auto& list) { list.push_back(item(record, list)); });
  }
  // Only what changed can be listed under other facts than before.
  for (Thing* thing : unsettled_) {
    if (!thing->current) continue;
    thing->listed = true;
    thing->listed_kind = thing->current->kind;
    thing->listed_at = thing->current->at;
  }
}

// Takes one record out of the lists and puts it back where it belongs now.
void Journal::relist(Thing& thing) const {
  const auto itself = [](const Record* record) { return record; };
  const auto of_item = [](const auto& element) { return element.record; };
  if (thing.listed) {
    timeline_.erase(place(timeline_, thing.listed_at, thing.id, itself));
    with_list(lists_, thing.listed_kind,
              [&](auto& list) { list.erase(place(list, thing.listed_at, thing.id, of_item)); });
  }
  thing.listed = thing.current != nullptr;
  if (!thing.listed) return;
  const Record* record = thing.current;
  thing.listed_at = record->at;
  thing.listed_kind = record->kind;
  timeline_.insert(place(timeline_, record->at, record->id, itself), record);
  with_list(lists_, record->kind, [&](auto& list) {
    list.insert(place(list, record->at, record->id, of_item), item(record, list));
  });
}

}  // namespace ajar::journal
