// The lives of planted.h: moments, checks, steps and what passes between people, by a profile's
// chances.
#include "engine/simulate/planted.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/json.h"
#include "engine/simulate/random.h"
#include "engine/simulate/scribe.h"
#include "engine/simulate/words.h"

namespace ajar::simulate {
namespace {

using record::Relation;

// What a profile plants. Rates are chances of withdrawal in a moment.
struct Profile {
  std::string_view name;
  double moments = 1.2;       // a day
  double noted_calm = 1;      // share of the moments without withdrawal that get noted
  double rate = 0.25;         // at first …
  double last_rate = 0.25;    // … and at the end
  double trigger_rate = 0.7;  // in a planted situation
  int triggers = 0;
  double partner_rate = 0;   // with the partner; 0: as with others
  double sunday_rate = 0;    // on Sundays; 0: as on other days
  double support_shame = 0;  // chance of feeling ashamed when offered something; 0: as otherwise
  // Chances that a check is mostly true, at first and at the end.
  double partner_high = 0.12;
  double others_high = 0.12;
  double last_partner_high = 0.12;
  double last_others_high = 0.12;
  int check_days = 21;
  int crisis_days = 0;        // a stretch in which nearly everything is withdrawn from
  bool bursts = false;        // days with many notes in a row, and weeks with none
  double wander = 0;          // how far the rate drifts of itself in a day
  double overestimate = 0;    // how much likelier what is feared seems than it is
  double receiving_step = 0;  // how far the urge after receiving falls over the year
  double protector_lift = 0;  // closeness gained for two days by each talk with the protector
  bool leaning = false;       // toward the end nearly all steps go to one person
  double steps = 2.5;         // a week
};

constexpr auto kProfiles = std::to_array<Profile>({
    {.name = "null"},
    {.name = "crisis", .crisis_days = 35},
    {.name = "ingrained",
     .rate = 0.4,
     .last_rate = 0.4,
     .trigger_rate = 0.8,
     .triggers = 4,
     .support_shame = 0.5,
     .partner_high = 0.88,
     .others_high = 0.88,
     .last_partner_high = 0.88,
     .last_others_high = 0.88,
     .overestimate = 0.3,
     .protector_lift = 1.5},
    {.name = "partner",
     .partner_rate = 0.7,
     .partner_high = 0.88,
     .last_partner_high = 0.88,
     .overestimate = 0.3},
    {.name = "improving",
     .rate = 0.7,
     .last_rate = 0.15,
     .partner_high = 0.9,
     .others_high = 0.9,
     .last_partner_high = 0.1,
     .last_others_high = 0.1,
     .overestimate = 0.3,
     .receiving_step = 4},
    {.name = "leaning", .leaning = true, .steps = 4},
    {.name = "triggers", .triggers = 4, .support_shame = 0.5},
    {.name = "sparse", .moments = 2.0 / 7, .triggers = 3},
    {.name = "bursty", .triggers = 4, .bursts = true},
    {.name = "bad_days", .noted_calm = 0.25, .triggers = 4},
    {.name = "weekly", .sunday_rate = 0.65},
    {.name = "drift", .wander = 0.03},
});

const Profile* find(std::string_view name) {
  for (const Profile& profile : kProfiles) {
    if (profile.name == name) return &profile;
  }
  return nullptr;
}

constexpr int kMorning = 7 * 60;
constexpr int kEvening = 22 * 60 + 30;

struct Someone {
  Id id;
  record::Person person;
};

struct Cast {
  std::string_view called;  // by an id of the words' people
  Relation relation;
  int ring;
};
constexpr auto kCast = std::to_array<Cast>({{"m", Relation::partner, 1},
                                            {"ines", Relation::friend_, 2},
                                            {"tomas", Relation::friend_, 3},
                                            {"noor", Relation::family, 2},
                                            {"dad", Relation::family, 3},
                                            {"k", Relation::work, 3}});

constexpr auto kSupport = std::to_array<std::string_view>(
    {"praised", "comforted", "offered_help", "affection", "gift", "birthday_attention"});

bool is_support(std::string_view situation) {
  return std::find(kSupport.begin(), kSupport.end(), situation) != kSupport.end();
}

int whole(double value, int low, int high) {
  return static_cast<int>(
      std::clamp(value + 0.5, static_cast<double>(low), static_cast<double>(high)));
}

class Life {
 public:
  Life(const content::Content& content, const Words& words, const Profile& profile,
       const Wish& wish)
      : content_(content),
        words_(words),
        profile_(profile),
        wish_(wish),
        random_(wish.seed * 0x2545f4914f6cdd1dU + 0x91a47ed),
        scribe_(random_) {
    plant();
  }

