// One record with its versions, as the screen needs it to show, edit or settle it.
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {

Result<std::string> record(const Source& source) {
  const Id id = TRY(source.args.id("id"));
  const std::vector<journal::Held> held = source.journal.held(id);
  if (held.empty()) return Error{"view/unknown_id", 0, "id", format(id)};
  const record::Record* current = source.journal.current(id);
  // What is deleted still says what it was.
  const record::Record& shown = current ? *current : *held.back().record;
  json::Writer out;
  out.begin_object()
      .member("id", format(id))
      .member("kind", shown.kind_name)
      .member("at", format(shown.at))
      .key("current");
  if (current) {
    out.raw(current->body_json());
  } else {
    out.null();
  }
  write_versions(out.key("versions"), source.journal, id);
  out.member("deleted", source.journal.deleted(id)).member("raw", shown.raw).end_object();
  return out.take();
}

}  // namespace ajar::view
