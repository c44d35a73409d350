// A life on this machine: its folder, its keys and its log, opened for one command.
#pragma once

#include <rapidjson/document.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/context.h"
#include "cli/form.h"
#include "cli/keys.h"
#include "engine/base/result.h"
#include "life/arrival.h"
#include "life/errand.h"
#include "life/life.h"
#include "life/sync.h"
#include "platform/http_client.h"
#include "store/sealed_log.h"

namespace ajar::cli {

// Members of a view's arguments beyond `now`; the second is JSON.
using ViewArguments = std::vector<std::pair<std::string, std::string>>;

struct Kept {
  std::string id;
  std::string rev;
};

class Home {
 public:
  // The folder: `--home`, else $AJAR_HOME, else $XDG_DATA_HOME/ajar, else ~/.local/share/ajar.
  // Error: cli/no_folder.
  static Result<std::string> folder(const Context& context);
  static bool exists(const Context& context);

  // Errors: cli/no_home, those of open_secret, what the store and the log have to say.
  static Result<Home> open(Context& context);
  // The same, and where there is no life yet one begins.
  static Result<Home> open_or_begin(Context& context);
  // The same as open, but never asks and never derives a key.
  static Result<Home> open_quietly(Context& context);
  // A new life; a passphrase is chosen unless there shall be none. Error: cli/exists_home.
  static Result<Home> begin(Context& context, bool no_passphrase);

  // A new home from a sealed export, as a new device of that vault.
  static Status restore_sealed(Context& context, vault::Bytes file,
                               const std::string& passphrase_file);
  // A way back with the 24 words: into this home's own log, or into a new home from the sealed
  // export at `from`.
  static Status recover(Context& context, std::string_view words, const std::string& from,
                        const std::function<Result<vault::SecretBytes>()>& passphrase);
  // A whole vault from a hub into a new home. Errors: cli/exists_home, and those of spec/sync.md
  // §4.
  static Status arrive(Context& context, life::Arrival arrival, const std::string& origin,
                       const std::function<Result<vault::SecretBytes>()>& passphrase);
  // The state of this life under new keys and new words, as a vault of its own in the old one's
  // place, with its drafts and its hub; this object is of no more use then. What is left to do at
  // the hub for the old vault is kept, and done by the next sync.
  Result<Home> begin_anew(Context& context, vault::Bytes passphrase);
  struct Deleting {
    bool sure = false;       // it is not asked about
    bool leave_hub = false;  // what a hub holds stays there
  };
  // The log, the keys and all drafts, here and at the hub, once the person has typed the word for
  // it. Where the hub cannot be told, nothing is deleted without a further yes.
  static Status delete_everything(Context& context, const Deleting& asked);

  // A view's answer (spec/views.md).
  Result<rapidjson::Document> view(std::string_view name,
                                   const ViewArguments& arguments = {}) const;
  Result<std::string> view_json(std::string_view name, const ViewArguments& arguments = {}) const;

  // What the rules about sentences say of a text, as this life's settings want it; JSON as
  // view::read_text gives it.
  Result<rapidjson::Document> read_text(std::string_view text) const;

  // The full id that a person means: all of it, a beginning of four characters or more that no
  // other record has, or `plan`. Errors: cli/not_found, cli/ambiguous_id (detail: what was typed).
  Result<std::string> find_id(std::string_view typed) const;
  // Whether anything was ever kept under this id.
  bool knows(std::string_view id) const;
  // The view `record`, and its current body, of the kind that is asked for where one is. Errors:
  // cli/not_found, cli/deleted, cli/wrong_kind.
  Result<rapidjson::Document> record(std::string_view id) const;
  Result<rapidjson::Document> body(std::string_view id, std::string_view kind = {}) const;
  // People by their aliases, hidden ones too. Valid as long as this home.
  People people() const;

  // Each of these is on disk when it returns.
  Result<Kept> put(std::string_view kind, const rapidjson::Value& body, std::string_view id = {},
                   std::string_view at = {});
  Result<Kept> remove(std::string_view id);
  Result<Kept> restore(std::string_view id);
  // Drops the bodies of what was replaced or deleted, for good.
  Status sweep();
  // All or nothing. With errors nothing was changed.
  Result<life::ImportReport> import_lines(Context& context, std::string_view lines);

  std::string export_lines() const { return life_->export_lines(); }
  Result<std::vector<std::uint8_t>> sealed_export(Context& context) const;
  Result<life::Verified> verify(Context& context) const;

  // Words under way, sealed; empty text forgets them.
  Result<std::string> draft(std::string_view slot) const;
  Status keep_draft(std::string_view slot, std::string_view text) const;

