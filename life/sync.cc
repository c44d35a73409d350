// The phases of a run, each with what may come of it.
#include "life/sync.h"

#include <algorithm>

#include "engine/base/json.h"
#include "vault/frames.h"
#include "vault/hex.h"

namespace ajar::life {
namespace {

using vault::Bytes;

constexpr int kMostTries = 4;
constexpr std::size_t kMostFrames = 256;
constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::size_t kMostRead = 512;
constexpr std::size_t kMostHeld = std::size_t{64} << 20;

bool is_of_the_count(std::string_view alarm) {
  return alarm == "sync/gap" || alarm == "sync/withheld" || alarm == "sync/duplicate" ||
         alarm == "sync/reordered";
}

Step read_step(std::size_t from, std::size_t count) {
  return Step{.kind = Step::Kind::read, .from = from, .count = count};
}

HubSession session_of(const vault::Vault& vault, const SyncSettings& settings) {
  if (settings.words)
    return {vault.vault_id(), vault::DeviceId{}, vault::Recovery(*settings.words).sign,
            settings.origin};
  return {vault.vault_id(), vault.device(), vault::SigningKey(vault.keys().sign_seed),
          settings.origin};
}

}  // namespace

Sync::Sync(Life& life, Bytes state, SyncSettings settings)
    : life_(&life),
      state_(SyncState::open(life.vault().keys(), state)),
      settings_(std::move(settings)),
      session_(session_of(life.vault(), settings_)) {}

Step Sync::finish(Step step) {
  phase_ = Phase::idle;
  if (life_->taking()) life_->discard();
  state_.alarm = step.kind == Step::Kind::done ? std::string() : step.code;
  if (step.kind == Step::Kind::done) state_.synced_at = now_ms_;
  return step;
}

Step Sync::fail(int status, Bytes body) {
  return finish(stop_for(status, problem_of(body)));
}

void Sync::note(std::string_view code) {
  for (const Notice& notice : notices_)
    if (notice.code == code) return;
  notices_.push_back({code, {}});
}

Step Sync::begin(std::int64_t now_ms) {
  now_ms_ = now_ms;
  if (!vault::is_origin(settings_.origin)) return finish(stop("sync/origin"));
  if (settings_.words && vault::Recovery(*settings_.words).vault_id != life_->vault().vault_id())
    return finish(stop("vault/words_other"));
  if (state_.known) return ask_for_session();
  phase_ = Phase::read_genesis;
  return read_step(0, 1);
}

Step Sync::ask_for_session() {
  phase_ = Phase::challenge;
  return session_.challenge();
}

Step Sync::ask_for_head() {
  phase_ = Phase::head;
  return session_.call("GET", "/head");
}

// The hub stands otherwise than it did: look again, a few times.
Step Sync::again() {
  if (++tries_ > kMostTries) return finish(stop("sync/too_often", {}, {}, 5));
  return ask_for_head();
}

// An alarm ends the run, but for this device's own place: what is only said of it is read anew from
// the front, once, and where a received event proves that it is taken, writing goes on elsewhere.
Step Sync::odd(const Alarm& alarm) {
  const bool own =
      alarm.device == vault::hex(life_->vault().device()) &&
      (alarm.code == "sync/copied" || alarm.code == "sync/forked" || alarm.code == "sync/withheld");
  // A damaged log may only look like one.
  if (renewal_ || life_->damaged()) return finish(stop(alarm));
  if (!own) {
    // The count of a hub that left something out once does not keep it out for ever.
    if (is_of_the_count(alarm.code)) state_.read_anew(state_.generation);
    return finish(stop(alarm));
  }
  if (life_->taking()) life_->discard();
  if (alarm.taken && life_->vault().went_on() && !settings_.go_on)
    return finish(stop("sync/copied_again", {}, alarm.device));
  if (alarm.taken) return go_on_apart(*alarm.taken - 1);
  if (read_anew_) return finish(stop(alarm));
  read_anew_ = true;
  held_ = 0;
  state_.read_anew(state_.generation);
  trial_ = state_;
  return pull();
}

// A copied folder goes on under a new id, behind the last event that both have.
Step Sync::go_on_apart(std::uint64_t common) {
  note("sync/copied");
  renewal_ = Renewal();
  renewal_->common = common;
  renewal_->control = state_.control;
  renewal_->tip = life_->vault().tip();
  phase_ = Phase::read_all;
  return read_step(0, life_->vault().frames());
}

Step Sync::answer(int status, Bytes body, std::int64_t now_ms, vault::Random& random) {
  now_ms_ = now_ms;
  random_ = &random;
  const bool good = status >= 200 && status < 300;
  const Problem problem = good ? Problem{} : problem_of(body);
  if (problem.code == "hub/deleted") return deleted(problem);
  if (problem.code == "hub/no_session" && session_.is_open()) {
    if (++tries_ > kMostTries) return finish(stop("sync/refused"));
    if (life_->taking()) life_->discard();
    session_.close();
    return ask_for_session();
  }
  switch (phase_) {
    case Phase::create:
      return created(status, body);
    case Phase::challenge: {
      if (!good) return fail(status, body);
      auto step = session_.claim(body);
      if (!step) return finish(stop("sync/bad_answer"));
      phase_ = Phase::claim;
      return std::move(*step);
    }
    case Phase::claim:
      // The hub may have lost the vault: then it is made there anew, once.
      if (problem.code == "hub/session_refused" && !created_) {
        phase_ = Phase::read_genesis;
        return read_step(0, 1);
      }
      if (!good) return fail(status, body);
      if (!session_.opened(body)) return finish(stop("sync/bad_answer"));
      return ask_for_head();
    case Phase::head:
      return good ? got_head(body) : fail(status, body);
    case Phase::pull:
      return good ? got_page(body) : fail(status, body);
    case Phase::push:
      return sent(status, body);
    case Phase::decide:
      return decided(status, body);
    case Phase::renew:
      return renewed(status, body);
    default:
      return finish(stop("sync/bad_answer"));
  }
}

// ------------------------------------------------------------------ the vault at the hub

Step Sync::created(int status, Bytes body) {
  if (status != 200 && status != 201) return fail(status, body);
  if (!vault::read_head(body)) return finish(stop("sync/bad_answer"));
  if (state_.known && status == 201) {
    note("sync/restored");
    // What it had acknowledged is not there any more, whoever is let in.
    for (AtHub& device : state_.devices) device.tip = {};
    state_.read_anew({});
  }
  state_.known = true;
  created_ = true;
  return ask_for_session();
}

// A receipt counts only when a device of this vault or the words have signed it.
Step Sync::deleted(const Problem& problem) {
  const auto receipt = vault::from_hex(problem.receipt);
  const auto removal =
      receipt ? vault::Removal::read(*receipt) : Result<vault::Removal>(Error{"http/bad_body"});
  // One for another hub proves nothing about this one.
  if (removal && removal->origin == settings_.origin && life_->vault().signed_removal(*removal))
    return finish(stop("sync/deleted"));
  return finish(stop("sync/false_receipt"));
}

Step Sync::got_head(Bytes body) {
  auto head = vault::read_head(body);
  if (!head) return finish(stop("sync/bad_answer"));
  head_ = std::move(*head);
  const bool same = head_.generation == state_.generation;
  if (!same && state_.generation != vault::Generation{}) note("sync/restored");
  if (!same || head_.last < state_.cursor) {
    if (same) note("sync/rolled_back");
    state_.vain = false;
    state_.read_anew(head_.generation);
  }
  if (auto step = compare_heads(head_)) return std::move(*step);
  if (life_->damaged() && !renewal_ && !tried_to_heal_ &&
      (!state_.vain || head_.last > state_.cursor))
    return heal();
  if (renewal_ && !renewal_->renewed) state_.read_anew(head_.generation);
  last_ = head_.last;
  trial_ = state_;
  return pull();
}

// What the hub names, against what it had acknowledged and what is here.
std::optional<Step> Sync::compare_heads(const vault::Head& head) {
  bool went_back = false;
  std::optional<Alarm> forked;
  for (const vault::DeviceTip& tip : head.tips) {
    if (state_.devices.size() >= 2 * vault::device_limit && state_.find(tip.device) == nullptr)
      return finish(stop("sync/bad_answer"));
    state_.at(tip.device);
  }
  for (AtHub& device : state_.devices) {
    const auto named = std::find_if(head.tips.begin(), head.tips.end(),
                                    [&](const auto& tip) { return tip.device == device.id; });
    const vault::Tip there = named == head.tips.end() ? vault::Tip{} : named->tip;
    const auto held = current().vault().event_at(device.id, there.dseq);
    const bool own = device.id == life_->vault().device();
    went_back = went_back || there.dseq < device.tip.dseq;
    // A word against an event that is here, or about this device's own: it is not kept. The events
    // themselves decide, and where they do not come `pulled` says so.
    const bool against = held ? *held != there.evh : own && there.dseq != 0 && !life_->damaged();
    if (against && !renewal_) {
      if (!own) forked = Alarm{"sync/forked", {}, vault::hex(device.id)};
      continue;
    }
    // A word against a word: told, and the newer one is held to from then on.
    if (!own && !held && there.dseq == device.tip.dseq && there.evh != device.tip.evh)
      forked = Alarm{"sync/forked", {}, vault::hex(device.id)};
    device.tip = there;
  }
  if (forked) return odd(*forked);
  if (went_back) {
    if (notices_.empty()) note("sync/rolled_back");
    state_.read_anew(head.generation);
  }
  return std::nullopt;
}

// ------------------------------------------------------------------ from the hub

Step Sync::pull() {
  // A write came in between and let go of what was held back: it is asked for again.
  if (held_ != 0 && !current().taking()) {
    held_ = 0;
    trial_ = state_;
  }
  if (trial_.cursor >= last_) return pulled();
  phase_ = Phase::pull;
  return session_.page(trial_.cursor);
}

Step Sync::got_page(Bytes body) {
  if (held_ != 0 && !current().taking()) return pull();
  const auto page = vault::read_page(body);
  if (!page) return finish(stop("sync/bad_answer"));
  if (page->generation != trial_.generation) return again();
  // More is said to be there than is handed out.
  if (page->count == 0 && trial_.cursor < last_) return finish(stop("sync/withheld"));
  if (page->last < last_) return again();
  const vault::Vault& vault = current().vault();
  if (auto alarm = count_page(trial_, *page, vault.vault_id(), renewal_ ? nullptr : &vault))
    return odd(*alarm);
  last_ = page->last;
  const auto taken = current().take(page->frames);
  if (!taken && taken.error().code == "life/busy") return finish(stop("life/busy", {}, {}, 1));
  if (!taken) return odd(alarm_of(taken.error()));
  held_ += page->frames.size();
  if (taken->uncovered != 0) {
    if (held_ > kMostHeld) return finish(stop("sync/missing_body"));
    return pull();
  }
  held_ = 0;
  if (taken->events == 0) {
    current().discard();
    state_ = trial_;
    return pull();
  }
  if (renewal_) {
    const auto frames = current().store_taken();
    renewal_->log.insert(renewal_->log.end(), frames.begin(), frames.end());
    accept_pulled();
    return pull();
  }
  phase_ = Phase::store_pulled;
  Step step{.kind = Step::Kind::store};
  step.frames = life_->store_taken();
  step.events = taken->events;
  before_ = state_;  // where they are not stored, the state does not move either
  state_ = trial_;
  return step;
}

// Folds what was pulled, and remembers who was heard from.
void Sync::accept_pulled() {
  Life& life = current();
  std::vector<std::pair<vault::DeviceId, std::uint64_t>> before;
  for (const vault::Member& member : life.vault().members())
    before.emplace_back(member.id, life.vault().last_of(member.id).dseq);
  life.accept();
  for (const vault::Member& member : life.vault().members()) {
    const auto was = std::find_if(before.begin(), before.end(),
                                  [&](const auto& each) { return each.first == member.id; });
    const std::uint64_t had = was == before.end() ? 0 : was->second;
    if (life.vault().last_of(member.id).dseq > had) state_.at(member.id).heard_at = now_ms_;
  }
  // Perhaps somebody brought what was missing.
  if (!renewal_) state_.vain = false;
  trial_ = state_;
}

// The last decision that was ever here: a log that lost it, or a hub that goes back, does not make
// it an earlier one.
void Sync::remember_decision() {
  const vault::Vault& vault = current().vault();
  if (state_.control == vault::Hash{} || vault.holds(state_.control))
    state_.control = vault.last_control();
}

// The hub says that there is no more: then everything that was named is here.
Step Sync::pulled() {
  if (current().taking()) return finish(stop("sync/missing_body"));
  state_ = trial_;
  const vault::Vault& vault = current().vault();
  for (const auto* named : {&head_.tips, &state_.to_be_seen}) {
    for (const vault::DeviceTip& tip : *named)
      if (auto alarm = check_tip(tip, vault)) return odd(*alarm);
  }
  // A decision that the hub goes by and hands to nobody here: it shows others another line.
  if (!current().damaged() && !vault.holds(head_.control)) return odd({"sync/control_order"});
  state_.to_be_seen.clear();
  remember_decision();
  if (renewal_ && renewal_->heals) {
    phase_ = Phase::fill_in;
    return read_step(0, life_->vault().frames());
  }
  if (renewal_ && !keeps_decisions()) return finish(stop("sync/control_order"));
  if (renewal_) return renew();
  const Status writable = vault.writable();
  if (!writable && writable.error().code == "vault/revoked") return finish(stop("sync/revoked"));
  return push();
}

// ------------------------------------------------------------------ to the hub

std::vector<Sync::Wanted> Sync::wanted() {
  const vault::Vault& vault = life_->vault();
  std::vector<Wanted> wanted;
  std::size_t whole =
      vault.frames();  // up to this place nothing is missing that the hub would need
  for (const vault::Member& member : vault.members()) {
    const AtHub* there = state_.find(member.id);
    for (std::uint64_t dseq = (there == nullptr ? 0 : there->tip.dseq) + 1; dseq <= member.tip.dseq;
         ++dseq) {
      if (!vault.event_at(member.id, dseq)) {  // damaged here: what may rest on it fits nowhere
        const bool before = vault.event_at(member.id, dseq - 1).has_value();
        whole = before ? std::min(whole, vault.place_of(member.id, dseq - 1)) : 0;
        held_back_ = true;
        break;
      }
      wanted.push_back({vault.place_of(member.id, dseq), member.id, dseq});
    }
  }
  std::sort(wanted.begin(), wanted.end(),
            [](const Wanted& a, const Wanted& b) { return a.place < b.place; });
  if (held_back_) std::erase_if(wanted, [&](const Wanted& one) { return one.place > whole; });
  return wanted;
}

Step Sync::push() {
  sending_ = wanted();
  // A decision that this device went by was hit, and the hub does not hand it out.
  const bool decided = state_.control != vault::Hash{};
  if (life_->damaged() && decided && !life_->vault().holds(state_.control)) held_back_ = true;
  if (sending_.empty() && held_back_) return finish(stop("sync/not_healed"));
  if (sending_.empty()) {
    if (decided_ || goal_is_reached()) return finish(Step{.kind = Step::Kind::done});
    return decide();
  }
  phase_ = Phase::read_log;
  const std::size_t from = sending_.front().place;
  return read_step(from, std::min(kMostRead, sending_.back().place - from + 1));
}

Step Sync::frames(Bytes frames, vault::Random& random) {
  random_ = &random;
  switch (phase_) {
    case Phase::read_genesis: {
      Step step{.kind = Step::Kind::call, .method = "POST", .path = "/v1/vaults"};
      step.invitation = settings_.invitation;
      step.body.assign(frames.begin(), frames.end());
      phase_ = Phase::create;
      created_ = true;
      return step;
    }
    case Phase::read_log:
      return send(frames);
    case Phase::read_all:
      return take_apart(frames);
    case Phase::fill_in:
      return fill_in(frames);
    default:
      return finish(stop("sync/not_stored"));
  }
}

// As many of the wanted events as one call takes; a decision goes alone.
Step Sync::send(Bytes frames) {
  std::vector<Wanted> batch;
  std::vector<std::uint8_t> body;
  bool alone = false;
  std::size_t next = 0;
  vault::FrameReader reader(frames, life_->vault().vault_id());
  while (const auto frame = reader.next()) {
    vault::EventView event;
    if (next == sending_.size() || alone) break;
    if (vault::read_frame(frame->bytes, event) != vault::Layer::none) continue;
    const Wanted& want = sending_[next];
    if (event.dseq != want.dseq || !vault::same(Bytes(event.device(), 16), want.device)) continue;
    alone = event.type == vault::Type::control;
    const bool full = batch.size() == kMostFrames || body.size() + frame->bytes.size() > kMostBytes;
    if (!batch.empty() && (alone || full)) {
      alone = false;
      break;
    }
    body.insert(body.end(), frame->bytes.begin(), frame->bytes.end());
    batch.push_back(want);
    ++next;
  }
  // The log is not what the life was opened from.
  if (batch.empty()) return finish(stop("sync/not_stored"));
  sending_ = std::move(batch);
  phase_ = Phase::push;
  return session_.call("POST", alone ? "/control" : "/events", std::move(body));
}

Step Sync::sent(int status, Bytes body) {
  if (status == 409) return again();
  if (status != 200) return fail(status, body);
  const auto done = vault::read_done(body);
  if (!done || done->numbers.size() != sending_.size()) return finish(stop("sync/bad_answer"));
  if (done->generation != state_.generation) return again();
  for (std::size_t i = 0; i < sending_.size(); ++i) {
    const Wanted& sent = sending_[i];
    AtHub& device = state_.at(sent.device);
    device.tip = {sent.dseq, *life_->vault().event_at(sent.device, sent.dseq)};
    // Nobody else's came in between: there is no need to be handed one's own again.
    if (done->numbers[i] == state_.cursor + 1 && device.pulled + 1 == sent.dseq) {
      state_.cursor = done->numbers[i];
      device.pulled = sent.dseq;
    }
  }
  return push();
}

Step Sync::stored(bool done, std::int64_t now_ms, vault::Random& random) {
  now_ms_ = now_ms;
  random_ = &random;
  const Phase phase = phase_;
  if (!done) {
    life_->discard();
    state_ = before_;
    renewal_.reset();
    return finish(stop("sync/not_stored", {}, {}, 1));
  }
  if (phase == Phase::store_renewed || phase == Phase::store_healed) {
    if (renewal_->heals) note("sync/healed");
    if (renewal_->renewed) successor_ = *vault::Secret::read(renewal_->renewed->secret.view());
    return finish(Step{.kind = Step::Kind::done});
  }
  accept_pulled();
  if (phase == Phase::store_decision) {
    remember_decision();
    decided_ = true;
    return push();
  }
  return pull();
}

// ------------------------------------------------------------------ decisions

// Leaves of the goal what is not so already; a lost answer may have brought it about.
bool Sync::goal_is_reached() {
  Goal& goal = settings_.goal;
  const auto members = life_->vault().members();
  const auto find = [&](const vault::DeviceId& id) {
    return std::find_if(members.begin(), members.end(),
                        [&](const auto& one) { return one.id == id; });
  };
  std::erase_if(goal.revoke, [&](const vault::DeviceId& id) {
    const auto member = find(id);
    return member != members.end() && member->revoked;
  });
  if (goal.certify) return find(vault::newcomer_of(*goal.certify).id()) != members.end();
  return goal.revoke.empty();
}

Step Sync::decide() {
  const Goal& goal = settings_.goal;
  const auto frame = life_->decide([&](const vault::Vault& vault) -> Result<vault::Sealed> {
    vault::Tip tip = vault.tip();
    if (goal.certify)
      return vault.seal_certificate(vault::newcomer_of(*goal.certify), *random_, tip);
    std::optional<vault::Recovery> words;
    if (goal.words) words.emplace(*goal.words);
    return vault.seal_revocation(goal.revoke, words ? &*words : nullptr, *random_, tip);
  });
  if (!frame) return finish(stop(frame.error().code, frame.error().detail));
  phase_ = Phase::decide;
  return session_.call("POST", "/control", *frame);
}

Step Sync::decided(int status, Bytes body) {
  if (status == 409 || status == 0 || status >= 500) {
    // Made anew on what the hub has by now; it may even be there already.
    life_->discard();
    return status == 409 ? again() : fail(status, body);
  }
  if (status != 200) return fail(status, body);
  phase_ = Phase::store_decision;
  before_ = state_;
  Step step{.kind = Step::Kind::store};
  step.frames = life_->store_taken();
  step.events = 1;
  return step;
}

// ------------------------------------------------------------------ a copied folder

// Lifts the own events past the last common one out of the log; what is left is a life that anyone
// could have had, into which the hub's events fit.
Step Sync::take_apart(Bytes log) {
  Renewal& renewal = *renewal_;
  const vault::Vault& vault = life_->vault();
  bool decided = false;
  vault::FrameReader reader(log, vault.vault_id());
  while (const auto frame = reader.next()) {
    vault::EventView event;
    const bool whole = vault::read_frame(frame->bytes, event) == vault::Layer::none;
    const bool began = event.dseq == 1 && event.type <= vault::Type::control;
    if (whole && event.dseq > renewal.common && !began &&
        vault::same(Bytes(event.device(), 16), vault.device())) {
      decided = decided || event.type <= vault::Type::control;
      renewal.lifted.emplace_back(frame->bytes.begin(), frame->bytes.end());
    } else {
      renewal.log.insert(renewal.log.end(), frame->bytes.begin(), frame->bytes.end());
    }
  }
  // A decision cannot be sealed anew: what rests on it would fall back to before it was made.
  if (decided) return finish(stop("sync/control_order"));
  auto life = Life::open(vault.secret().view());
  if (!life) return finish(stop(life.error().code));
  // What they removed here has left no body behind.
  for (const auto& frame : renewal.lifted) life->foresee(frame);
  const Applied read = life->apply(renewal.log, true);
  // Others have built on what would be lifted, and the hub now shows another past.
  if (std::any_of(read.damaged.begin(), read.damaged.end(),
                  [](const Damage& damage) { return damage.code == "vault/seen"; }))
    return finish(stop("sync/forked", {}, vault::hex(vault.device())));
  renewal.life = std::move(*life);
  return again();
}

// Whether the log that shall take this one's place goes by every decision that was made here, and
// in no earlier epoch.
bool Sync::keeps_decisions() const {
  const vault::Vault& fresh = renewal_->life->vault();
  const vault::Vault& old = life_->vault();
  const auto keeps = [&](const vault::Hash& evh) {
    return evh == vault::Hash{} || fresh.holds(evh);
  };
  return keeps(old.last_control()) && keeps(renewal_->control) &&
         fresh.epochs().size() >= old.epochs().size();
}

Step Sync::renew() {
  auto renewed = vault::renew(renewal_->life->vault(), *random_);
  if (!renewed) return finish(stop(renewed.error().code));
  renewal_->renewed = std::move(*renewed);
  phase_ = Phase::renew;
  return session_.call("POST", "/control", renewal_->renewed->certificate.frame);
}

namespace {

// A lifted tombstone again, for the stubs that no other one names. A body that is still there stays
// for the next sweep, which knows what became of the newer ones.
Result<vault::Sealed> bury_again(const vault::Vault& fresh, Bytes content,
                                 const std::vector<vault::Hash>& bare, vault::Tip& tip) {
  const Bytes names = TRY(vault::read_tombstone(content));
  std::vector<vault::Hash> gone;
  for (std::size_t at = 0; at < names.size(); at += 32) {
    const auto evh = vault::read_array<vault::Hash>(names.data() + at);
    if (std::binary_search(bare.begin(), bare.end(), evh)) gone.push_back(evh);
  }
  return fresh.seal_tombstone(std::move(gone), tip);
}

// The lifted events' contents, sealed anew under the new id. Errors: the vault's.
Status seal_again(Life& fresh, const vault::Vault& old,
                  const std::vector<std::vector<std::uint8_t>>& lifted,
                  std::vector<std::uint8_t>& log, vault::Random& random) {
  vault::SecretBytes scratch;
  const std::vector<vault::Key> epochs = old.epochs();
  const std::vector<vault::Hash> bare = fresh.vault().bare_stubs();
  for (const auto& frame : lifted) {
    vault::EventView event;
    vault::Text text;
    if (vault::read_frame(frame, event) != vault::Layer::none) continue;
    const vault::Key* key = event.epoch < epochs.size() ? &epochs[event.epoch] : nullptr;
    if (vault::open_event(event, key, scratch, text) != vault::Layer::none || text.content.empty())
      continue;
    vault::Tip tip = fresh.vault().tip();
    Result<vault::Sealed> sealed = Error{"vault/empty"};
    if (event.type == vault::Type::tombstone) {
      sealed = bury_again(fresh.vault(), text.content, bare, tip);
    } else if (event.type == vault::Type::record) {
      sealed = fresh.vault().seal_record(text.content, random, tip);
    } else if (event.type == vault::Type::name) {
      const auto name = vault::Name::read(text.content);
      if (name) sealed = fresh.vault().seal_name(name->device, name->text, random, tip);
    }
    if (!sealed) continue;
    fresh.vault().advance(*sealed);
    log.insert(log.end(), sealed->frame.begin(), sealed->frame.end());
  }
  return ok();
}

}  // namespace

Step Sync::renewed(int status, Bytes body) {
  Renewal& renewal = *renewal_;
  if (status == 409) {
    renewal.renewed.reset();
    return again();
  }
  if (status != 200) return fail(status, body);
  // Written to meanwhile: what came since would be lost.
  if (renewal.tip != life_->vault().tip()) {
    const std::uint64_t common = renewal.common;
    const bool heals = renewal.heals;
    renewal_.reset();
    return heals ? finish(stop("sync/not_stored", {}, {}, 1)) : go_on_apart(common);
  }
  const auto& certificate = renewal.renewed->certificate.frame;
  renewal.log.insert(renewal.log.end(), certificate.begin(), certificate.end());
  auto fresh = Life::open(renewal.renewed->secret.view());
  if (!fresh) return finish(stop(fresh.error().code));
  fresh->apply(renewal.log, true);
  if (Status sealed = seal_again(*fresh, life_->vault(), renewal.lifted, renewal.log, *random_);
      !sealed)
    return finish(stop(sealed.error().code));
  auto successor =
      vault::successor_seal(life_->vault().keys(), renewal.renewed->secret.view(), *random_);
  if (!successor) return finish(stop(successor.error().code));
  phase_ = Phase::store_renewed;
  before_ = state_;
  Step step{.kind = Step::Kind::replace};
  step.frames = std::move(renewal.log);
  step.secret = vault::SecretBytes(Bytes(*successor));
  return step;
}

}  // namespace ajar::life
