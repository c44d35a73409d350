// The ordinary life: people who come nearer, triggers that make for withdrawal, steps that slowly
// get easier.
#include "engine/simulate/simulate.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/json.h"
#include "engine/simulate/planted.h"
#include "engine/simulate/random.h"
#include "engine/simulate/scribe.h"
#include "engine/simulate/words.h"

namespace ajar::simulate {
namespace {

using record::Relation;

int clamp(double value, int low, int high) {
  return static_cast<int>(std::clamp(value, static_cast<double>(low), static_cast<double>(high)));
}

// A little of one's days: minutes after midnight at which things happen.
constexpr int kMorning = 7 * 60;
constexpr int kEvening = 22 * 60 + 30;

struct Someone {
  Scribe::Written written;
  record::Person person;
  double closeness = 5;  // 0–10, drifts
};

struct Cast {
  std::string_view called;  // by an id of the words' people
  Relation relation;
  int ring;
  std::optional<record::Safety> safety;
  int first_day;  // after which they are in this life
};

constexpr auto kCast = std::to_array<Cast>({
    {"m", Relation::partner, 1, record::Safety::safe, 0},
    {"ines", Relation::friend_, 2, record::Safety::safe, 0},
    {"tomas", Relation::friend_, 3, std::nullopt, 0},
    {"j", Relation::friend_, 2, record::Safety::safe, 9},
    {"dad", Relation::family, 3, record::Safety::unsure, 2},
    {"aunt", Relation::family, 4, record::Safety::safe, 20},
    {"noor", Relation::family, 2, record::Safety::safe, 0},
    {"k", Relation::work, 3, std::nullopt, 5},
    {"samira", Relation::work, 3, record::Safety::safe, 40},
    {"e", Relation::other, 4, record::Safety::unsafe, 60},
    {"lotte", Relation::friend_, 4, std::nullopt, 300},
});

// How often a situation comes, where that is less often than others: a year has one birthday. Those
// of a couple come with the partner alone; that it ends would need a life that goes on from there.
struct Seldom {
  std::string_view situation;
  double share;
};
constexpr auto kSeldom = std::to_array<Seldom>({{"where_is_this_going", 0.4},
                                                {"gift", 0.5},
                                                {"being_ill", 0.3},
                                                {"failure", 0.5},
                                                {"good_news", 0.5},
                                                {"introduced_to_family", 0.1},
                                                {"moving_in", 0.1},
                                                {"birthday_attention", 0.15},
                                                {"break_up", 0}});
constexpr auto kOfCouples =
    std::to_array<std::string_view>({"where_is_this_going", "introduced_to_family", "moving_in"});

double share_of(std::string_view situation) {
  for (const Seldom& one : kSeldom) {
    if (one.situation == situation) return one.share;
  }
  return 1;
}

bool is_of_couples(std::string_view situation) {
  return std::find(kOfCouples.begin(), kOfCouples.end(), situation) != kOfCouples.end();
}

// A planned step that waits for its outcome.
struct Planned {
  Scribe::Written written;
  record::Step step;
  int due = 0;     // day
  int minute = 0;  // of that day
};

// Something to be written at a minute of the day, so that a day's records follow its clock.
struct Act {
  int minute;
  enum class What {
    moment,
    entry,
    plan,
    settle,
    received,
    gave,
    protector,
    rest,
    helped,
    rare,
    edit
  } what;
};

class Life {
 public:
  Life(const content::Content& content, const Words& words, const Wish& wish)
      : content_(content),
        words_(words),
        start_(wish.start),
        random_(wish.seed * 0x2545f4914f6cdd1dU + 0x5eed),
        scribe_(random_) {
    for (const std::string& situation : content.vocabulary.situations) {
      // About a third of the situations make for withdrawal, each life its own.
      triggers_.push_back({situation, random_.chance(0.35)});
    }
  }

  Simulated live(int days) {
    for (day_ = 0; day_ < days; ++day_) {
      if (day_ == 0) begin();
      meet_new_people();
      drift();
      live_day();
    }
    return {scribe_.take(), truth()};
  }

 private:
  std::string truth() const {
    json::Writer out;
    out.begin_object().member("profile", "ordinary").key("situations").begin_array();
    for (const Trigger& trigger : triggers_) {
      if (!trigger.withdraws) continue;
      out.begin_object().member("kind", "situation").member("id", trigger.situation).end_object();
    }
    out.end_array().end_object();
    return out.take();
  }

