// Check and its mirror: what was answered, in order of closeness.
#include <algorithm>

#include "engine/check/mirror.h"
#include "engine/practice/from_journal.h"
#include "engine/practice/rest.h"
#include "engine/practice/today.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

// The contexts of the content, those on the person's mind first.
std::vector<std::string_view> contexts_in_order(const Source& source) {
  std::vector<std::string_view> order;
  const auto add = [&](std::string_view context) {
    if (std::find(order.begin(), order.end(), context) == order.end()) order.push_back(context);
  };
  if (const auto* setting = source.journal.setting(record::SettingKey::contexts)) {
    for (const record::Context context : setting->contexts) add(record::name(context));
  }
  for (const std::string& context : source.content.statements.contexts) add(context);
  return order;
}

const record::Map<std::string, int>* answers_for(const record::Check& check,
                                                 std::string_view context) {
  for (const auto& [held, answers] : check.answers) {
    if (record::name(held) == context && !answers.empty()) return &answers;
  }
  return nullptr;
}

std::string_view since_for(const record::Check& check, std::string_view context) {
  for (const auto& [held, since] : check.since) {
    if (record::name(held) == context) return record::name(since);
  }
  return {};
}

// How often a context was answered, and what was said last.
void write_context(json::Writer& out, const Source& source, std::string_view context) {
  int times = 0;
  const record::Record* last = nullptr;
  const record::Check* said = nullptr;
  for (const auto& [record, body] : source.journal.all<record::Check>()) {
    if (!answers_for(*body, context)) continue;
    ++times;
    last = record;
    said = body;
  }
  out.begin_object().member("context", context).member("times", times);
  write_or_null(out.key("last"), last ? format(local_date(last->at)) : std::string());
  out.key("answers").begin_object();
  if (said) {
    for (const auto& [statement, value] : *answers_for(*said, context)) {
      out.member(statement, value);
    }
  }
  out.end_object();
  write_or_null(out.key("since"), said ? since_for(*said, context) : std::string_view());
  out.end_object();
}

// What was answered in one check, context by context, the one on the person's mind first.
std::vector<check::Reflection> reflections(const Source& source, const record::Check& said) {
  std::vector<check::Reflection> seen;
  for (const std::string_view context : contexts_in_order(source)) {
    const auto* answers = answers_for(said, context);
    if (!answers) continue;
    check::ContextAnswers given{context, {}, since_for(said, context)};
    for (const auto& [statement, value] : *answers) given.answers.push_back({statement, value});
    seen.push_back(check::reflect(source.content, given));
  }
  return seen;
}

void write_reflection(json::Writer& out, const check::Reflection& seen) {
  out.begin_object().member("context", seen.context);
  write_or_null(out.key("since"), seen.since);
  write_texts(out.key("order"), seen.order);
  write_texts(out.key("closest"), seen.closest);
  write_texts(out.key("middle"), seen.middle);
  write_texts(out.key("farthest"), seen.farthest);
  out.member("answered", seen.order.size()).end_object();
}

void write_sentences(json::Writer& out, const Source& source,
                     const std::vector<check::Reflection>& seen) {
  out.begin_array();
  for (const check::Reflection& reflection : seen) {
    for (const check::Sentence& said : check::sentences(source.content.practice, reflection)) {
      Sentence(out, check::message(said.line))
          .with("context", said.context)
          .with("number", said.number)
          .with("since", said.since.empty() ? std::string_view("none") : said.since)
          .with("statements", Words{"statement", said.statements})
          .end();
    }
  }
  Sentence(out, "mirror.pattern")
      .with("checks", static_cast<std::int64_t>(source.journal.count(record::Kind::check)))
      .end();
  out.end_array();
}

// A small step for the relation on the person's mind, as Today has it, unless today is for rest.
void write_first_step(json::Writer& out, const Source& source) {
  const practice::Circumstances now =
      practice::circumstances(source.content, source.journal, source.args.today(), {});
  std::optional<practice::Choice> choice;
  if (!practice::resting(source.content.practice, now)) {
    practice::Wish wish{true, {}};
    if (!now.contexts.empty()) wish.relation = practice::relation_of(now.contexts.front());
    choice = practice::choose(source.content, now, wish);
  }
  write_offer(out, choice ? std::optional(choice->step) : std::nullopt);
}

}  // namespace

Result<std::string> check(const Source& source) {
  const std::vector<std::string_view> order = contexts_in_order(source);
  json::Writer out;
  out.begin_object().member("version", source.content.statements.version);
  write_texts(out.key("order"), order);
  out.key("contexts").begin_array();
  for (const std::string_view context : order) write_context(out, source, context);
  out.end_array().end_object();
  return out.take();
}

Result<std::string> mirror(const Source& source) {
  const Id id = TRY(source.args.id("check"));
  const record::Record* record = source.journal.current(id);
  const auto* said = record ? record->get<record::Check>() : nullptr;
  if (!said) return Error{"view/unknown_id", 0, "check", format(id)};
  const std::vector<check::Reflection> seen = reflections(source, *said);
  json::Writer out;
  out.begin_object().member("check", format(id)).member("at", format(record->at));
  out.key("contexts").begin_array();
  for (const check::Reflection& reflection : seen) write_reflection(out, reflection);
  out.end_array();
  write_sentences(out.key("sentences"), source, seen);
  write_first_step(out.key("step"), source);
  out.member("checks", source.journal.count(record::Kind::check)).end_object();
  return out.take();
}

}  // namespace ajar::view
