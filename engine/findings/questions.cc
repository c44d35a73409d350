// The three questions, answered from one's own moments: what situations make me withdraw, when do I
// shut people out, what do I feel when someone supports me.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "engine/findings/views.h"
#include "engine/findings/write.h"
#include "engine/insight/associations.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

// What was looked at: a situation, a person, a weekday …
struct Mark {
  std::string_view kind;
  std::string id;
  std::optional<Id> person;
};

// Marks by a small number, as the statistics count them.
class Marks {
 public:
  // The number of a mark; nothing once there are as many as can be told apart.
  std::optional<int> number(std::string_view kind, std::string_view id,
                            const std::optional<Id>& person = {}) {
    const auto known = numbers_.find(id);
    if (known != numbers_.end()) return known->second;
    if (marks_.size() >= insight::most_marks) return std::nullopt;
    const int next = static_cast<int>(marks_.size());
    marks_.push_back({kind, std::string(id), person});
    numbers_.emplace(std::string(id), next);
    return next;
  }
  const Mark& operator[](int number) const { return marks_[static_cast<std::size_t>(number)]; }
  std::size_t size() const { return marks_.size(); }

 private:
  std::vector<Mark> marks_;
  std::map<std::string, int, std::less<>> numbers_;  // no two kinds share an id
};

// Moments with their marks: trials[n] is that of moments[n].
struct Marked {
  std::vector<const Moment*> moments;
  std::vector<insight::Trial> trials;

  explicit Marked(std::size_t most) {
    moments.reserve(most);
    trials.reserve(most);
  }
  // A moment's marks, to be filled in.
  std::vector<int>& add(const Moment& moment, int day) {
    moments.push_back(&moment);
    trials.push_back({day, *moment.withdrew, {}});
    return trials.back().marks;
  }
  bool has(std::size_t n, int mark) const {
    const auto& marks = trials[n].marks;
    return std::find(marks.begin(), marks.end(), mark) != marks.end();
  }
};

struct Claim {
  Mark mark;
  std::optional<Mark> within;
  insight::Association found;
  Basis basis;  // moments with the mark
};

struct Answer {
  State state = State::too_early;
  std::vector<Missing> missing;
  std::vector<Claim> claims;
  std::vector<Claim> others;
  Basis basis;
  int looked_at = 0;
};

constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

// Days never fall, though a person who flies west sees a date twice.
class Days {
 public:
  int next(std::int32_t day) {
    last_ = std::max(last_, day);
    return last_;
  }

 private:
  std::int32_t last_ = 0;
};

insight::AssociationRules rules_of(const Rules& rules, double error) {
  return {.error = error, .level = rules.level, .least = rules.least, .brief = true};
}

Basis basis_of(const Marked& moments, int mark) {
  Basis basis;
  for (std::size_t n = 0; n < moments.moments.size(); ++n) {
    if (moments.has(n, mark)) basis.add(*moments.moments[n]->record);
  }
  return basis;
}

// The most that any mark has, with and without it: what is missing where none has enough.
std::vector<Missing> missing_of(const std::vector<insight::Association>& found, int least) {
  int best_with = 0;
  int best_without = 0;
  for (const insight::Association& one : found) {
    const int with = std::min(one.with.trials, least);
    const int without = std::min(one.without.trials, least);
    if (with + without <= best_with + best_without) continue;
    best_with = with;
    best_without = without;
  }
  return {{"with", best_with, least}, {"without", best_without, least}};
}

// Claims by how sure they are, others by how often they were there.
void put_in_order(Answer& answer) {
  std::sort(answer.claims.begin(), answer.claims.end(), [](const Claim& a, const Claim& b) {
    if (a.found.adjusted_p != b.found.adjusted_p) return a.found.adjusted_p < b.found.adjusted_p;
    if (a.found.pooled_rate != b.found.pooled_rate) {
      return a.found.pooled_rate > b.found.pooled_rate;
    }
    return std::tie(a.mark.kind, a.mark.id) < std::tie(b.mark.kind, b.mark.id);
  });
  std::sort(answer.others.begin(), answer.others.end(), [](const Claim& a, const Claim& b) {
    if (a.found.with.trials != b.found.with.trials) {
      return a.found.with.trials > b.found.with.trials;
    }
    return std::tie(a.mark.kind, a.mark.id) < std::tie(b.mark.kind, b.mark.id);
  });
}

