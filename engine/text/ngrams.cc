// The hash is FNV-1a (64 bits; Fowler, Noll and Vo) with the mixing step of SplitMix64 behind it,
// so that its upper bits depend on every byte.
#include "engine/text/ngrams.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>

namespace ajar::text {
namespace {

constexpr std::size_t kLongestRun = 5;   // letters
constexpr std::size_t kShortestRun = 3;  // letters
constexpr std::size_t kWordsTogether = 3;
constexpr std::size_t kLongestWord = 40;  // bytes; the rest of a longer word is not looked at

class Hash {
 public:
  explicit Hash(char kind) { add(kind); }
  Hash& add(char byte) {
    state_ = (state_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    return *this;
  }
  Hash& add(std::string_view text) {
    for (const char byte : text) add(byte);
    return *this;
  }
  std::uint64_t value() const {
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
  }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325U;
};

// A word of the passage, or what stands between two.
struct Piece {
  std::string_view text;
  std::uint32_t word;
};

std::vector<Piece> pieces_of(const Tokens& tokens, std::uint32_t first, std::uint32_t end) {
  std::vector<Piece> pieces;
  bool quoted = false;
  for (std::uint32_t word = first; word < end; ++word) {
    const Token& token = tokens.words[word];
    if (word == first) {
      pieces.push_back({"^", word});
    } else if (token.before != Break::none) {
      pieces.push_back({token.before == Break::sentence ? "." : ",", word});
    }
    if (token.quoted != quoted) pieces.push_back({"\"", word});
    quoted = token.quoted;
    pieces.push_back({tokens.word(token).substr(0, kLongestWord), word});
  }
  if (end > first) pieces.push_back({"$", end - 1});
  return pieces;
}

void keep_first(std::vector<Ngram>& ngrams) {
  std::sort(ngrams.begin(), ngrams.end(), [](const Ngram& a, const Ngram& b) {
    return std::tie(a.hash, a.first, a.last) < std::tie(b.hash, b.first, b.last);
  });
  ngrams.erase(std::unique(ngrams.begin(), ngrams.end(),
                           [](const Ngram& a, const Ngram& b) { return a.hash == b.hash; }),
               ngrams.end());
}

void add_words(const std::vector<Piece>& pieces, std::vector<Ngram>& out) {
  for (std::size_t from = 0; from < pieces.size(); ++from) {
    Hash hash('w');
    for (std::size_t n = 0; n < kWordsTogether && from + n < pieces.size(); ++n) {
      hash.add(' ').add(pieces[from + n].text);
      out.push_back({hash.value(), pieces[from].word, pieces[from + n].word});
    }
  }
}

void add_gaps(const std::vector<Piece>& pieces, std::vector<Ngram>& out) {
  for (std::size_t from = 0; from < pieces.size(); ++from) {
    for (std::size_t over = 2; over <= 3 && from + over < pieces.size(); ++over) {
      Hash hash(over == 2 ? 'g' : 'h');
      hash.add(pieces[from].text).add(' ').add(pieces[from + over].text);
      out.push_back({hash.value(), pieces[from].word, pieces[from + over].word});
    }
  }
}

// Runs of letters over the words with one space between them, so that a slip of the fingers and an
// ending cost little.
void add_letters(const std::vector<Piece>& pieces, std::vector<Ngram>& out) {
  std::string line = " ";
  std::vector<std::uint32_t> word_at{pieces.empty() ? 0 : pieces.front().word};
  for (const Piece& piece : pieces) {
    if (piece.text == "^" || piece.text == "$") continue;
    line.append(piece.text).push_back(' ');
    word_at.resize(line.size(), piece.word);
  }
  for (std::size_t from = 0; from < line.size(); ++from) {
    Hash hash('l');
    for (std::size_t n = 1; n <= kLongestRun && from + n <= line.size(); ++n) {
      hash.add(line[from + n - 1]);
      if (n >= kShortestRun) out.push_back({hash.value(), word_at[from], word_at[from + n - 1]});
    }
  }
}

}  // namespace

Passage ngrams(const Tokens& tokens, std::uint32_t first, std::uint32_t end) {
  const auto pieces = pieces_of(tokens, first, end);
  Passage found;
  add_words(pieces, found[static_cast<std::size_t>(NgramKind::words)]);
  add_gaps(pieces, found[static_cast<std::size_t>(NgramKind::gaps)]);
  add_letters(pieces, found[static_cast<std::size_t>(NgramKind::letters)]);
  for (auto& kind : found) keep_first(kind);
  return found;
}

}  // namespace ajar::text
