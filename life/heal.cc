// A damaged log made whole again (spec/sync.md §9): everything is read from the hub as a newcomer
// reads it, what is here alone is put behind it, and the whole takes the old log's place.
#include <algorithm>

#include "life/sync.h"
#include "vault/frames.h"
#include "vault/hex.h"

namespace ajar::life {
namespace {

using vault::Bytes;
using Octets = std::vector<std::uint8_t>;

// What the damaged log holds and `fresh` does not, in log order: all of it, and by whose hand it
// was written.
struct Missing {
  Octets all, others;
  std::vector<Octets> own;
  bool decided = false;  // a decision about devices is among the own ones
};

Missing missing_in(const vault::Vault& fresh, const vault::Vault& damaged, Bytes log) {
  Missing missing;
  vault::FrameReader reader(log, damaged.vault_id());
  while (const auto frame = reader.next()) {
    vault::EventView event;
    if (vault::read_frame(frame->bytes, event) != vault::Layer::none) continue;
    const auto device = vault::read_array<vault::DeviceId>(event.device());
    const vault::Hash evh = vault::event_hash(event);
    const auto there = fresh.event_at(device, event.dseq);
    const auto here = damaged.event_at(device, event.dseq);
    // What did not open here is what is to be healed. A stub proves nothing where a whole event
    // stands.
    if ((there && *there == evh) || !here || *here != evh) continue;
    if (there && event.kind == vault::Kind::stub) continue;
    missing.all.insert(missing.all.end(), frame->bytes.begin(), frame->bytes.end());
    if (device == damaged.device()) {
      missing.own.emplace_back(frame->bytes.begin(), frame->bytes.end());
      missing.decided = missing.decided || event.type <= vault::Type::control;
    } else {
      missing.others.insert(missing.others.end(), frame->bytes.begin(), frame->bytes.end());
    }
  }
  return missing;
}

// Takes frames in as if they had come from the hub, all or none.
bool take_behind(Life& life, const Octets& frames, Octets& log) {
  if (frames.empty()) return true;
  const auto taken = life.take(frames);
  if (!taken || taken->uncovered != 0) {
    life.discard();
    return false;
  }
  const auto stored = life.store_taken();
  log.insert(log.end(), stored.begin(), stored.end());
  life.accept();
  return true;
}

}  // namespace

Step Sync::heal() {
  auto fresh = Life::open(life_->vault().secret().view());
  if (!fresh) return finish(stop(fresh.error().code));
  tried_to_heal_ = true;
  before_ = state_;
  renewal_ = Renewal();
  renewal_->heals = true;
  renewal_->control = state_.control;
  renewal_->life = std::move(*fresh);
  state_.read_anew(head_.generation);
  last_ = head_.last;
  trial_ = state_;
  return pull();
}

Step Sync::fill_in(Bytes log) {
  Renewal& renewal = *renewal_;
  renewal.tip = life_->vault().tip();
  renewal.lifted.clear();
  Missing missing = missing_in(renewal.life->vault(), life_->vault(), log);
  if (!take_behind(*renewal.life, missing.all, renewal.log)) {
    // An own event that never left this device was hit, and what was written after it fits nowhere:
    // it goes on under a new id.
    for (const Octets& frame : missing.own) renewal.life->foresee(frame);
    // A decision would be lost by it.
    if (missing.decided || !take_behind(*renewal.life, missing.others, renewal.log))
      return not_healed();
    if (!keeps_decisions()) return not_healed();
    renewal.lifted = std::move(missing.own);
    return renew();
  }
  if (!keeps_decisions()) return not_healed();
  phase_ = Phase::store_healed;
  Step step{.kind = Step::Kind::replace};
  step.frames = std::move(renewal.log);
  return step;
}

// Nothing that can be read is given up: the log stays as it is, and the run goes on with it.
Step Sync::not_healed() {
  note("sync/not_healed");
  renewal_.reset();
  state_ = before_;
  state_.vain = true;
  return ask_for_head();
}

}  // namespace ajar::life
