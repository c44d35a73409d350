// What the rules about sentences say of a text: phrases that keep others at a distance (cues), and
// whether to ask gently if someone is in danger.
//
// The rules are content (spec/sentences.md); beside them a language may have classifiers that were
// learned from labelled sentences. Nothing found is kept or ranked: a cue is a question about one
// phrase, and `ask` means "ask", never how great a risk is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/text/judging.h"
#include "engine/text/phrases.h"

namespace ajar::text {

inline constexpr std::size_t kMaxRead = 60'000;  // scalar values, the longest entry

// One marked phrase, in UTF-16 units of the text as a browser counts them.
struct Cue {
  std::string_view id;    // of the kind, "minimise"; good while the rules live
  std::string_view rule;  // of the phrase rule, "minimise_not_that_bad"; "minimise_learned"
  std::uint32_t start;
  std::uint32_t length;
  bool operator==(const Cue&) const = default;
};

struct Reading {
  std::vector<Cue> cues;      // ascending; at most one of each kind in a sentence, none overlapping
  bool ask = false;           // "is this about you, now?"
  std::string_view asked_by;  // the crisis rule that asks, or "learned"; for tests, never shown
};

class Rules {
 public:
  // Reads a compiled file of rules, at most 1 MiB. Errors: rules/too_long, rules/not_json (detail:
  // what json::Document said), and those of Phrases::load.
  static Result<Rules> load(std::string_view text);

  // Takes what was learned of the language (spec/sentences.md §6): classifiers "crisis", "cue" and
  // one by the name of each kind, and networks beside them. From then on they decide, and the rules
  // say where. Errors: those of read_learned, learned/missing (detail: its name).
  Status learn(std::string_view bytes);

  // The kinds of cue, in the order of the content.
  const std::vector<std::string>& kinds() const { return kinds_; }
  // Whether `id` is a kind or a phrase rule of the cues.
  bool knows(std::string_view id) const;

  // Reads valid UTF-8 of at most kMaxRead scalar values; what lies beyond is not looked at. Kinds
  // and phrase rules named in `off` mark nothing. Crisis rules cannot be switched off.
  Reading read(std::string_view text, const std::vector<std::string>& off = {}) const;

 private:
  struct Rule {
    std::string id;
    std::string kind;                   // empty for a crisis rule
    std::vector<std::uint32_t> say;     // any of these features …
    std::vector<std::uint32_t> with;    // … in a sentence with any of these (if there are any)
    std::vector<std::uint32_t> unless;  // … and with none of these
    std::vector<std::uint32_t> unless_near;  // nor in the sentence before or after
    std::vector<std::uint32_t> unless_over;  // nor on a word of the phrase itself
  };

  // An exception that does not hold: `feature` counts for nothing in a sentence with any of `by`.
  struct Aside {
    std::uint32_t feature;
    std::vector<std::uint32_t> by;
  };

  friend class Reader;
  static Result<Rule> rule_of(const json::Value& value, bool cue, std::size_t features);

  Phrases phrases_;
  std::vector<std::string> kinds_;
  std::vector<Rule> cues_;
  std::vector<Rule> crisis_;
  std::vector<Aside> asides_;
  // What was learned of the cues: whether any is there, and by kind which, in the order of kinds_.
  struct Judging {
    Judges crisis;
    Judges cue;
    std::vector<std::string> rules;  // what a mark without a phrase rule is called, by kind
  };
  std::optional<Judging> judging_;
  std::vector<std::uint32_t> own_speech_;  // words in quotation marks count beside these
};

// A reading as JSON (spec/views.md): {"cues": [{"id", "rule", "start", "length", "question"}],
// "safety": "ask" | null}.
std::string to_json(const Reading& reading);

}  // namespace ajar::text
