#include "engine/text/ngrams.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "engine/text/pieces.h"

namespace ajar::text {
namespace {

constexpr std::size_t kLongestRun = 5;   // letters
constexpr std::size_t kShortestRun = 3;  // letters
constexpr std::size_t kWordsTogether = 3;

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

Ngrams ngrams(const Tokens& tokens, std::uint32_t first, std::uint32_t end) {
  const auto pieces = pieces_of(tokens, first, end);
  Ngrams found;
  add_words(pieces, found[static_cast<std::size_t>(NgramKind::words)]);
  add_gaps(pieces, found[static_cast<std::size_t>(NgramKind::gaps)]);
  add_letters(pieces, found[static_cast<std::size_t>(NgramKind::letters)]);
  for (auto& kind : found) keep_first(kind);
  return found;
}

}  // namespace ajar::text
