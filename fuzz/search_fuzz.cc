// Any text searched for any words: first the query, then after each line end the text of one entry.
#include "engine/base/utf8.h"
#include "engine/text/fold.h"
#include "engine/text/search.h"
#include "fuzz/require.h"

using namespace ajar;
using fuzz::require;

namespace {

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) units += utf8::next(text, at) >= 0x10000 ? 2 : 1;
  return units;
}

void add_entry(journal::Journal& journal, std::string_view text) {
  const auto number = static_cast<std::uint8_t>(journal.total());
  Id id;
  id.bytes[0] = number;
  json::Writer body;
  body.begin_object().member("text", std::string(text)).end_object();
  auto record = record::compose({id, "entry", {number, 0}, {number, 0, id}}, body.text());
  if (record) journal.add(std::move(*record));
}

void check(const text::Hits& hits, std::size_t limit) {
  require(hits.hits.size() == std::min(hits.total, limit));
  for (const text::Hit& hit : hits.hits) {
    const std::size_t units = utf16_units(hit.excerpt);
    require(utf8::count(hit.excerpt) <= text::kExcerptCharacters + 2);
    require(!hit.marks.empty());
    std::size_t from = 0;
    for (const text::Mark& mark : hit.marks) {
      require(mark.length > 0);
      require(mark.start >= from);
      from = std::size_t{mark.start} + mark.length;
      require(from <= units);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = fuzz::text_of(data, size);
  if (size > 20000 || utf8::first_invalid(rest) != size) return 0;
  const std::string_view query = rest.substr(0, rest.find('\n'));
  journal::Journal journal;
  text::Index index;
  for (rest.remove_prefix(query.size()); !rest.empty() && journal.total() < 200;) {
    rest.remove_prefix(1);
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size());
    add_entry(journal, line);
    const std::string folded = text::fold(line).text;
    require(text::fold(folded).text == folded);
  }
  check(index.search(journal, query, 3), 3);
  // What was just found by a word is still found by the beginning of that word.
  const text::Hits whole = index.search(journal, query, 100);
  check(whole, 100);
  if (!query.empty()) {
    check(index.search(journal, utf8::cut(query, utf8::count(query) - 1), 100), 100);
  }
  return 0;
}