  // ---------------------------------------------------------------- time

  // Central European time with its summer, and a week abroad now and then.
  std::int16_t offset() const {
    if (day_ % 200 >= 180 && day_ % 200 < 188) return -300;
    const unsigned month = year_month_day(start_ + day_).month;
    return month >= 4 && month <= 10 ? 120 : 60;
  }

  LocalTime at(int minute) {
    const std::int16_t east = offset();
    const std::int64_t local = std::int64_t{(start_ + day_).days} * 86400 +
                               std::int64_t{60} * minute + random_.between(0, 59);
    return {local - std::int64_t{60} * east, east};
  }

  // ---------------------------------------------------------------- state

  // From 0 at the beginning toward 1 over some years, with weeks that are better and worse.
  double progress() const { return static_cast<double>(day_) / (day_ + 900.0); }

  void drift() {
    mood_ = 0.8 * mood_ + 14 * random_.normal();
    for (Someone& someone : people_) {
      const double home = 8.5 - 1.5 * someone.person.ring.value_or(4) + 1.5 * progress();
      someone.closeness += 0.1 * (home - someone.closeness) + 0.4 * random_.normal();
      someone.closeness = std::clamp(someone.closeness, 0.0, 10.0);
    }
  }

  Someone& someone() { return random_.pick(people_); }
  // Someone who is not unsafe, as one would meet them of one's own accord.
  Someone* someone_safe(std::optional<Relation> relation = {}) {
    std::vector<Someone*> there;
    for (Someone& one : people_) {
      if (one.person.safety == record::Safety::unsafe) continue;
      if (!relation || one.person.relation == *relation) there.push_back(&one);
    }
    return there.empty() ? nullptr : random_.pick(there);
  }

  std::string say(Lines lines, const Someone* who = nullptr) {
    return named(random_.pick(lines),
                 who ? std::string_view(who->person.alias) : words_.name("someone"));
  }
  std::string say(Said group, const Someone* who = nullptr) {
    return say(words_.lines(group), who);
  }
  template <class Of>
  std::string maybe(double chance, Of of, const Someone* who = nullptr) {
    return random_.chance(chance) ? say(of, who) : std::string();
  }

  // ---------------------------------------------------------------- the first day

  void begin() {
    record::Setting contexts;
    contexts.key = record::SettingKey::contexts;
    contexts.contexts = {record::Context::partner, record::Context::friends,
                         record::Context::family};
    scribe_.put(record::setting_id(contexts.key), at(kMorning), contexts);
    record::Plan plan;
    for (const std::string& item : words_.lines(Said::plan_items)) plan.items.push_back(item);
    plan.contacts = {std::string(words_.name("ines")), std::string(words_.name("tomas"))};
    scribe_.put(record::plan_id(), at(kMorning + 30), plan);
    record::Origin origin;
    origin.told = say(Said::told);
    origin.learned = say(Said::learned);
    scribe_.put(at(kMorning + 60), origin);
  }

  void meet_new_people() {
    for (const Cast& cast : kCast) {
      if (cast.first_day != day_) continue;
      record::Person person;
      person.alias = words_.name(cast.called);
      person.relation = cast.relation;
      person.ring = cast.ring;
      person.safety = cast.safety;
      people_.push_back({scribe_.put(at(kMorning + 90), person), person, 5});
    }
  }

  // ---------------------------------------------------------------- a day

  void plan_acts(std::vector<Act>& acts) {
    const auto add = [&](Act::What what) {
      acts.push_back({random_.between(kMorning + 100, kEvening), what});
    };
    // Some weeks little is noted, some nothing at all.
    const bool away = day_ % 97 >= 93;
    if (away) return;
    const int moments = std::max(0, clamp(3.1 + 1.3 * random_.normal(), 0, 7));
    for (int n = 0; n < moments; ++n) add(Act::What::moment);
    if (random_.chance(0.75)) add(Act::What::entry);
    if (random_.chance(0.53)) acts.push_back({kMorning + random_.between(0, 90), Act::What::plan});
    if (random_.chance(0.55)) add(Act::What::received);
    if (random_.chance(0.5)) add(Act::What::gave);
    if (random_.chance(0.12)) add(Act::What::protector);
    if (random_.chance(0.06)) add(Act::What::rest);
    if (random_.chance(0.15)) add(Act::What::helped);
    if (random_.chance(0.03)) add(Act::What::rare);
    if (random_.chance(0.12)) add(Act::What::edit);
    for (const Planned& step : planned_) {
      if (step.due <= day_) acts.push_back({step.minute, Act::What::settle});
    }
  }

