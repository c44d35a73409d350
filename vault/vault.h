// An opened vault: takes frames in, checks and opens them, and seals what is written next. It keeps
// no file and no time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "vault/control.h"
#include "vault/event.h"
#include "vault/frames.h"
#include "vault/http.h"
#include "vault/secret.h"

namespace ajar::vault {

// A new life: the device's secret, to be wrapped before it is stored, and the genesis frame, to be
// stored first.
struct Created {
  SecretBytes secret;
  std::vector<std::uint8_t> frame;
};
Result<Created> create(Random& random);

// One event that opened.
struct Opened {
  Type type = Type::record;
  Hash evh{};
  DeviceId device{};
  std::uint64_t dseq = 0;
  bool stub = false;   // its body was dropped; `content` is empty
  Bytes content = {};  // valid until the next call of apply
  std::string_view problem =
      {};  // what is wrong around it (spec/vault.md §8), or empty; the event itself is good
};

struct Problem {
  std::size_t index = 0;  // of the frame, from 0, in the order of apply
  std::string_view code;
  bool operator==(const Problem&) const = default;
};

// What is known of a device of this vault.
struct Member {
  DeviceId id{};
  bool self = false;
  bool certified = false;
  bool revoked = false;
  CertifiedBy by = CertifiedBy::words;
  DeviceId by_device{};           // zero where the words brought it in
  std::string name = {};          // empty: nobody has given one
  Tip tip = {};                   // its last accepted event
  std::uint64_t quarantined = 0;  // events past that, taken in before the revocation was known
};

enum class Check { last_signatures, every_signature };

class Vault {
 public:
  // Errors: vault/newer, vault/bad_secret.
  static Result<Vault> open(Bytes secret, Check check = Check::last_signatures);

  const VaultId& vault_id() const { return secret_.vault_id; }
  const DeviceId& device() const { return secret_.device; }

  // The next frame of the log, or a piece that FrameReader had to skip. On an error nothing of it
  // was taken, and one goes on with the next frame. Errors: the codes of spec/vault.md §4,
  // vault/duplicate, vault/second_genesis.
  Result<Opened> apply(Bytes frame);
  // The next event that came from elsewhere, held to all of §8: any error refuses it, and this
  // vault must then be dropped for the copy from before. Errors: those of apply and the problems of
  // §8; vault/duplicate alone leaves everything as it was.
  Result<Opened> merge(Bytes frame);
  // After the last one: the signatures of all devices that were merged from. Error:
  // vault/bad_signature (detail: the device in hex).
  Status merged();
  // What this tombstone names counts as named already: it was lifted out of the log, and is to be
  // sealed anew. Any other frame says nothing.
  void foresee(Bytes frame);
  // Stubs that no tombstone names so far: how many, and which, sorted.
  [[nodiscard]] std::size_t uncovered() const;
  [[nodiscard]] std::vector<Hash> bare_stubs() const;
  // After the last frame: what only the whole log shows. Call it again after more frames.
  std::vector<Problem> finish() const;

  // ok when this device may write. Errors: vault/newer, vault/uncertified, vault/damaged_tip.
  Status writable() const;
  // This device's last event. Seal on a copy of it, several times in a row if need be; `advance`
  // when they are durable.
  Tip tip() const;
  // `content` is 1 to 131072 bytes; `tip` moves on. Errors: vault/empty, vault/too_long, and those
  // of writable.
  Result<Sealed> seal_record(Bytes content, Random& random, Tip& tip) const;
  // Names record events whose bodies shall go, 1 to 8000. Errors: vault/empty, vault/too_many, and
  // those of writable.
  Result<Sealed> seal_tombstone(std::vector<Hash> events, Tip& tip) const;
  // Lets a device in, on the last control event. Errors: vault/too_many, vault/bad_public_key,
  // vault/bad_event (it is in already), and those of writable.
  Result<Sealed> seal_certificate(const Newcomer& newcomer, Random& random, Tip& tip) const;
  // Puts devices out, with the last events that are here, and begins the next epoch; said by this
  // device, or by the words where they are given. Errors: vault/unknown_device (not here, out
  // already, or this one), vault/words_other, vault/too_many, vault/empty, and those of writable.
  Result<Sealed> seal_revocation(std::vector<DeviceId> out, const Recovery* words, Random& random,
                                 Tip& tip) const;
  // What a device shall be called. Errors: vault/bad_name, vault/unknown_device, and those of
  // writable.
  Result<Sealed> seal_name(const DeviceId& device, std::string_view name, Random& random,
                           Tip& tip) const;
  // Takes up an event that this vault has sealed and the caller has stored, in the order of
  // sealing.
  void advance(const Sealed& sealed);

