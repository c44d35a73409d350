// A simulation of all patterns side by side (Thompson 1968; Cox, "Regular Expression Matching: the
// Virtual Machine Approach", 2009), over words instead of letters.
#include "engine/text/phrases.h"

#include <algorithm>
#include <tuple>

namespace ajar::text {
namespace {

// What an instruction does, and its argument. spec/sentences.md has the same table.
enum Operation : std::uint8_t {
  kWord = 0,   // takes a word of the set
  kGap = 1,    // takes any word of the same clause, but one of the stop set
  kAny = 2,    // takes any word of the same sentence
  kSplit = 3,  // goes on, and also at the instruction
  kJump = 4,   // goes on at the instruction
  kAt = 5,     // goes on where a clause (1) or sentence (2) begins or ends
  kCross = 6,  // goes on where a sentence ends and another begins
  kFound = 7,  // the feature is found
  kOperations = 8,
};

constexpr std::size_t kMostInstructions = 100'000;
constexpr std::size_t kMostSets = 8'000;
constexpr std::size_t kMostFeatures = 2'000;
constexpr std::size_t kMostStarts = 10'000;
constexpr std::size_t kShortestStem = 2;
constexpr std::size_t kLongestWord = 40;  // bytes; what is longer belongs to no set

Error fault(std::string_view code, std::string path) {
  return {code, 0, std::move(path), {}};
}

Result<json::Value> list(const json::Value& root, std::string_view name, std::size_t most) {
  const auto found = root.find(name);
  if (!found) return fault("rules/missing", std::string(name));
  if (!found->is(json::Type::array)) return fault("rules/bad_type", std::string(name));
  if (found->size() > most) return fault("rules/out_of_range", std::string(name));
  return *found;
}

Result<std::uint32_t> below(const json::Value& value, std::size_t bound, std::string_view path) {
  const auto number = value.integer();
  if (!number) return fault("rules/bad_type", std::string(path));
  if (*number < 0 || static_cast<std::uint64_t>(*number) >= bound)
    return fault("rules/out_of_range", std::string(path));
  return static_cast<std::uint32_t>(*number);
}

Result<std::uint32_t> below(const json::Value& root, std::string_view name, std::size_t bound) {
  const auto found = root.find(name);
  if (!found) return fault("rules/missing", std::string(name));
  return below(*found, bound, name);
}

// How large the argument of an operation may be. Jumps are looked at one by one.
std::size_t bound_of(std::uint32_t operation, std::size_t sets, std::size_t code,
                     std::size_t features) {
  if (operation == kWord) return sets;
  if (operation == kSplit || operation == kJump) return code;
  if (operation == kAt) return 3;
  return operation == kFound ? features : 1;
}

}  // namespace

bool one_slip_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  std::size_t tail = 0;
  while (tail < a.size() - same && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const std::size_t left_a = a.size() - same - tail;
  const std::size_t left_b = b.size() - same - tail;
  if (left_a <= 1 && left_b <= 1) return true;
  return left_a == 2 && left_b == 2 && a[same] == b[same + 1] && a[same + 1] == b[same];
}

Result<Phrases> Phrases::load(const json::Value& root) {
  if (!root.is(json::Type::object)) return fault("rules/bad_type", {});
  Phrases phrases;
  const auto sets = TRY(list(root, "sets", kMostSets));
  phrases.sets_ = sets.size();
  std::uint32_t set = 0;
  for (const json::Value words : sets) {
    if (!words.is(json::Type::array)) return fault("rules/bad_type", "sets");
    for (const json::Value word : words) {
      std::string_view text = word.text();
      if (!word.is(json::Type::string) || text.empty()) return fault("rules/bad_type", "sets");
      const bool stem = text.back() == '*';
      const bool slip = text.front() == '~';
      if (stem) text.remove_suffix(1);
      if (slip) text.remove_prefix(1);
      if (text.size() < kShortestStem && (stem || slip)) return fault("rules/out_of_range", "sets");
      auto& into = stem ? phrases.stems_ : slip ? phrases.slips_ : phrases.words_;
      into.push_back({std::string(text), set});
    }
    ++set;
  }
  phrases.sort_words();
  phrases.features_ = TRY(below(root, "features", kMostFeatures + 1));
  phrases.stop_ = TRY(below(root, "stop", phrases.sets_));
  const auto code = TRY(list(root, "code", 2 * kMostInstructions));
  if (code.size() % 2 != 0) return fault("rules/out_of_range", "code");
  const std::size_t length = code.size() / 2;
  for (auto at = code.begin(); at != code.end(); ++at) {
    const auto operation = TRY(below(*at, kOperations, "code"));
    ++at;
    const auto argument =
        TRY(below(*at, bound_of(operation, phrases.sets_, length, phrases.features_), "code"));
    const bool jumps = operation == kSplit || operation == kJump;
    // Forward only: nothing can be gone through twice without taking a word.
    if (jumps && argument <= phrases.code_.size()) return fault("rules/out_of_range", "code");
    phrases.code_.push_back({static_cast<std::uint8_t>(operation), argument});
  }
  // Whatever goes on has somewhere to go on to.
  if (length > 0 && phrases.code_.back().operation != kFound)
    return fault("rules/out_of_range", "code");
  for (const json::Value start : TRY(list(root, "starts", kMostStarts)))
    phrases.starts_.push_back(TRY(below(start, length, "starts")));
  phrases.index_starts();
  return phrases;
}

// Most patterns begin with a word: those are tried only where it stands.
void Phrases::index_starts() {
  first_words_.resize(sets_);
  std::vector<First> open;
  std::vector<bool> seen(3 * code_.size());
  for (const std::uint32_t start : starts_) open.push_back({start, 0});
  while (!open.empty()) {
    const First here = open.back();
    open.pop_back();
    if (seen[3 * std::size_t{here.at} + here.after]) continue;
    seen[3 * std::size_t{here.at} + here.after] = true;
    const auto [operation, argument] = code_[here.at];
    if (operation == kWord) first_words_[argument].push_back(here);
    if (operation == kGap || operation == kAny) first_others_.push_back(here);
    if (operation == kSplit || operation == kJump) open.push_back({argument, here.after});
    if (operation == kSplit) open.push_back({here.at + 1, here.after});
    if (operation == kAt) {
      open.push_back({here.at + 1, std::max(here.after, static_cast<std::uint8_t>(argument))});
    }
  }
}

void Phrases::sort_words() {
  const auto by_word = [](const Entry& a, const Entry& b) {
    return std::tie(a.word, a.set) < std::tie(b.word, b.set);
  };
  std::sort(words_.begin(), words_.end(), by_word);
  std::sort(stems_.begin(), stems_.end(), by_word);
}

void Phrases::sets_of(std::string_view word, std::vector<std::uint32_t>& sets) const {
  if (word.size() > kLongestWord) return;
  const auto mark = [&sets](const std::vector<Entry>& entries, std::string_view key) {
    auto at =
        std::lower_bound(entries.begin(), entries.end(), key,
                         [](const Entry& entry, std::string_view k) { return entry.word < k; });
    for (; at != entries.end() && at->word == key; ++at) sets.push_back(at->set);
  };
  mark(words_, word);
  for (std::size_t size = kShortestStem; size <= word.size(); ++size)
    mark(stems_, word.substr(0, size));
  for (const Entry& entry : slips_) {
    if (entry.word == word || one_slip_apart(entry.word, word)) sets.push_back(entry.set);
  }
}

// One pass over one text.
class Run {
 public:
  Run(const Phrases& phrases, const Tokens& tokens)
      : phrases_(phrases), tokens_(tokens), in_(phrases.sets_), seen_(4 * phrases.code_.size()) {}