  // --- the hub that this life is set to; error of each: cli/no_hub ---
  Result<std::string> hub() const;
  Status set_hub(const std::string& origin);  // empty: none any more
  // One run, with what it shall decide once both sides have the same, and then what an earlier
  // vault has left to do at the hub. `words`: they open the session. `go_on`: a device
  // that went on under a new id once may do it again. Errors: the alarms and stops of spec/sync.md
  // §4 (field: the device in hex).
  Result<std::vector<life::Notice>> sync(Context& context, const life::Goal& goal,
                                         const std::string& invitation,
                                         const std::optional<vault::Key>& words = {},
                                         bool go_on = false);
  // wasm/ABI.md, `devices`; there without a hub, too.
  Result<std::string> devices_json() const;
  std::uint64_t unsynced() const;
  // What rests at the hub for others; the list, where that was the errand. Errors: those of
  // life::Errand.
  Result<std::vector<vault::RestingCapsule>> run(life::Errand errand) const;
  // The same for the life of this folder, in a hub of its own here too.
  static Status delete_at_all_hubs(Context& context);
  // The whole vault, at every hub that it ever was at or was sent to, and one whose place it took;
  // not at this machine's own address, where `own_gone`: its hub has been rid of it. Errors:
  // sync/unreachable, sync/refused, sync/hub_failed, sync/to_be_ended.
  Status delete_at_hubs(bool own_gone);
  // Whether what is kept under this name, which can be seen without a key, says that a hub was told
  // of this life.
  static bool is_trace_of_hub(std::string_view name);
  Status name_device(const vault::DeviceId& device, std::string_view name);
  Result<std::vector<std::uint8_t>> answer_to(const vault::Offer& offer) const;
  const life::Life& life() const { return *life_; }

  // Empty passphrase: a plain key file.
  Status keep_keys(vault::Bytes passphrase) const;
  // The recovery words while they are on this device. Error: vault/words_confirmed.
  Result<std::vector<std::string>> words() const;
  Status confirm_words(Context& context, std::string_view typed);

 private:
  Home() = default;
  static Result<Home> open_with(Context& context, const std::string& folder, vault::Bytes secret);
  Status load(Context& context);
  Status catch_up();
  Result<Kept> keep(const std::function<Result<life::Prepared>()>& prepare);
  Status append(const std::vector<std::uint8_t>& frames);
  Result<std::vector<std::uint8_t>> seal_import(Context& context, std::size_t fresh);
  Status strip();
  Status sweep_when_due();
  Status finish_taking_over() const;
  Result<std::vector<std::uint8_t>> sync_state() const;
  Result<std::vector<std::uint8_t>> read_frames(std::size_t from, std::size_t count) const;
  Status store_pulled(const life::Step& step, const life::Sync& run);
  Status succeed(const life::Step& step, const life::Sync& run);
  Status say_farewell(std::vector<life::Notice>& notices);
  struct PlaceAtHub {
    std::string end;  // of the names under which something is kept about it
    std::string origin;
    bool known = false;  // the hub has said so
  };
  Result<std::vector<PlaceAtHub>> places_at_hubs() const;
  Status carry_drafts(const vault::Secret& to, const vault::VaultId& place) const;
  // The last step; nothing where another process has written, and the run is to begin again.
  Result<std::optional<life::Step>> drive(Context& context, life::Sync& run,
                                          platform::HttpClient& client);
  Status reopen();
  static std::string successor_name(int number);
  // The secret of the device that goes on in this one's place (spec/vault.md §3), or `secret`.
  Result<vault::SecretBytes> latest_secret(vault::Bytes secret);
  Status forget_successors() const;
  static Status settle_in(Context& context, vault::Bytes frames, vault::Bytes secret,
                          vault::Bytes passphrase);

  const Context* context_ = nullptr;
  std::string folder_;
  vault::VaultId vault_{};
  std::shared_ptr<content::Content> content_;
  std::unique_ptr<store::SealedLog> log_;
  std::unique_ptr<life::Life> life_;
  int successors_ = 0;            // how many devices have gone on in this folder
  vault::SecretBytes successor_;  // of the one that a run has just made, until it is opened
  std::int64_t last_ = 0;         // number of the last event that was read
  life::Applied applied_;
};

// A hub's address as a browser writes an origin. Error: cli/bad_hub.
Result<std::string> read_origin(std::string_view typed);

// Whether a file is a sealed export by its first bytes, whole or not.
bool is_sealed_export(std::string_view bytes);
// The records in a sealed export, as JSON lines.
Result<std::string> lines_of_sealed(Context& context, vault::Bytes file,
                                    const std::string& passphrase_file);
std::string verified_json(const life::Verified& found);

}  // namespace ajar::cli
