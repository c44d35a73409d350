// Finds all features of a text first, then holds each rule against each sentence in which one of
// its phrases stands.
#include "engine/text/reading.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "engine/base/utf8.h"
#include "engine/text/judging.h"
#include "engine/text/learned.h"

namespace ajar::text {
namespace {

constexpr std::size_t kMaximumBytes = std::size_t{1} << 20;
constexpr std::size_t kMostRules = 2'000;
constexpr std::size_t kMostInList = 200;
// Words. A shorter clause is marked with its neighbour, and in a shorter passage rules alone mark.
constexpr std::uint32_t kFewestMarked = 3;
constexpr std::string_view kLearned = "learned";

Error fault(std::string_view code, std::string_view path) {
  return {code, 0, std::string(path), {}};
}

Result<std::string> text_member(const json::Value& value, std::string_view name) {
  const auto found = value.find(name);
  if (!found) return fault("rules/missing", name);
  if (!found->is(json::Type::string) || found->text().empty()) return fault("rules/bad_type", name);
  return std::string(found->text());
}

Result<json::Value> array_member(const json::Value& value, std::string_view name,
                                 std::size_t most) {
  const auto found = value.find(name);
  if (!found) return fault("rules/missing", name);
  if (!found->is(json::Type::array)) return fault("rules/bad_type", name);
  if (found->size() > most) return fault("rules/out_of_range", name);
  return *found;
}

Result<std::vector<std::uint32_t>> features_of(const json::Value& value, std::string_view name,
                                               std::size_t features) {
  std::vector<std::uint32_t> list;
  for (const json::Value each : TRY(array_member(value, name, kMostInList))) {
    const auto number = each.integer();
    if (!number) return fault("rules/bad_type", name);
    if (*number < 0 || static_cast<std::uint64_t>(*number) >= features)
      return fault("rules/out_of_range", name);
    list.push_back(static_cast<std::uint32_t>(*number));
  }
  return list;
}

// UTF-16 units before byte offsets that only grow.
class Units {
 public:
  explicit Units(std::string_view text) : text_(text) {}
  std::uint32_t before(std::uint32_t byte) {
    while (at_ < byte) units_ += utf8::next(text_, at_) > 0xFFFF ? 2 : 1;
    return units_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t units_ = 0;
};

}  // namespace

Result<Rules::Rule> Rules::rule_of(const json::Value& value, bool cue, std::size_t features) {
  if (!value.is(json::Type::object)) return fault("rules/bad_type", "rule");
  Rule rule;
  rule.id = TRY(text_member(value, "id"));
  if (cue) rule.kind = TRY(text_member(value, "cue"));
  rule.say = TRY(features_of(value, "say", features));
  rule.with = TRY(features_of(value, "with", features));
  rule.unless = TRY(features_of(value, "unless", features));
  rule.unless_near = TRY(features_of(value, "unless_near", features));
  rule.unless_over = TRY(features_of(value, "unless_over", features));
  return rule;
}

Result<Rules> Rules::load(std::string_view text) {
  if (text.size() > kMaximumBytes)
    return Error{"rules/too_long", 0, {}, std::to_string(kMaximumBytes)};
  json::Document document;
  const auto root = document.parse(text, {kMaximumBytes, 8});
  if (!root) {
    return Error{"rules/not_json", 0, root.error().field, std::string(root.error().code)};
  }
  Rules rules;
  rules.phrases_ = TRY(Phrases::load(*root));
  const std::size_t features = rules.phrases_.features();
  for (const json::Value kind : TRY(array_member(*root, "kinds", kMostInList))) {
    if (!kind.is(json::Type::string)) return fault("rules/bad_type", "kinds");
    rules.kinds_.emplace_back(kind.text());
  }
  for (const json::Value value : TRY(array_member(*root, "cues", kMostRules)))
    rules.cues_.push_back(TRY(rule_of(value, true, features)));
  for (const json::Value value : TRY(array_member(*root, "crisis", kMostRules)))
    rules.crisis_.push_back(TRY(rule_of(value, false, features)));
  for (const json::Value value : TRY(array_member(*root, "asides", kMostRules))) {
    if (!value.is(json::Type::object)) return fault("rules/bad_type", "asides");
    // One feature, as a list of one.
    const auto one = TRY(features_of(value, "feature", features));
    if (one.size() != 1) return fault("rules/out_of_range", "feature");
    rules.asides_.push_back({one.front(), TRY(features_of(value, "by", features))});
  }
  rules.own_speech_ = TRY(features_of(*root, "own_speech", features));
  return rules;
}

Status Rules::learn(std::string_view bytes) {
  Learned learned = TRY(read_learned(bytes));
  const auto of = [](auto& all, std::string_view id) {
    return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id() == id; });
  };
  const auto take = [&](std::string_view id) -> Result<Classifier> {
    const auto found = of(learned.classifiers, id);
    if (found == learned.classifiers.end()) return Error{"learned/missing", 0, {}, std::string(id)};
    return std::move(*found);
  };
  const auto judges = [&](std::string_view id) -> Result<Judges> {
    const auto network = of(learned.networks, id);
    Judges both{TRY(take(id)), {}, {}};
    if (network != learned.networks.end()) both.network = std::move(*network);
    return both;
  };
  Judging judging{TRY(judges("crisis")), TRY(judges("cue")), {}};
  for (const std::string& kind : kinds_) {
    judging.cue.kinds.push_back(TRY(take(kind)));
    judging.rules.push_back(kind + "_" + std::string(kLearned));
  }
  judging_ = std::move(judging);
  return ok();
}