  std::vector<Found> all() {
    for (std::size_t i = 0; i < tokens_.words.size(); ++i) step(i);
    sort_found();
    return std::move(found_);
  }

 private:
  struct Thread {
    std::uint32_t at;     // the instruction, one that takes a word
    std::uint32_t first;  // the word it began at
    bool at_break;        // the pattern asked for the break before the next word
  };
  struct Closing {
    std::uint32_t at;
    bool crossed;   // a sentence has just ended, as the pattern asked
    bool at_break;  // the same of a clause
  };

  Break before(std::size_t word) const {
    return word < tokens_.words.size() ? tokens_.words[word].before : Break::sentence;
  }

  void step(std::size_t word) {
    for (const std::uint32_t set : sets_) in_[set] = false;
    sets_.clear();
    phrases_.sets_of(tokens_.word(tokens_.words[word]), sets_);
    const auto first = static_cast<std::uint32_t>(word);
    // What began earlier is in threads_ already, so a phrase is found from its beginning.
    begin(phrases_.first_others_, word, first);
    for (const std::uint32_t set : sets_) {
      if (!in_[set]) begin(phrases_.first_words_[set], word, first);
      in_[set] = true;
    }
    threads_.swap(now_);
    threads_.clear();
    std::fill(seen_.begin(), seen_.end(), false);
    for (const Thread& thread : now_) {
      if (takes(thread, word)) follow(thread.at + 1, word + 1, thread.first);
    }
    now_.clear();
  }