  // The devices, certified ones, in the order in which they came.
  [[nodiscard]] std::vector<Member> members() const;
  // The hash of an event that is here, past a revocation too; nothing where it is not.
  [[nodiscard]] std::optional<Hash> event_at(const DeviceId& device, std::uint64_t dseq) const;
  // Whether any event of this hash is here.
  [[nodiscard]] bool holds(const Hash& evh) const;
  // The number of its frame, from 0, in the order of the log.
  [[nodiscard]] std::size_t place_of(const DeviceId& device, std::uint64_t dseq) const;
  // The last event of a device that is here, accepted or not; dseq 0 for none.
  [[nodiscard]] Tip last_of(const DeviceId& device) const;
  // Events that a revocation has put out although they were here; and how many there are.
  [[nodiscard]] bool quarantined(const Hash& evh) const { return quarantine_.contains(evh); }
  [[nodiscard]] std::size_t quarantined() const { return quarantine_.size(); }
  // The keys of all epochs up to the present one.
  [[nodiscard]] std::vector<Key> epochs() const;
  // Opens what is sealed to the words as well, for a device that they are about to certify.
  void learn(const Recovery& words) { recovery_ = words; }
  // Whether this device's key has signed an event of this hash.
  [[nodiscard]] bool signed_by_self(const Hash& evh, const std::uint8_t* signature) const {
    return signed_by(signer_.public_key(), evh, signature);
  }
  // Whether a hub's receipt of deletion was signed by a device of this vault that was not put out,
  // or by the words. Which hub it is for is the caller's to compare.
  [[nodiscard]] bool signed_removal(const Removal& removal) const;
  // Frames that were taken up, refused ones of the log among them.
  [[nodiscard]] std::size_t frames() const { return index_; }
  // Whether any frame of this device's own log was refused.
  [[nodiscard]] bool damaged() const { return damaged_; }

  // Has a tombstone removed this event?
  bool removed(const Hash& evh) const { return removed_.contains(evh); }
  // The same log with the bodies of removed events left out; all else, damage too, byte for byte.
  struct Stripped {
    std::vector<std::uint8_t> log;
    std::size_t changed = 0;
  };
  Stripped strip(Bytes log) const;

  // The secret to wrap and store.
  SecretBytes secret() const { return secret_.bytes(); }
  const Secret& keys() const { return secret_; }
  // Takes R off this device once the person has confirmed the words; wrap and store the secret
  // again.
  void forget_words() { secret_.words.reset(); }

  // Has the log shown who brought this device in?
  bool certified() const { return devices_[0].certified; }
  // Does this device go on for an older one, which certified it by its key alone?
  bool went_on() const { return devices_[0].went_on; }
  // For recovery: the last control event, and every device's tip but that of `but`.
  const Hash& last_control() const { return last_control_; }
  std::vector<std::uint8_t> tips_but(const DeviceId& but) const;

 private:
  struct Device {
    DeviceId id{};
    std::optional<PublicKey> sign = {};  // unknown where its certificate is damaged
    PublicKey kem{};
    CertifiedBy by = CertifiedBy::words;
    DeviceId by_device{};
    bool certified = false;
    bool went_on = false;                    // its first event is its certificate, by a device
    bool certificate_damaged = false;        // its first event is one of the damaged frames
    bool merged = false;                     // since `merged` was asked last
    std::optional<Tip> cut = {};             // revoked: its last accepted event
    std::vector<Hash> events = {};           // by dseq - 1; zero where one is missing
    std::vector<std::uint32_t> places = {};  // by dseq - 1: the numbers of their frames
    Signature last_signature{};
    std::size_t last_index = 0;
    std::uint32_t name_count = 0;
    Hash name_event{};
    std::string name = {};
    bool active() const { return certified && !cut; }
    Tip accepted() const;
    // The hash of an event that is here, or null.
    Hash* at(std::uint64_t dseq);
    const Hash* at(std::uint64_t dseq) const { return const_cast<Device*>(this)->at(dseq); }
  };
  struct HashOfHash {
    std::size_t operator()(const Hash& hash) const {
      return read_number<std::uint32_t>(hash.data());
    }
  };