  Simulated live() {
    for (day_ = 0; day_ < wish_.days; ++day_) {
      if (day_ == 0) begin();
      drift();
      live_day();
    }
    return {scribe_.take(), truth()};
  }

 private:
  // ---------------------------------------------------------------- what is planted

  void plant() {
    auto situations = content_.vocabulary.situations;
    for (int n = 0; n < profile_.triggers && !situations.empty(); ++n) {
      const auto at =
          static_cast<std::ptrdiff_t>(random_.unit() * static_cast<double>(situations.size()));
      triggers_.push_back(situations[static_cast<std::size_t>(at)]);
      situations.erase(situations.begin() + at);
    }
    const int latest = std::max(0, wish_.days - profile_.crisis_days);
    crisis_from_ = profile_.crisis_days > 0 ? random_.between(latest / 4, latest) : wish_.days;
  }

  bool is_trigger(std::string_view situation) const {
    return std::find(triggers_.begin(), triggers_.end(), situation) != triggers_.end();
  }

  bool in_crisis() const {
    return day_ >= crisis_from_ && day_ < crisis_from_ + profile_.crisis_days;
  }

  // From 0 on the first day to 1 on the last.
  double progress() const {
    return wish_.days < 2 ? 0 : static_cast<double>(day_) / (wish_.days - 1);
  }
  double between(double first, double last) const { return first + (last - first) * progress(); }

  double rate_of(bool triggered, const Someone& who) const {
    double rate = between(profile_.rate, profile_.last_rate) + wandered_;
    if (in_crisis()) rate = 0.75;
    if (profile_.partner_rate > 0 && who.person.relation == Relation::partner) {
      rate = profile_.partner_rate;
    }
    if (profile_.sunday_rate > 0 && weekday(today()) == 7) rate = profile_.sunday_rate;
    if (bursting_) rate += 0.1;
    if (triggered) rate = std::max(rate, profile_.trigger_rate);
    return std::clamp(rate, 0.02, 0.95);
  }

  // ---------------------------------------------------------------- days

  Date today() const { return wish_.start + day_; }

  LocalTime at(int minute) {
    constexpr std::int16_t kEast = 60;
    const std::int64_t local =
        std::int64_t{today().days} * 86400 + std::int64_t{60} * minute + random_.between(0, 59);
    return {local - std::int64_t{60} * kEast, kEast};
  }
  int some_minute() { return random_.between(kMorning, kEvening); }

  void begin() {
    for (const Cast& cast : kCast) {
      record::Person person;
      person.alias = words_.name(cast.called);
      person.relation = cast.relation;
      person.ring = cast.ring;
      person.safety = record::Safety::safe;
      people_.push_back({scribe_.put(at(kMorning), person).id, person});
    }
  }

  void drift() {
    mood_ = 0.6 * mood_ + 12 * random_.normal();
    closeness_ = 0.7 * closeness_ + 0.6 * random_.normal();
    wandered_ = std::clamp(wandered_ + profile_.wander * random_.normal(), -0.2, 0.6);
    lift_ = lift_days_ > 0 ? profile_.protector_lift : 0;
    lift_days_ -= lift_days_ > 0 ? 1 : 0;
    if (!profile_.bursts) return;
    bursting_ = random_.chance(bursting_ ? 0.75 : 0.08);
  }

  int count(double a_day) {
    const double expected = a_day * (profile_.bursts ? (bursting_ ? 3 : 0.35) : 1);
    int number = 0;
    for (int n = 0; n < 6; ++n) number += random_.chance(expected / 6) ? 1 : 0;
    return number;
  }

