// An edge as browser and terminal are one: a log on a disk that can be lost, a life opened from it,
// and the steps of sync done one after the other against a hub in memory.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "life/sync.h"
#include "tests/sync/memory_hub.h"

namespace ajar::tests {

class Edge {
 public:
  // A new vault.
  explicit Edge(const std::string& seed) : random_(seed) {
    EXPECT_TRUE(vault::start());
    auto created = vault::create(random_);
    secret_ = vault::SecretBytes(created->secret.view());
    log_ = created->frame;
    reopen();
  }
  // What was stored elsewhere: a copied folder, or a home that somebody else made.
  Edge(const std::string& seed, vault::Bytes secret, Octets log, Octets state)
      : random_(seed), secret_(secret), log_(std::move(log)), state_(std::move(state)) {
    reopen();
  }
  Edge copy(const std::string& seed) const { return Edge(seed, secret_.view(), log_, state_); }

  void reopen() {
    auto opened = life::Life::open(secret_.view());
    ASSERT_TRUE(opened);
    const auto applied = opened->apply(log_, true);
    if (!may_be_damaged_)
      for (const auto& damage : applied.damaged)
        ADD_FAILURE() << damage.index << " " << damage.code;
    life_ = std::make_unique<life::Life>(std::move(*opened));
  }

  std::string put(const std::string& text, std::optional<Id> id = {}) {
    const auto body = "{\"text\":\"" + text + "\"}";
    auto prepared = life_->put({.kind = "entry", .body = body, .id = id}, clock(), random_);
    EXPECT_TRUE(prepared) << (prepared ? "" : prepared.error().code);
    if (!prepared) return {};
    keep(prepared->frames);
    return format(prepared->id);
  }
  void sweep() {
    const auto prepared = life_->sweep();
    EXPECT_TRUE(prepared);
    keep(prepared->frames);
    log_ = life_->strip(log_).log;
  }
  void keep(const Octets& frames) {
    log_.insert(log_.end(), frames.begin(), frames.end());
    life_->accept();
  }
  void name(const vault::DeviceId& device, const std::string& text) {
    keep(life_->name_device(device, text, random_)->frames);
  }

  // One run to its end; the last step. `steps` ends it earlier, as a closed lid does.
  life::Step sync(MemoryHub& hub, life::Goal goal = {}, int steps = 1 << 30) {
    life::Sync run(*life_, state_,
                   {.origin = "https://hub.example",
                    .invitation = {},
                    .goal = goal,
                    .words = words_,
                    .go_on = go_on_});
    life::Step step = run.begin(++now_ms_);
    while (steps-- > 0) {
      switch (step.kind) {
        case life::Step::Kind::call: {
          const auto answer = hub.handle(step.method, step.path, step.token, step.body);
          const bool lost = hub.lose && hub.lose(step.path);
          step = run.answer(lost ? 0 : answer.status, lost ? Octets{} : answer.body, ++now_ms_,
                            random_);
          break;
        }
        case life::Step::Kind::read:
          step = run.frames(frames(step.from, step.count), random_);
          break;
        case life::Step::Kind::store:
          log_.insert(log_.end(), step.frames.begin(), step.frames.end());
          state_ = *run.state(random_);
          step = run.stored(true, ++now_ms_, random_);
          if (life_->strip_due()) log_ = life_->strip(log_).log;
          break;
        case life::Step::Kind::replace: {
          log_ = step.frames;
          if (step.secret.size() != 0) {
            const auto fresh = vault::successor_open(life_->vault().keys(), step.secret.view());
            EXPECT_TRUE(fresh);
            secret_ = vault::SecretBytes(fresh->view());
          }
          step = run.stored(true, ++now_ms_, random_);
          state_ = *run.state(random_);
          notices_ = run.notices();
          reopen();
          return step;
        }
        default:
          state_ = *run.state(random_);
          notices_ = run.notices();
          return step;
      }
    }
    life_->discard();
    return step;
  }
  std::string code(MemoryHub& hub, life::Goal goal = {}) {
    const auto step = sync(hub, std::move(goal));
    return step.kind == life::Step::Kind::done ? "done" : step.code;
  }
  bool noticed(std::string_view code) const {
    for (const auto& notice : notices_)
      if (notice.code == code) return true;
    return false;
  }
  std::uint64_t unsynced() const {
    return life::unsynced(life::SyncState::open(life_->vault().keys(), state_), life_->vault());
  }

  life::Life& life() { return *life_; }
  vault::DeviceId id() const { return life_->vault().device(); }
  std::string hash() const { return life_->state().hash; }
  const Octets& log() const { return log_; }
  const vault::SecretBytes& secret() const { return secret_; }
  Octets& state() { return state_; }
  vault::SeededRandom& random() { return random_; }
  // One bit of the log falls over; `index` counts frames, `offset` bytes of that one from its
  // beginning.
  void flip(std::size_t index, std::size_t offset) {
    vault::FrameReader reader(log_, life_->vault().vault_id());
    std::size_t at = 0;
    for (std::size_t i = 0; i <= index; ++i) {
      const auto frame = reader.next();
      ASSERT_TRUE(frame);
      at = frame->offset;
    }
    log_[at + offset] ^= 4;
    may_be_damaged_ = true;
    reopen();
    may_be_damaged_ = false;
  }
  void open_damaged() {
    may_be_damaged_ = true;
    reopen();
    may_be_damaged_ = false;
  }
  Octets& stored_log() { return log_; }
  // The words open the session of the next runs.
  void say_words(const vault::Key& words) { words_ = words; }

  // The person lets the next runs go on under a new id once more.
  void say_go_on() { go_on_ = true; }
  bool put_out(const vault::DeviceId& device) const {
    for (const auto& member : life_->vault().members())
      if (member.id == device) return member.revoked;
    return false;
  }

  void at_minute(std::int64_t minute) { minute_ = minute; }

 private:
  life::Clock clock() {
    ++minute_;
    LocalTime now = *parse_local_time("2026-01-01T08:00:00+01:00");
    now.seconds += minute_ * 60;
    return {now, 1'767'250'800'000 + minute_ * 60'000};
  }
  Octets frames(std::size_t from, std::size_t count) const {
    Octets out;
    vault::FrameReader reader(log_, life_->vault().vault_id());
    for (std::size_t at = 0; at < from + count; ++at) {
      const auto frame = reader.next();
      if (!frame) break;
      if (at >= from) out.insert(out.end(), frame->bytes.begin(), frame->bytes.end());
    }
    return out;
  }

  vault::SeededRandom random_;
  vault::SecretBytes secret_;
  Octets log_, state_;
  std::unique_ptr<life::Life> life_;
  std::vector<life::Notice> notices_;
  std::optional<vault::Key> words_;
  bool go_on_ = false;
  bool may_be_damaged_ = false;
  std::int64_t now_ms_ = 1'767'250'800'000;
  std::int64_t minute_ = 0;
};

}  // namespace ajar::tests