  void live_day() {
    if (day_ % 21 == 0) check(kMorning + 95);
    if (day_ % 61 == 60) move_someone();
    std::vector<Act> acts;
    plan_acts(acts);
    std::stable_sort(acts.begin(), acts.end(),
                     [](const Act& a, const Act& b) { return a.minute < b.minute; });
    for (const Act& act : acts) perform(act);
  }

  void perform(const Act& act) {
    switch (act.what) {
      case Act::What::moment:
        return moment(act.minute);
      case Act::What::entry:
        return entry(act.minute);
      case Act::What::plan:
        return plan_step(act.minute);
      case Act::What::settle:
        return settle_step(act.minute);
      case Act::What::received:
        return received(act.minute);
      case Act::What::gave:
        return gave(act.minute);
      case Act::What::protector:
        return protector(act.minute);
      case Act::What::rest:
        return rest(act.minute);
      case Act::What::helped:
        return helped(act.minute);
      case Act::What::rare:
        return rare(act.minute);
      case Act::What::edit:
        return edit(act.minute);
    }
  }

  // ---------------------------------------------------------------- moments

  struct Trigger {
    std::string situation;
    bool withdraws;
  };

  // Emotions near where the mood stands.
  record::Tokens emotions(const record::Mood& mood) {
    std::vector<std::pair<int, std::string_view>> near;
    for (const content::Emotion& emotion : content_.vocabulary.emotions) {
      const int away = std::abs(emotion.pleasant - mood.pleasant) +
                       std::abs(emotion.activated - mood.activated) + random_.between(0, 40);
      near.emplace_back(away, emotion.id);
    }
    std::sort(near.begin(), near.end());
    const auto count =
        std::min<std::size_t>(near.size(), static_cast<std::size_t>(random_.between(1, 2)));
    record::Tokens tokens;
    for (std::size_t n = 0; n < count; ++n) tokens.emplace_back(near[n].second);
    return tokens;
  }

  record::Tokens strategies(bool withdrawn) {
    std::vector<std::string_view> fitting;
    for (const content::Strategy& strategy : content_.vocabulary.did) {
      if (strategy.deactivating == withdrawn) fitting.push_back(strategy.id);
    }
    record::Tokens tokens;
    if (fitting.empty()) return tokens;
    tokens.emplace_back(random_.pick(fitting));
    const std::string_view second = random_.pick(fitting);
    if (random_.chance(0.3) && second != tokens.front()) tokens.emplace_back(second);
    return tokens;
  }

  const Trigger& happening() {
    const Trigger* trigger = &random_.pick(triggers_);
    for (int tries = 0; tries < 50 && !random_.chance(share_of(trigger->situation)); ++tries) {
      trigger = &random_.pick(triggers_);
    }
    return *trigger;
  }

  void moment(int minute) {
    const Trigger& trigger = happening();
    Someone* partner = is_of_couples(trigger.situation) ? someone_safe(Relation::partner) : nullptr;
    const Someone& who = partner ? *partner : someone();
    const double rate = trigger.withdraws ? 0.72 - 0.3 * progress() : 0.25 - 0.1 * progress();
    const bool withdrawn = random_.chance(rate);
    record::Moment moment;
    moment.person = who.written.id;
    moment.situations = {trigger.situation};
    moment.mood =
        record::Mood{clamp(mood_ + (withdrawn ? -35 : 10) + 20 * random_.normal(), -100, 100),
                     clamp((withdrawn ? 20 : -10) + 30 * random_.normal(), -100, 100)};
    moment.emotions = emotions(*moment.mood);
    moment.urge = clamp((withdrawn ? 6.8 : 3.0) + 1.6 * random_.normal(), 0, 10);
    if (random_.chance(0.85)) moment.did = strategies(withdrawn);
    if (random_.chance(0.4)) moment.needed = {random_.pick(content_.vocabulary.needs)};
    if (random_.chance(0.35)) moment.body = {random_.pick(content_.vocabulary.body)};
    moment.trigger = maybe(0.7, words_.situation(trigger.situation), &who);
    moment.meant = maybe(withdrawn ? 0.45 : 0.15, Said::meanings);
    if (random_.chance(0.6)) {
      const double change = withdrawn ? -1.2 : 0.7;
      moment.close_before = clamp(who.closeness + 0.5, 0, 10);
      moment.close_after = clamp(who.closeness + change + 0.5 + 0.8 * random_.normal(), 0, 10);
    }
    moment.note = maybe(0.06, Said::notes);
    const LocalTime when = at(minute);
    if (withdrawn && random_.chance(0.25 + 0.3 * progress())) {
      moment.returned_at = LocalTime{when.seconds + std::int64_t{60} * random_.between(10, 300),
                                     when.offset_minutes};
    }
    last_moment_ = {scribe_.put(when, moment), moment};
  }