  void live_day() {
    if (day_ == next_check_) check();
    if (random_.chance(0.18)) protector();
    // In order of the clock, so that revisions rise with what they speak of.
    std::vector<std::pair<int, int>> acts;
    const auto plan = [&](int what, int times) {
      for (int n = 0; n < times; ++n) acts.emplace_back(some_minute(), what);
    };
    plan(0, count(profile_.moments));
    plan(1, random_.chance(0.25) ? 1 : 0);
    plan(2, random_.chance(0.2) ? 1 : 0);
    plan(3, random_.chance(profile_.steps / 7) ? 1 : 0);
    plan(4, random_.chance(0.15) ? 1 : 0);
    std::sort(acts.begin(), acts.end());
    for (const auto& [minute, what] : acts) {
      constexpr std::array kActs = {&Life::moment, &Life::received, &Life::gave, &Life::step,
                                    &Life::entry};
      (this->*kActs[static_cast<std::size_t>(what)])(minute);
    }
  }

  // ---------------------------------------------------------------- moments

  std::string say(Lines lines, const Someone& who) {
    return named(random_.pick(lines), who.person.alias);
  }

  record::Tokens situations() {
    record::Tokens tokens = {random_.pick(content_.vocabulary.situations)};
    const std::string& second = random_.pick(content_.vocabulary.situations);
    if (random_.chance(0.25) && second != tokens.front()) tokens.push_back(second);
    return tokens;
  }

  record::Tokens strategy(bool withdrawn) {
    std::vector<std::string_view> fitting;
    for (const content::Strategy& one : content_.vocabulary.did) {
      if (one.deactivating == withdrawn) fitting.push_back(one.id);
    }
    if (fitting.empty()) return {};
    return {std::string(random_.pick(fitting))};
  }

  record::Tokens emotions(bool supported) {
    record::Tokens tokens = {random_.pick(content_.vocabulary.emotions).id};
    if (supported && random_.chance(profile_.support_shame)) tokens = {"ashamed"};
    return tokens;
  }

  void moment(int minute) {
    const Someone& who = random_.pick(people_);
    record::Moment moment;
    moment.person = who.id;
    moment.situations = situations();
    const auto any = [&](auto fits) {
      return std::any_of(moment.situations.begin(), moment.situations.end(), fits);
    };
    const bool triggered = any([&](const std::string& one) { return is_trigger(one); });
    const bool supported = any([](const std::string& one) { return is_support(one); });
    const bool withdrawn = random_.chance(rate_of(triggered, who));
    moment.emotions = emotions(supported);
    moment.urge = withdrawn ? random_.between(6, 9) : random_.between(0, 5);
    moment.did = strategy(withdrawn);
    moment.mood =
        record::Mood{whole(mood_ + (withdrawn ? -20 : 0) + 15 * random_.normal(), -100, 100),
                     whole(20 * random_.normal(), -100, 100)};
    if (random_.chance(0.5)) moment.trigger = say(words_.situation(moment.situations.front()), who);
    if (random_.chance(0.2)) moment.meant = say(words_.lines(Said::meanings), who);
    if (random_.chance(0.8)) {
      const double before = 5.5 + closeness_ + lift_;
      moment.close_before = whole(before + 0.5 * random_.normal(), 0, 10);
      moment.close_after = whole(before + (withdrawn ? -1.0 : 0.4) + 0.7 * random_.normal(), 0, 10);
    }
    const LocalTime when = at(minute);
    if (withdrawn && random_.chance(0.4)) {
      moment.returned_at = LocalTime{when.seconds + std::int64_t{60} * random_.between(10, 600),
                                     when.offset_minutes};
    }
    if (!withdrawn && !random_.chance(profile_.noted_calm)) return;
    scribe_.put(when, moment);
  }

  // ---------------------------------------------------------------- the rest