  // Working memory that a copy has for itself.
  struct Scratch : SecretBytes {
    Scratch() = default;
    Scratch(const Scratch&) : Scratch() {}
    Scratch(Scratch&&) noexcept = default;
    Scratch& operator=(const Scratch&) { return *this; }
    Scratch& operator=(Scratch&&) noexcept = default;
    ~Scratch() = default;
  };

  explicit Vault(Secret secret, Check check);
  Device* find(const std::uint8_t* id);
  const Device* find(const std::uint8_t* id) const;
  const Key* key_of(std::uint32_t epoch) const {
    return epoch < keys_.size() && keys_[epoch] ? &*keys_[epoch] : nullptr;
  }
  std::uint32_t writing_epoch() const;
  Error refuse(std::string_view code);
  Result<Opened> take_in(Bytes frame, bool strict);
  Status take_up(Device& device, const EventView& event, const Opened& opened, Bytes tips,
                 bool strict, std::string_view& problem);
  // What a plain event would change, and the key that must have signed it.
  struct Entry {
    PublicKey sign{};
    std::optional<Genesis> genesis = {};
    std::optional<Certificate> certificate = {};
    std::optional<Revocation> revocation = {};
    std::optional<Key> epoch_key = {};  // what the revocation begins, where it is ours to know
    Bytes removed = {};
    bool newer = false;
  };
  Status admit(const EventView& event, const Hash& evh, Bytes content);
  Result<Entry> entry_of(const EventView& event, Bytes content) const;
  Result<Entry> entry_of_genesis(const EventView& event, Bytes content) const;
  Result<Entry> entry_of_certificate(const EventView& event, Bytes content) const;
  Result<Entry> entry_of_revocation(const EventView& event, Bytes content) const;
  Status check_lists(const Revocation& revocation, const EventView& event) const;
  Result<std::optional<Key>> open_epoch(const Revocation& revocation, std::uint32_t epoch) const;
  void admit_device(const Newcomer& keys, CertifiedBy by, const DeviceId& by_device);
  void admit_revocation(const Entry& entry);
  Status admit_name(const Opened& opened);
  void take_removed(Bytes names);
  Status check_device(const EventView& event, const PublicKey& sign, const PublicKey& kem,
                      Bytes to_device) const;
  std::string_view place(Device& device, const EventView& event, const Hash& evh,
                         std::size_t index);
  std::string_view check_seen(Bytes tips) const;
  Result<Sealed> seal(Type type, Bytes content, Random& random, Tip& tip) const;
  Status may_decide() const;

  Secret secret_;
  SigningKey signer_;
  Check check_;
  std::vector<Device> devices_;  // this device first
  Hash last_control_{};
  std::unordered_set<Hash, HashOfHash> removed_;
  std::vector<std::pair<Hash, std::size_t>> stubs_;
  Scratch scratch_;
  std::vector<std::optional<Key>> keys_;  // by epoch
  std::uint32_t line_epoch_ = 0;          // how many revocations were read
  std::unordered_set<Hash, HashOfHash> quarantine_;
  std::optional<Recovery> recovery_;        // while the words are at hand
  std::optional<PublicKey> recovery_sign_;  // once the genesis was read
  PublicKey recovery_kem_{};
  bool newer_ = false;          // a control event that this version does not know
  bool first_refused_ = false;  // the first frame, where the genesis should be
  bool damaged_ = false;        // at least one frame was refused
  std::size_t refused_ = 0;     // refused frames that no gap has accounted for yet
  std::size_t since_own_ = 0;   // refused frames since this device's last good event
  std::size_t index_ = 0;
};

// A way to a new device of the same vault, when this one cannot go on (words: when the passphrase
// is lost).
struct Renewed {
  SecretBytes secret;
  Sealed certificate;  // the new device's first event; store it behind the log
};
// `log` is all frames; R stays off the new device. Errors: vault/words_other, vault/no_genesis,
// vault/bad_event, vault/newer, vault/too_many.
Result<Renewed> recover(const Key& words_secret, Bytes log, Random& random);
// Certified by the opened device itself. Errors: vault/newer, vault/uncertified,
// vault/too_many.
Result<Renewed> renew(const Vault& vault, Random& random);

}  // namespace ajar::vault