  void begin(const std::vector<Phrases::First>& firsts, std::size_t word, std::uint32_t first) {
    for (const auto& [at, after] : firsts) {
      if (before(word) >= static_cast<Break>(after)) threads_.push_back({at, first, after > 0});
    }
  }

  bool takes(const Thread& thread, std::size_t word) const {
    const auto& instruction = phrases_.code_[thread.at];
    if (instruction.operation == kWord) return in_[instruction.argument];
    if (instruction.operation == kAny) return true;
    return (thread.at_break || before(word) == Break::none) && !in_[phrases_.stop_];
  }

  // Adds every instruction that takes a word and is reached from `from` before the word `next`.
  void follow(std::uint32_t from, std::size_t next, std::uint32_t first) {
    stack_.push_back({from, false, false});
    while (!stack_.empty()) {
      const Closing here = stack_.back();
      stack_.pop_back();
      const std::size_t mark =
          4 * std::size_t{here.at} + (here.crossed ? 2 : 0) + (here.at_break ? 1 : 0);
      if (seen_[mark]) continue;
      seen_[mark] = true;
      const auto [operation, argument] = phrases_.code_[here.at];
      if (operation == kFound) {
        found_.push_back({argument, first, static_cast<std::uint32_t>(next) - 1});
      } else if (operation == kSplit) {
        stack_.push_back({argument, here.crossed, here.at_break});
        stack_.push_back({here.at + 1, here.crossed, here.at_break});
      } else if (operation == kJump) {
        stack_.push_back({argument, here.crossed, here.at_break});
      } else if (operation == kAt) {
        if (before(next) >= static_cast<Break>(argument))
          stack_.push_back({here.at + 1, here.crossed, true});
      } else if (operation == kCross) {
        if (before(next) == Break::sentence) stack_.push_back({here.at + 1, true, true});
      } else if (here.crossed || before(next) != Break::sentence) {
        threads_.push_back({here.at, first, here.at_break});
      }
    }
  }

  // Ascending, and of one feature from one word only the longest.
  void sort_found() {
    std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return std::tie(a.first, a.feature, b.last) < std::tie(b.first, b.feature, a.last);
    });
    found_.erase(std::unique(found_.begin(), found_.end(),
                             [](const Found& a, const Found& b) {
                               return a.first == b.first && a.feature == b.feature;
                             }),
                 found_.end());
  }

  const Phrases& phrases_;
  const Tokens& tokens_;
  std::vector<bool> in_;             // whether the word at hand belongs to a set
  std::vector<std::uint32_t> sets_;  // the same as a list
  std::vector<bool> seen_;           // instructions reached before the next word, crossed or not
  std::vector<Thread> threads_;      // wait for the next word
  std::vector<Thread> now_;
  std::vector<Closing> stack_;
  std::vector<Found> found_;
};

std::vector<Found> Phrases::find(const Tokens& tokens) const {
  return Run(*this, tokens).all();
}

}  // namespace ajar::text
