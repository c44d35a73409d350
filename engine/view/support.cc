// Support: what came in, in its exact words, beside what was given; and words that may come back on
// another day.
#include <algorithm>

#include "engine/safety/people.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using Received = journal::Item<record::Received>;
using Gave = journal::Item<record::Gave>;

constexpr std::size_t kAtOnce = 60;

bool is_unsafe(const safety::People& people, const std::optional<Id>& id) {
  const safety::Person* person = id ? people.find(*id) : nullptr;
  return person && person->standing == safety::Standing::unsafe;
}

void write_head(json::Writer& out, const journal::Journal& journal, const record::Record& record,
                const std::optional<Id>& person, std::string_view what, std::string_view words) {
  out.begin_object().member("id", format(record.id)).member("at", format(record.at));
  write_person(out.key("person"), journal, person);
  out.member("what", what);
  write_or_null(out.key("words"), words);
}

void write_received(json::Writer& out, const journal::Journal& journal, const Received& item) {
  write_head(out, journal, *item.record, item.body->person, record::name(item.body->what),
             item.body->words);
  write_or_null(out.key("response"), item.body->response);
  out.member("urge", item.body->urge).member("absorbed", item.body->absorbed).end_object();
}

void write_gave(json::Writer& out, const journal::Journal& journal, const Gave& item) {
  write_head(out, journal, *item.record, item.body->person, record::name(item.body->what),
             item.body->words);
  out.end_object();
}

// One of the kept words for this day: the same one all day, each in its turn. What someone unsafe
// said does not come back.
const Received* words_of_the_day(std::span<const Received> all, const safety::People& people,
                                 Date today) {
  std::vector<const Received*> kept;
  for (const Received& item : all) {
    const bool older = local_date(item.record->at) < today;
    if (older && !item.body->words.empty() && !is_unsafe(people, item.body->person)) {
      kept.push_back(&item);
    }
  }
  if (kept.empty()) return nullptr;
  const auto turn = static_cast<std::size_t>(today - Date{});
  return kept[turn % kept.size()];
}

template <class Item, class Write>
void write_newest(json::Writer& out, std::span<const Item> all, Write&& write) {
  out.begin_array();
  std::size_t written = 0;
  for (auto item = all.rbegin(); item != all.rend() && written < kAtOnce; ++item, ++written) {
    write(*item);
  }
  out.end_array();
}

}  // namespace

Result<std::string> support(const Source& source) {
  const auto& journal = source.journal;
  const auto received = journal.all<record::Received>();
  const auto gave = journal.all<record::Gave>();
  const Received* again = words_of_the_day(received, safety::people(journal), source.args.today());
  json::Writer out;
  out.begin_object();
  write_newest(out.key("received"), received,
               [&](const Received& item) { write_received(out, journal, item); });
  write_newest(out.key("gave"), gave, [&](const Gave& item) { write_gave(out, journal, item); });
  out.key("again");
  if (again) {
    write_received(out, journal, *again);
  } else {
    out.null();
  }
  out.key("counts")
      .begin_object()
      .member("received", received.size())
      .member("gave", gave.size())
      .end_object()
      .end_object();
  return out.take();
}

}  // namespace ajar::view
