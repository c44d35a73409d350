// Pattern or one-off: by relationship, and with people in general.
#include "engine/insight/pattern.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/findings/views.h"
#include "engine/findings/write.h"
#include "engine/insight/analysis_of_variance.h"
#include "engine/insight/reliability.h"
#include "engine/insight/usual.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

constexpr int kBricks = 20;

// One context of the checks, as far as it was answered.
struct Relationship {
  std::string_view context;
  int index = 0;
  std::vector<insight::Occasion> occasions;  // in order of time
  Basis basis;
  std::optional<record::Since> since;
  std::map<std::string_view, insight::Proportion> statements;  // mostly true, of answered
  insight::Proportion moments;                                 // withdrawal among moments
  Basis moments_basis;
  bool kept_apart = false;
};

std::string_view context_of(record::Relation relation) {
  switch (relation) {
    case record::Relation::partner:
      return "partner";
    case record::Relation::friend_:
      return "friends";
    case record::Relation::family:
      return "family";
    default:
      return {};
  }
}

void take_answers(Relationship& one, const Noted& noted, const record::Record& record,
                  const record::Map<std::string, int>& answers) {
  const auto& rules = noted.rules.pattern;
  if (static_cast<int>(answers.size()) < rules.statements) return;
  double sum = 0;
  for (const auto& [statement, answer] : answers) {
    sum += answer;
    insight::Proportion& of = one.statements[statement];
    of.trials += 1;
    of.successes += answer >= rules.threshold ? 1 : 0;
  }
  one.occasions.push_back(
      {one.index, local_date(record.at).days, sum / static_cast<double>(answers.size())});
  one.basis.add(record);
}

std::vector<Relationship> relationships_of(const Noted& noted) {
  std::vector<Relationship> all;
  for (const std::string& context : noted.content.statements.contexts) {
    Relationship one;
    one.context = context;
    one.index = static_cast<int>(all.size());
    // Where the partner is unsafe, distance from them is protection and no pattern.
    one.kept_apart = context == "partner" && noted.people.guards("partner");
    const auto named = record::from_name<record::Context>(context);
    for (const auto& [record, body] : until<record::Check>(noted.journal, noted.now)) {
      if (!named || body->version != noted.content.statements.version) continue;
      const auto* answers = record::find(body->answers, *named);
      if (answers) take_answers(one, noted, *record, *answers);
      if (const auto* since = record::find(body->since, *named)) one.since = *since;
    }
    for (const Moment& moment : noted.moments) {
      if (!moment.withdrew || !moment.relation) continue;
      if (context_of(*moment.relation) != context) continue;
      one.moments.trials += 1;
      one.moments.successes += *moment.withdrew ? 1 : 0;
      one.moments_basis.add(*moment.record);
    }
    all.push_back(std::move(one));
  }
  return all;
}

insight::PatternRules rules_of(const Rules::Pattern& rules) {
  return {.threshold = rules.threshold,
          .certainty = rules.certainty,
          .least_occasions = rules.occasions,
          .least_days = rules.days,
          .least_relationships = rules.relationships,
          .memory_days = rules.memory_days};
}

std::vector<Missing> missing_of(const insight::RelationshipPattern& found,
                                const Rules::Pattern& rules) {
  return {{"occasions", found.occasions, rules.occasions},
          {"days", found.last_day - found.first_day, rules.days}};
}

struct Verdict {
  State state;
  std::string_view name;
};

Verdict verdict_of(const insight::RelationshipPattern& found, const Rules::Pattern& rules) {
  if (any_short(missing_of(found, rules))) return {State::too_early, "too_early"};
  switch (found.verdict) {
    case insight::PatternVerdict::pattern:
      return {State::claim, "pattern"};
    case insight::PatternVerdict::one_off:
      return {State::claim, "one_off"};
    case insight::PatternVerdict::too_early:
      break;
  }
  return {State::undecided, "undecided"};
}

