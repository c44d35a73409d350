// A life laid out for counting: its moments up to now, what each says of withdrawal, and who with.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/content/content.h"
#include "engine/findings/rules.h"
#include "engine/journal/journal.h"
#include "engine/safety/people.h"

namespace ajar::findings {

struct Moment {
  const record::Record* record = nullptr;
  const record::Moment* body = nullptr;
  std::int32_t day = 0;          // local, since 1970-01-01
  std::optional<bool> withdrew;  // none where the moment says neither what was done nor an urge
  std::optional<record::Relation> relation;  // of the person, where there is one
};

// Records of one kind that happened up to `now`, oldest first.
template <class T>
std::span<const journal::Item<T>> until(const journal::Journal& journal, const LocalTime& now) {
  const auto all = journal.all<T>();
  std::size_t end = all.size();
  while (end > 0 && all[end - 1].record->at.seconds > now.seconds) --end;
  return all.first(end);
}

// What every finding is computed from. Holds pointers into the journal and the content.
struct Noted {
  const content::Content& content;
  const journal::Journal& journal;
  const Rules& rules;
  LocalTime now;
  safety::People people;
  std::vector<Moment> moments;  // oldest first, without those about someone unsafe
  int kept_apart = 0;           // how many moments that left out

  Date today() const { return local_date(now); }
  // The person behind an id, as the safety filter sees them; null when unknown.
  bool is_unsafe(const std::optional<Id>& person) const;
};

Noted note(const content::Content& content, const journal::Journal& journal, const Rules& rules,
           const LocalTime& now);

// Whether a strategy is a way of getting distance.
class Strategies {
 public:
  explicit Strategies(const content::Content& content);
  bool deactivates(const std::string& token) const { return deactivating_.contains(token); }

 private:
  std::unordered_set<std::string_view> deactivating_;
};

}  // namespace ajar::findings
