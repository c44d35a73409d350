// The cycle: the way that was taken most often, from what set it off to what was felt later, and
// the ways out of it that were found.
#include <algorithm>
#include <map>
#include <set>

#include "engine/findings/views.h"
#include "engine/findings/write.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

// Part of the formula: what each way is drawn toward the commonest by, as a number of moments: two
// of a kind do not yet make a way.
constexpr double kSmoothing = 2;

using Tokens = record::Tokens;
using Tally = std::map<std::string_view, int>;

bool has(const Tokens& tokens, std::string_view wanted) {
  return std::find(tokens.begin(), tokens.end(), wanted) != tokens.end();
}

// A moment in which something set something off, and what was felt within hours after it.
struct Turn {
  const Moment* moment;
  const Moment* before = nullptr;  // the one before it with feelings, within the hours that count
  const Moment* after = nullptr;
};

std::vector<Turn> turns_of(const Noted& noted) {
  const std::int64_t reach = std::int64_t{3600} * noted.rules.cycle.later_hours;
  std::vector<Turn> turns;
  const Moment* felt = nullptr;
  std::vector<std::size_t> waiting;  // turns that wait for the next feeling
  for (const Moment& moment : noted.moments) {
    const std::int64_t at = moment.record->at.seconds;
    const bool feels = !moment.body->emotions.empty();
    if (feels) {
      for (const std::size_t turn : waiting) {
        if (at - turns[turn].moment->record->at.seconds <= reach) turns[turn].after = &moment;
      }
      waiting.clear();
    }
    if (!moment.body->situations.empty() && !moment.body->did.empty()) {
      const bool near = felt && at - felt->record->at.seconds <= reach;
      waiting.push_back(turns.size());
      turns.push_back({&moment, near ? felt : nullptr, nullptr});
    }
    if (feels) felt = &moment;
  }
  return turns;
}

struct Path {
  std::string_view situation;
  std::string_view did;
  std::string_view later;          // emotion; empty where nothing followed
  std::vector<const Turn*> met;    // turns with the situation
  std::vector<const Turn*> taken;  // of these, with the strategy
};

std::string_view most(const Tally& tally, const Tally& common, double all) {
  std::string_view best;
  double most_so_far = -1;
  for (const auto& [token, count] : tally) {
    const auto usual = common.find(token);
    const double share = usual == common.end() ? 0 : usual->second / std::max(all, 1.0);
    const double score = count + kSmoothing * share;
    if (score > most_so_far) {
      most_so_far = score;
      best = token;
    }
  }
  return best;
}

// The situation and strategy of the most probable way: P(situation) · P(strategy | situation), the
// latter drawn toward the strategy's own frequency.
Path most_frequent(const std::vector<Turn>& turns, const Strategies& strategies) {
  Tally situations;
  Tally dids;
  std::map<std::pair<std::string_view, std::string_view>, int> ways;
  double all_did = 0;
  for (const Turn& turn : turns) {
    const record::Moment& body = *turn.moment->body;
    for (const std::string& situation : body.situations) ++situations[situation];
    for (const std::string& did : body.did) {
      if (!strategies.deactivates(did)) continue;
      ++dids[did];
      all_did += 1;
      for (const std::string& situation : body.situations) ++ways[{situation, did}];
    }
  }
  Path path;
  double best = -1;
  for (const auto& [way, count] : ways) {
    const double met = situations[way.first];
    const double usual = dids[way.second] / all_did;
    const double score = met * (count + kSmoothing * usual) / (met + kSmoothing);
    if (score <= best) continue;
    best = score;
    path.situation = way.first;
    path.did = way.second;
  }
  return path;
}

Path path_of(const std::vector<Turn>& turns, const Strategies& strategies) {
  Path path = most_frequent(turns, strategies);
  if (path.did.empty()) return path;
  Tally later;
  Tally common;
  double all = 0;
  for (const Turn& turn : turns) {
    const record::Moment& body = *turn.moment->body;
    if (turn.after) {
      for (const std::string& emotion : turn.after->body->emotions) {
        ++common[emotion];
        all += 1;
      }
    }
    if (!has(body.situations, path.situation)) continue;
    path.met.push_back(&turn);
    if (!has(body.did, path.did)) continue;
    path.taken.push_back(&turn);
    if (!turn.after) continue;
    for (const std::string& emotion : turn.after->body->emotions) ++later[emotion];
  }
  path.later = most(later, common, all);
  return path;
}

// ---------------------------------------------------------------- places and arrows

struct Arrow {
  std::string_view from;
  std::string_view to;
  insight::Proportion seen;
  Basis basis;
};

