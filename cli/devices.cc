// `ajar devices`, `sync` and `recover`: which devices hold this life, the hub between them, and the
// way back with the words.
#include <memory>

#include "cli/ask.h"
#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keys.h"
#include "cli/qr.h"
#include "cli/text.h"
#include "platform/http_client.h"
#include "platform/system.h"
#include "vault/hex.h"
#include "vault/words.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr int kOfferMinutes = 10;  // how long a hub keeps what lies in a slot
constexpr std::size_t kSlotLimit = 4096;
constexpr std::size_t kShortest = 4;  // of an id that is typed

struct SyncOptions {
  std::optional<std::string> hub, invitation;
  bool off = false;
  bool words = false;
  bool go_on = false;
};
struct DeviceOptions {
  std::optional<std::string> id, name, hub, new_file;
  bool words = false, sure = false, no_passphrase = false, light = false;
};
struct RecoverOptions {
  std::optional<std::string> hub, from, new_file;
  bool no_passphrase = false;
};

std::string slot_path(const vault::SlotId& slot) {
  return "/v1/slots/" + vault::hex(slot);
}

std::string when(std::int64_t milliseconds) {
  return format(platform::local_time(milliseconds)).substr(0, 16);
}

Result<Document> devices_of(const Home& home) {
  Document document;
  const auto json = TRY(home.devices_json());
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  return document;
}

// The device that a person means by its name or the beginning of its id. Errors: cli/no_device,
// cli/ambiguous_device (detail: typed).
Result<vault::DeviceId> find_device(const Home& home, const std::string& typed) {
  std::optional<vault::DeviceId> found;
  for (const auto& member : home.life().vault().members()) {
    const bool by_id = typed.size() >= kShortest && vault::hex(member.id).starts_with(typed);
    if (!by_id && (member.name.empty() || member.name != typed)) continue;
    if (found)
      return Error{.code = "cli/ambiguous_device", .detail = one_line(harmless(typed), 40)};
    found = member.id;
  }
  if (!found) return Error{.code = "cli/no_device", .detail = one_line(harmless(typed), 40)};
  return *found;
}

std::string name_of(const Context& context, const Value& device) {
  const auto name = text_member(device, "name");
  const std::string id(text_member(device, "id").substr(0, 8));
  return name.empty() ? context.say("cli.devices.unnamed", {{"id", id}})
                      : harmless(name) + "  " + id;
}

void show_state(Context& context, const Document& devices, const Result<std::string>& hub) {
  if (!hub) {
    context.out.words(context.say("cli.devices.no_hub"), Style::soft);
    return;
  }
  const auto unsynced = devices["unsynced"].GetInt64();
  context.out.words(context.say("cli.sync.left", {{"count", unsynced}, {"hub", *hub}}));
  const auto at = devices["synced_at"].GetInt64();
  context.out.words(
      at == 0 ? context.say("cli.sync.never") : context.say("cli.sync.last", {{"when", when(at)}}),
      Style::soft);
  const auto alarm = text_member(devices, "alarm");
  if (alarm.empty()) return;
  const std::string id = "error." + std::string(alarm);
  context.out.words(context.words.has(id) ? context.say(id) : std::string(alarm));
}

Status list_devices(Context& context) {
  const auto home = TRY(Home::open(context));
  if (context.json) {
    context.out.line(TRY(home.devices_json()));
    return ok();
  }
  const auto devices = TRY(devices_of(home));
  for (const Value& device : devices["devices"].GetArray()) {
    context.out.line(name_of(context, device));
    std::string said;
    if (device["self"].GetBool())
      said = context.say("cli.devices.self");
    else if (device["revoked"].GetBool())
      said = context.say("cli.devices.revoked");
    else if (const auto heard = device["heard_at"].GetInt64(); heard != 0)
      said = context.say("cli.devices.heard", {{"when", when(heard)}});
    else
      said = context.say("cli.devices.not_heard");
    context.out.words(said, Style::soft, 2);
    if (const auto kept = device["quarantined"].GetInt64(); kept != 0)
      context.out.words(context.say("cli.devices.quarantined", {{"count", kept}}), Style::soft, 2);
  }
  context.out.line();
  show_state(context, devices, home.hub());
  return ok();
}

void say_notices(Context& context, const std::vector<life::Notice>& notices) {
  for (const auto& notice : notices)
    context.err.words(context.say("error." + std::string(notice.code)));
}

Result<vault::Key> asked_words(Context& context) {
  const auto typed = context.can_ask() ? TRY(ask_text(context, context.say("cli.words.type")))
                                       : TRY(read_input(4096));
  return vault::read_words(typed);
}

