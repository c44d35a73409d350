// Journey: everything that was noted and done, newest first, a page at a time, with its days and
// its river.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using record::Kind;
using record::Record;

constexpr std::size_t kDays = 400;
constexpr std::size_t kRiverDays = 120;

// What is not of a day: it is shown when it is asked for by kind.
bool is_of_a_day(Kind kind) {
  return kind != Kind::person && kind != Kind::setting && kind != Kind::plan &&
         kind != Kind::questionnaire;
}

// A place between two records of the timeline, written "AT~ID": the page after it begins with what
// is older.
struct Cursor {
  LocalTime at;
  Id id;
};

std::string write_cursor(const Record& record) {
  return format(record.at) + "~" + format(record.id);
}

Result<Cursor> read_cursor(std::string_view text) {
  if (text.size() != kLocalTimeLength + 1 + kIdLength || text[kLocalTimeLength] != '~') {
    return Args::bad("before");
  }
  const auto at = parse_local_time(text.substr(0, kLocalTimeLength));
  const auto id = parse_id(text.substr(kLocalTimeLength + 1));
  if (!at || !id) return Args::bad("before");
  return Cursor{*at, *id};
}

struct Wanted {
  std::size_t limit = 0;
  std::vector<std::string_view> kinds;  // empty: all that is of a day
  std::optional<Id> person;
  std::optional<Cursor> before;
};

Result<Wanted> read_wanted(const Args& args) {
  constexpr std::int64_t kUsual = 50;
  constexpr std::int64_t kMost = 200;
  Wanted wanted;
  wanted.limit = static_cast<std::size_t>(TRY(args.integer("limit", 1, kMost, kUsual)));
  wanted.kinds = TRY(args.texts("kinds"));
  wanted.person = TRY(args.optional_id("person"));
  const std::string_view before = TRY(args.text("before"));
  if (!before.empty()) wanted.before = TRY(read_cursor(before));
  return wanted;
}

// The person that a record speaks of, itself where it is one.
std::optional<Id> person_of(const Record& record) {
  if (record.kind == Kind::person) return record.id;
  const auto named = [](const auto& body) -> std::optional<Id> {
    if constexpr (requires { body.person; }) {
      return body.person;
    } else {
      return std::nullopt;
    }
  };
  return std::visit(named, *record.body);
}

bool is_wanted(const Record& record, const Wanted& wanted) {
  if (wanted.kinds.empty()) {
    if (!is_of_a_day(record.kind)) return false;
  } else if (std::find(wanted.kinds.begin(), wanted.kinds.end(), record.kind_name) ==
             wanted.kinds.end()) {
    return false;
  }
  return !wanted.person || person_of(record) == wanted.person;
}

// The wanted records after the cursor, newest first, at most one more than the limit: the one that
// shows there is more.
std::vector<const Record*> page(const journal::Journal& journal, const Wanted& wanted) {
  const auto timeline = journal.timeline();
  auto end = timeline.end();
  if (wanted.before) {
    end =
        std::lower_bound(timeline.begin(), timeline.end(), *wanted.before,
                         [](const Record* record, const Cursor& cursor) {
                           return std::tie(record->at, record->id) < std::tie(cursor.at, cursor.id);
                         });
  }
  std::vector<const Record*> found;
  while (end != timeline.begin() && found.size() <= wanted.limit) {
    --end;
    if (is_wanted(**end, wanted)) found.push_back(*end);
  }
  return found;
}

// Small facts by kind, each named as in the record; what is absent is left out.
class Facts {
 public:
  explicit Facts(json::Writer& out) : out_(out) {}