// What goes with yes among the moments, at a share of error of its own.
Result<Answer> answer_of(const Marked& moments, const Marks& marks, const Rules& rules,
                         double error) {
  const auto found = TRY(insight::associations(moments.trials, rules_of(rules, error)));
  Answer answer;
  for (const Moment* moment : moments.moments) answer.basis.add(*moment->record);
  answer.looked_at = static_cast<int>(found.size());
  answer.missing = missing_of(found, rules.least);
  for (const insight::Association& one : found) {
    const bool claimed = one.verdict == insight::AssociationVerdict::more;
    Claim claim{marks[one.mark], {}, one, {}};
    if (claimed) claim.basis = basis_of(moments, one.mark);
    (claimed ? answer.claims : answer.others).push_back(std::move(claim));
  }
  if (!any_short(answer.missing)) answer.state = State::undecided;
  if (!answer.claims.empty()) answer.state = State::claim;
  put_in_order(answer);
  return answer;
}

// ---------------------------------------------------------------- what situations

// The marks of people by their ids; none for an id that nobody has.
class PeopleMarks {
 public:
  PeopleMarks(const Noted& noted, Marks& marks) {
    for (const safety::Person& person : noted.people.list) people_.emplace(person.id, -1);
    marks_ = &marks;
  }
  void add(const record::Moment& body, std::vector<int>& into) {
    if (!body.person) return;
    const auto found = people_.find(*body.person);
    if (found == people_.end()) return;
    if (found->second < 0) {
      const auto mark = marks_->number("person", format(found->first), found->first);
      if (!mark) return;
      found->second = *mark;
    }
    into.push_back(found->second);
  }

 private:
  Marks* marks_;
  std::unordered_map<Id, int, IdHash> people_;
};

Marked by_situation(const Noted& noted, Marks& marks) {
  Marked moments(noted.moments.size());
  Days days;
  for (const Moment& moment : noted.moments) {
    if (!moment.withdrew) continue;
    auto& into = moments.add(moment, days.next(moment.day));
    for (const std::string& situation : moment.body->situations) {
      if (const auto mark = marks.number("situation", situation)) into.push_back(*mark);
    }
  }
  return moments;
}

// People within a situation that was found: its moments alone, with people as marks.
Status add_people_within(const Noted& noted, const Marked& all, const Claim& situation,
                         Answer& answer) {
  Marks marks;
  PeopleMarks people_marks(noted, marks);
  Marked moments(static_cast<std::size_t>(situation.found.with.trials));
  for (std::size_t n = 0; n < all.moments.size(); ++n) {
    if (!all.has(n, situation.found.mark)) continue;
    const Moment& moment = *all.moments[n];
    people_marks.add(*moment.body, moments.add(moment, all.trials[n].day));
  }
  Answer people = TRY(answer_of(moments, marks, noted.rules, noted.rules.error.people_within));
  for (Claim& claim : people.claims) {
    claim.within = situation.mark;
    answer.claims.push_back(std::move(claim));
  }
  return ok();
}

Result<Answer> situations(const Noted& noted) {
  Marks marks;
  const auto moments = by_situation(noted, marks);
  Answer answer = TRY(answer_of(moments, marks, noted.rules, noted.rules.error.situations));
  const std::vector<Claim> found = answer.claims;
  for (const Claim& one : found) TRY(add_people_within(noted, moments, one, answer));
  return answer;
}

// ---------------------------------------------------------------- when

// Times of closeness: something received, a step done, a moment that ended close.
std::vector<std::int64_t> closeness_times(const Noted& noted) {
  std::vector<std::int64_t> times;
  for (const auto& [record, body] : until<record::Received>(noted.journal, noted.now)) {
    if (!noted.is_unsafe(body->person)) times.push_back(record->at.seconds);
  }
  for (const auto& [record, body] : until<record::Step>(noted.journal, noted.now)) {
    if (body->status == record::StepStatus::done && body->settled_at &&
        !noted.is_unsafe(body->person)) {
      times.push_back(body->settled_at->seconds);
    }
  }
  for (const Moment& moment : noted.moments) {
    if (moment.body->close_after && *moment.body->close_after >= noted.rules.close) {
      times.push_back(moment.record->at.seconds);
    }
  }
  std::sort(times.begin(), times.end());
  return times;
}

constexpr std::array<std::string_view, 4> kHoursSince = {"within_6", "within_24", "within_72",
                                                         "later"};

// Its place in kHoursSince.
std::size_t hours_since(std::int64_t seconds) {
  constexpr std::int64_t kHour = 3600;
  if (seconds < 6 * kHour) return 0;
  if (seconds < 24 * kHour) return 1;
  return seconds < 72 * kHour ? 2 : 3;
}

// The numbers of marks that are met again and again, by a small index of their own.
class Known {
 public:
  void add(Marks& marks, std::string_view kind, std::string_view id, std::size_t index,
           std::vector<int>& into) {
    std::optional<int>& number = numbers_[index];
    if (!number) number = marks.number(kind, id);
    if (number) into.push_back(*number);
  }

 private:
  std::array<std::optional<int>, kWeekdays.size()> numbers_;
};