Status sync(Context& context, const SyncOptions& options) {
  auto home = TRY(Home::open(context));
  if (options.off) {
    TRY(home.set_hub({}));
    context.out.words(context.say("cli.sync.off"));
    return ok();
  }
  if (options.hub) TRY(home.set_hub(TRY(read_origin(*options.hub))));
  std::optional<vault::Key> words;
  if (options.words) words = TRY(asked_words(context));
  const auto notices =
      TRY(home.sync(context, {}, options.invitation.value_or(""), words, options.go_on));
  say_notices(context, notices);
  if (context.json) {
    context.out.line(TRY(home.devices_json()));
    return ok();
  }
  show_state(context, TRY(devices_of(home)), home.hub());
  return ok();
}

// ------------------------------------------------------------------ letting in

// What the newcomer shows: a typed code, or the QR's text. Error: vault/bad_code.
Result<vault::Offer> read_offer(const std::string& typed, platform::HttpClient& client) {
  std::string text(typed);
  if (text.starts_with("ajar1:")) text.replace(0, 6, "AJAR1:");
  if (text.starts_with("AJAR1:")) return vault::read_qr(text);
  const auto code = TRY(vault::read_code(text));
  const auto rested = client.send(
      {.method = "GET", .path = slot_path(vault::offer_slot(code)), .token = {}, .invitation = {}},
      kSlotLimit);
  if (rested.status == 0) return Error{.code = "sync/unreachable"};
  if (rested.status != 200) return Error{.code = "sync/no_offer"};
  return vault::read_resting(code, rested.body);
}

Status sure(Context& context, bool said, const std::string& question) {
  if (said) return ok();
  if (!context.can_ask()) return Error{.code = "cli/say_yes"};
  if (!TRY(ask_yes(context, question, false))) return Error{.code = "cli/stopped"};
  return ok();
}

Status add_device(Context& context, const DeviceOptions& options) {
  auto home = TRY(Home::open(context));
  const auto origin = TRY(home.hub());
  auto client = TRY(platform::HttpClient::open(origin));
  std::string typed = options.id.value_or("");
  if (typed.empty()) {
    if (!context.can_ask()) return Error{.code = "cli/missing", .field = "code"};
    typed = TRY(ask_line(context, context.say("cli.devices.code")));
  }
  const auto offer = TRY(read_offer(typed, client));
  const auto id = vault::hex(vault::newcomer_of(offer).id());
  TRY(sure(context, options.sure,
           context.say("cli.devices.let_in_sure", {{"id", id.substr(0, 8)}})));
  say_notices(context, TRY(home.sync(context, {.certify = offer}, {})));
  const auto answer = TRY(home.answer_to(offer));
  const auto put = client.send({.method = "PUT",
                                .path = slot_path(vault::answer_slot(vault::code_of(offer))),
                                .token = {},
                                .invitation = {},
                                .body = answer},
                               kSlotLimit);
  if (put.status != 200 && put.status != 201) return Error{.code = "sync/unreachable"};
  if (options.name) {
    TRY(home.name_device(vault::newcomer_of(offer).id(), *options.name));
    TRY(home.sync(context, {}, {}));
  }
  context.out.words(context.say("cli.devices.let_in", {{"id", id.substr(0, 8)}}));
  return ok();
}

Result<vault::SecretBytes> wanted_passphrase(Context& context, bool none,
                                             const std::optional<std::string>& file) {
  if (none) return vault::SecretBytes();
  return new_passphrase(context, file.value_or(context.passphrase_file));
}

// Waits at the answer's slot. Error: sync/no_answer, when nobody came in time.
Result<std::vector<std::uint8_t>> wait_for_answer(platform::HttpClient& client,
                                                  const vault::Code& code) {
  const auto until = now_milliseconds() + kOfferMinutes * 60'000LL;
  const std::string path = slot_path(vault::answer_slot(code)) + "?wait=25";
  while (now_milliseconds() < until) {
    auto answer = client.send(
        {.method = "GET", .path = path, .token = {}, .invitation = {}, .seconds = 60}, kSlotLimit);
    if (answer.status == 200) return std::move(answer.body);
    if (answer.status != 404) return Error{.code = "sync/unreachable"};
  }
  return Error{.code = "sync/no_answer"};
}

Status show_offer(Context& context, const vault::Offer& offer, bool light) {
  const auto code = vault::code_text(vault::code_of(offer));
  if (context.json) {
    context.out.line("{\"code\":" + json_string(code) +
                     ",\"qr\":" + json_string(vault::qr_text(offer)) + "}");
    context.out.flush();
    return ok();
  }
  if (context.out.is_terminal()) {
    for (const auto& line : TRY(qr_lines(vault::qr_text(offer), light))) context.out.line(line);
  }
  context.out.line(code, Style::title);
  context.err.words(context.say("cli.devices.show_it", {{"minutes", std::int64_t{kOfferMinutes}}}));
  context.out.flush();
  context.err.flush();
  return ok();
}

