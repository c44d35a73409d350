// Phrases in a text: a compiled set of word patterns, run over all words at once.
//
// A pattern is written in content (content/README.md, "Rules about sentences") and compiled by
// tools/content to a program whose jumps only go forward, so a run takes words × instructions at
// most, whatever the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/text/tokens.h"

namespace ajar::text {

// Where the patterns of one feature (a named or unnamed list of them) were found. Words by index in
// Tokens::words, `last` inclusive.
struct Found {
  std::uint32_t feature;
  std::uint32_t first;
  std::uint32_t last;
  bool operator==(const Found&) const = default;
};

class Phrases {
 public:
  // Reads {"sets": [[word, …], …], "code": [operation, argument, …], "starts": [index, …],
  // "stop": set, "features": count}. In a set "word" is a folded word, "stem*" any that begins so
  // and "~word" one within one slip of the fingers (a letter too many, too few, another, or two
  // swapped). Errors, with the path: rules/missing, rules/bad_type, rules/out_of_range.
  static Result<Phrases> load(const json::Value& root);

  std::size_t features() const { return features_; }

  // Every feature found, ascending by first word; of one that begins at one word the longest.
  std::vector<Found> find(const Tokens& tokens) const;

 private:
  struct Instruction {
    std::uint8_t operation;
    std::uint32_t argument;
  };
  struct Entry {
    std::string word;  // without its sign
    std::uint32_t set;
  };

  // An instruction that a pattern may begin with, and how strong a break it asks for before it.
  struct First {
    std::uint32_t at;
    std::uint8_t after;
  };

  friend class Run;
  void sort_words();
  void index_starts();
  // Adds the sets that `word` belongs to, one or more times each.
  void sets_of(std::string_view word, std::vector<std::uint32_t>& sets) const;

  std::vector<Entry> words_;  // ascending by word
  std::vector<Entry> stems_;  // ascending by stem
  std::vector<Entry> slips_;
  std::size_t sets_ = 0;
  std::vector<Instruction> code_;
  std::vector<std::uint32_t> starts_;
  std::vector<std::vector<First>> first_words_;  // by set: tried at words of that set alone
  std::vector<First> first_others_;              // gaps at the beginning of a clause
  std::uint32_t stop_ = 0;
  std::size_t features_ = 0;
};

// Whether `a` and `b` are the same but for one letter inserted, left out, replaced, or two
// neighbours swapped (bytes of folded text).
bool one_slip_apart(std::string_view a, std::string_view b);

}  // namespace ajar::text