Marked by_time(const Noted& noted, Marks& marks) {
  const auto close = closeness_times(noted);
  PeopleMarks people_marks(noted, marks);
  Known weekdays;
  Known parts;
  Known after_closeness;
  Marked moments(noted.moments.size());
  Days days;
  auto after = close.begin();
  for (const Moment& moment : noted.moments) {
    if (!moment.withdrew) continue;
    auto& into = moments.add(moment, days.next(moment.day));
    const LocalTime& at = moment.record->at;
    const auto day = static_cast<std::size_t>(weekday(Date{moment.day}) - 1);
    weekdays.add(marks, "weekday", kWeekdays[day], day, into);
    const PartOfDay part = part_of_day(at);
    parts.add(marks, "part_of_day", name(part), static_cast<std::size_t>(part), into);
    // Both go forward in time.
    while (after != close.end() && *after < at.seconds) ++after;
    if (after != close.begin()) {
      const std::size_t hours = hours_since(at.seconds - *(after - 1));
      after_closeness.add(marks, "after_closeness", kHoursSince[hours], hours, into);
    }
    people_marks.add(*moment.body, into);
  }
  return moments;
}

Result<Answer> when(const Noted& noted) {
  Marks marks;
  const auto moments = by_time(noted, marks);
  return answer_of(moments, marks, noted.rules, noted.rules.error.when);
}

// ---------------------------------------------------------------- what do I feel

// Moments with feelings, and whether someone offered something.
struct Felt {
  std::vector<insight::Naming> namings;
  std::vector<const Moment*> moments;
  std::vector<std::string_view> emotions;  // that were ever named, as many as can be told apart
};

Felt felt_of(const Noted& noted) {
  const std::unordered_set<std::string_view> support(noted.rules.support.begin(),
                                                     noted.rules.support.end());
  Felt felt;
  std::unordered_map<std::string_view, int> places;
  Days days;
  for (const Moment& moment : noted.moments) {
    const auto& situations = moment.body->situations;
    if (moment.body->emotions.empty() || situations.empty()) continue;
    insight::Naming naming{days.next(moment.day), false, {}};
    naming.with = std::any_of(situations.begin(), situations.end(),
                              [&](const std::string& one) { return support.contains(one); });
    for (const std::string& emotion : moment.body->emotions) {
      const auto [place, is_new] =
          places.try_emplace(emotion, static_cast<int>(felt.emotions.size()));
      if (is_new) felt.emotions.push_back(emotion);
      if (place->second < insight::most_marks) naming.named.push_back(place->second);
    }
    felt.namings.push_back(std::move(naming));
    felt.moments.push_back(&moment);
  }
  felt.emotions.resize(std::min<std::size_t>(felt.emotions.size(), insight::most_marks));
  return felt;
}

Basis basis_of(const Felt& felt) {
  Basis basis;
  for (std::size_t n = 0; n < felt.namings.size(); ++n) {
    if (felt.namings[n].with) basis.add(*felt.moments[n]->record);
  }
  return basis;
}

Result<Answer> feelings(const Noted& noted) {
  const Felt felt = felt_of(noted);
  Answer answer;
  answer.basis = basis_of(felt);
  const int with = answer.basis.n();
  answer.missing = {{"with", with, noted.rules.least},
                    {"without", static_cast<int>(felt.namings.size()) - with, noted.rules.least}};
  if (with == 0) return answer;
  auto rules = rules_of(noted.rules, noted.rules.error.feelings);
  rules.rare = true;  // most feelings are
  const auto found =
      TRY(insight::namings(felt.namings, static_cast<int>(felt.emotions.size()), rules));
  answer.looked_at = static_cast<int>(found.size());
  for (const insight::Association& one : found) {
    const bool claimed = one.verdict == insight::AssociationVerdict::more;
    const std::string_view emotion = felt.emotions[static_cast<std::size_t>(one.mark)];
    Claim claim{{"emotion", std::string(emotion), {}}, {}, one, {}};
    if (claimed) claim.basis = answer.basis;
    (claimed ? answer.claims : answer.others).push_back(std::move(claim));
  }
  if (!any_short(answer.missing)) answer.state = State::undecided;
  if (!answer.claims.empty()) answer.state = State::claim;
  put_in_order(answer);
  return answer;
}

// ---------------------------------------------------------------- as JSON

void write_mark(json::Writer& out, const Noted& noted, const Mark& mark) {
  out.begin_object().member("kind", mark.kind).member("id", mark.id);
  view::write_person(out.key("person"), noted.journal, mark.person);
  out.end_object();
}

