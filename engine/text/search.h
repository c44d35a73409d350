// Search over everything that a person wrote (spec/views.md, `search`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/journal/journal.h"

namespace ajar::text {

inline constexpr std::size_t kMaxQuery = 200;  // scalar values; what is beyond is not looked at
inline constexpr std::size_t kExcerptCharacters = 160;  // without the ellipses at its ends

// A stretch of an excerpt in UTF-16 units, as a browser counts them.
struct Mark {
  std::uint32_t start;
  std::uint32_t length;
  bool operator==(const Mark&) const = default;
};

struct Hit {
  const journal::Record* record;  // the current revision; good until the journal changes
  std::string field;              // name of the field that the excerpt is from
  std::string excerpt;            // on one line, with "…" where it was cut
  std::vector<Mark> marks;        // ascending, not overlapping
};

struct Hits {
  std::vector<Hit> hits;  // newest first
  std::size_t total = 0;  // how many records match, also past the limit
};

// The folded words of one journal. It catches up with the journal at each search, so the first
// costs the most.
class Index {
 public:
  // Records in one version of which every word of `query` occurs; words are parted by spaces, and
  // the last may be the beginning of one. Case and accents do not matter. A query without a word
  // finds nothing, and only catches up.
  Hits search(const journal::Journal& journal, std::string_view query, std::size_t limit);

  // Does now what the next search would do first, at a time when nobody waits. One index serves one
  // journal.
  void catch_up(const journal::Journal& journal);

 private:
  struct Piece {  // one version of one record
    std::size_t begin;
    std::size_t end;
  };
  struct Listed {
    const journal::Record* record;
    const std::vector<Piece>* pieces;
  };

  void put(const journal::Journal& journal, const Id& id);
  bool matches(const std::vector<Piece>& pieces, const std::vector<class Needle>& needles) const;

  std::string folded_;
  std::unordered_map<Id, std::vector<Piece>, IdHash> pieces_;
  std::vector<Listed> newest_first_;
  std::uint64_t revision_ = 0;
  std::size_t wasted_ = 0;  // bytes of folded_ that no piece uses any more
};

}  // namespace ajar::text
