// What a classifier sees of a passage: its words alone, in twos and threes and over gaps, and runs
// of its letters, each as a hash of its own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/text/tokens.h"

namespace ajar::text {

// One n-gram of a passage. Words by index in Tokens::words, `last` inclusive.
struct Ngram {
  std::uint64_t hash;
  std::uint32_t first;
  std::uint32_t last;
  bool operator==(const Ngram&) const = default;
};

// Kinds of n-gram. Each kind is weighed by itself, so that the many runs of letters do not drown
// the words.
enum class NgramKind : std::uint8_t { words, gaps, letters };
inline constexpr std::size_t kNgramKinds = 3;

// The n-grams of some words, by kind.
using Ngrams = std::array<std::vector<Ngram>, kNgramKinds>;

// The n-grams of the words [first, end) of a text, by kind; in a kind each hash once, ascending,
// with the first place where it stands. Breaks and quotation marks between two words count as
// words.
Ngrams ngrams(const Tokens& tokens, std::uint32_t first, std::uint32_t end);

}  // namespace ajar::text