  void check() {
    next_check_ = day_ + profile_.check_days + random_.between(-3, 3);
    record::Check check;
    check.version = content_.statements.version;
    constexpr auto kContexts = std::to_array(
        {record::Context::partner, record::Context::friends, record::Context::family});
    for (const record::Context context : kContexts) {
      const bool partner = context == record::Context::partner;
      const double chance = in_crisis() ? 0.9
                            : partner   ? between(profile_.partner_high, profile_.last_partner_high)
                                        : between(profile_.others_high, profile_.last_others_high);
      const double usual = random_.chance(chance) ? 3.2 : 1.3;
      record::Map<std::string, int> answers;
      for (const std::string& item : content_.statements.items) {
        answers.emplace_back(item, whole(usual + 0.7 * random_.normal(), 0, 4));
      }
      if (!random_.chance(0.92)) continue;
      check.answers.emplace_back(context, std::move(answers));
      check.since.emplace_back(context, in_crisis() ? record::Since::lately : record::Since::years);
    }
    if (!check.answers.empty()) scribe_.put(at(kMorning), check);
  }

  void protector() {
    record::Protector protector;
    protector.guards = say(words_.lines(Said::guards), people_.front());
    lift_days_ = 2;
    lift_ = profile_.protector_lift;
    scribe_.put(at(kMorning), protector);
  }

  void received(int minute) {
    const Someone& who = random_.pick(people_);
    record::Received received;
    received.person = who.id;
    received.what = record::ReceivedWhat::comfort;
    received.words = say(words_.lines(Said::comforts), who);
    received.urge = whole(6 - profile_.receiving_step * progress() + 1.6 * random_.normal(), 0, 10);
    received.absorbed =
        whole(4 + profile_.receiving_step * progress() + 1.6 * random_.normal(), 0, 10);
    scribe_.put(at(minute), received);
  }

  void gave(int minute) {
    record::Gave gave;
    gave.person = random_.pick(people_).id;
    gave.what = record::GaveWhat::help;
    scribe_.put(at(minute), gave);
  }

  void entry(int minute) {
    record::Entry entry;
    entry.mode = record::EntryMode::free;
    entry.text = say(words_.lines(Said::sentences), random_.pick(people_));
    scribe_.put(at(minute), entry);
  }

  // A step, planned and settled the same evening.
  void step(int minute) {
    const bool leans = profile_.leaning && wish_.days - day_ <= kLeaningDays;
    const Someone& who = leans && random_.chance(0.95) ? people_.front() : random_.pick(people_);
    const content::LadderStep* fitting = nullptr;
    for (int tries = 0; tries < 40 && !fitting; ++tries) {
      const content::LadderStep& one = random_.pick(content_.ladder);
      if (one.relation == record::name(who.person.relation)) fitting = &one;
    }
    if (!fitting) return;
    record::Step step;
    step.ladder = fitting->id;
    step.relation = who.person.relation;
    step.person = who.id;
    step.status = record::StepStatus::done;
    // Symmetric around ½, and afterwards as far above or below it: on average nothing is gained.
    const double belief = std::clamp(0.495 + 0.2 * random_.normal(), 0.05, 0.94);
    const bool came_true = random_.chance(std::max(0.02, belief - profile_.overestimate));
    step.belief = whole(100 * belief, 0, 100);
    step.belief_after = came_true ? random_.between(50, 100) : random_.between(0, 49);
    const LocalTime when = at(minute);
    step.settled_at = when;
    scribe_.put(when, step);
  }
  static constexpr int kLeaningDays = 98;

  // ---------------------------------------------------------------- the truth

  static std::string_view change(double first, double last) {
    if (last - first > 0.15) return "rising";
    return first - last > 0.15 ? "falling" : "steady";
  }

  // What the checks show of one relationship: a pattern, single days, or nothing that is settled.
  std::string_view pattern(double first, double last) const {
    if (first >= 0.8 && last >= 0.8) return "pattern";
    return first <= 0.2 && last <= 0.2 ? "one_off" : "changing";
  }

  void write_patterns(json::Writer& out) const {
    const auto partner = pattern(profile_.partner_high, profile_.last_partner_high);
    const auto others = pattern(profile_.others_high, profile_.last_others_high);
    const std::string_view general = partner == "changing" || others == "changing" ? "changing"
                                     : partner != others                           ? "in_some"
                                     : partner == "pattern"                        ? "general"
                                                                                   : "one_off";
    out.key("pattern")
        .begin_object()
        .member("partner", partner)
        .member("friends", others)
        .member("family", others)
        .member("general", general)
        .end_object();
  }