  // ---------------------------------------------------------------- writing

  void entry(int minute) {
    const Someone& who = someone();
    record::Entry entry;
    const bool question = random_.chance(0.35);
    entry.mode = question ? record::EntryMode::question : record::EntryMode::free;
    if (question) {
      entry.prompt = random_.pick(content_.prompts);
      entry.text = say(words_.opening(entry.prompt), &who) + "\n";
    }
    const int length = random_.between(1, 7);
    for (int n = 0; n < length; ++n) {
      if (n > 0) entry.text += random_.chance(0.2) ? "\n\n" : " ";
      entry.text += say(Said::sentences, &who);
    }
    entry.seconds = length * random_.between(25, 70);
    if (random_.chance(0.5)) {
      entry.distress_before = clamp(4 - mood_ / 25 + 1.5 * random_.normal(), 0, 10);
      entry.distress_after = clamp(*entry.distress_before - 0.5 + random_.normal(), 0, 10);
    }
    if (random_.chance(0.6)) {
      entry.outward = random_.chance(0.12) ? record::Outward::person : record::Outward::mine;
    }
    last_entry_ = {scribe_.put(at(minute), entry), entry};
  }

  // ---------------------------------------------------------------- steps

  // A step near what is in reach by now, toward someone of its relation who is safe.
  bool choose_step(record::Step& step) {
    const double reach = 3 + 4 * progress() + 1.2 * random_.normal();
    const content::LadderStep* best = nullptr;
    for (int tries = 0; tries < 6; ++tries) {
      const content::LadderStep& tried = random_.pick(content_.ladder);
      const bool unsure = tried.difficulty >= content_.practice.ask_safety_from;
      const auto relation = record::from_name<Relation>(tried.relation);
      if (!relation || tried.difficulty > content_.practice.default_ceiling) continue;
      const Someone* who = someone_safe(relation);
      if (!who || (unsure && who->person.safety != record::Safety::safe)) continue;
      const auto distance = [&](const content::LadderStep& one) {
        return std::abs(one.difficulty - reach);
      };
      if (best && distance(*best) <= distance(tried)) continue;
      best = &tried;
      step.relation = relation;
      step.person = who->written.id;
    }
    if (!best) return false;
    step.ladder = best->id;
    step.domain = record::from_name<record::Domain>(best->domain);
    step.difficulty = best->difficulty;
    return true;
  }

  void plan_step(int minute) {
    record::Step step;
    if (!choose_step(step)) return;
    if (random_.chance(0.08)) {
      step.own = say(Said::own_steps);
      step.ladder.clear();
    }
    const std::string_view domain = step.domain ? record::name(*step.domain) : std::string_view();
    step.feared = maybe(0.7, words_.fears(domain));
    step.belief = clamp(45 + 5 * *step.difficulty + 15 * random_.normal(), 0, 100);
    step.expected_distress = clamp(*step.difficulty * 0.8 + 2 + random_.normal(), 0, 10);
    step.safety_behaviour = maybe(0.3, Said::safety_behaviours);
    step.planned_for = start_ + day_;
    const int delay = random_.chance(0.7) ? 0 : random_.between(1, 3);
    const int due = random_.between(minute + 120, kEvening);
    planned_.push_back({scribe_.put(at(minute), step), step, day_ + delay, due});
  }

