// `ajar write`: an entry in the person's own editor, or from standard input. Never from the
// arguments.
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/editor.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/reading.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr std::size_t kMostBytes = std::size_t{1} << 18;  // 60,000 scalar values at four bytes fit

struct WriteOptions {
  FieldOptions fields{"entry"};
  std::optional<std::string> at;
  bool prompts = false;
};

Status list_prompts(Context& context) {
  for (const auto& each : choices_of(context, "prompt")) {
    context.out.pair(each.token, each.label, 22, 0, Style::soft);
  }
  return ok();
}

std::string prompt_of(const Context& context, const Document& body) {
  const auto prompt = text_member(body, "prompt");
  return prompt.empty() ? std::string() : label_of(context, "prompt", prompt);
}

// The lines with a # that stand above when the editor opens are not the person's: they go again.
std::string page(const Context& context, const std::string& prompt, const std::string& draft) {
  if (prompt.empty()) return draft;
  const auto remark = context.say("cli.write.remark");
  return "# " + prompt + "\n# " + remark + "\n\n" + draft;
}

std::string without_remark(std::string_view text) {
  while (text.starts_with("# ")) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  return std::string(trimmed(text));
}

// A draft lies sealed in the home from the moment that the editor ends until the entry is kept.
Result<std::string> written(Context& context, Home& home, const Document& body) {
  const auto draft = TRY(home.draft("write"));
  if (!draft.empty()) context.err.words(context.say("cli.write.draft_found"), Style::soft);
  const auto prompt = prompt_of(context, body);
  const std::string folder = TRY(Home::folder(context));
  auto edited = TRY(edit_text(page(context, prompt, draft), folder, kMostBytes));
  auto text = prompt.empty() ? std::string(trimmed(edited.text)) : without_remark(edited.text);
  TRY(home.keep_draft("write", text));
  if (!edited.clean) {
    return Error{.code = text.empty() ? "cli/stopped" : "cli/editor_left_draft"};
  }
  return text;
}

Status write_entry(Context& context, const WriteOptions& options) {
  if (options.prompts) return list_prompts(context);
  std::string text = TRY(piped_words(context));
  auto home = TRY(Home::open_or_begin(context));
  const LocalTime at = options.at ? TRY(read_time(context, *options.at)) : TRY(now_of(context));
  Document body(rapidjson::kObjectType);
  const People people = home.people();
  TRY(options.fields.apply(context, people, body));
  set_text(body, "mode", text_member(body, "prompt").empty() ? "free" : "question");
  if (context.can_ask()) text = TRY(written(context, home, body));
  if (trimmed(text).empty()) return Error{.code = "cli/nothing_to_keep"};
  TRY(set_field(context, people, *find_field("entry", "text"), text, body));
  const auto kept = TRY(home.put("entry", body, {}, format(at)));
  TRY(home.keep_draft("write", {}));
  say_kept(context, kept, "cli.write.kept");
  return say_reading(context, home, text);
}

}  // namespace

void add_write(Command& root) {
  auto options = std::make_shared<WriteOptions>();
  auto command = root.command("write", "day");
  options->fields.add(command, "--prompt", "prompt")
      .add(command, "--with", "person")
      .add(command, "--outward", "outward")
      .add(command, "--distress-before", "distress_before")
      .add(command, "--distress-after", "distress_after");
  command.option("--at", options->at, "time").flag("--prompts", options->prompts);
  command.run([options](Context& context) { return write_entry(context, *options); });
}

}  // namespace ajar::cli
