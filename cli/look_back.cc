// `ajar look-back`: moments that are over and not yet forgotten, and what came after one of them.
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
using rapidjson::Value;

struct LookBackOptions {
  FieldOptions fields{"moment"};
  std::optional<std::string> id;
};

// Its own words, else the words chosen for it.
std::string line_of(const Context& context, const Value& moment) {
  const auto said = text_member(moment, "excerpt");
  if (!said.empty()) return harmless(said);
  std::vector<std::string> words;
  for (const auto& [name, vocabulary] :
       {std::pair{"situations", "situation"}, std::pair{"emotions", "emotion"},
        std::pair{"did", "did"}}) {
    for (const auto& each : moment[name].GetArray()) {
      words.push_back(label_of(context, vocabulary, each.GetString()));
    }
  }
  return words.empty() ? context.say("kind.moment") : context.words.list(words);
}

Status list(Context& context) {
  const auto home = TRY(Home::open(context));
  if (context.json) {
    context.out.line(TRY(home.view_json("look_back")));
    return ok();
  }
  const auto view = TRY(home.view("look_back"));
  const Value& moments = view["moments"];
  if (moments.Empty()) {
    context.out.words(context.say("lookback.empty"));
    return ok();
  }
  const auto today = format(local_date(TRY(now_of(context))));
  context.out.words(text_member(context.words.chapter("notice")["lookback"], "lead"), Style::soft);
  for (const auto& moment : moments.GetArray()) {
    context.out.line();
    context.out.pair(short_id(text_member(moment, "id")),
                     context.words.date(text_member(moment, "at"), today), 8, 2, Style::soft);
    context.out.words(line_of(context, moment), Style::plain, 10);
  }
  context.out.line();
  context.out.words(context.say("cli.look_back.how"), Style::soft);
  return ok();
}

Status later(Context& context, const LookBackOptions& options) {
  const std::string words = TRY(piped_words(context));
  auto home = TRY(Home::open(context));
  const auto id = TRY(home.find_id(*options.id));
  Document body = TRY(home.body(id, "moment"));
  const People people = home.people();
  TRY(options.fields.apply(context, people, body));
  std::string said(trimmed(words));
  if (said.empty() && context.can_ask()) {
    const auto& items = context.words.chapter("notice")["lookback"]["items"];
    said = trimmed(TRY(ask_text(context, text_member(items[0], "ask"))));
  }
  if (said.empty() && !options.fields.any()) return Error{.code = "cli/nothing_to_keep"};
  if (!said.empty()) TRY(set_field(context, people, *find_field("moment", "later"), said, body));
  say_kept(context, TRY(home.put("moment", body, id)), "cli.look_back.kept");
  return ok();
}

}  // namespace

void add_look_back(Command& root) {
  auto options = std::make_shared<LookBackOptions>();
  auto command = root.command("look-back", "back");
  command.positional("id", options->id);
  options->fields.add(command, "--close-after", "close_after")
      .add(command, "--returned-at", "returned_at");
  command.run([options](Context& context) {
    return options->id ? later(context, *options) : list(context);
  });
}

}  // namespace ajar::cli