  void settle_step(int minute) {
    const auto due = std::find_if(planned_.begin(), planned_.end(), [&](const Planned& step) {
      return step.due <= day_ && step.minute == minute;
    });
    if (due == planned_.end()) return;
    Planned planned = std::move(*due);
    planned_.erase(due);
    record::Step& step = planned.step;
    const double ease = 0.74 + 0.05 * (3 + 4 * progress() - *step.difficulty);
    const double roll = random_.unit();
    const LocalTime when = at(minute);
    if (roll < ease) {
      step.status = record::StepStatus::done;
      happened(step, Said::went_well);
    } else if (roll < ease + 0.1) {
      step.status = record::StepStatus::partly;
      happened(step, Said::went_partly);
    } else if (roll < ease + 0.2) {
      step.status = record::StepStatus::skipped;
      step.outcome = maybe(0.5, Said::did_not_go);
    } else {
      step.status = record::StepStatus::rested;
    }
    step.settled_at = when;
    scribe_.edit(planned.written, when, step);
  }

  void happened(record::Step& step, Said outcome) {
    step.outcome = say(outcome);
    step.belief_after = clamp(*step.belief - 35 + 18 * random_.normal(), 0, 100);
    step.peak_distress = clamp(*step.expected_distress - 1.4 + 1.5 * random_.normal(), 0, 10);
    step.surprise = random_.between(0, 9);
    step.response = random_.chance(0.7) ? record::Response::warm : record::Response::neutral;
    step.response_words = maybe(0.5, Said::replies);
    step.learned = maybe(0.35, Said::lessons);
  }

  // ---------------------------------------------------------------- between people

  void received(int minute) {
    const Someone* who = someone_safe();
    if (!who) return;
    record::Received received;
    received.person = who->written.id;
    constexpr auto kWhats =
        std::to_array({record::ReceivedWhat::compliment, record::ReceivedWhat::comfort,
                       record::ReceivedWhat::help, record::ReceivedWhat::gift});
    received.what = random_.pick(kWhats);
    constexpr std::array kWords = {Said::compliments, Said::comforts, Said::helps, Said::gifts};
    received.words = say(kWords[static_cast<std::size_t>(received.what)]);
    received.impulse = maybe(0.6, Said::impulses);
    received.response = maybe(0.6, Said::responses);
    received.urge = clamp(6 - 3 * progress() + 1.8 * random_.normal(), 0, 10);
    received.absorbed = clamp(3 + 4 * progress() + 1.8 * random_.normal(), 0, 10);
    scribe_.put(at(minute), received);
  }

  void gave(int minute) {
    const Someone* who = someone_safe();
    if (!who) return;
    record::Gave gave;
    gave.person = who->written.id;
    constexpr auto kWhats =
        std::to_array({record::GaveWhat::compliment, record::GaveWhat::comfort,
                       record::GaveWhat::help, record::GaveWhat::gift, record::GaveWhat::company});
    gave.what = random_.pick(kWhats);
    gave.words = maybe(0.7, Said::given, who);
    scribe_.put(at(minute), gave);
  }

  // ---------------------------------------------------------------- the rest

  void protector(int minute) {
    record::Protector protector;
    protector.guards = say(Said::guards);
    protector.thanks = maybe(0.8, Said::thanks);
    protector.reassurance = maybe(0.7, Said::reassurances);
    protector.reminder = maybe(0.5, Said::reminders);
    protector.request = maybe(0.6, Said::requests);
    protector.reply = maybe(0.4, Said::protector_replies);
    protector.softness_before = clamp(3 + 3 * progress() + 1.5 * random_.normal(), 0, 10);
    protector.softness_after = clamp(*protector.softness_before + 1.5 + random_.normal(), 0, 10);
    scribe_.put(at(minute), protector);
  }

  void rest(int minute) {
    constexpr auto kReasons =
        std::to_array({record::RestReason::no, record::RestReason::ill,
                       record::RestReason::distress, record::RestReason::slept_badly});
    record::Rest rest;
    rest.reason = random_.pick(kReasons);
    if (rest.reason == record::RestReason::ill)
      rest.until = start_ + (day_ + random_.between(1, 4));
    scribe_.put(at(minute), rest);
  }