void write_sentence(json::Writer& out, const Relationship& one, const Verdict& verdict,
                    const insight::RelationshipPattern& found, const Rules::Pattern& rules) {
  if (one.kept_apart) {
    view::Sentence(out, "pattern.kept_apart").with("context", one.context).end();
  } else if (verdict.state == State::too_early) {
    const auto left = [](int have, int need) { return std::max(0, need - have); };
    view::Sentence(out, "pattern.too_early")
        .with("context", one.context)
        .with("occasions", left(found.occasions, rules.occasions))
        .with("days", left(found.last_day - found.first_day, rules.days))
        .end();
  } else {
    const std::string_view id = verdict.state == State::undecided ? "pattern.undecided"
                                : verdict.name == "pattern"       ? "pattern.pattern"
                                                                  : "pattern.one_off";
    view::Sentence(out, id)
        .with("context", one.context)
        .with("high", found.high)
        .with("of", found.occasions)
        .end();
  }
}

void write_statements(json::Writer& out, const Relationship& one, const Noted& noted) {
  out.begin_array();
  for (const std::string& statement : noted.content.statements.items) {
    const auto found = one.statements.find(statement);
    if (found == one.statements.end()) continue;
    out.begin_object()
        .member("statement", statement)
        .member("high", found->second.successes)
        .member("n", found->second.trials)
        .end_object();
  }
  out.end_array();
}

Status write_bricks(json::Writer& out, const Relationship& one,
                    const insight::RelationshipPattern& found, const Noted& noted) {
  std::vector<double> answers;
  for (const insight::Occasion& occasion : one.occasions) answers.push_back(occasion.value);
  const insight::Scale scale{0, static_cast<double>(noted.content.statements.scale - 1),
                             noted.rules.pattern.deviation};
  const auto bricks = TRY(insight::usual_value(answers, found.effective, scale, kBricks));
  out.begin_array();
  int past = 0;
  for (const double brick : bricks) {
    out.value(brick);
    past += brick >= noted.rules.pattern.threshold ? 1 : 0;
  }
  out.end_array().member("past", past).member("latest", answers.back());
  return ok();
}

Status write_relationship(json::Writer& out, const Relationship& one,
                          const insight::RelationshipPattern& found, const Noted& noted) {
  const auto& rules = noted.rules.pattern;
  const Verdict verdict =
      one.kept_apart ? Verdict{State::too_early, "kept_apart"} : verdict_of(found, rules);
  out.begin_object()
      .member("context", one.context)
      .member("status", name(verdict.state))
      .member("verdict", verdict.name);
  write_sentence(out.key("sentence"), one, verdict, found, rules);
  write_missing(out.key("missing"),
                one.kept_apart ? std::vector<Missing>() : missing_of(found, rules));
  out.member("probability", found.probability)
      .member("high", found.high)
      .member("effective", found.effective);
  write_limits(out.key("share"), found.share, rules.certainty);
  TRY(write_bricks(out.key("bricks"), one, found, noted));
  if (one.since) {
    out.member("since", record::name(*one.since));
  } else {
    out.key("since").null();
  }
  write_statements(out.key("statements"), one, noted);
  out.key("moments").begin_object();
  write_count(out, one.moments, noted.rules.level);
  one.moments_basis.write_records(out.key("records"));
  out.end_object();
  one.basis.write(out);
  out.end_object();
  return ok();
}

// Shares of the variance between relationships, between days, and what is left.
void write_components(json::Writer& out, const std::vector<insight::Occasion>& occasions) {
  std::vector<insight::Answer> answers;
  std::map<int, int> days;
  for (const insight::Occasion& one : occasions) {
    const int day = days.try_emplace(one.day, static_cast<int>(days.size())).first->second;
    answers.push_back({one.relationship, day, one.value});
  }
  const auto found = insight::variance_components(answers);
  const double all = found ? found->relationship + found->occasion + found->residual : 0;
  if (!(all > 0)) {
    out.key("components").null().key("reliability").null();
    return;
  }
  out.key("components")
      .begin_object()
      .member("relationship", found->relationship / all)
      .member("occasion", found->occasion / all)
      .member("residual", found->residual / all)
      .end_object();
  const double of_one = found->relationship / all;
  const double each = static_cast<double>(found->answers) / found->relationships;
  const auto of_all = insight::spearman_brown(of_one, each);
  out.key("reliability");
  if (of_all) {
    out.begin_object()
        .member("of_one", of_one)
        .member("of_all", *of_all)
        .member("occasions", each)
        .end_object();
  } else {
    out.null();
  }
}