bool Rules::knows(std::string_view id) const {
  if (judging_ &&
      std::find(judging_->rules.begin(), judging_->rules.end(), id) != judging_->rules.end())
    return true;
  return std::find(kinds_.begin(), kinds_.end(), id) != kinds_.end() ||
         std::any_of(cues_.begin(), cues_.end(), [&](const Rule& rule) { return rule.id == id; });
}

// One text under the rules.
class Reader {
 public:
  Reader(const Rules& rules, std::string_view text)
      : rules_(rules), text_(utf8::cut(text, kMaxRead)), tokens_(tokens(text_)) {
    found_.resize(rules.phrases_.features());
    for (const Found& found : rules.phrases_.find(tokens_)) {
      found_[found.feature].push_back(found);
      // A phrase that goes on over the end of a sentence stands in both.
      for (auto s = sentence(found.first); s <= sentence(found.last); ++s)
        in_sentence_.insert({s, found.feature});
    }
    set_aside();
    for (const Token& token : tokens_.words)
      if (!token.quoted) spoken_outside_.insert(token.sentence);
    starts_ = sentence_starts(tokens_);
  }

  Reading read(const std::vector<std::string>& off) {
    Reading reading;
    for (const auto& rule : rules_.crisis_) {
      if (!stands_anywhere(rule)) continue;
      reading.asked_by = rule.id;
      break;
    }
    if (rules_.judging_) {
      judge_all(reading, off);
      return reading;
    }
    reading.ask = !reading.asked_by.empty();
    mark(off);
    part();
    place(reading);
    return reading;
  }

 private:
  struct Marked {
    std::uint32_t first;
    std::uint32_t last;
    std::string_view kind;
    std::string_view rule;
  };

  std::uint32_t sentence(std::uint32_t word) const { return tokens_.words[word].sentence; }

  bool has(std::uint32_t in, const std::vector<std::uint32_t>& features) const {
    return std::any_of(features.begin(), features.end(), [&](std::uint32_t feature) {
      return in_sentence_.contains({in, feature});
    });
  }

  // Exceptions that something in their own sentence contradicts: “years ago”, “again tonight”.
  void set_aside() {
    for (const auto& [feature, by] : rules_.asides_) {
      for (std::uint32_t in = 0; in < tokens_.sentences; ++in)
        if (has(in, by)) in_sentence_.erase({in, feature});
    }
  }

  // Whether one of `features` shares a word with `found`.
  bool lies_over(const Found& found, const std::vector<std::uint32_t>& features) const {
    return std::any_of(features.begin(), features.end(), [&](std::uint32_t feature) {
      return std::any_of(found_[feature].begin(), found_[feature].end(), [&](const Found& other) {
        return other.first <= found.last && found.first <= other.last;
      });
    });
  }

  // Words wholly in quotation marks are somebody else's, unless the writer says that they said
  // them, or the sentence is nothing but a quotation.
  bool is_own(const Found& found) const {
    for (auto word = found.first; word <= found.last; ++word)
      if (!tokens_.words[word].quoted) return true;
    const auto in = sentence(found.first);
    return !spoken_outside_.contains(in) || has(in, rules_.own_speech_);
  }

  bool stands(const Rules::Rule& rule, const Found& found) const {
    if (!is_own(found) || lies_over(found, rule.unless_over)) return false;
    const auto from = sentence(found.first);
    const auto to = sentence(found.last);
    bool with = rule.with.empty();
    for (auto in = from; in <= to; ++in) {
      if (has(in, rule.unless) || has(in, rule.unless_near)) return false;
      with = with || has(in, rule.with);
    }
    if (from > 0 && has(from - 1, rule.unless_near)) return false;
    return with && !has(to + 1, rule.unless_near);
  }