// Counts over turns: `among` decides whether one counts at all, `goes` whether it goes that way.
template <class Among, class Goes>
Arrow arrow(std::string_view from, std::string_view to, const std::vector<const Turn*>& turns,
            Among among, Goes goes) {
  Arrow found{from, to, {}, {}};
  for (const Turn* turn : turns) {
    if (!among(*turn)) continue;
    found.seen.trials += 1;
    if (!goes(*turn)) continue;
    found.seen.successes += 1;
    found.basis.add(*turn->moment->record);
  }
  return found;
}

bool knows_closeness(const Turn& turn) {
  return turn.moment->body->close_before && turn.moment->body->close_after;
}
int closeness_change(const Turn& turn) {
  return *turn.moment->body->close_after - *turn.moment->body->close_before;
}

std::vector<Arrow> arrows_of(const Path& path) {
  const auto any = [](const Turn&) { return true; };
  const auto meant = [](const Turn& turn) { return !turn.moment->body->meant.empty(); };
  const auto did = [&](const Turn& turn) { return has(turn.moment->body->did, path.did); };
  const auto farther = [](const Turn& turn) { return closeness_change(turn) < 0; };
  const auto followed = [](const Turn& turn) { return turn.after != nullptr; };
  const auto felt_later = [&](const Turn& turn) {
    return has(turn.after->body->emotions, path.later);
  };
  const auto preceded = [](const Turn& turn) { return turn.before != nullptr; };
  const auto felt_before = [&](const Turn& turn) {
    return has(turn.before->body->emotions, path.later);
  };
  std::vector<Arrow> arrows;
  const Arrow to_meaning = arrow("trigger", "meant", path.met, any, meant);
  const bool means = to_meaning.seen.successes > 0;
  if (means) {
    arrows.push_back(to_meaning);
    arrows.push_back(arrow("meant", "did", path.met, meant, did));
  } else {
    arrows.push_back(arrow("trigger", "did", path.met, any, did));
  }
  std::string_view last = "did";
  const Arrow to_closeness = arrow("did", "closeness", path.taken, knows_closeness, farther);
  if (to_closeness.seen.trials > 0) {
    arrows.push_back(to_closeness);
    last = "closeness";
  }
  if (!path.later.empty()) {
    arrows.push_back(arrow(last, "later", path.taken, followed, felt_later));
    arrows.push_back(arrow("later", "trigger", path.taken, preceded, felt_before));
  }
  return arrows;
}

// The person's own words for a place, from setting `cycle`.
std::string_view own_words(const Noted& noted, std::string_view place) {
  const record::Setting* setting = noted.journal.setting(record::SettingKey::cycle);
  const std::string* own = setting ? record::find(setting->cycle, place) : nullptr;
  return own ? std::string_view(*own) : std::string_view();
}

struct Quote {
  std::string_view text;
  const record::Record* record = nullptr;
};

Quote newest(const std::vector<const Turn*>& turns, std::string record::Moment::*field) {
  for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
    const record::Moment& body = *(*turn)->moment->body;
    if (!(body.*field).empty()) return {body.*field, (*turn)->moment->record};
  }
  return {};
}

struct Place {
  std::string_view place;
  std::string_view token;
  Quote quote;
  std::optional<double> change;
  int n = 0;
};

void write_place(json::Writer& out, const Noted& noted, const Place& one) {
  out.begin_object().member("place", one.place).key("tokens").begin_array();
  if (!one.token.empty()) out.value(one.token);
  out.end_array();
  view::write_or_null(out.key("own"), own_words(noted, one.place));
  out.key("quote");
  if (one.quote.record) {
    out.begin_object()
        .member("text", one.quote.text)
        .member("id", format(one.quote.record->id))
        .member("at", format(one.quote.record->at))
        .end_object();
  } else {
    out.null();
  }
  out.member("change", one.change).member("n", one.n).end_object();
}

std::vector<Place> places_of(const Path& path) {
  const auto count = [](const std::vector<const Turn*>& turns, auto&& fits) {
    return static_cast<int>(
        std::count_if(turns.begin(), turns.end(), [&](const Turn* turn) { return fits(*turn); }));
  };
  double change = 0;
  int known = 0;
  for (const Turn* turn : path.taken) {
    if (!knows_closeness(*turn)) continue;
    change += closeness_change(*turn);
    known += 1;
  }
  const int later = count(path.taken, [&](const Turn& turn) {
    return turn.after && has(turn.after->body->emotions, path.later);
  });
  return {{"trigger",
           path.situation,
           newest(path.taken, &record::Moment::trigger),
           {},
           static_cast<int>(path.met.size())},
          {"meant",
           {},
           newest(path.met, &record::Moment::meant),
           {},
           count(path.met, [](const Turn& turn) { return !turn.moment->body->meant.empty(); })},
          {"did", path.did, {}, {}, static_cast<int>(path.taken.size())},
          {"closeness", {}, {}, known > 0 ? std::optional(change / known) : std::nullopt, known},
          {"later", path.later, newest(path.taken, &record::Moment::later), {}, later}};
}

