// A life deleted as a whole: at the hub first, which takes the keys that go here, then on this
// machine.
#include <unistd.h>

#include "cli/ask.h"
#include "cli/home.h"
#include "cli/program.h"
#include "hub/hub.h"
#include "platform/files.h"
#include "platform/system.h"
#include "store/sqlite/sqlite_hub.h"
#include "store/sqlite/sqlite_log.h"
#include "vault/http.h"

namespace ajar::cli {
namespace {

using vault::Bytes;

constexpr std::string_view kHubFolder = "/hub";
constexpr std::string_view kHubFile = "/hub/hub.db";

// Whether any hub was ever told of this life; that is seen without a key.
Result<bool> was_at_a_hub(const std::string& place) {
  const auto log = TRY(store::open_sqlite(place, store::Create::no));
  for (const auto& vault : TRY(log->vaults()))
    for (const auto& name : TRY(log->kept_names(vault)))
      if (Home::is_trace_of_hub(name)) return true;
  return false;
}

// A hub whose store lies in this life's own folder holds the vault as any other does, and need not
// run to let go of it. What stays is the receipt.
Result<bool> remove_from_own_hub(const std::string& place, const vault::Secret& keys,
                                 const std::string& origin) {
  const std::string file = place + std::string(kHubFile);
  if (!platform::exists(file)) return false;
  const auto receipt = TRY(
      vault::make_removal(keys.vault_id, keys.device, origin, vault::SigningKey(keys.sign_seed)));
  const auto hub = TRY(store::open_sqlite_hub(file, store::Use::write));
  bool held = false;
  TRY(hub->transact([&]() -> Status {
    const auto row = TRY(hub->lock_vault(keys.vault_id));
    held = row.has_value();
    if (!row || !row->receipt.empty()) return ok();
    return hub::end_vault(*hub, keys.vault_id, receipt);
  }));
  return held;
}

// False where it holds vaults of others, or a program has it open.
Result<bool> remove_own_hub(const std::string& place) {
  const std::string file = place + std::string(kHubFile);
  if (!platform::exists(file)) return true;
  if (!TRY(store::remove_empty_sqlite_hub(file))) return false;
  const std::string key = place + std::string(kHubFolder) + "/hub.key";
  if (platform::exists(key)) TRY(platform::remove_file(key));
  rmdir((place + std::string(kHubFolder)).c_str());
  return true;
}

Status confirm(Context& context, const std::string& place) {
  if (!context.can_ask()) return Error{.code = "cli/say_yes"};
  context.err.words(context.say("cli.delete.everything", {{"folder", place}}));
  const auto wanted = context.say("cli.delete.word");
  const auto typed = TRY(ask_line(context, context.say("cli.delete.type", {{"word", wanted}})));
  if (typed != wanted) return Error{.code = "cli/stopped"};
  return ok();
}

}  // namespace

Status Home::delete_at_all_hubs(Context& context) {
  auto home = TRY(open(context));
  const bool own = TRY(remove_from_own_hub(home.folder_, home.life_->vault().keys(),
                                           home.hub().value_or("http://127.0.0.1")));
  return home.delete_at_hubs(own);
}

Status Home::delete_everything(Context& context, const Deleting& asked) {
  const auto place = TRY(folder(context));
  if (!exists(context)) return Error{.code = "cli/no_home", .detail = place};
  if (!asked.sure) TRY(confirm(context, place));
  bool left = false;
  if (!asked.leave_hub && TRY(was_at_a_hub(place))) {
    // The keys that go here are the means to delete it there.
    if (const Status ended = delete_at_all_hubs(context); !ended) {
      report(context, ended.error());
      context.err.words(context.say("cli.delete.hub_left"));
      if (asked.sure || !context.can_ask()) return Error{.code = "cli/hub_left"};
      if (!TRY(ask_yes(context, context.say("cli.delete.hub_anyway"), false)))
        return Error{.code = "cli/stopped"};
      left = true;
    }
  }
  lock_now(place);
  // Keys first: without them what may be left of the log says nothing.
  TRY(forget_keys(place));
  for (const auto* name : {"/ajar.db", "/ajar.db-wal", "/ajar.db-shm", "/ajar.db-journal"}) {
    if (platform::exists(place + name)) TRY(platform::remove_file(place + name));
  }
  const bool hub_gone = left || asked.leave_hub ? true : TRY(remove_own_hub(place));
  rmdir(place.c_str());  // stays where something else lies in it
  context.out.words(context.say("cli.delete.gone"));
  if (left || asked.leave_hub) context.err.words(context.say("cli.delete.hub_finish"));
  if (!hub_gone)
    context.err.words(context.say("cli.delete.hub_stays", {{"folder", place + "/hub"}}));
  return ok();
}

}  // namespace ajar::cli
