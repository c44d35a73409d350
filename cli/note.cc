// `ajar note`: a moment, by questions on a terminal, by options and piped words elsewhere.
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;

struct NoteOptions {
  FieldOptions fields{"moment"};
  std::optional<std::string> at;
  bool edit = false;
};

// A moment takes seconds; the rest of it waits behind one question.
Status converse(Context& context, const Home& home, Document& body) {
  context.err.words(context.say("cli.ask.skip"), Style::soft);
  TRY(ask_fields(context, home, "moment", {"trigger", "urge", "person", "did"}, body));
  if (!TRY(ask_yes(context, context.say("cli.note.more"), false))) return ok();
  return ask_fields(context, home, "moment",
                    {"emotions", "mood.pleasant", "mood.activated", "situations", "body", "needed",
                     "close_before", "close_after", "meant", "later"},
                    body);
}

// One's own card comes back for a strong urge, as the view decides.
Status show_card(Context& context, const Home& home) {
  if (context.json) return ok();
  const auto view = TRY(home.view("protector"));
  const auto* card = member(view, "card");
  if (card == nullptr || !card->IsObject() || !(*card)["due"].IsObject()) return ok();
  context.out.line();
  context.out.words(context.say("card.shown"), Style::soft);
  context.out.lit(harmless(text_member(*card, "text")));
  return ok();
}

Status note(Context& context, const NoteOptions& options) {
  const std::string words = TRY(piped_words(context));
  auto home = TRY(Home::open_or_begin(context));
  const LocalTime at = options.at ? TRY(read_time(context, *options.at)) : TRY(now_of(context));
  Document body(rapidjson::kObjectType);
  const People people = home.people();
  TRY(options.fields.apply(context, people, body));
  TRY(apply_form(context, people, "moment", words, body));
  if (options.edit) {
    TRY(edit_form(context, home, "moment", false, body));
  } else if (body.ObjectEmpty() && context.can_ask()) {
    TRY(converse(context, home, body));
  }
  if (body.ObjectEmpty()) return Error{.code = "cli/nothing_to_keep"};
  say_kept(context, TRY(home.put("moment", body, {}, format(at))), "cli.note.kept");
  return show_card(context, home);
}

}  // namespace

void add_note(Command& root) {
  auto options = std::make_shared<NoteOptions>();
  auto command = root.command("note", "day");
  options->fields.add(command, "--urge", "urge")
      .add(command, "--with", "person")
      .add(command, "--did", "did")
      .add(command, "--emotion", "emotions")
      .add(command, "--pleasant", "mood.pleasant")
      .add(command, "--activated", "mood.activated")
      .add(command, "--situation", "situations")
      .add(command, "--body", "body")
      .add(command, "--needed", "needed")
      .add(command, "--close-before", "close_before")
      .add(command, "--close-after", "close_after")
      .add(command, "--returned-at", "returned_at");
  command.option("--at", options->at, "time").flag("--edit", options->edit);
  command.run([options](Context& context) { return note(context, *options); });
}

}  // namespace ajar::cli