  void add(std::string_view name, const std::optional<int>& number) {
    if (number) out_.member(name, *number);
  }
  void add(std::string_view name, std::optional<bool> flag) {
    if (flag) out_.member(name, *flag);
  }
  void add(std::string_view name, std::string_view text) {
    if (!text.empty()) out_.member(name, text);
  }
  void add(std::string_view name, const record::Tokens& tokens) {
    if (!tokens.empty()) write_texts(out_.key(name), tokens);
  }
  template <class Choice>
  requires std::is_enum_v<Choice>
  void add(std::string_view name, const std::optional<Choice>& choice) {
    if (choice) out_.member(name, record::name(*choice));
  }

  void of(const record::Person& body) {
    out_.member("relation", record::name(body.relation));
    add("ring", body.ring);
  }
  void of(const record::Moment& body) {
    add("situations", body.situations);
    add("emotions", body.emotions);
    if (body.mood) {
      out_.key("mood")
          .begin_object()
          .member("pleasant", body.mood->pleasant)
          .member("activated", body.mood->activated)
          .end_object();
    }
    add("urge", body.urge);
    add("did", body.did);
    add("needed", body.needed);
    add("close_before", body.close_before);
    add("close_after", body.close_after);
  }
  void of(const record::Entry& body) {
    add("mode", body.mode);
    add("prompt", body.prompt);
    add("seconds", body.seconds);
    add("distress_before", body.distress_before);
    add("distress_after", body.distress_after);
    add("outward", body.outward);
  }
  void of(const record::Step& body) {
    add("ladder", body.ladder);
    add("relation", body.relation);
    add("difficulty", body.difficulty);
    out_.member("status", record::name(body.status));
    add("belief", body.belief);
    add("belief_after", body.belief_after);
  }
  void of(const record::Received& body) {
    out_.member("what", record::name(body.what));
    add("urge", body.urge);
    add("absorbed", body.absorbed);
  }
  void of(const record::Gave& body) { out_.member("what", record::name(body.what)); }
  void of(const record::Protector& body) {
    add("softness_before", body.softness_before);
    add("softness_after", body.softness_after);
    add("cool", body.cool);
  }
  void of(const record::Check& body) {
    out_.key("contexts").begin_array();
    for (const auto& [context, answers] : body.answers) out_.value(record::name(context));
    out_.end_array();
  }
  void of(const record::Answers& body) {
    add("questionnaire", body.questionnaire);
    add("context", body.context);
    add("open", body.open);
  }
  void of(const record::Questionnaire& body) { add("instrument", body.instrument); }
  void of(const record::Letter& body) { add("sent", body.sent); }
  void of(const record::Goal& body) {
    add("with", body.with);
    add("done", body.done);
  }
  void of(const record::Helped& body) {
    add("what", body.what);
    out_.member("rating", body.rating);
  }
  void of(const record::Rest& body) {
    out_.member("reason", record::name(body.reason));
    if (body.until) out_.member("until", format(*body.until));
  }
  void of(const record::Setting& body) { out_.member("key", record::name(body.key)); }
  void of(const record::Origin&) {}
  void of(const record::Plan&) {}
  void of(const record::Newer&) {}

 private:
  json::Writer& out_;
};

void write_item(json::Writer& out, const journal::Journal& journal, const Record& record) {
  out.begin_object()
      .member("id", format(record.id))
      .member("kind", record.kind_name)
      .member("at", format(record.at));
  write_person(out.key("person"), journal, person_of(record));
  out.member("excerpt", excerpt(record)).key("fields").begin_object();
  Facts facts(out);
  std::visit([&](const auto& body) { facts.of(body); }, *record.body);
  out.end_object().member("versions", journal.versions(record.id).size()).end_object();
}

// Dates with anything on them, newest first.
std::vector<Date> noted_days(const journal::Journal& journal) {
  // By its own offset each record has its own day, so days are not quite in the timeline's order: a
  // set sorts them, and a few more are looked at than are kept.
  constexpr std::size_t kMargin = 3;
  std::set<Date, std::greater<>> days;
  const auto timeline = journal.timeline();
  for (auto record = timeline.rbegin(); record != timeline.rend(); ++record) {
    if (is_of_a_day((*record)->kind)) days.insert(local_date((*record)->at));
    if (days.size() > kDays + kMargin) break;
  }
  std::vector<Date> newest(days.begin(), days.end());
  if (newest.size() > kDays) newest.resize(kDays);
  return newest;
}

