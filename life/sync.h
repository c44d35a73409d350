// The machine that brings one life and one hub together (spec/sync.md §2). It does no I/O: it says
// what to send, read or store, and is told what came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "life/life.h"
#include "life/step.h"
#include "vault/join.h"

namespace ajar::life {

// What else a run shall do, once both sides have the same; at most one of the first two.
struct Goal {
  std::optional<vault::Offer> certify = {};
  std::vector<vault::DeviceId> revoke = {};
  std::optional<vault::Key> words = {};  // the words put them out, and not this device
};

struct SyncSettings {
  std::string origin;      // of the hub, as a browser writes one
  std::string invitation;  // empty: none
  Goal goal = {};
  // The words open the session: a hub that lost the vault knows them by the genesis, and not this
  // device.
  std::optional<vault::Key> words = {};
  // The person says so: a device that went on under a new id once may do it again.
  bool go_on = false;
};

// One run. The life outlives it; between its steps the life may be written to, but for the time
// from `store` or a decision's call to its report.
class Sync {
 public:
  Sync(Life& life, vault::Bytes state, SyncSettings settings);

  Step begin(std::int64_t now_ms);
  // Status 0: there was no answer, or a broken one.
  Step answer(int status, vault::Bytes body, std::int64_t now_ms, vault::Random& random);
  // What `read` asked for.
  Step frames(vault::Bytes frames, vault::Random& random);
  // Whether `store` or `replace` is durable.
  Step stored(bool done, std::int64_t now_ms, vault::Random& random);

  // To be kept with every store, done and stopped.
  [[nodiscard]] Result<std::vector<std::uint8_t>> state(vault::Random& random) const {
    return state_.seal(keys_of_state(), random);
  }
  [[nodiscard]] const SyncState& known() const { return state_; }
  [[nodiscard]] const std::vector<Notice>& notices() const { return notices_; }

 private:
  enum class Phase : std::uint8_t {
    idle,
    read_genesis,
    create,
    challenge,
    claim,
    head,
    pull,
    store_pulled,
    read_log,
    push,
    decide,
    store_decision,
    read_all,  // of a copied folder: the log, to be taken apart
    renew,     // its new certificate
    store_renewed,
    fill_in,  // of a damaged log: what it has and the hub has not
    store_healed,
  };
  // An event that the hub is to be brought.
  struct Wanted {
    std::size_t place;
    vault::DeviceId device;
    std::uint64_t dseq;
  };

  Step finish(Step step);
  Step fail(int status, vault::Bytes body);
  Step ask_for_session();
  Step ask_for_head();
  Step again();
  Step created(int status, vault::Bytes body);
  Step got_head(vault::Bytes body);
  std::optional<Step> compare_heads(const vault::Head& head);
  Step pull();
  Step got_page(vault::Bytes body);
  Step pulled();
  Step push();
  Step send(vault::Bytes frames);
  Step sent(int status, vault::Bytes body);
  bool goal_is_reached();
  Step decide();
  Step decided(int status, vault::Bytes body);
  Step deleted(const Problem& problem);
  Step odd(const Alarm& alarm);
  Step go_on_apart(std::uint64_t common);
  [[nodiscard]] bool keeps_decisions() const;
  void remember_decision();
  Step take_apart(vault::Bytes log);
  Step heal();
  Step fill_in(vault::Bytes log);
  Step not_healed();
  Step renew();
  Step renewed(int status, vault::Bytes body);
  Life& current() { return renewal_ && renewal_->life ? *renewal_->life : *life_; }
  void accept_pulled();
  std::vector<Wanted> wanted();
  [[nodiscard]] const vault::Secret& keys_of_state() const {
    return successor_ ? *successor_ : life_->vault().keys();
  }
  void note(std::string_view code);

  // Another log takes the place of this one: of a copied folder, or of a damaged log. As it will
  // be, and the own events that were lifted out of the old one.
  struct Renewal {
    bool heals = false;
    vault::Tip tip;            // of the life, when its log was read
    std::uint64_t common = 0;  // of a copied folder: the last own place that both have the same in
    vault::Hash control{};     // the last decision that was ever here
    std::vector<std::uint8_t> log;
    std::vector<std::vector<std::uint8_t>> lifted;  // frames
    std::optional<Life> life;
    std::optional<vault::Renewed> renewed;
  };

  Life* life_;
  SyncState state_;
  SyncState before_;
  SyncState trial_;  // the state as it will be once what was pulled is stored
  SyncSettings settings_;
  HubSession session_;
  vault::Random* random_ = nullptr;  // of the call that is going on
  Phase phase_ = Phase::idle;
  std::int64_t now_ms_ = 0;
  vault::Head head_;
  std::uint64_t last_ = 0;  // of the hub, by its last page
  std::size_t held_ = 0;    // bytes of pages held back for their tombstones
  std::vector<Wanted> sending_;
  int tries_ = 0;
  bool created_ = false;
  bool decided_ = false;
  bool tried_to_heal_ = false;
  bool read_anew_ = false;  // because of what the hub said of this device's own place
  bool held_back_ =
      false;  // something here is damaged, and the hub has to wait for what is behind it
  std::optional<Renewal> renewal_;
  std::optional<vault::Secret> successor_;  // once it was stored
  std::vector<Notice> notices_;
};

}  // namespace ajar::life