struct General {
  State state = State::too_early;
  std::string_view verdict = "too_early";
  int met = 0;  // relationships that meet the minimum
};

General general_of(const insight::Patterns& found, const Rules::Pattern& rules) {
  General general;
  for (const auto& one : found.relationships) {
    general.met += any_short(missing_of(one, rules)) ? 0 : 1;
  }
  if (general.met < rules.relationships) return general;
  general.state = State::claim;
  switch (found.general) {
    case insight::GeneralVerdict::general:
      general.verdict = "general";
      break;
    case insight::GeneralVerdict::in_some:
      general.verdict = "in_some";
      break;
    case insight::GeneralVerdict::one_off:
      general.verdict = "one_off";
      break;
    case insight::GeneralVerdict::too_early:
      general.state = State::undecided;
      general.verdict = "undecided";
      break;
  }
  return general;
}

void write_general_sentence(json::Writer& out, const General& general, int need) {
  if (general.state == State::too_early) {
    view::Sentence(out, "pattern.general.too_early")
        .with("have", general.met)
        .with("need", need)
        .end();
    return;
  }
  const std::string_view id = general.verdict == "general"   ? "pattern.general.general"
                              : general.verdict == "in_some" ? "pattern.general.in_some"
                              : general.verdict == "one_off" ? "pattern.general.one_off"
                                                             : "pattern.general.undecided";
  view::Sentence(out, id).with("have", general.met).end();
}

void write_general(json::Writer& out, const insight::Patterns& found,
                   const std::vector<insight::Occasion>& occasions, const Basis& basis,
                   const Rules::Pattern& rules) {
  const General general = general_of(found, rules);
  out.begin_object().member("status", name(general.state)).member("verdict", general.verdict);
  write_general_sentence(out.key("sentence"), general, rules.relationships);
  write_missing(out.key("missing"), {{"relationships", general.met, rules.relationships}});
  out.key("probability");
  if (general.state == State::too_early) {
    out.null();
  } else {
    out.value(found.probability);
  }
  write_components(out, occasions);
  basis.write(out);
  out.end_object();
}

}  // namespace

Result<std::string> pattern(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  const auto relationships = relationships_of(noted);
  std::vector<insight::Occasion> occasions;
  for (const Relationship& one : relationships) {
    if (one.kept_apart) continue;
    occasions.insert(occasions.end(), one.occasions.begin(), one.occasions.end());
  }
  Basis basis;
  for (const auto& [record, body] : until<record::Check>(noted.journal, noted.now)) {
    basis.add(*record);
  }
  const insight::PatternRules pattern_rules = rules_of(all_rules.pattern);
  const auto found = TRY(insight::patterns(occasions, pattern_rules));
  json::Writer out;
  out.begin_object()
      .member("threshold", all_rules.pattern.threshold)
      .member("scale", source.content.statements.scale - 1)
      .member("certainty", all_rules.pattern.certainty)
      .key("relationships")
      .begin_array();
  for (const Relationship& one : relationships) {
    if (one.occasions.empty()) continue;
    const auto alone = TRY(insight::patterns(one.occasions, pattern_rules));
    TRY(write_relationship(out, one, alone.relationships.front(), noted));
  }
  out.end_array();
  write_general(out.key("general"), found, occasions, basis, all_rules.pattern);
  out.member("kept_apart", noted.kept_apart).end_object();
  return out.take();
}

}  // namespace ajar::findings