struct Span {
  std::optional<Date> first;
  std::optional<Date> last;
};

Span span_of_days(const journal::Journal& journal) {
  Span span;
  for (const Record* record : journal.timeline()) {
    if (!is_of_a_day(record->kind)) continue;
    const Date day = local_date(record->at);
    if (!span.first || day < *span.first) span.first = day;
    if (!span.last || *span.last < day) span.last = day;
  }
  return span;
}

void write_date(json::Writer& out, const std::optional<Date>& date) {
  if (date) {
    out.value(format(*date));
  } else {
    out.null();
  }
}

void write_days(json::Writer& out, const std::vector<Date>& noted, Date today) {
  out.begin_object();
  write_date(out.key("from"), noted.empty() ? std::nullopt : std::optional(noted.back()));
  write_date(out.key("to"),
             noted.empty() ? std::nullopt : std::optional(std::max(noted.front(), today)));
  out.key("noted").begin_array();
  for (const Date day : noted) out.value(format(day));
  out.end_array().end_object();
}

// The mean of what was said, where it was.
struct Mean {
  int sum = 0;
  int count = 0;
  void add(const std::optional<int>& value) {
    if (!value) return;
    sum += *value;
    ++count;
  }
  std::optional<double> value() const {
    return count == 0 ? std::nullopt : std::optional(static_cast<double>(sum) / count);
  }
};

struct RiverDay {
  Mean close;
  Mean pleasant;
  int moments = 0;
};

// Closeness as it was after a moment, or before it where that is all that was said.
void write_river(json::Writer& out, const journal::Journal& journal) {
  constexpr std::size_t kMargin = 3;
  std::map<Date, RiverDay> days;
  const auto moments = journal.all<record::Moment>();
  for (auto moment = moments.rbegin(); moment != moments.rend(); ++moment) {
    RiverDay& day = days[local_date(moment->record->at)];
    if (days.size() > kRiverDays + kMargin) break;
    const record::Moment& body = *moment->body;
    day.close.add(body.close_after ? body.close_after : body.close_before);
    day.pleasant.add(body.mood ? std::optional(body.mood->pleasant) : std::nullopt);
    ++day.moments;
  }
  while (days.size() > kRiverDays) days.erase(days.begin());
  out.begin_array();
  for (const auto& [date, day] : days) {
    out.begin_object()
        .member("date", format(date))
        .member("close", day.close.value())
        .member("pleasant", day.pleasant.value())
        .member("n", day.moments)
        .end_object();
  }
  out.end_array();
}

}  // namespace

Result<std::string> journey(const Source& source) {
  const Wanted wanted = TRY(read_wanted(source.args));
  std::vector<const Record*> found = page(source.journal, wanted);
  const bool more = found.size() > wanted.limit;
  if (more) found.pop_back();
  json::Writer out;
  out.begin_object().key("items").begin_array();
  for (const Record* record : found) write_item(out, source.journal, *record);
  out.end_array();
  write_or_null(out.key("next"), more ? write_cursor(*found.back()) : std::string());
  write_counts(out.key("counts"), source.journal);
  const Span span = span_of_days(source.journal);
  write_date(out.key("first"), span.first);
  write_date(out.key("last"), span.last);
  write_days(out.key("days"), noted_days(source.journal), source.args.today());
  write_river(out.key("river"), source.journal);
  const auto& conflicts = source.journal.conflicts();
  write_ids(out.key("conflicts"), std::vector<Id>(conflicts.begin(), conflicts.end()));
  out.end_object();
  return out.take();
}

}  // namespace ajar::view
