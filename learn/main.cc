// Learns what marks and asks from the labelled sentences of a language (learn/README.md).
// `ajar_learn measure SENTENCES RULES` says how well it goes on hands that are left out, and writes
// the thresholds that follow; `ajar_learn learn SENTENCES RULES OUT` learns from all hands and
// writes the file that engine/text reads.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/text/judging.h"
#include "engine/text/learned.h"
#include "engine/text/reading.h"
#include "learn/learner.h"
#include "learn/recurrent_learner.h"

namespace ajar::learn {
namespace {

// What a threshold is set by, on hands that were left out: a little within the bars of PRACTICE.md,
// 0.10 and 0.90, which hold on sentences written to be measured on. Hands named by a digit wrote
// such. Where a language has none, all hands are gone by, whose sentences are harder: by what all
// hands have in English at the threshold that follows there.
struct Bars {
  double false_alarms;
  double precision;
};
constexpr Bars kMeasuredOn{.false_alarms = 0.095, .precision = 0.915};
constexpr Bars kAllHands{.false_alarms = 0.136, .precision = 0.905};

const Shape kCrisis{.bits = 19, .strictness = 1, .rule = 0.15};
const Shape kCue{.bits = 19, .strictness = 1, .rule = 0.5};
const Shape kKind{.bits = 16, .strictness = 1, .rule = 0};
const RecurrentShape kNetwork{};
// Sentences about crises: from fewer, a network does worse than none.
constexpr std::size_t kEnoughForNetwork = 5'000;

constexpr std::size_t kGroups = 6;  // of hands that are left out together
constexpr double kMillion = 1e6;

struct Row {
  std::string id;
  std::string hand;
  std::set<std::string> labels;  // "clear", or the kinds of cue
  Example whole;                 // learned from
  bool crisis_rule = false;
  bool counts = true;               // towards the threshold and the figures of its part
  std::vector<text::Passage> read;  // what is judged of it, as engine/text/reading.cc does
};

std::optional<std::string> file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::cerr << path << ": cannot be read\n";
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void add_passages(Row& row, const std::string& source) {
  const auto tokens = text::tokens(source);
  const auto words = static_cast<std::uint32_t>(tokens.words.size());
  row.whole.passage = text::passage_of(tokens, 0, words);
  const auto starts = text::sentence_starts(tokens);
  for (std::uint32_t last = 0; last < tokens.sentences; ++last)
    row.read.push_back(
        text::passage_of(tokens, starts[text::passage_begin(last)], starts[last + 1]));
}

std::optional<std::vector<Row>> rows_of(const std::string& path, const text::Rules& rules) {
  std::ifstream in(path);
  std::vector<Row> rows;
  json::Document document;
  std::string line;
  while (std::getline(in, line)) {
    const auto value = document.parse(line);
    const auto member = [&](std::string_view name) {
      return value ? value->find(name) : std::nullopt;
    };
    const auto source = member("text");
    if (!source || !member("hand") || !member("id") || !(member("label") || member("cues"))) {
      std::cerr << path << ":" << rows.size() + 1 << ": needs id, hand, text and label or cues\n";
      return std::nullopt;
    }
    Row row;
    row.id = member("id")->text();
    row.hand = member("hand")->text();
    if (const auto label = member("label"); label && label->text() == "clear")
      row.labels.insert("clear");
    if (const auto cues = member("cues"))
      for (const json::Value cue : *cues) row.labels.emplace(cue.text());
    const std::string words(source->text());
    add_passages(row, words);
    const auto reading = rules.read(words);
    row.whole.rule_stands = member("cues") ? !reading.cues.empty() : !reading.asked_by.empty();
    row.crisis_rule = !reading.asked_by.empty();
    rows.push_back(std::move(row));
  }
  if (rows.empty()) std::cerr << path << ": no sentences\n";
  return rows.empty() ? std::nullopt : std::optional(std::move(rows));
}

// Sentences of every sort that hold neither, one a line, as so many hands; none where there is no
// file.
void add_ordinary(const std::string& path, const text::Rules& rules, std::vector<Row>& rows) {
  constexpr std::size_t kParts = 5;
  std::ifstream in(path);
  std::string line;
  for (std::size_t number = 0; std::getline(in, line); ++number) {
    Row row;
    row.hand = "ordinary " + std::to_string(number % kParts + 1);
    add_passages(row, line);
    row.whole.rule_stands = !rules.read(line).asked_by.empty();
    row.counts = false;
    rows.push_back(std::move(row));
  }
}

// What is learned for one question: whether there is any, of which of `kinds`, and, where the shape
// of a network is given, what the order of words says.
text::Judges learn_judges(const std::string& id, const std::vector<const Row*>& rows,
                          const std::vector<std::string>& kinds,
                          const std::optional<RecurrentShape>& network) {
  std::vector<Example> examples;
  std::vector<const Example*> given;
  examples.reserve(rows.size());
  for (const Row* row : rows) {
    examples.push_back(row->whole);
    given.push_back(&examples.back());
  }
  const auto belongs = [&](const auto& test) {
    for (std::size_t i = 0; i < rows.size(); ++i) examples[i].belongs = test(rows[i]->labels);
  };
  belongs([](const auto& labels) { return !labels.empty(); });
  text::Judges judges{learn(id, given, kinds.empty() ? kCrisis : kCue), {}, {}};
  if (network) judges.network = learn_recurrent(id, given, *network);
  for (const auto& kind : kinds) {
    belongs([&](const auto& labels) { return labels.contains(kind); });
    judges.kinds.push_back(learn(kind, given, kKind));
  }
  return judges;
}

// How far the passages of a row lie above the threshold at most.
double score(const text::Judges& judges, const Row& row) {
  double most = -std::numeric_limits<double>::infinity();
  for (const text::Passage& passage : row.read)
    most = std::max(most, text::judge(judges, passage, row.whole.rule_stands).margin);
  return most;
}

bool kind_is_right(const text::Judges& judges, const Row& row) {
  if (judges.kinds.empty()) return false;
  const auto verdict = text::judge(judges, row.whole.passage, row.whole.rule_stands);
  return row.labels.contains(judges.kinds[verdict.kind].id());
}

// One question, and the rows that it is learned from.
struct Part {
  std::string id;
  std::vector<Row> rows;
  std::vector<std::string> kinds;
  std::optional<RecurrentShape> network;
};

struct Scored {
  const Row* row;
  double score;
  bool kind_right;
};

struct Figures {
  int hit = 0, missed = 0, wrong = 0, quiet = 0, kinds = 0;
  static double share(int part, int whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / whole;
  }
  double precision() const { return share(hit, hit + wrong); }
  double recall() const { return share(hit, hit + missed); }
  double false_alarms() const { return share(wrong, wrong + quiet); }
};

Figures figures(const std::vector<Scored>& scored, double threshold) {
  Figures sum;
  for (const auto& [row, score, kind_right] : scored) {
    const bool belongs = !row->labels.empty();
    const bool found = score > threshold;
    (belongs ? (found ? sum.hit : sum.missed) : (found ? sum.wrong : sum.quiet)) += 1;
    sum.kinds += belongs && found && kind_right ? 1 : 0;
  }
  return sum;
}

// Every row scored by what was learned without its hand, some hands at a time; by the classifiers
// alone as well.
struct LeftOut {
  std::vector<Scored> together;
  std::vector<Scored> without_network;
};
LeftOut left_out(const Part& part) {
  std::map<std::string, std::size_t> groups;
  for (const Row& row : part.rows) groups.emplace(row.hand, 0);
  std::size_t number = 0;
  for (auto& [hand, group] : groups) group = number++ % kGroups;
  LeftOut scored;
  for (std::size_t out = 0; out < std::min(kGroups, groups.size()); ++out) {
    std::vector<const Row*> others;
    for (const Row& row : part.rows)
      if (groups.at(row.hand) != out) others.push_back(&row);
    auto judges = learn_judges(part.id, others, part.kinds, part.network);
    const auto add = [&](std::vector<Scored>& to) {
      for (const Row& row : part.rows)
        if (groups.at(row.hand) == out)
          to.push_back({&row, score(judges, row), kind_is_right(judges, row)});
    };
    add(scored.together);
    judges.network.reset();
    add(scored.without_network);
  }
  return scored;
}

// Those that count, or the others.
std::vector<Scored> only(const std::vector<Scored>& scored, bool counts) {
  std::vector<Scored> found;
  for (const Scored& one : scored)
    if (one.row->counts == counts) found.push_back(one);
  return found;
}

bool wrote_to_measure_on(const Scored& one) {
  return one.row->hand.front() <= '9';
}

// Those of the hands that wrote to measure on, or all where there are none.
std::vector<Scored> for_threshold(std::vector<Scored> scored) {
  if (std::any_of(scored.begin(), scored.end(), wrote_to_measure_on))
    std::erase_if(scored, [](const Scored& one) { return !wrote_to_measure_on(one); });
  return scored;
}

// The lowest threshold that holds the bar, over what for_threshold() gave.
double threshold_of(std::vector<Scored> scored, bool crisis) {
  const Bars& bars = wrote_to_measure_on(scored.front()) ? kMeasuredOn : kAllHands;
  std::sort(scored.begin(), scored.end(),
            [](const Scored& a, const Scored& b) { return a.score > b.score; });
  const auto none = std::count_if(scored.begin(), scored.end(),
                                  [](const Scored& one) { return one.row->labels.empty(); });
  double threshold = scored.front().score;
  double hit = 0;
  double wrong = 0;
  for (const auto& [row, score, kind_right] : scored) {
    (row->labels.empty() ? wrong : hit) += 1;
    const bool holds = crisis ? wrong <= bars.false_alarms * static_cast<double>(none)
                              : hit >= bars.precision * (hit + wrong);
    if (holds) threshold = score - 1e-6;
  }
  return threshold;
}

void say(const std::string& part, const std::string& hand, const Figures& sum, bool kinds) {
  std::cout << part << " " << hand << ": precision " << sum.precision() << ", recall "
            << sum.recall() << ", false alarms " << sum.false_alarms();
  if (kinds) std::cout << ", kind as labelled " << Figures::share(sum.kinds, sum.hit);
  std::cout << " (" << sum.hit << " found, " << sum.missed << " missed, " << sum.wrong << " false, "
            << sum.quiet << " rightly left)\n";
}

// Says how well it goes on hands that were left out; the threshold that follows from them.
double measure(const Part& part) {
  const auto all_scored = left_out(part);
  const auto scored = only(all_scored.together, true);
  const auto ordinary = only(all_scored.together, false);
  const bool kinds = !part.kinds.empty();
  const double threshold = threshold_of(for_threshold(scored), !kinds);
  std::map<std::string, std::vector<Scored>> by_hand;
  for (const Scored& one : scored) by_hand[one.row->hand].push_back(one);
  for (const auto& [hand, own] : by_hand) say(part.id, hand, figures(own, threshold), kinds);
  say(part.id, "all hands, each left out", figures(scored, threshold), kinds);
  const auto measured = for_threshold(scored);
  if (measured.size() < scored.size())
    say(part.id, "hands that wrote to measure on", figures(measured, threshold), kinds);
  if (part.network) {
    const auto alone = for_threshold(only(all_scored.without_network, true));
    say(part.id, "the same without the network, by a threshold of its own",
        figures(alone, threshold_of(alone, !kinds)), kinds);
  }
  if (!ordinary.empty()) say(part.id, "ordinary sentences", figures(ordinary, threshold), false);
  return threshold;
}

void learn_part(const Part& part, double threshold, text::Learned& learned) {
  std::vector<const Row*> all;
  for (const Row& row : part.rows) all.push_back(&row);
  auto judges = learn_judges(part.id, all, part.kinds, part.network);
  auto parts = judges.any.parts();
  parts.threshold = static_cast<std::int32_t>(std::lround(threshold * kMillion));
  learned.classifiers.emplace_back(std::move(parts));
  for (auto& kind : judges.kinds) learned.classifiers.push_back(std::move(kind));
  if (judges.network) learned.networks.push_back(std::move(*judges.network));
}

std::optional<std::vector<Part>> parts_of(const std::string& sentences, const text::Rules& rules) {
  auto crisis = rows_of(sentences + "/crisis.jsonl", rules);
  auto cues = rows_of(sentences + "/cues.jsonl", rules);
  if (!crisis || !cues) return std::nullopt;
  const auto network = crisis->size() < kEnoughForNetwork ? std::nullopt : std::optional(kNetwork);
  // What somebody writes who keeps a distance is no crisis: without such evenings one in six of
  // them would be asked about. They do not count towards the threshold, which is for what is hard
  // to tell.
  for (const Row& row : *cues) {
    crisis->push_back(row);
    crisis->back().labels.clear();
    crisis->back().counts = false;
    crisis->back().whole.rule_stands = row.crisis_rule;
  }
  add_ordinary(sentences + "/ordinary.txt", rules, *crisis);
  add_ordinary(sentences + "/ordinary.txt", rules, *cues);
  std::vector<Part> parts;
  parts.push_back({"crisis", std::move(*crisis), {}, network});
  parts.push_back({"cue", std::move(*cues), rules.kinds(), std::nullopt});
  return parts;
}

// A line for each part: its id, a space and its threshold.
bool write_thresholds(const std::string& path, const std::vector<Part>& parts) {
  std::ofstream out(path);
  for (const Part& part : parts)
    out << part.id << " " << std::lround(measure(part) * kMillion) << "\n";
  out.close();
  if (!out) std::cerr << path << ": cannot be written\n";
  return static_cast<bool>(out);
}

std::optional<std::map<std::string, double>> read_thresholds(const std::string& path,
                                                             const std::vector<Part>& parts) {
  std::ifstream in(path);
  std::map<std::string, double> thresholds;
  std::string id;
  long millionths = 0;
  while (in >> id >> millionths) thresholds[id] = static_cast<double>(millionths) / kMillion;
  for (const Part& part : parts) {
    if (thresholds.contains(part.id)) continue;
    std::cerr << path << ": has no threshold of " << part.id << "; ajar_learn measure writes it\n";
    return std::nullopt;
  }
  return thresholds;
}

bool write_all(const std::string& path, const std::vector<Part>& parts,
               const std::map<std::string, double>& thresholds) {
  text::Learned learned;
  for (const Part& part : parts) learn_part(part, thresholds.at(part.id), learned);
  std::ofstream out(path, std::ios::binary);
  out << text::write_learned(learned);
  out.close();
  if (!out) std::cerr << path << ": cannot be written\n";
  return static_cast<bool>(out);
}

int run(const std::vector<std::string>& arguments) {
  const bool measures = arguments.size() == 3 && arguments[0] == "measure";
  const bool learns = arguments.size() == 4 && arguments[0] == "learn";
  if (!measures && !learns) {
    std::cerr << "ajar_learn measure SENTENCES RULES\najar_learn learn SENTENCES RULES OUT\n";
    return 2;
  }
  const auto compiled = file(arguments[2]);
  if (!compiled) return 1;
  const auto rules = text::Rules::load(*compiled);
  if (!rules) {
    std::cerr << arguments[2] << ": " << rules.error().code << "\n";
    return 1;
  }
  const auto parts = parts_of(arguments[1], *rules);
  if (!parts) return 1;
  const auto path = arguments[1] + "/thresholds.txt";
  if (measures) return write_thresholds(path, *parts) ? 0 : 1;
  const auto thresholds = read_thresholds(path, *parts);
  return thresholds && write_all(arguments[3], *parts, *thresholds) ? 0 : 1;
}

}  // namespace
}  // namespace ajar::learn

int main(int count, char** given) {
  return ajar::learn::run(std::vector<std::string>(given + 1, given + count));
}