  bool stands_anywhere(const Rules::Rule& rule) const {
    return std::any_of(rule.say.begin(), rule.say.end(), [&](std::uint32_t feature) {
      return std::any_of(found_[feature].begin(), found_[feature].end(),
                         [&](const Found& found) { return stands(rule, found); });
    });
  }

  // Every sentence with those before it. What is written on later changes no passage that has been
  // judged, so no question and no mark is taken back by it.
  void judge_all(Reading& reading, const std::vector<std::string>& off) {
    const bool rule_stands = !reading.asked_by.empty();
    mark(off);
    part();
    std::set<std::uint32_t> ruled;  // sentences in which a rule of a cue stands
    for (const Marked& one : marked_) ruled.insert(sentence(one.first));
    std::vector<Marked> by_rule;
    by_rule.swap(marked_);
    std::set<std::uint32_t> marked;
    for (std::uint32_t last = 0; last < tokens_.sentences; ++last) {
      const std::uint32_t from = passage_begin(last);
      const Passage passage = passage_of(tokens_, starts_[from], starts_[last + 1]);
      reading.ask = reading.ask || belongs(rules_.judging_->crisis, passage, rule_stands);
      const auto at = ruled.lower_bound(from);
      const bool has_rule = at != ruled.end() && *at <= last;
      mark_passage(passage, {from, last, has_rule ? std::optional(*at) : std::nullopt}, off,
                   marked);
    }
    for (const Marked& one : by_rule)
      if (is_all_of_it(one) && marked.insert(sentence(one.first)).second) marked_.push_back(one);
    if (!reading.ask) reading.asked_by = {};
    if (reading.ask && !rule_stands) reading.asked_by = kLearned;
    std::sort(marked_.begin(), marked_.end(),
              [](const Marked& a, const Marked& b) { return a.first < b.first; });
    place(reading);
  }

  static bool is_off(const std::vector<std::string>& off, std::string_view id) {
    return std::find(off.begin(), off.end(), id) != off.end();
  }

  // Whether the sentence of a rule's words holds one word more at most: then there is nothing else
  // to judge by.
  bool is_all_of_it(const Marked& one) const {
    const auto in = sentence(one.first);
    return one.last - one.first + 2 >= starts_[in + 1] - starts_[in];
  }

  // The sentences [from, last] of a passage, and the first of them in which a rule of a cue stands.
  struct Span {
    std::uint32_t from;
    std::uint32_t last;
    std::optional<std::uint32_t> ruled;
  };

  void mark_passage(const Passage& passage, const Span& span, const std::vector<std::string>& off,
                    std::set<std::uint32_t>& marked) {
    const auto [from, last, ruled] = span;
    if (starts_[last + 1] - starts_[from] < kFewestMarked) return;
    const Judges& cue = rules_.judging_->cue;
    if (cue.kinds.empty()) return;
    const auto [margin, best] = judge(cue, passage, ruled.has_value());
    if (margin <= 0) return;
    if (is_off(off, rules_.kinds_[best])) return;
    const auto shares = cue.any.shares(passage.ngrams, starts_[from], starts_[last + 1]);
    const std::uint32_t in = ruled ? *ruled : strongest_sentence(shares, from, last);
    if (marked.contains(in)) return;
    const auto mark = place_in(in, best, shares, starts_[from], off);
    if (!mark) return;
    marked.insert(in);
    marked_.push_back(*mark);
  }

  // What the words [from, to) of the passage add up to.
  static double sum(const std::vector<double>& shares, std::uint32_t from, std::uint32_t to) {
    double sum = 0;
    for (auto word = from; word < to; ++word) sum += shares[word];
    return sum;
  }

  std::uint32_t strongest_sentence(const std::vector<double>& shares, std::uint32_t from,
                                   std::uint32_t last) const {
    std::uint32_t best = last;
    double most = -std::numeric_limits<double>::infinity();
    for (std::uint32_t in = from; in <= last; ++in) {
      const double share =
          sum(shares, starts_[in] - starts_[from], starts_[in + 1] - starts_[from]);
      if (share > most) best = in;
      most = std::max(most, share);
    }
    return best;
  }