  void helped(int minute) {
    constexpr auto kWhats =
        std::to_array<std::string_view>({"step", "write", "someone", "protector", "space_note"});
    record::Helped helped;
    helped.what = random_.pick(kWhats);
    helped.rating = clamp(0.7 + 1.1 * random_.normal() + 0.5, -2, 2);
    if (helped.what == "write" && last_entry_) helped.of = last_entry_->first.id;
    scribe_.put(at(minute), helped);
  }

  void rare(int minute) {
    if (random_.chance(0.6)) {
      record::Letter letter;
      letter.to = say(Said::addressees);
      letter.text = say(Said::letters);
      letter.sent = false;
      scribe_.put(at(minute), letter);
    } else {
      record::Goal goal;
      goal.text = say(Said::goals);
      goal.with = record::GoalWith::self;
      scribe_.put(at(minute), goal);
    }
  }

  void check(int minute) {
    record::Check check;
    check.version = content_.statements.version;
    constexpr auto kContexts = std::to_array(
        {record::Context::partner, record::Context::friends, record::Context::family});
    for (const record::Context context : kContexts) {
      if (context != record::Context::partner && random_.chance(0.3)) continue;
      record::Map<std::string, int> answers;
      for (std::size_t n = 0; n < content_.statements.items.size(); ++n) {
        const double usual = 3.1 - 1.2 * progress() -
                             (context == record::Context::friends ? 0.7 : 0) -
                             (n % 3 == 1 ? 1.2 : 0);
        answers.emplace_back(content_.statements.items[n],
                             clamp(usual + 0.8 * random_.normal() + 0.5, 0, 4));
      }
      check.answers.emplace_back(context, std::move(answers));
      check.since.emplace_back(context, record::Since::years);
    }
    scribe_.put(at(minute), check);
  }

  // Someone comes a ring nearer, or goes one further.
  void move_someone() {
    Someone& who = someone();
    if (who.person.safety == record::Safety::unsafe) return;
    const int ring = who.person.ring.value_or(4) + (random_.chance(0.6) ? -1 : 1);
    who.person.ring = std::clamp(ring, 1, 4);
    scribe_.edit(who.written, at(kMorning + 97), who.person);
  }

  // What was noted last is written anew, or taken out.
  void edit(int minute) {
    const LocalTime when = at(minute);
    if (last_moment_ && random_.chance(0.6)) {
      auto& [written, moment] = *last_moment_;
      if (random_.chance(0.12)) {
        scribe_.remove(written, when, record::Kind::moment);
      } else {
        moment.later = say(Said::afterwards);
        scribe_.edit(written, when, moment);
      }
      last_moment_.reset();
    } else if (last_entry_) {
      auto& [written, entry] = *last_entry_;
      if (random_.chance(0.12)) {
        scribe_.remove(written, when, record::Kind::entry);
      } else {
        entry.text += "\n\n" + say(Said::sentences);
        scribe_.edit(written, when, entry);
      }
      last_entry_.reset();
    }
  }

  const content::Content& content_;
  const Words& words_;
  Date start_;
  Random random_;
  Scribe scribe_;
  int day_ = 0;
  double mood_ = 0;
  std::vector<Trigger> triggers_;
  std::vector<Someone> people_;
  std::vector<Planned> planned_;
  std::optional<std::pair<Scribe::Written, record::Moment>> last_moment_;
  std::optional<std::pair<Scribe::Written, record::Entry>> last_entry_;
};

}  // namespace

Result<Simulated> simulate(const content::Content& content, const Words& words, const Wish& wish) {
  constexpr Date kFirst{0};
  constexpr Date kLast{84005};  // 2199-12-31
  if (wish.profile != "ordinary" && !is_planted(wish.profile)) {
    return Error{"simulate/unknown_profile", 0, "profile", std::string(wish.profile.substr(0, 80))};
  }
  if (wish.days < 1 || wish.days > kMostDays) {
    return Error{"simulate/out_of_range", 0, "days", std::to_string(wish.days)};
  }
  // Records may be a few days ahead of their day: a rest lasts into the next week.
  constexpr std::int32_t kAhead = 7;
  if (wish.start < kFirst || kLast < wish.start || kLast < wish.start + wish.days + kAhead) {
    return Error{"simulate/out_of_range", 0, "start", format(wish.start)};
  }
  if (wish.profile != "ordinary") return live_planted(content, words, wish);
  return Life(content, words, wish).live(wish.days);
}

}  // namespace ajar::simulate
