// Look back: moments that are over and not yet forgotten, and of which it is not said what came
// next.
#include <algorithm>

#include "engine/safety/people.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using Moment = journal::Item<record::Moment>;

bool toward_unsafe(const safety::People& people, const record::Moment& body) {
  const safety::Person* person = body.person ? people.find(*body.person) : nullptr;
  return person && person->standing == safety::Standing::unsafe;
}

// Nobody is asked to go back to what happened with someone unsafe.
bool is_open(const Source& source, const safety::People& people, const Moment& moment) {
  const auto& rules = source.content.practice.look_back;
  const auto age = source.args.today() - local_date(moment.record->at);
  return age >= rules.from_days && age <= rules.to_days && moment.body->later.empty() &&
         !toward_unsafe(people, *moment.body);
}

void write_moment(json::Writer& out, const journal::Journal& journal, const Moment& moment) {
  const record::Moment& body = *moment.body;
  out.begin_object()
      .member("id", format(moment.record->id))
      .member("at", format(moment.record->at));
  write_person(out.key("person"), journal, body.person);
  out.member("excerpt", excerpt(*moment.record));
  write_texts(out.key("situations"), body.situations);
  write_texts(out.key("emotions"), body.emotions);
  write_texts(out.key("did"), body.did);
  out.member("urge", body.urge).end_object();
}

}  // namespace

Result<std::string> look_back(const Source& source) {
  const safety::People people = safety::people(source.journal);
  std::vector<Moment> open;
  for (const auto& moment : source.journal.all<record::Moment>()) {
    if (is_open(source, people, moment)) open.push_back(moment);
  }
  const std::size_t count = open.size();
  std::reverse(open.begin(), open.end());
  const auto most = static_cast<std::size_t>(source.content.practice.look_back.at_most);
  if (open.size() > most) open.resize(most);
  json::Writer out;
  out.begin_object().member("count", count).key("moments").begin_array();
  for (const Moment& moment : open) write_moment(out, source.journal, moment);
  out.end_array().end_object();
  return out.take();
}

}  // namespace ajar::view
