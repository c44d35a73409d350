// `ajar show`, `edit`, `delete`, `restore`: one record.
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/offer.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

using TypedId = std::shared_ptr<std::optional<std::string>>;

Result<std::string> wanted_id(const Home& home, const std::optional<std::string>& typed) {
  if (!typed) return Error{.code = "cli/missing", .field = "id"};
  return home.find_id(*typed);
}

void print_body(Context& context, const Home& home, const std::string& kind, const Value& body) {
  const auto fields = fields_of(kind);
  if (fields.empty()) {
    // A kind that this version does not know is shown as it is rather than not at all.
    context.out.raw(harmless(to_pretty_json(body)));
    context.out.line();
    return;
  }
  const People people = home.people();
  for (const auto& field : fields) {
    const auto shown = harmless(shown_field(context, people, field, body));
    if (shown.empty() || (field.name == "mode" && text_member(body, "mode") == "free")) continue;
    if (field.shape == Shape::text &&
        (shown.size() > 60 || shown.find('\n') != std::string::npos)) {
      context.out.line(name_of(context, kind, field), Style::soft);
      context.out.words(shown, Style::plain, 2);
    } else {
      context.out.pair(name_of(context, kind, field), shown, 26);
    }
  }
}

Status show(Context& context, const std::optional<std::string>& typed) {
  const auto home = TRY(Home::open(context));
  const auto id = TRY(wanted_id(home, typed));
  if (typed == "plan" && !home.knows(id)) return Error{.code = "cli/no_plan"};
  const ViewArguments arguments = {{"id", json_string(id)}};
  if (context.json) {
    context.out.line(TRY(home.view_json("record", arguments)));
    return ok();
  }
  const auto view = TRY(home.view("record", arguments));
  const auto kind = text_member(view, "kind");
  const auto at = text_member(view, "at");
  const auto today = format(local_date(TRY(now_of(context))));
  context.out.line(context.say("cli.show.title", {{"kind", label_of(context, "kind", kind)},
                                                  {"date", context.words.date(at, today)},
                                                  {"clock", at.substr(11, 5)}}),
                   Style::title);
  context.out.line(id, Style::soft);
  if (is_true(view, "deleted")) {
    context.out.words(context.say("cli.show.deleted", {{"id", short_id(id)}}));
    return ok();
  }
  const Value& versions = view["versions"];
  if (versions.Size() <= 1) {
    print_body(context, home, kind, view["current"]);
    return ok();
  }
  context.out.words(context.say("cli.show.versions", {{"count", std::int64_t{versions.Size()}}}));
  for (const auto& each : versions.GetArray()) {
    context.out.line();
    context.out.line(text_member(each, "rev"), Style::soft);
    const Value* body = member(each, "body");
    if (body != nullptr && body->IsObject()) print_body(context, home, kind, *body);
  }
  return ok();
}

Status edit(Context& context, const std::optional<std::string>& typed) {
  const std::string form = TRY(piped_words(context));
  auto home = TRY(Home::open(context));
  const auto id = TRY(wanted_id(home, typed));
  Document body(rapidjson::kObjectType);
  std::string kind = "plan";
  // The plan is there to be edited before it was ever written.
  if (typed != "plan" || home.knows(id)) {
    const auto view = TRY(home.record(id));
    kind = text_member(view, "kind");
    body = TRY(home.body(id));
  }
  if (fields_of(kind).empty()) return Error{.code = "cli/cannot_edit", .detail = kind};
  Document before;
  before.CopyFrom(body, before.GetAllocator());
  if (context.can_ask()) {
    TRY(edit_form(context, home, kind, false, body));
  } else {
    TRY(apply_form(context, home.people(), kind, form, body));
  }
  if (body == before) return Error{.code = "cli/unchanged"};
  say_kept(context, TRY(home.put(kind, body, id)), "cli.edit.kept");
  return ok();
}

Status remove(Context& context, const std::optional<std::string>& typed, bool for_good) {
  auto home = TRY(Home::open(context));
  const auto id = TRY(wanted_id(home, typed));
  const auto kept = TRY(home.remove(id));
  if (for_good) TRY(home.sweep());
  say_kept(context, kept, for_good ? "cli.delete.for_good" : "cli.delete.done");
  return ok();
}

Status restore(Context& context, const std::optional<std::string>& typed) {
  auto home = TRY(Home::open(context));
  const auto id = TRY(wanted_id(home, typed));
  say_kept(context, TRY(home.restore(id)), "cli.restore.done");
  return ok();
}

void add(Command& root, const std::string& name,
         Status (*act)(Context&, const std::optional<std::string>&)) {
  auto id = std::make_shared<std::optional<std::string>>();
  root.command(name, "back").positional("id", *id).run([id, act](Context& context) {
    return act(context, *id);
  });
}

}  // namespace

void add_show(Command& root) {
  add(root, "show", show);
}

void add_edit(Command& root) {
  add(root, "edit", edit);
}

void add_delete(Command& root) {
  auto id = std::make_shared<std::optional<std::string>>();
  auto everything = std::make_shared<bool>(false);
  auto sure = std::make_shared<bool>(false);
  auto for_good = std::make_shared<bool>(false);
  auto leave_hub = std::make_shared<bool>(false);
  root.command("delete", "back")
      .positional("id", *id)
      .flag("--for-good", *for_good)
      .flag("--everything", *everything)
      .flag("--leave-hub", *leave_hub)
      .flag("--yes", *sure)
      .run([=](Context& context) {
        return *everything
                   ? Home::delete_everything(context, {.sure = *sure, .leave_hub = *leave_hub})
                   : remove(context, *id, *for_good);
      });
}

void add_restore(Command& root) {
  add(root, "restore", restore);
}

}  // namespace ajar::cli