void write_claim_sentence(json::Writer& out, const Noted& noted, const Claim& claim) {
  const std::vector<std::string_view> ids = {claim.mark.id};
  const std::string_view kind = claim.mark.kind;
  const std::string id =
      claim.within ? "questions.claim.person_within" : "questions.claim." + std::string(kind);
  view::Sentence sentence(out, id);
  if (kind == "situation" || kind == "emotion") {
    sentence.with(kind, view::Words{kind, ids});
  } else if (kind == "person") {
    const auto* person = noted.journal.get<record::Person>(*claim.mark.person);
    sentence.with(kind, person ? std::string_view(person->alias) : std::string_view());
  } else {
    sentence.with(kind, std::string_view(claim.mark.id));
  }
  if (claim.within) {
    const std::vector<std::string_view> within = {claim.within->id};
    sentence.with("situation", view::Words{"situation", within});
  }
  sentence.with("n", claim.found.with.successes)
      .with("of", claim.found.with.trials)
      .with("others", claim.found.without.successes)
      .with("others_of", claim.found.without.trials)
      .end();
}

void write_counts(json::Writer& out, const Claim& claim, double level) {
  out.key("with").begin_object();
  write_count(out, claim.found.with, level);
  out.end_object().key("without").begin_object();
  write_count(out, claim.found.without, level);
  out.end_object();
}

void write_claim(json::Writer& out, const Noted& noted, const Claim& claim) {
  const double level = noted.rules.level;
  out.begin_object();
  write_mark(out.key("mark"), noted, claim.mark);
  out.key("within");
  if (claim.within) {
    write_mark(out, noted, *claim.within);
  } else {
    out.null();
  }
  out.member("status", name(State::claim));
  write_claim_sentence(out.key("sentence"), noted, claim);
  write_missing(out.key("missing"), {});
  write_counts(out, claim, level);
  out.key("pooled")
      .begin_object()
      .member("rate", claim.found.pooled_rate)
      .member("low", claim.found.rate.low)
      .member("high", claim.found.rate.high)
      .member("level", level)
      .end_object()
      .member("probability", claim.found.probability_higher)
      .member("adjusted_p", claim.found.adjusted_p);
  claim.basis.write(out, claim.found.with.trials);
  out.end_object();
}

void write_answer_sentence(json::Writer& out, std::string_view question, const Answer& answer) {
  const std::string id = "questions." + std::string(question) + ".";
  if (answer.state == State::claim) {
    view::Sentence(out, id + "claim")
        .with("number", static_cast<std::int64_t>(answer.claims.size()))
        .end();
  } else if (answer.state == State::undecided) {
    view::Sentence(out, id + "undecided").with("looked_at", answer.looked_at).end();
  } else {
    view::Sentence(out, id + "too_early")
        .with("with",
              answer.missing[0].need - std::min(answer.missing[0].have, answer.missing[0].need))
        .with("without",
              answer.missing[1].need - std::min(answer.missing[1].have, answer.missing[1].need))
        .end();
  }
}

void write_answer(json::Writer& out, const Noted& noted, std::string_view question,
                  const Answer& answer) {
  out.begin_object().member("status", name(answer.state));
  write_answer_sentence(out.key("sentence"), question, answer);
  write_missing(out.key("missing"), answer.missing);
  out.member("looked_at", answer.looked_at).key("claims").begin_array();
  for (const Claim& claim : answer.claims) write_claim(out, noted, claim);
  out.end_array().key("others").begin_array();
  for (const Claim& other : answer.others) {
    out.begin_object();
    write_mark(out.key("mark"), noted, other.mark);
    write_counts(out, other, noted.rules.level);
    out.end_object();
  }
  out.end_array();
  answer.basis.write(out);
  out.end_object();
}

void write_withdrawal(json::Writer& out, const Noted& noted) {
  insight::Proportion seen;
  Basis basis;
  for (const Moment& moment : noted.moments) {
    if (!moment.withdrew) continue;
    seen.trials += 1;
    seen.successes += *moment.withdrew ? 1 : 0;
    basis.add(*moment.record);
  }
  out.begin_object();
  write_count(out, seen, noted.rules.level);
  write_date(out.key("from"), basis.first());
  write_date(out.key("to"), basis.last());
  out.member("urge", noted.rules.urge).end_object();
}

}  // namespace

Result<std::string> questions(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  json::Writer out;
  out.begin_object();
  write_withdrawal(out.key("withdrawal"), noted);
  const Answer by_situations = TRY(situations(noted));
  write_answer(out.key("situations"), noted, "situations", by_situations);
  const Answer by_times = TRY(when(noted));
  write_answer(out.key("when"), noted, "when", by_times);
  const Answer by_feelings = TRY(feelings(noted));
  write_answer(out.key("feelings"), noted, "feelings", by_feelings);
  out.member("kept_apart", noted.kept_apart).end_object();
  return out.take();
}

}  // namespace ajar::findings
