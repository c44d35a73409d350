// Search: what was written, found again by its words.
#include "engine/text/search.h"

#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

void write_hit(json::Writer& out, const text::Hit& hit) {
  out.begin_object()
      .member("id", format(hit.record->id))
      .member("kind", hit.record->kind_name)
      .member("at", format(hit.record->at))
      .member("field", hit.field)
      .member("excerpt", hit.excerpt)
      .key("marks")
      .begin_array();
  for (const text::Mark& mark : hit.marks) {
    out.begin_array().value(mark.start).value(mark.length).end_array();
  }
  out.end_array().end_object();
}

}  // namespace

Result<std::string> search(const Source& source) {
  constexpr std::int64_t kUsual = 30;
  constexpr std::int64_t kMost = 100;
  const std::string_view query = TRY(source.args.text("q"));
  const auto limit = TRY(source.args.integer("limit", 1, kMost, kUsual));
  const text::Hits found =
      source.index.search(source.journal, query, static_cast<std::size_t>(limit));
  json::Writer out;
  out.begin_object().key("hits").begin_array();
  for (const text::Hit& hit : found.hits) write_hit(out, hit);
  out.end_array().member("total", found.total).end_object();
  return out.take();
}

}  // namespace ajar::view
