// `ajar learn`: the cards by title, and one of them with what is not certain, its sources, and
// one's own notes that touch it.
#include <memory>

#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Value;

void list(Context& context) {
  constexpr int kColumn = 24;
  const Value& cards = context.words.chapter("learn")["cards"];
  for (const auto* part : {"idea", "cycle", "steps", "others", "not"}) {
    context.out.line();
    context.out.line(context.say(std::string("learn.part.") + part), Style::title);
    for (const auto& card : cards.GetArray()) {
      if (text_member(card, "part") != part) continue;
      context.out.pair(text_member(card, "id"), text_member(card, "title"), kColumn, 2,
                       Style::soft);
    }
  }
}

void print_paragraphs(Context& context, std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    context.out.line();
    context.out.words(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

std::string source_line(const Context& context, const Value& source) {
  std::string line;
  if (!text_member(source, "by").empty() && !text_member(source, "called").empty()) {
    line = context.say("learn.source", {{"by", text_member(source, "by")},
                                        {"year", std::to_string(number_member(source, "year"))},
                                        {"called", text_member(source, "called")}});
  } else if (number_member(source, "year") != 0) {
    line =
        context.say("learn.source_year", {{"year", std::to_string(number_member(source, "year"))}});
  }
  for (const auto* register_ : {"doi", "pubmed", "pmc", "isbn"}) {
    const auto id = text_member(source, register_);
    if (id.empty()) continue;
    if (!line.empty()) line += " ";
    line += context.say(std::string("learn.") + register_, {{"id", id}});
    break;
  }
  return line;
}

void print_sources(Context& context, const Value& ids) {
  context.out.line();
  context.out.line(context.say("learn.sources"), Style::title);
  for (const auto& id : ids.GetArray()) {
    const Value* source = with_id(context.words.chapter("sources"), id.GetString());
    if (source != nullptr) context.out.words(source_line(context, *source), Style::soft, 2);
  }
}

// How many of one's own notes touch it; said only where there is a life that is open.
Status print_yours(Context& context, const Result<Home>& home, const Value& card) {
  const auto id = text_member(card, "yours");
  const Value* set = with_id(context.words.chapter("yours"), id);
  if (set == nullptr || !home) return ok();
  const auto sets = "[{\"id\":" + json_string(id) + ",\"any\":" + to_json((*set)["any"]) + "}]";
  const auto view = TRY(home->view("yours", {{"sets", sets}}));
  const int n = number_member(view["sets"][0], "n");
  context.out.line();
  if (n == 0) {
    context.out.words(context.say("learn.yours_none"), Style::soft);
  } else {
    context.out.words(
        context.say("learn.yours", {{"n", std::int64_t{n}}, {"what", text_member(*set, "label")}}),
        Style::soft);
  }
  return ok();
}

Status learn(Context& context, const std::optional<std::string>& id) {
  // First, because the life knows the language; nothing is asked for it.
  const auto home = Home::open_quietly(context);
  const Value& cards = context.words.chapter("learn")["cards"];
  if (!id) {
    if (context.json) {
      context.out.line(to_json(cards));
    } else {
      list(context);
    }
    return ok();
  }
  const Value* card = with_id(cards, *id);
  if (card == nullptr) return Error{.code = "cli/no_such_card", .detail = *id};
  if (context.json) {
    context.out.line(to_json(*card));
    return ok();
  }
  context.out.line(text_member(*card, "title"), Style::title);
  print_paragraphs(context, text_member(*card, "text"));
  TRY(print_yours(context, home, *card));
  context.out.line();
  context.out.line(context.say("learn.unsure"), Style::title);
  context.out.words(text_member(*card, "unsure"));
  print_sources(context, (*card)["sources"]);
  return ok();
}

}  // namespace

void add_learn(Command& root) {
  auto id = std::make_shared<std::optional<std::string>>();
  root.command("learn", "more").positional("card", *id).run([id](Context& context) {
    return learn(context, *id);
  });
}

}  // namespace ajar::cli