  void write_changes(json::Writer& out) const {
    const bool wanders = profile_.wander > 0 || profile_.crisis_days > 0;
    const std::string_view rate =
        wanders ? std::string_view("any") : change(profile_.rate, profile_.last_rate);
    const auto checks = [&](double first, double last) {
      return wanders ? std::string_view("any") : change(first, last);
    };
    const std::string_view gives = profile_.receiving_step > 0 ? "falling" : "steady";
    const std::string_view stays = profile_.receiving_step > 0 ? "rising" : "steady";
    // Withdrawal takes closeness and pleasantness with it, the other way round.
    const std::string_view follows = rate == "falling"  ? "rising"
                                     : rate == "rising" ? "falling"
                                                        : rate;
    out.key("change")
        .begin_object()
        .member("urge", rate)
        .member("withdrawal", rate)
        .member("closeness", follows)
        .member("pleasant", follows)
        .member("check_partner", checks(profile_.partner_high, profile_.last_partner_high))
        .member("check_friends", checks(profile_.others_high, profile_.last_others_high))
        .member("check_family", checks(profile_.others_high, profile_.last_others_high))
        .end_object()
        .key("receiving")
        .begin_object()
        .member("urge", gives)
        .member("absorbed", stays)
        .end_object();
  }

  void write_rate(json::Writer& out, std::string_view kind, std::string_view id, double with,
                  double without) const {
    out.begin_object()
        .member("kind", kind)
        .member("id", id)
        .member("with", with)
        .member("without", without)
        .end_object();
  }

  void write_planted(json::Writer& out) const {
    out.key("situations").begin_array();
    for (const std::string& trigger : triggers_) {
      write_rate(out, "situation", trigger, profile_.trigger_rate, profile_.rate);
    }
    out.end_array().key("when").begin_array();
    if (profile_.partner_rate > 0 && !people_.empty()) {
      write_rate(out, "person", format(people_.front().id), profile_.partner_rate, profile_.rate);
    }
    if (profile_.sunday_rate > 0) {
      write_rate(out, "weekday", "sunday", profile_.sunday_rate, profile_.rate);
    }
    out.end_array().key("feelings").begin_array();
    if (profile_.support_shame > 0) {
      write_rate(out, "emotion", "ashamed", profile_.support_shame, 0.04);
    }
    out.end_array().key("helped").begin_array();
    if (profile_.protector_lift > 0) {
      out.begin_object()
          .member("what", "protector")
          .member("difference", profile_.protector_lift)
          .end_object();
    }
    out.end_array();
  }

  std::string truth() const {
    json::Writer out;
    out.begin_object()
        .member("profile", profile_.name)
        .member("seed", wish_.seed)
        .member("days", wish_.days)
        .member("start", format(wish_.start));
    write_patterns(out);
    write_planted(out);
    write_changes(out);
    out.key("expectations")
        .begin_object()
        .member("overestimate", profile_.overestimate)
        .end_object()
        .key("one_person");
    if (profile_.leaning && !people_.empty()) {
      out.value(format(people_.front().id));
    } else {
      out.null();
    }
    out.end_object();
    return out.take();
  }

  const content::Content& content_;
  const Words& words_;
  const Profile& profile_;
  const Wish& wish_;
  Random random_;
  Scribe scribe_;
  int day_ = 0;
  int next_check_ = 0;
  int crisis_from_ = 0;
  double mood_ = 0;
  double closeness_ = 0;
  double wandered_ = 0;
  double lift_ = 0;
  int lift_days_ = 0;
  bool bursting_ = false;
  std::vector<std::string> triggers_;
  std::vector<Someone> people_;
};

}  // namespace

bool is_planted(std::string_view profile) {
  return find(profile) != nullptr;
}

Simulated live_planted(const content::Content& content, const Words& words, const Wish& wish) {
  return Life(content, words, *find(wish.profile), wish).live();
}

}  // namespace ajar::simulate
