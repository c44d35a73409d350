// Write: what a page may open with, and how long entries have stayed with their writer.
#include <map>

#include "engine/practice/from_journal.h"
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

struct Use {
  int times = 0;
  std::optional<LocalTime> last;
};

void write_prompt(json::Writer& out, std::string_view prompt, const Use& use) {
  out.begin_object().member("prompt", prompt).member("times", use.times);
  write_or_null(out.key("last"), use.last ? format(local_date(*use.last)) : std::string());
  out.end_object();
}

}  // namespace

Result<std::string> write(const Source& source) {
  std::map<std::string_view, Use> uses;
  for (const auto& [record, body] : source.journal.all<record::Entry>()) {
    if (body->prompt.empty()) continue;
    Use& use = uses[body->prompt];
    ++use.times;
    use.last = record->at;  // entries come oldest first
  }
  json::Writer out;
  out.begin_object().key("prompts").begin_array();
  for (const std::string& prompt : source.content.prompts) {
    write_prompt(out, prompt, uses[prompt]);
    uses.erase(prompt);
  }
  // Prompts of another version's content that were used here, by name.
  for (const auto& [prompt, use] : uses) write_prompt(out, prompt, use);
  out.end_array()
      .member("entries", source.journal.count(record::Kind::entry))
      .member("solo", practice::solo(source.journal, source.args.today()).entries)
      .end_object();
  return out.take();
}

}  // namespace ajar::view
