// Search by scanning: the folded words of one life are about 10 MB, and a skip table reads them in
// milliseconds.
#include "engine/text/search.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/text/fold.h"
#include "engine/text/words.h"

namespace ajar::text {

// One word or phrase to find, with its skip table (Horspool 1980).
class Needle {
 public:
  explicit Needle(std::string text) : text_(std::move(text)) {
    const std::size_t most = std::min<std::size_t>(text_.size(), 255);
    skip_.fill(static_cast<std::uint8_t>(most));
    for (std::size_t i = 0; i + 1 < text_.size(); ++i) {
      const std::size_t left = text_.size() - 1 - i;
      skip_[static_cast<unsigned char>(text_[i])] =
          static_cast<std::uint8_t>(std::min<std::size_t>(left, 255));
    }
  }

  std::size_t size() const { return text_.size(); }

  // First occurrence at or after `from`, or npos.
  std::size_t find(std::string_view in, std::size_t from = 0) const {
    const std::size_t last = text_.size() - 1;
    while (from + last < in.size()) {
      const char end = in[from + last];
      if (end == text_[last] && in.compare(from, last, text_, 0, last) == 0) return from;
      from += skip_[static_cast<unsigned char>(end)];
    }
    return std::string_view::npos;
  }

 private:
  std::string text_;
  std::array<std::uint8_t, 256> skip_{};
};

namespace {

using journal::Journal;
using journal::Record;

constexpr std::string_view kBetweenFields = "\x1f ";
constexpr std::string_view kEllipsis = "…";

bool is_space(char32_t c) {
  return c <= U' ' || c == 0xA0 || c == 0x3000;
}

// The query's words in its order. Only the last stays open at its end.
std::vector<Needle> needles_of(std::string_view query) {
  query = utf8::cut(query, kMaxQuery);
  std::vector<std::string> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= query.size();) {
    const std::size_t here = at;
    const bool ends = at == query.size() || is_space(utf8::next(query, at));
    if (!ends) continue;
    std::string folded;
    append_folded(folded, query.substr(begin, here - begin));
    if (folded.size() > 2) words.push_back(std::move(folded));
    if (here == query.size()) break;
    begin = at;
  }
  if (!words.empty()) words.back().pop_back();
  std::vector<Needle> needles;
  needles.reserve(words.size());
  for (std::string& word : words) needles.emplace_back(std::move(word));
  return needles;
}

// Bytes [begin, end) of a text.
struct Range {
  std::size_t begin;
  std::size_t end;
};

// Where the needles occur in `text`, ascending and merged; how many of them do goes to `found`.
std::vector<Range> occurrences(std::string_view text, const std::vector<Needle>& needles,
                               std::size_t& found) {
  const Folded folded = fold(text);
  std::vector<Range> ranges;
  found = 0;
  for (const Needle& needle : needles) {
    std::size_t at = needle.find(folded.text);
    if (at != std::string_view::npos) ++found;
    for (; at != std::string_view::npos; at = needle.find(folded.text, at + 1)) {
      const std::size_t begin = folded.origin[at + 1];
      const std::size_t past = at + needle.size();
      // A closed word ends with its space, whose origin is just past the word.
      const bool closed = folded.text[past - 1] == ' ';
      std::size_t end = folded.origin[closed ? past - 1 : past];
      std::size_t one = folded.origin[past - (closed ? 2 : 1)];
      utf8::next(text, one);
      end = std::max(end, one);  // half of a ligature marks all of it
      ranges.push_back({begin, end});
    }
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.begin < b.begin; });
  std::vector<Range> merged;
  for (const Range& range : ranges) {
    if (!merged.empty() && range.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, range.end);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

// The part of `text` to show around its first match: whole words, a third of the room before the
// match.
Range window(std::string_view text, const Range& match) {
  if (utf8::count(text) <= kExcerptCharacters) return {0, text.size()};
  const std::size_t before = utf8::count(text.substr(0, match.begin));
  std::size_t begin = 0;
  if (before > kExcerptCharacters / 3) {
    begin = utf8::cut(text, before - kExcerptCharacters / 3).size();
    const std::size_t space = text.find_first_of(" \n\t", begin);
    if (space != std::string_view::npos && space < match.begin) begin = space + 1;
  }
  std::size_t end = begin + utf8::cut(text.substr(begin), kExcerptCharacters).size();
  if (end < text.size()) {
    const std::size_t space = text.find_last_of(" \n\t", end);
    if (space != std::string_view::npos && space >= match.end) end = space;
  }
  return {begin, end};
}

// Fills excerpt and marks of `hit` from the field's text.
void show(Hit& hit, std::string_view text, const std::vector<Range>& matches) {
  const Range shown = window(text, matches.front());
  std::uint32_t units = 0;
  if (shown.begin > 0) {
    hit.excerpt = kEllipsis;
    units = 1;
  }
  auto match = matches.begin();
  for (std::size_t at = shown.begin; at < shown.end;) {
    const std::size_t from = at;
    const char32_t c = utf8::next(text, at);
    while (match != matches.end() && match->end <= from) ++match;
    utf8::append(hit.excerpt, c == U'\n' || c == U'\t' ? U' ' : c);
    const std::uint32_t width = c >= 0x10000 ? 2 : 1;
    if (match != matches.end() && match->begin <= from) {
      const bool goes_on = !hit.marks.empty() && match->begin < from &&
                           hit.marks.back().start + hit.marks.back().length == units;
      if (goes_on) {
        hit.marks.back().length += width;
      } else {
        hit.marks.push_back({units, width});
      }
    }
    units += width;
  }
  if (shown.end < text.size()) hit.excerpt += kEllipsis;
}

// Shows the field in which most of the needles occur, of the versions of one record.
Hit make_hit(const Journal& journal, const Record* record, const std::vector<Needle>& needles) {
  Hit hit{record, {}, {}, {}};
  std::size_t best = 0;
  std::string text;
  std::vector<Range> matches;
  const auto consider = [&](std::string_view field, const std::string& candidate) {
    std::size_t found = 0;
    std::vector<Range> here = occurrences(candidate, needles, found);
    if (found <= best) return;
    best = found;
    hit.field = field;
    text = candidate;
    matches = std::move(here);
  };
  for_each_text(*record->body, consider);
  for (const Record* version : journal.versions(record->id)) {
    if (version != record && best < needles.size()) for_each_text(*version->body, consider);
  }
  if (best > 0) show(hit, text, matches);
  return hit;
}

}  // namespace

void Index::put(const Journal& journal, const Id& id) {
  const auto held = pieces_.find(id);
  if (held != pieces_.end()) {
    for (const Piece& piece : held->second) wasted_ += piece.end - piece.begin;
    pieces_.erase(held);
  }
  std::vector<Piece> pieces;
  for (const Record* version : journal.versions(id)) {
    const std::size_t begin = folded_.size();
    for_each_text(*version->body, [&](std::string_view, const std::string& text) {
      folded_ += folded_.size() == begin ? std::string_view(" ") : kBetweenFields;
      append_folded(folded_, text);
    });
    if (folded_.size() > begin) pieces.push_back({begin, folded_.size()});
  }
  if (!pieces.empty()) pieces_.emplace(id, std::move(pieces));
}

void Index::catch_up(const Journal& journal) {
  if (revision_ == journal.revision()) return;
  constexpr std::size_t kMuch = std::size_t{1} << 20;
  if (journal.revision() < revision_ || (wasted_ > kMuch && wasted_ > folded_.size() / 2)) {
    *this = Index();
  }
  const auto changed = journal.changed_since(revision_);
  std::vector<Id> ids(changed.begin(), changed.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (const Id& id : ids) put(journal, id);
  newest_first_.clear();
  const auto timeline = journal.timeline();
  for (auto record = timeline.rbegin(); record != timeline.rend(); ++record) {
    const auto pieces = pieces_.find((*record)->id);
    if (pieces != pieces_.end()) newest_first_.push_back({*record, &pieces->second});
  }
  revision_ = journal.revision();
}

bool Index::matches(const std::vector<Piece>& pieces, const std::vector<Needle>& needles) const {
  return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    const std::string_view text =
        std::string_view(folded_).substr(piece.begin, piece.end - piece.begin);
    return std::all_of(needles.begin(), needles.end(), [&](const Needle& needle) {
      return needle.find(text) != std::string_view::npos;
    });
  });
}

Hits Index::search(const Journal& journal, std::string_view query, std::size_t limit) {
  Hits hits;
  catch_up(journal);
  const std::vector<Needle> needles = needles_of(query);
  if (needles.empty()) return hits;
  // The longest word is the rarest and skips the most.
  std::vector<Needle> longest_first = needles;
  std::stable_sort(longest_first.begin(), longest_first.end(),
                   [](const Needle& a, const Needle& b) { return a.size() > b.size(); });
  for (const Listed& listed : newest_first_) {
    if (!matches(*listed.pieces, longest_first)) continue;
    if (hits.hits.size() < limit) hits.hits.push_back(make_hit(journal, listed.record, needles));
    ++hits.total;
  }
  return hits;
}

}  // namespace ajar::text
