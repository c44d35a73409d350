// A life on this machine and its hub: the steps of sync done with this disk and this network.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <set>

#include "cli/clock.h"
#include "cli/home.h"
#include "life/ending.h"
#include "platform/files.h"
#include "platform/http_client.h"
#include "platform/system.h"
#include "store/sqlite/sqlite_log.h"
#include "vault/draft.h"
#include "vault/frames.h"

namespace ajar::cli {
namespace {

using vault::Bytes;

constexpr std::string_view kHub = "hub";
constexpr std::string_view kFarewell = "farewell";
constexpr std::string_view kDraft = "draft.";
constexpr std::string_view kState = "sync.";
constexpr std::string_view kStateSlot = "sync";  // that it is sealed for
constexpr std::string_view kTold = "told.";      // of a hub that was asked to begin the vault
constexpr std::size_t kMostOfOrigin = 90;        // in a name
constexpr int kMostRuns = 4;
constexpr auto kQuietTime = std::chrono::seconds(1);  // before progress is said

// Codes of a run are few; an error wants one that stays.
std::string_view lasting(const std::string& code) {
  static std::set<std::string> codes;
  return *codes.insert(code).first;
}

Error error_of(const life::Step& step) {
  return Error{.code = lasting(step.code), .field = step.device, .detail = step.detail};
}

platform::HttpAnswer ask(platform::HttpClient& client, const life::Step& step) {
  return client.send({.method = step.method,
                      .path = step.path,
                      .token = step.token,
                      .invitation = step.invitation,
                      .body = step.body},
                     vault::answer_limit);
}

// Says how far a run is, once it takes longer than a moment.
class Progress {
 public:
  explicit Progress(Context& context) : context_(context) {}
  ~Progress() { context_.err.status({}); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void say(std::string_view message, std::int64_t count) {
    if (std::chrono::steady_clock::now() - began_ < kQuietTime) return;
    context_.err.status(context_.say(message, {{"count", count}}));
  }

 private:
  Context& context_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

std::string state_name(const std::string& origin) {
  return std::string(kState) + origin.substr(0, kMostOfOrigin);
}

std::string told_name(const std::string& origin) {
  return std::string(kTold) + origin.substr(0, kMostOfOrigin);
}

// The hub itself says that it took nothing; a proxy, or a hub that is busy, says nothing about it.
bool refuses(const platform::HttpAnswer& answer) {
  return answer.status >= 400 && answer.status < 500 && answer.status != 429 &&
         life::problem_of(answer.body).code.starts_with("hub/");
}

}  // namespace

Result<std::string> read_origin(std::string_view typed) {
  std::string origin(typed);
  while (origin.ends_with('/')) origin.pop_back();
  const auto host = origin.find("://");
  for (std::size_t i = 0; i < origin.size(); ++i)
    if (origin[i] >= 'A' && origin[i] <= 'Z') origin[i] = static_cast<char>(origin[i] - 'A' + 'a');
  if (host == origin.npos) origin = "https://" + origin;
  for (const auto& [scheme, port] : {std::pair{"https://", ":443"}, {"http://", ":80"}})
    if (origin.starts_with(scheme) && origin.ends_with(port))
      origin.resize(origin.size() - std::string_view(port).size());
  if (!vault::is_origin(origin))
    return Error{.code = "cli/bad_hub", .detail = origin.substr(0, 80)};
  return origin;
}

Result<std::string> Home::hub() const {
  const auto kept = TRY(log_->kept(vault_, kHub));
  if (!kept) return Error{.code = "cli/no_hub"};
  return std::string(kept->begin(), kept->end());
}

Status Home::set_hub(const std::string& origin) {
  if (origin.empty()) return log_->forget(vault_, kHub);
  return log_->keep(vault_, kHub, vault::text_bytes(origin));
}

Result<std::vector<std::uint8_t>> Home::sync_state() const {
  const auto origin = hub();
  if (!origin) return std::vector<std::uint8_t>{};
  return TRY(log_->kept(vault_, state_name(*origin))).value_or(std::vector<std::uint8_t>{});
}

Result<std::string> Home::devices_json() const {
  const auto state = TRY(sync_state());
  return life::devices_json(life::SyncState::open(life_->vault().keys(), state), life_->vault());
}

std::uint64_t Home::unsynced() const {
  const auto state = sync_state();
  if (!state || !hub()) return 0;
  return life::unsynced(life::SyncState::open(life_->vault().keys(), *state), life_->vault());
}

Status Home::name_device(const vault::DeviceId& device, std::string_view name) {
  platform::SystemRandom random;
  TRY(keep([&] { return life_->name_device(device, name, random); }));
  return ok();
}

Result<std::vector<std::uint8_t>> Home::answer_to(const vault::Offer& offer) const {
  platform::SystemRandom random;
  return vault::make_answer(offer, life_->vault(), random);
}

Result<std::vector<std::uint8_t>> Home::read_frames(std::size_t from, std::size_t count) const {
  const auto log = TRY(log_->read(vault_, static_cast<std::int64_t>(from)));
  vault::FrameReader reader(log.frames, vault_);
  std::size_t end = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto frame = reader.next();
    if (!frame) break;
    end = frame->offset + frame->bytes.size();
  }
  return std::vector<std::uint8_t>(log.frames.begin(),
                                   log.frames.begin() + static_cast<std::ptrdiff_t>(end));
}

// The frames first, then the state: one that is behind its log is caught up by itself.
Status Home::store_pulled(const life::Step& step, const life::Sync& run) {
  TRY(append(step.frames));
  platform::SystemRandom random;
  return log_->keep(vault_, state_name(TRY(hub())), TRY(run.state(random)));
}

// Drafts under this device's key, sealed again for another one, beside the log of the vault
// `place`. One that does not open stays as it is.
Status Home::carry_drafts(const vault::Secret& to, const vault::VaultId& place) const {
  platform::SystemRandom random;
  for (const auto& name : TRY(log_->kept_names(vault_))) {
    if (!name.starts_with(kDraft)) continue;
    const auto slot = name.substr(kDraft.size());
    const auto sealed = TRY(log_->kept(vault_, name)).value_or(std::vector<std::uint8_t>{});
    const auto text = vault::draft_open(life_->vault().keys(), slot, sealed);
    if (!text) continue;
    TRY(log_->keep(place, name, TRY(vault::draft_seal(to, slot, text->view(), random))));
  }
  return ok();
}

// A whole log takes the place of this one: it was damaged and is healed, or this folder is a copy
// and goes on as another device, whose secret rests beside the log.
Status Home::succeed(const life::Step& step, const life::Sync& run) {
  if (step.secret.size() == 0) {
    platform::SystemRandom random;
    TRY(log_->replace(vault_, last_, step.frames, state_name(TRY(hub())), TRY(run.state(random))));
    successor_ = life_->vault().secret();
    return ok();
  }
  const auto secret = TRY(vault::successor_open(life_->vault().keys(), step.secret.view()));
  TRY(log_->replace(vault_, last_, step.frames, successor_name(successors_ + 1),
                    step.secret.view()));
  ++successors_;
  successor_ = vault::SecretBytes(secret.view());
  return carry_drafts(TRY(vault::Secret::read(secret.view())), vault_);
}

Result<std::optional<life::Step>> Home::drive(Context& context, life::Sync& run,
                                              platform::HttpClient& client) {
  platform::SystemRandom random;
  Progress progress(context);
  life::Step step = run.begin(now_milliseconds());
  for (;;) {
    switch (step.kind) {
      case life::Step::Kind::call: {
        progress.say("cli.sync.progress",
                     static_cast<std::int64_t>(life::unsynced(run.known(), life_->vault())));
        // From here on the vault may be there, whether this hears the answer or not.
        const bool begins = step.method == "POST" && step.path == "/v1/vaults";
        if (begins)
          TRY(log_->keep(vault_, told_name(client.origin()), vault::text_bytes(client.origin())));
        const auto answer = ask(client, step);
        if (begins && refuses(answer)) TRY(log_->forget(vault_, told_name(client.origin())));
        step = run.answer(answer.status, answer.body, now_milliseconds(), random);
        break;
      }
      case life::Step::Kind::read:
        step = run.frames(TRY(read_frames(step.from, step.count)), random);
        break;
      case life::Step::Kind::store: {
        const auto stored = store_pulled(step, run);
        step = run.stored(stored.has_value(), now_milliseconds(), random);
        if (!stored && stored.error().code == "store/behind") return std::optional<life::Step>{};
        if (!stored) return stored.error();
        if (life_->strip_due()) TRY(strip());
        break;
      }
      case life::Step::Kind::replace: {
        const auto stored = succeed(step, run);
        step = run.stored(stored.has_value(), now_milliseconds(), random);
        if (!stored && stored.error().code == "store/behind") return std::optional<life::Step>{};
        if (!stored) return stored.error();
        break;
      }
      default:
        TRY(log_->keep(vault_, state_name(client.origin()), TRY(run.state(random))));
        return std::optional<life::Step>(std::move(step));
    }
  }
}

Result<std::vector<life::Notice>> Home::sync(Context& context, const life::Goal& goal,
                                             const std::string& invitation,
                                             const std::optional<vault::Key>& words, bool go_on) {
  const auto origin = TRY(hub());
  auto client = TRY(platform::HttpClient::open(origin));
  std::vector<life::Notice> notices;
  for (int tries = 0; tries < kMostRuns; ++tries) {
    TRY(catch_up());
    life::Sync run(
        *life_, TRY(sync_state()),
        {.origin = origin, .invitation = invitation, .goal = goal, .words = words, .go_on = go_on});
    const auto end = TRY(drive(context, run, client));
    for (const auto& notice : run.notices()) notices.push_back(notice);
    if (successor_.size() != 0) {
      TRY(reopen());
      continue;  // what the new device has to bring goes with its own run
    }
    if (!end) continue;  // another process has written since
    if (end->kind == life::Step::Kind::stopped) return error_of(*end);
    TRY(say_farewell(notices));
    return notices;
  }
  return Error{.code = "sync/too_often"};
}

namespace {

bool is_this_machine(std::string_view origin) {
  const auto host = origin.substr(std::min(origin.find("//") + 2, origin.size()));
  return host.starts_with("127.0.0.1") || host.starts_with("localhost") ||
         host.starts_with("[::1]");
}

// Ends a vault at its hub. Errors: those of a run.
Status end_at_hub(life::Ending ending) {
  auto client = TRY(platform::HttpClient::open(ending.origin()));
  life::Step step = ending.begin();
  while (step.kind == life::Step::Kind::call) {
    const auto answer = ask(client, step);
    step = ending.answer(answer.status, answer.body);
  }
  if (step.kind == life::Step::Kind::done) return ok();
  return error_of(step);
}

}  // namespace

// The vault whose place this one took, once this one is at the hub. What cannot be done now is done
// by a later run.
Status Home::say_farewell(std::vector<life::Notice>& notices) {
  const auto sealed = TRY(log_->kept(vault_, kFarewell));
  if (!sealed) return ok();
  auto ending = life::Ending::open(life_->vault().keys(), *sealed);
  const Status ended = ending ? end_at_hub(std::move(*ending)) : Error{.code = "sync/refused"};
  const bool never = !ended && ended.error().code == "sync/refused";
  if (!ended && !never) {
    notices.push_back({"sync/to_be_ended", {}});
    return ok();
  }
  notices.push_back({never ? "sync/not_ended" : "sync/ended", {}});
  return log_->forget(vault_, kFarewell);
}

Status Home::reopen() {
  life_ = std::make_unique<life::Life>(TRY(life::Life::open(successor_.view())));
  successor_ = {};
  const auto log = TRY(log_->read(vault_));
  applied_ = life_->apply(log.frames, true);
  last_ = log.last;
  return ok();
}

std::string Home::successor_name(int number) {
  return "successor." + std::to_string(number);
}

Result<vault::SecretBytes> Home::latest_secret(Bytes secret) {
  vault::SecretBytes latest(secret);
  const auto log = TRY(store::open_sqlite(folder_, store::Create::no));
  const auto keys = TRY(vault::Secret::read(secret));
  for (successors_ = 0;; ++successors_) {
    const auto sealed = TRY(log->kept(keys.vault_id, successor_name(successors_ + 1)));
    if (!sealed) return latest;
    latest = TRY(vault::successor_open(TRY(vault::Secret::read(latest.view())), *sealed));
  }
}

Status Home::forget_successors() const {
  for (int number = 1; number <= successors_; ++number)
    TRY(log_->forget(vault_, successor_name(number)));
  return ok();
}

bool Home::is_trace_of_hub(std::string_view name) {
  return name.starts_with(kState) || name.starts_with(kTold) || name == kFarewell;
}

// Where the vault is, or may be: at a hub that was asked to begin it and whose answer was not kept,
// too, and where what is known of a hub does not open.
Result<std::vector<Home::PlaceAtHub>> Home::places_at_hubs() const {
  std::vector<PlaceAtHub> places;
  const auto set = hub();
  const auto at = [&](std::string_view end) -> PlaceAtHub& {
    for (PlaceAtHub& place : places)
      if (place.end == end) return place;
    // A name is cut where it is long; the hub that is set is known whole.
    const bool is_set = set && std::string_view(*set).substr(0, kMostOfOrigin) == end;
    return places.emplace_back(PlaceAtHub{std::string(end), is_set ? *set : std::string(end)});
  };
  const vault::Secret& keys = life_->vault().keys();
  for (const std::string& name : TRY(log_->kept_names(vault_))) {
    const std::string_view all = name;
    if (!all.starts_with(kState) && !all.starts_with(kTold)) continue;
    const auto kept = TRY(log_->kept(vault_, name)).value_or(std::vector<std::uint8_t>{});
    if (all.starts_with(kTold)) {
      at(all.substr(kTold.size())).origin.assign(kept.begin(), kept.end());
    } else if (life::SyncState::open(keys, kept).known ||
               !vault::draft_open(keys, kStateSlot, kept)) {
      at(all.substr(kState.size())).known = true;
    }
  }
  return places;
}

Status Home::delete_at_hubs(bool own_gone) {
  std::vector<life::Notice> notices;
  TRY(say_farewell(notices));
  for (const life::Notice& notice : notices)
    if (notice.code == "sync/to_be_ended") return Error{.code = "sync/to_be_ended"};
  for (const PlaceAtHub& place : TRY(places_at_hubs())) {
    if (!own_gone || !is_this_machine(place.origin)) {
      Status ended = end_at_hub(life::Ending(life_->vault().keys(), place.origin));
      // Who never heard that it began there, and is unknown there, has left nothing there.
      const bool never = !ended && !place.known && ended.error().code == "sync/refused";
      if (!ended && !never) return ended;
    }
    TRY(log_->forget(vault_, std::string(kState) + place.end));
    TRY(log_->forget(vault_, std::string(kTold) + place.end));
  }
  return ok();
}

Result<std::vector<vault::RestingCapsule>> Home::run(life::Errand errand) const {
  auto client = TRY(platform::HttpClient::open(TRY(hub())));
  life::Step step = errand.begin();
  while (step.kind == life::Step::Kind::call) {
    const auto answer = ask(client, step);
    step = errand.answer(answer.status, answer.body);
  }
  if (step.kind != life::Step::Kind::done) return error_of(step);
  return errand.resting();
}

// ------------------------------------------------------------------ a new home from a hub

Status Home::arrive(Context& context, life::Arrival arrival, const std::string& origin,
                    const std::function<Result<vault::SecretBytes>()>& passphrase) {
  const auto place = TRY(folder(context));
  if (exists(context)) return Error{.code = "cli/exists_home", .detail = place};
  auto client = TRY(platform::HttpClient::open(origin));
  platform::SystemRandom random;
  life::Step step = arrival.begin();
  {
    Progress progress(context);
    while (step.kind == life::Step::Kind::call) {
      progress.say("cli.arrive.progress", static_cast<std::int64_t>(arrival.events()));
      const auto answer = ask(client, step);
      step = arrival.answer(answer.status, answer.body, now_milliseconds(), random);
    }
  }
  if (step.kind != life::Step::Kind::home) return error_of(step);
  const auto chosen = TRY(passphrase());
  TRY(settle_in(context, step.frames, step.secret.view(), chosen.view()));
  const auto log = TRY(store::open_sqlite(place, store::Create::no));
  const auto vault_id = TRY(vault::Secret::read(step.secret.view())).vault_id;
  TRY(log->keep(vault_id, kHub, vault::text_bytes(origin)));
  return log->keep(vault_id, state_name(origin), arrival.state());
}

}  // namespace ajar::cli
