// People by ring, with what passed between; and what the moment screen offers to choose from.
#include "engine/safety/people.h"

#include <algorithm>
#include <unordered_map>

#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

struct Tally {
  int gave = 0;
  int received = 0;
  int steps = 0;
  int moments = 0;
  std::optional<LocalTime> last;
};
using Tallies = std::unordered_map<Id, Tally, IdHash>;

template <class T>
void tally(Tallies& tallies, const journal::Journal& journal, int Tally::*counter) {
  for (const auto& [record, body] : journal.all<T>()) {
    if (!body->person) continue;
    Tally& of = tallies[*body->person];
    if (counter) ++(of.*counter);
    if (!of.last || *of.last < record->at) of.last = record->at;
  }
}

Tallies tally_all(const journal::Journal& journal) {
  Tallies tallies;
  tally<record::Gave>(tallies, journal, &Tally::gave);
  tally<record::Received>(tallies, journal, &Tally::received);
  tally<record::Step>(tallies, journal, &Tally::steps);
  tally<record::Moment>(tallies, journal, &Tally::moments);
  tally<record::Entry>(tallies, journal, nullptr);
  tally<record::Letter>(tallies, journal, nullptr);
  return tallies;
}

// The ring that a person stood in `days` before `now`, by the revision that was the latest then;
// none where the person was not yet there, stood in none, or that revision is no longer kept.
std::optional<int> ring_before(const journal::Journal& journal, const Id& id, const LocalTime& now,
                               int days) {
  const std::int64_t then = now.seconds - std::int64_t{days} * 86400;
  std::optional<int> ring;
  for (const Stood& at : stood(journal, id)) {
    if (at.since > then) break;
    ring = at.ring;
  }
  return ring;
}

void write_people(json::Writer& out, const Source& source, const safety::People& known,
                  bool with_hidden) {
  const Tallies tallies = tally_all(source.journal);
  out.begin_array();
  for (const auto& [record, body] : by_ring(source.journal.all<record::Person>())) {
    const bool hidden = body->hidden.value_or(false);
    if (hidden && !with_hidden) continue;
    const auto found = tallies.find(record->id);
    const Tally of = found == tallies.end() ? Tally{} : found->second;
    out.begin_object()
        .member("id", format(record->id))
        .member("alias", body->alias)
        .member("relation", record::name(body->relation))
        .member("ring", body->ring)
        .member("ring_before", ring_before(source.journal, record->id, source.args.now(),
                                           source.content.practice.ring_before_days));
    const safety::Person* person = known.find(record->id);
    write_or_null(out.key("safety"), safety::name(person->standing));
    out.member("hidden", hidden)
        .member("gave", of.gave)
        .member("received", of.received)
        .member("steps", of.steps)
        .member("moments", of.moments);
    write_or_null(out.key("last"), of.last ? format(local_date(*of.last)) : std::string());
    out.end_object();
  }
  out.end_array();
}

// The person of the newest moment, if they are there to be chosen: neither hidden nor unsafe.
std::optional<Id> last_person(const journal::Journal& journal, const safety::People& known) {
  const auto moments = journal.all<record::Moment>();
  for (auto moment = moments.rbegin(); moment != moments.rend(); ++moment) {
    if (!moment->body->person) continue;
    const safety::Person* person = known.find(*moment->body->person);
    if (person && !person->hidden && person->standing != safety::Standing::unsafe) {
      return person->id;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

using Counts = std::unordered_map<std::string_view, int>;

void write_most_used(json::Writer& out, const Counts& counts) {
  constexpr std::size_t kAtMost = 6;
  std::vector<std::pair<int, std::string_view>> used;
  used.reserve(counts.size());
  for (const auto& [token, times] : counts) used.emplace_back(-times, token);
  std::sort(used.begin(), used.end());
  if (used.size() > kAtMost) used.resize(kAtMost);
  out.begin_array();
  for (const auto& [times, token] : used) out.value(token);
  out.end_array();
}

void write_often(json::Writer& out, const journal::Journal& journal) {
  Counts situations;
  Counts did;
  Counts needed;
  for (const auto& [record, body] : journal.all<record::Moment>()) {
    for (const std::string& token : body->situations) ++situations[token];
    for (const std::string& token : body->did) ++did[token];
    for (const std::string& token : body->needed) ++needed[token];
  }
  out.begin_object();
  write_most_used(out.key("situations"), situations);
  write_most_used(out.key("did"), did);
  write_most_used(out.key("needed"), needed);
  out.end_object();
}

}  // namespace

Result<std::string> people(const Source& source) {
  const safety::People known = safety::people(source.journal);
  json::Writer out;
  out.begin_object();
  write_people(out.key("people"), source, known, true);
  write_texts(out.key("guarded"), known.guarded);
  out.end_object();
  return out.take();
}

Result<std::string> moment(const Source& source) {
  const safety::People known = safety::people(source.journal);
  json::Writer out;
  out.begin_object();
  write_people(out.key("people"), source, known, false);
  const auto last = last_person(source.journal, known);
  write_or_null(out.key("last_person"), last ? format(*last) : std::string());
  write_often(out.key("often"), source.journal);
  out.end_object();
  return out.take();
}

}  // namespace ajar::view