  // The words of a rule of that kind where one stands in the sentence, else its strongest clause. A
  // phrase that was left out is not marked by another name.
  std::optional<Marked> place_in(std::uint32_t in, std::size_t kind,
                                 const std::vector<double>& shares, std::uint32_t origin,
                                 const std::vector<std::string>& off) const {
    bool left_out = false;
    for (const auto& rule : rules_.cues_) {
      if (rule.kind != rules_.kinds_[kind]) continue;
      for (const std::uint32_t feature : rule.say) {
        for (const Found& found : found_[feature]) {
          if (sentence(found.first) != in || !stands(rule, found)) continue;
          if (!is_off(off, rule.id)) return Marked{found.first, found.last, rule.kind, rule.id};
          left_out = true;
        }
      }
    }
    if (left_out) return std::nullopt;
    const std::string& name = rules_.judging_->rules[kind];
    if (is_off(off, name)) return std::nullopt;
    const auto [first, end] = strongest_clause(in, shares, origin);
    return Marked{first, end - 1, rules_.kinds_[kind], name};
  }

  std::pair<std::uint32_t, std::uint32_t> strongest_clause(std::uint32_t in,
                                                           const std::vector<double>& shares,
                                                           std::uint32_t origin) const {
    std::pair<std::uint32_t, std::uint32_t> best{starts_[in], starts_[in + 1]};
    double most = -std::numeric_limits<double>::infinity();
    for (std::uint32_t from = starts_[in]; from < starts_[in + 1];) {
      std::uint32_t end = from + 1;
      while (end < starts_[in + 1] &&
             (tokens_.words[end].before == Break::none || end - from < kFewestMarked))
        ++end;
      const double share = sum(shares, from - origin, end - origin);
      if (share > most) best = {from, end};
      most = std::max(most, share);
      from = end;
    }
    return best;
  }

  // One mark of a kind in a sentence: the first rule of the content that stands there.
  void mark(const std::vector<std::string>& off) {
    std::set<std::pair<std::uint32_t, std::string_view>> done;
    for (const auto& rule : rules_.cues_) {
      if (is_off(off, rule.id) || is_off(off, rule.kind)) continue;
      for (const std::uint32_t feature : rule.say) {
        for (const Found& found : found_[feature]) {
          if (!stands(rule, found)) continue;
          if (done.insert({sentence(found.first), rule.kind}).second)
            marked_.push_back({found.first, found.last, rule.kind, rule.id});
        }
      }
    }
  }

  // Where two kinds would mark the same words, the one that comes first in the content does.
  void part() {
    std::vector<bool> taken(tokens_.words.size());
    std::vector<Marked> apart;
    for (const Marked& one : marked_) {
      const auto from = taken.begin() + static_cast<std::ptrdiff_t>(one.first);
      const auto to = taken.begin() + static_cast<std::ptrdiff_t>(one.last) + 1;
      if (std::find(from, to, true) != to) continue;
      std::fill(from, to, true);
      apart.push_back(one);
    }
    std::sort(apart.begin(), apart.end(),
              [](const Marked& a, const Marked& b) { return a.first < b.first; });
    marked_.swap(apart);
  }

  void place(Reading& reading) const {
    Units units(text_);
    for (const Marked& marked : marked_) {
      const auto start = units.before(tokens_.words[marked.first].begin);
      const auto end = units.before(tokens_.words[marked.last].end);
      reading.cues.push_back({marked.kind, marked.rule, start, end - start});
    }
  }

  const Rules& rules_;
  std::string_view text_;
  Tokens tokens_;
  std::vector<std::vector<Found>> found_;                          // by feature
  std::set<std::pair<std::uint32_t, std::uint32_t>> in_sentence_;  // (sentence, feature)
  std::vector<std::uint32_t> starts_;       // first word of each sentence, and the end of the words
  std::set<std::uint32_t> spoken_outside_;  // sentences with words outside quotation marks
  std::vector<Marked> marked_;
};

Reading Rules::read(std::string_view text, const std::vector<std::string>& off) const {
  return Reader(*this, text).read(off);
}

std::string to_json(const Reading& reading) {
  json::Writer out;
  out.begin_object().key("cues").begin_array();
  for (const Cue& cue : reading.cues) {
    out.begin_object()
        .member("id", cue.id)
        .member("rule", cue.rule)
        .member("start", cue.start)
        .member("length", cue.length);
    out.key("question").begin_object();
    out.member("id", "cue." + std::string(cue.id) + ".question").end_object().end_object();
  }
  out.end_array().key("safety");
  if (reading.ask) {
    out.value("ask");
  } else {
    out.null();
  }
  out.end_object();
  return out.take();
}

}  // namespace ajar::text
