// Beliefs as guesses: for each that was tried out, how sure one was before and after, step by step.
#include <algorithm>

#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using Step = journal::Item<record::Step>;

struct Belief {
  std::string_view id;
  std::vector<Step> steps;  // oldest first
};

void write_step(json::Writer& out, const journal::Journal& journal, const Step& item) {
  const record::Step& body = *item.body;
  out.begin_object().member("id", format(item.record->id)).member("at", format(item.record->at));
  write_or_null(out.key("ladder"), body.ladder);
  write_or_null(out.key("own"), body.own);
  write_person(out.key("person"), journal, body.person);
  out.member("status", record::name(body.status))
      .member("belief", body.belief)
      .member("belief_after", body.belief_after);
  write_or_null(out.key("learned"), body.learned);
  out.end_object();
}

}  // namespace

Result<std::string> beliefs(const Source& source) {
  std::vector<Belief> found;
  for (const Step& step : source.journal.all<record::Step>()) {
    const std::string& id = step.body->tests;
    if (id.empty()) continue;
    const auto known =
        std::find_if(found.begin(), found.end(), [&](const Belief& one) { return one.id == id; });
    if (known == found.end()) {
      found.push_back({id, {step}});
    } else {
      known->steps.push_back(step);
    }
  }
  json::Writer out;
  out.begin_object().key("beliefs").begin_array();
  for (const Belief& belief : found) {
    out.begin_object().member("belief", belief.id).key("steps").begin_array();
    for (const Step& step : belief.steps) write_step(out, source.journal, step);
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace ajar::view