// What was done instead where the same set it off, and it was no withdrawal.
void write_ways_out(json::Writer& out, const Path& path, const Strategies& strategies,
                    double level) {
  struct Way {
    Basis basis;
    double change = 0;
    int known = 0;
  };
  std::map<std::string_view, Way> ways;
  for (const Turn* turn : path.met) {
    if (turn->moment->withdrew.value_or(false)) continue;
    for (const std::string& did : turn->moment->body->did) {
      if (strategies.deactivates(did)) continue;
      Way& way = ways[did];
      way.basis.add(*turn->moment->record);
      if (!knows_closeness(*turn)) continue;
      way.change += closeness_change(*turn);
      way.known += 1;
    }
  }
  std::vector<std::pair<std::string_view, const Way*>> often;
  for (const auto& [token, way] : ways) often.emplace_back(token, &way);
  std::stable_sort(often.begin(), often.end(), [](const auto& a, const auto& b) {
    return a.second->basis.n() > b.second->basis.n();
  });
  out.begin_array();
  for (const auto& [token, way] : often) {
    out.begin_object().member("token", token);
    write_count(out, {way->basis.n(), static_cast<int>(path.met.size())}, level);
    out.member("closeness",
               way->known > 0 ? std::optional(way->change / way->known) : std::nullopt);
    way->basis.write_records(out.key("records"));
    out.end_object();
  }
  out.end_array();
}

void write_arrows(json::Writer& out, const std::vector<Arrow>& arrows, double level) {
  out.begin_array();
  for (const Arrow& one : arrows) {
    out.begin_object().member("from", one.from).member("to", one.to);
    write_count(out, one.seen, level);
    one.basis.write_records(out.key("records"));
    out.end_object();
  }
  out.end_array();
}

// The fictional one: its tokens are of the vocabulary, its words are the content's.
void write_example(json::Writer& out, const Noted& noted) {
  const std::vector<Place> places = {{"trigger", "where_is_this_going", {}, {}, 0},
                                     {"meant", {}, {}, {}, 0},
                                     {"did", "went_quiet", {}, {}, 0},
                                     {"closeness", {}, {}, -2.0, 0},
                                     {"later", "lonely", {}, {}, 0}};
  out.key("nodes").begin_array();
  for (const Place& place : places) write_place(out, noted, place);
  out.end_array().key("arrows").begin_array().end_array().key("ways_out").begin_array().end_array();
}

void write_path(json::Writer& out, const Noted& noted, const Path& path,
                const Strategies& strategies) {
  out.key("nodes").begin_array();
  for (const Place& place : places_of(path)) write_place(out, noted, place);
  out.end_array();
  write_arrows(out.key("arrows"), arrows_of(path), noted.rules.level);
  write_ways_out(out.key("ways_out"), path, strategies, noted.rules.level);
}

void write_sentence(json::Writer& out, State state, const Path& path, int turns, int need) {
  if (state == State::too_early) {
    view::Sentence(out, "cycle.too_early").with("have", turns).with("need", need).end();
    return;
  }
  if (state == State::undecided) {
    view::Sentence(out, "cycle.undecided").with("n", turns).end();
    return;
  }
  const std::vector<std::string_view> situation = {path.situation};
  const std::vector<std::string_view> did = {path.did};
  view::Sentence(out, "cycle.path")
      .with("situation", view::Words{"situation", situation})
      .with("did", view::Words{"did", did})
      .with("n", static_cast<std::int64_t>(path.taken.size()))
      .with("of", static_cast<std::int64_t>(path.met.size()))
      .end();
}

}  // namespace

Result<std::string> cycle(const Source& source) {
  const Rules all_rules = TRY(rules(source.content));
  const Noted noted = note(source.content, source.journal, all_rules, source.args.now());
  const Strategies strategies(source.content);
  const auto turns = turns_of(noted);
  const Path path = path_of(turns, strategies);
  const int have = static_cast<int>(turns.size());
  State state = State::too_early;
  if (have >= all_rules.cycle.moments) state = State::undecided;
  if (state == State::undecided && static_cast<int>(path.taken.size()) >= all_rules.cycle.taken) {
    state = State::claim;
  }
  Basis basis;
  for (const Turn& turn : turns) basis.add(*turn.moment->record);
  json::Writer out;
  out.begin_object().member("example", state != State::claim).member("status", name(state));
  write_sentence(out.key("sentence"), state, path, have, all_rules.cycle.moments);
  write_missing(out.key("missing"), {{"moments", have, all_rules.cycle.moments}});
  basis.write(out);
  if (state == State::claim) {
    write_path(out, noted, path, strategies);
  } else {
    write_example(out, noted);
  }
  view::write_or_null(out.key("own_way_out"), own_words(noted, "exit"));
  out.member("kept_apart", noted.kept_apart).end_object();
  return out.take();
}

}  // namespace ajar::findings