Status join(Context& context, const DeviceOptions& options) {
  if (Home::exists(context))
    return Error{.code = "cli/exists_home", .detail = TRY(Home::folder(context))};
  if (!options.hub) return Error{.code = "cli/missing", .field = "--hub"};
  const auto origin = TRY(read_origin(*options.hub));
  auto client = TRY(platform::HttpClient::open(origin));
  platform::SystemRandom random;
  const auto joining = vault::begin_joining(random);
  const auto code = vault::code_of(joining.offer);
  const auto resting = vault::rest_offer(joining.offer);
  const auto put = client.send({.method = "PUT",
                                .path = slot_path(vault::offer_slot(code)),
                                .token = {},
                                .invitation = {},
                                .body = resting},
                               kSlotLimit);
  if (put.status != 200 && put.status != 201)
    return Error{.code = "sync/unreachable", .detail = std::to_string(put.status)};
  TRY(show_offer(context, joining.offer, options.light));
  const auto answer = TRY(wait_for_answer(client, code));
  auto arrival = TRY(life::Arrival::by_answer(joining.bytes().view(), answer, origin));
  TRY(Home::arrive(context, std::move(arrival), origin, [&] {
    return wanted_passphrase(context, options.no_passphrase, options.new_file);
  }));
  context.out.words(context.say("cli.devices.joined"));
  return ok();
}

// ------------------------------------------------------------------ naming and putting out

Status rename_device(Context& context, const DeviceOptions& options) {
  auto home = TRY(Home::open(context));
  if (!options.id) return Error{.code = "cli/missing", .field = "id"};
  const auto device = TRY(find_device(home, *options.id));
  std::string name = options.name.value_or("");
  if (name.empty() && context.can_ask())
    name = TRY(ask_line(context, context.say("cli.devices.name_ask")));
  TRY(home.name_device(device, name));
  context.out.words(context.say("cli.devices.named"));
  return ok();
}

Status revoke(Context& context, const DeviceOptions& options) {
  auto home = TRY(Home::open(context));
  if (!options.id) return Error{.code = "cli/missing", .field = "id"};
  const auto device = TRY(find_device(home, *options.id));
  TRY(home.hub());
  TRY(sure(context, options.sure,
           context.say("cli.devices.put_out_sure", {{"id", vault::hex(device).substr(0, 8)}})));
  life::Goal goal{.revoke = {device}};
  if (options.words) goal.words = TRY(asked_words(context));
  say_notices(context, TRY(home.sync(context, goal, {})));
  context.out.words(context.say("cli.devices.put_out"));
  return ok();
}

Status recover(Context& context, const RecoverOptions& options) {
  if (options.hub.has_value() == options.from.has_value())
    return Error{.code = "cli/one_of", .detail = "--hub --from"};
  const auto typed = context.can_ask() ? TRY(ask_text(context, context.say("cli.words.type")))
                                       : TRY(read_input(4096));
  const auto passphrase = [&] {
    return wanted_passphrase(context, options.no_passphrase, options.new_file);
  };
  if (options.from) {
    TRY(Home::recover(context, typed, *options.from, passphrase));
  } else {
    const auto words = TRY(vault::read_words(typed));
    const auto origin = TRY(read_origin(*options.hub));
    TRY(Home::arrive(context, life::Arrival::by_words(words, origin), origin, passphrase));
  }
  context.out.words(context.say("cli.words.recovered"));
  // A bare machine has nothing older than the hub's word (docs/security.md): a person does.
  if (options.hub) context.out.words(context.say("cli.words.look_at_devices"));
  return ok();
}

}  // namespace

void add_sync(Command& root) {
  auto options = std::make_shared<SyncOptions>();
  root.command("sync", "life")
      .option("--hub", options->hub, "url")
      .option("--invitation", options->invitation, "token")
      .flag("--words", options->words)
      .flag("--go-on", options->go_on)
      .flag("--off", options->off)
      .run([options](Context& context) { return sync(context, *options); });
}

void add_devices(Command& root) {
  auto command = root.command("devices", "life");
  command.run(list_devices);
  auto options = std::make_shared<DeviceOptions>();
  command.command("add")
      .positional("CODE", options->id)
      .option("--name", options->name, "text")
      .flag("--yes", options->sure)
      .run([options](Context& context) { return add_device(context, *options); });
  command.command("join")
      .option("--hub", options->hub, "url")
      .option("--new-file", options->new_file, "file")
      .flag("--no-passphrase", options->no_passphrase)
      .flag("--light", options->light)
      .run([options](Context& context) { return join(context, *options); });
  command.command("name")
      .positional("DEVICE", options->id)
      .positional("NAME", options->name)
      .run([options](Context& context) { return rename_device(context, *options); });
  command.command("revoke")
      .positional("DEVICE", options->id)
      .flag("--words", options->words)
      .flag("--yes", options->sure)
      .run([options](Context& context) { return revoke(context, *options); });
}

void add_recover(Command& root) {
  auto options = std::make_shared<RecoverOptions>();
  root.command("recover", "life")
      .option("--hub", options->hub, "url")
      .option("--from", options->from, "file")
      .option("--new-file", options->new_file, "file")
      .flag("--no-passphrase", options->no_passphrase)
      .run([options](Context& context) { return recover(context, *options); });
}

}  // namespace ajar::cli
