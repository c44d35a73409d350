// A life on this machine, opened for one command: store → verify → open → fold, and back: seal →
// store → fold.
#include "cli/home.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "cli/ask.h"
#include "cli/clock.h"
#include "cli/json.h"
#include "cli/text.h"
#include "engine/content/content.h"
#include "engine/findings/findings.h"
#include "engine/view/reading.h"
#include "life/ending.h"
#include "platform/files.h"
#include "platform/system.h"
#include "store/sqlite/sqlite_log.h"
#include "vault/draft.h"
#include "vault/export.h"
#include "vault/frames.h"
#include "vault/key_file.h"
#include "vault/words.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;
using vault::Bytes;

constexpr int kTriesToAppend = 16;
constexpr std::size_t kShortestPrefix = 4;
constexpr std::size_t kBatch = 512;  // records sealed between two signs of progress
constexpr std::int64_t kUndoMilliseconds = 60 * 60 * 1000;  // how long a deletion can be taken back
constexpr std::string_view kSweepDue = "sweep.due";
constexpr std::string_view kTakesOver = "takes_over";
constexpr std::string_view kDatabase = "/ajar.db";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

Result<std::shared_ptr<content::Content>> embedded(const Context& context) {
  const auto& own = edition(context.words.language());
  return std::make_shared<content::Content>(TRY(content::load(own.content)));
}

// One beginning at a time in a folder: of two that go on side by side the second would write its
// key over the key of the first, and what that one kept could never be opened.
class Beginning {
 public:
  explicit Beginning(const std::string& folder) : path_(folder + "/begin.lock") {
    for (;;) {
      file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (file_ < 0 || ::flock(file_, LOCK_EX) != 0) return;
      struct stat ours {};
      struct stat there {};
      held_ = ::fstat(file_, &ours) == 0 && ::stat(path_.c_str(), &there) == 0 &&
              ours.st_ino == there.st_ino;
      if (held_) return;
      // Whoever held it before has removed it.
      ::close(file_);
    }
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;
  ~Beginning() {
    if (held_) ::unlink(path_.c_str());
    if (file_ >= 0) ::close(file_);
  }
  [[nodiscard]] bool held() const { return held_; }

 private:
  std::string path_;
  int file_ = -1;
  bool held_ = false;
};

std::vector<Bytes> frames_of(Bytes log, const vault::VaultId& vault) {
  std::vector<Bytes> frames;
  vault::FrameReader reader(log, vault);
  while (const auto frame = reader.next()) frames.push_back(frame->bytes);
  return frames;
}

Result<Id> read_id(std::string_view text) {
  auto id = parse_id(text);
  if (!id) return Error{.code = "cli/not_found", .detail = one_line(harmless(text), 40)};
  return *id;
}

// A life has one vault in its home.
Result<vault::VaultId> only_vault(store::SealedLog& log) {
  const auto vaults = TRY(log.vaults());
  if (vaults.empty()) return Error{.code = "cli/empty_log"};
  return vaults.front();
}

}  // namespace

Result<std::string> Home::folder(const Context& context) {
  if (!context.home.empty()) return context.home;
  if (auto own = environment("AJAR_HOME"); !own.empty()) return own;
  if (auto data = environment("XDG_DATA_HOME"); data.starts_with('/')) return data + "/ajar";
  if (auto home = environment("HOME"); !home.empty()) return home + "/.local/share/ajar";
  return Error{.code = "cli/no_folder"};
}

bool Home::exists(const Context& context) {
  const auto place = folder(context);
  return place && platform::exists(*place + std::string(kDatabase));
}

Result<Home> Home::open_with(Context& context, const std::string& folder, Bytes secret) {
  Home home;
  home.context_ = &context;
  home.folder_ = folder;
  home.content_ = TRY(embedded(context));
  home.log_ = TRY(store::open_sqlite(folder, store::Create::no));
  const auto latest = TRY(home.latest_secret(secret));
  home.life_ = std::make_unique<life::Life>(TRY(life::Life::open(latest.view())));
  home.vault_ = home.life_->vault().vault_id();
  TRY(home.finish_taking_over());
  TRY(home.load(context));
  return home;
}

Status Home::load(Context& context) {
  const auto log = TRY(log_->read(vault_));
  applied_ = life_->apply(log.frames, true);
  last_ = log.last;
  if (const auto* names = life_->journal().setting(record::SettingKey::names)) {
    context.names = record::name(names->names);
  }
  if (const auto* language = life_->journal().setting(record::SettingKey::language)) {
    context.words = TRY(Words::load(language->language));
  }
  if (applied_.damaged.empty() && log.complete) {
    if (applied_.strip) TRY(strip());
    return sweep_when_due();
  }
  // Reading goes on: what is whole is shown, and what is not is said once.
  if (!context.json && context.mentions_damage) {
    context.err.words(context.say("cli.damaged_but_open",
                                  {{"count", static_cast<std::int64_t>(applied_.damaged.size())}}));
  }
  return ok();
}

Result<Home> Home::open(Context& context) {
  const auto place = TRY(folder(context));
  if (!exists(context)) return Error{.code = "cli/no_home", .detail = place};
  // What the database file is shows before anyone is asked for a passphrase.
  TRY(store::open_sqlite(place, store::Create::no));
  const auto secret = TRY(open_secret(context, place, Asking::allowed));
  return open_with(context, place, secret.view());
}

Result<Home> Home::open_quietly(Context& context) {
  const auto place = TRY(folder(context));
  if (!exists(context)) return Error{.code = "cli/no_home", .detail = place};
  const auto secret = TRY(open_secret(context, place, Asking::never));
  return open_with(context, place, secret.view());
}

Result<Home> Home::open_or_begin(Context& context) {
  return exists(context) ? open(context) : begin(context, false);
}

Result<Home> Home::begin(Context& context, bool no_passphrase) {
  const auto place = TRY(folder(context));
  if (exists(context)) return Error{.code = "cli/exists_home", .detail = place};
  const bool asks = context.can_ask() && context.passphrase_file.empty() && !no_passphrase;
  if (!asks && context.passphrase_file.empty() && !no_passphrase) {
    return Error{.code = "cli/choose_passphrase", .detail = place};
  }
  if (asks) {
    context.err.line();
    context.err.words(context.say("cli.begin.passphrase"));
  }
  const auto passphrase =
      no_passphrase ? vault::SecretBytes() : TRY(new_passphrase(context, context.passphrase_file));
  platform::SystemRandom random;
  const auto created = TRY(vault::create(random));
  TRY(platform::make_private_folder(place));
  const Beginning turn(place);
  if (!turn.held()) return platform::file_error(errno, place);
  if (exists(context)) return Error{.code = "cli/exists_home", .detail = place};
  // The key first: a log without its key could never be opened, a key without a log is replaced.
  TRY(keep_secret(place, created.secret.view(), passphrase.view()));
  {
    const auto log = TRY(store::open_sqlite(place, store::Create::if_missing));
    const auto life = TRY(vault::Vault::open(created.secret.view()));
    const Bytes frame = created.frame;
    TRY(log->append(life.vault_id(), {&frame, 1}));
  }
  if (!context.json) {
    context.err.words(context.say("cli.begin.done", {{"folder", place}}));
    context.err.words(
        context.say(passphrase.size() == 0 ? "cli.begin.open_key" : "cli.begin.words"),
        Style::soft);
  }
  return open_with(context, place, created.secret.view());
}

Result<std::string> Home::view_json(std::string_view name, const ViewArguments& arguments) const {
  std::string args = "{\"now\":" + json_string(format(TRY(now_of(*context_))));
  for (const auto& [key, json] : arguments) {
    if (key == "now") {
      return Error{.code = "cli/bad_arguments", .field = "now"};
    }
    args += "," + json_string(key) + ":" + json;
  }
  return life_->view(*content_, name, args + "}", findings::table());
}

Result<Document> Home::view(std::string_view name, const ViewArguments& arguments) const {
  const auto json = TRY(view_json(name, arguments));
  Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError()) return Error{.code = "cli/bad_view", .detail = std::string(name)};
  return document;
}

Result<Document> Home::read_text(std::string_view text) const {
  const auto rules = TRY(sentence_rules(context_->words.language()));
  const auto json = TRY(view::read_text(rules, &life_->journal(), text));
  Document document;
  document.Parse(json.data(), json.size());
  return document;
}

Result<std::string> Home::find_id(std::string_view typed) const {
  if (typed == "plan") return ajar::format(record::plan_id());
  if (typed.size() == kIdLength) {
    const auto id = TRY(read_id(typed));
    if (life_->journal().held(id).empty()) {
      return Error{.code = "cli/not_found", .detail = std::string(typed)};
    }
    return std::string(typed);
  }
  const Error missing{.code = "cli/not_found", .detail = one_line(harmless(typed), 40)};
  if (typed.size() < kShortestPrefix) return missing;
  std::string found;
  // Everything that was ever added, deletions among them.
  for (const auto& id : life_->journal().changed_since(0)) {
    auto text = ajar::format(id);
    if (!text.starts_with(typed) || text == found) continue;
    if (!found.empty()) return Error{.code = "cli/ambiguous_id", .detail = std::string(typed)};
    found = std::move(text);
  }
  if (found.empty()) return missing;
  return found;
}

bool Home::knows(std::string_view id) const {
  const auto parsed = parse_id(id);
  return parsed && life_->journal().known(*parsed);
}

Result<Document> Home::record(std::string_view id) const {
  return view("record", {{"id", json_string(id)}});
}

Result<Document> Home::body(std::string_view id, std::string_view kind) const {
  const auto record = TRY(this->record(id));
  if (!kind.empty() && text_member(record, "kind") != kind) {
    return Error{.code = "cli/wrong_kind", .field = std::string(kind), .detail = std::string(id)};
  }
  const Value* current = member(record, "current");
  if (current == nullptr || !current->IsObject()) {
    return Error{.code = "cli/deleted", .detail = std::string(id.substr(0, 6))};
  }
  Document body;
  body.CopyFrom(*current, body.GetAllocator());
  return body;
}

People Home::people() const {
  const auto view = this->view("people");
  std::vector<Choice> known;  // id and alias
  const Value* list = view ? member(*view, "people") : nullptr;
  if (list != nullptr && list->IsArray()) {
    for (const auto& each : list->GetArray()) {
      known.push_back({text_member(each, "id"), text_member(each, "alias")});
    }
  }
  const auto id = [known](std::string_view alias) -> Result<std::string> {
    std::vector<Choice> by_alias;
    for (const auto& each : known) {
      if (each.token == alias) return each.token;
      by_alias.push_back({each.label, each.label});
    }
    const auto matched = match_choice(alias, by_alias);
    const bool number = alias.find_first_not_of("0123456789") == std::string_view::npos;
    for (const auto& each : known) {
      if (matched && each.label == *matched && !(number && each.label != alias)) return each.token;
    }
    return Error{.code = "cli/no_such_person", .detail = one_line(harmless(alias), 60)};
  };
  const auto alias = [known](std::string_view wanted) {
    for (const auto& each : known) {
      if (each.token == wanted) return each.label;
    }
    return std::string(wanted);
  };
  return {id, alias};
}

Status Home::catch_up() {
  const auto log = TRY(log_->read(vault_, last_));
  if (log.events == 0) return ok();
  applied_ = life_->apply(log.frames, true);
  last_ = log.last;
  return ok();
}

Status Home::append(const std::vector<std::uint8_t>& frames) {
  const auto pieces = frames_of(frames, vault_);
  TRY(log_->append(vault_, pieces));
  // The log stood where this life stood, or the append would have been refused: what is new is
  // ours.
  last_ = TRY(log_->read(vault_, last_)).last;
  return ok();
}

Result<Kept> Home::keep(const std::function<Result<life::Prepared>()>& prepare) {
  for (int tries = 0;; ++tries) {
    TRY(catch_up());
    const auto prepared = TRY(prepare());
    const auto stored = append(prepared.frames);
    if (stored) {
      life_->accept();
      return Kept{.id = ajar::format(prepared.id), .rev = ajar::format(prepared.rev)};
    }
    life_->discard();
    // Another process has written since: read what it wrote, and seal on top of it.
    if (stored.error().code != "store/behind" || tries == kTriesToAppend) return stored.error();
  }
}

namespace {

Result<life::Clock> clock_of(const Context& context) {
  return life::Clock{.now = TRY(now_of(context)), .wall_ms = now_milliseconds()};
}

}  // namespace

Result<Kept> Home::put(std::string_view kind, const Value& body, std::string_view id,
                       std::string_view at) {
  life::Intent intent{.kind = std::string(kind), .body = to_json(body)};
  if (!id.empty()) intent.id = TRY(read_id(id));
  if (!at.empty()) intent.at = TRY(parse_local_time(at));
  const auto clock = TRY(clock_of(*context_));
  platform::SystemRandom random;
  return keep([&] { return life_->put(intent, clock, random); });
}

Result<Kept> Home::remove(std::string_view id) {
  const auto which = TRY(read_id(id));
  const auto clock = TRY(clock_of(*context_));
  platform::SystemRandom random;
  const auto kept = TRY(keep([&] { return life_->remove(which, clock, random); }));
  const auto due = std::to_string(clock.wall_ms + kUndoMilliseconds);
  TRY(log_->keep(vault_, kSweepDue, vault::text_bytes(due)));
  return kept;
}

Result<Kept> Home::restore(std::string_view id) {
  const auto which = TRY(read_id(id));
  const auto clock = TRY(clock_of(*context_));
  platform::SystemRandom random;
  return keep([&] { return life_->restore(which, clock, random); });
}

Status Home::strip() {
  TRY(log_->rewrite(vault_, [&](Bytes frame) -> std::optional<std::vector<std::uint8_t>> {
    auto stripped = life_->strip(frame);
    if (stripped.changed == 0) return std::nullopt;
    return std::move(stripped.log);
  }));
  return ok();
}

Status Home::sweep() {
  TRY(catch_up());
  const auto prepared = TRY(life_->sweep());
  if (!prepared.frames.empty()) {
    const auto stored = append(prepared.frames);
    if (!stored) {
      life_->discard();
      return stored;
    }
    life_->accept();
    TRY(strip());
  }
  return log_->forget(vault_, kSweepDue);
}

Status Home::sweep_when_due() {
  const auto due = TRY(log_->kept(vault_, kSweepDue));
  if (!due) return ok();
  const std::string text(due->begin(), due->end());
  const auto when = std::strtoll(text.c_str(), nullptr, 10);
  if (now_milliseconds() < when) return ok();
  // What cannot be dropped now (another process writes, this device may not) is dropped at another
  // opening.
  if (const auto swept = sweep(); !swept && swept.error().code.starts_with("file/")) return swept;
  return ok();
}

Result<std::vector<std::uint8_t>> Home::seal_import(Context& context, std::size_t fresh) {
  platform::SystemRandom random;
  std::vector<std::uint8_t> frames;
  for (std::size_t left = fresh; left > 0;) {
    const auto batch = TRY(life_->import_next(kBatch, random));
    frames.insert(frames.end(), batch.frames.begin(), batch.frames.end());
    left = batch.left;
    context.err.status(
        context.say("cli.import.progress", {{"done", static_cast<std::int64_t>(fresh - left)},
                                            {"of", static_cast<std::int64_t>(fresh)}}));
  }
  return frames;
}

Result<life::ImportReport> Home::import_lines(Context& context, std::string_view lines) {
  for (int tries = 0;; ++tries) {
    TRY(catch_up());
    const auto report = TRY(life_->import_check(lines));
    if (!report.errors.empty() || report.fresh == 0) {
      life_->discard();
      return report;
    }
    // One transaction: killed before its end, nothing of the import is there.
    const auto stored = append(TRY(seal_import(context, report.fresh)));
    context.err.status({});
    if (stored) {
      life_->accept();
      return report;
    }
    life_->discard();
    if (stored.error().code != "store/behind" || tries == kTriesToAppend) return stored.error();
  }
}

Result<std::vector<std::uint8_t>> Home::sealed_export(Context& context) const {
  const auto log = TRY(log_->read(vault_));
  if (has_passphrase(folder_)) {
    return vault::export_seal(TRY(platform::read_file(key_path(folder_), 4096)), log.frames);
  }
  // A life without a passphrase still leaves this machine sealed.
  context.err.words(context.say("cli.export.needs_passphrase"));
  const auto passphrase = TRY(new_passphrase(context, context.passphrase_file));
  const auto secret = life_->vault().secret();
  return vault::export_seal(TRY(sealed_key(secret.view(), passphrase.view())), log.frames);
}

Result<life::Verified> Home::verify(Context& context) const {
  context.err.status(context.say("cli.verify.progress"));
  TRY(store::check_sqlite(folder_));
  const auto log = TRY(log_->read(vault_));
  auto found = life::Life::verify(life_->vault().secret().view(), log.frames);
  context.err.status({});
  return found;
}

Result<std::string> Home::draft(std::string_view slot) const {
  const auto sealed = TRY(log_->kept(vault_, "draft." + std::string(slot)));
  if (!sealed) return std::string();
  const auto text = TRY(vault::draft_open(life_->vault().keys(), slot, *sealed));
  return std::string(reinterpret_cast<const char*>(text.data()), text.size());
}

Status Home::keep_draft(std::string_view slot, std::string_view text) const {
  const std::string name = "draft." + std::string(slot);
  if (text.empty()) return TRY(log_->kept(vault_, name)) ? log_->forget(vault_, name) : ok();
  platform::SystemRandom random;
  return log_->keep(
      vault_, name,
      TRY(vault::draft_seal(life_->vault().keys(), slot, vault::text_bytes(text), random)));
}

Status Home::keep_keys(Bytes passphrase) const {
  TRY(keep_secret(folder_, life_->vault().secret().view(), passphrase));
  return forget_successors();
}

Result<std::vector<std::string>> Home::words() const {
  const auto& keys = life_->vault().keys();
  if (!keys.words) return Error{.code = "vault/words_confirmed"};
  std::vector<std::string> words;
  for (const auto word : vault::words_of(*keys.words)) words.emplace_back(word);
  return words;
}

Status Home::confirm_words(Context& context, std::string_view typed) {
  const auto& keys = life_->vault().keys();
  if (!keys.words) return Error{.code = "vault/words_confirmed"};
  if (!vault::same(TRY(vault::read_words(typed)), *keys.words)) {
    return Error{.code = "vault/words_other"};
  }
  // The secret changes, so the passphrase is needed to seal it anew.
  const bool sealed = has_passphrase(folder_);
  const auto passphrase = sealed ? TRY(given_passphrase(context, context.passphrase_file,
                                                        context.say("cli.passphrase.ask")))
                                 : vault::SecretBytes();
  if (sealed) {
    TRY(opened_key(TRY(platform::read_file(key_path(folder_), 4096)), passphrase.view()));
  }
  life_->vault().forget_words();
  return keep_keys(passphrase.view());
}

namespace {

// A log that came from elsewhere, with the certificate of a new device of the same vault: two
// devices with one key would contradict each other.
std::vector<std::uint8_t> with_certificate(Bytes frames, const vault::Renewed& renewed,
                                           const vault::VaultId& vault_id) {
  vault::FrameReader reader(frames, vault_id);
  while (reader.next()) {
  }
  // A write that never finished at its end stays behind.
  std::vector<std::uint8_t> log(frames.begin(),
                                frames.end() - static_cast<std::ptrdiff_t>(reader.tail()));
  const auto& certificate = renewed.certificate.frame;
  log.insert(log.end(), certificate.begin(), certificate.end());
  return log;
}

// A sealed export, opened with the passphrase of its own key file.
struct OpenedExport {
  vault::SecretBytes secret;
  vault::SecretBytes passphrase;
  Bytes frames;
};

Result<OpenedExport> open_export(Context& context, Bytes file, const std::string& passphrase_file) {
  const auto parts = TRY(vault::export_open(file));
  if (!parts.intact) context.err.words(context.say("error.vault/damaged_export"));
  TRY(vault::key_info(parts.key_file));
  auto passphrase =
      TRY(given_passphrase(context, passphrase_file, context.say("cli.import.passphrase")));
  auto secret = TRY(opened_key(parts.key_file, passphrase.view()));
  return OpenedExport{std::move(secret), std::move(passphrase), parts.frames};
}

Status recover_here(const std::string& place, const vault::Key& words, Bytes passphrase) {
  const auto log = TRY(store::open_sqlite(place, store::Create::no));
  // Two are here where new words were stopped half way: each set of words has its own.
  const auto vaults = TRY(log->vaults());
  const auto meant = vault::Recovery(words).vault_id;
  const bool here = std::find(vaults.begin(), vaults.end(), meant) != vaults.end();
  const auto vault_id = here ? meant : TRY(only_vault(*log));
  const auto frames = TRY(log->read(vault_id)).frames;
  platform::SystemRandom random;
  const auto renewed = TRY(vault::recover(words, frames, random));
  const Bytes certificate = renewed.certificate.frame;
  // The certificate first: a key that the log does not know could not write, the old key file still
  // opens with words.
  TRY(log->append(vault_id, {&certificate, 1}));
  return keep_secret(place, renewed.secret.view(), passphrase);
}

bool is_database(const std::string& place) {
  return platform::exists(place + std::string(kDatabase));
}

}  // namespace

Status Home::settle_in(Context& context, Bytes frames, Bytes secret, Bytes passphrase) {
  const auto place = TRY(folder(context));
  const auto vault = TRY(vault::Vault::open(secret));
  TRY(platform::make_private_folder(place));
  const Beginning turn(place);
  if (!turn.held()) return platform::file_error(errno, place);
  if (exists(context)) return Error{.code = "cli/exists_home", .detail = place};
  TRY(keep_secret(place, secret, passphrase));
  const auto log = TRY(store::open_sqlite(place, store::Create::if_missing));
  return log->adopt(vault.vault_id(), frames);
}

Status Home::restore_sealed(Context& context, Bytes file, const std::string& passphrase_file) {
  const auto opened = TRY(open_export(context, file, passphrase_file));
  auto vault = TRY(vault::Vault::open(opened.secret.view()));
  vault::FrameReader reader(opened.frames, vault.vault_id());
  std::size_t damaged = 0;
  while (const auto frame = reader.next()) {
    if (!vault.apply(frame->bytes)) ++damaged;
  }
  damaged += vault.finish().size();
  if (damaged > 0) {
    context.err.words(
        context.say("cli.damaged_but_open", {{"count", static_cast<std::int64_t>(damaged)}}));
  }
  platform::SystemRandom random;
  const auto renewed = TRY(vault::renew(vault, random));
  return settle_in(context, with_certificate(opened.frames, renewed, vault.vault_id()),
                   renewed.secret.view(), opened.passphrase.view());
}

Status Home::recover(Context& context, std::string_view words, const std::string& from,
                     const std::function<Result<vault::SecretBytes>()>& passphrase) {
  const auto secret = TRY(vault::read_words(words));
  const auto place = TRY(folder(context));
  if (from.empty()) {
    if (!is_database(place)) return Error{.code = "cli/no_home", .detail = place};
    return recover_here(place, secret, TRY(passphrase()).view());
  }
  if (is_database(place)) return Error{.code = "cli/exists_home", .detail = place};
  const auto file = TRY(platform::read_file(from, vault::export_limit));
  const auto parts = TRY(vault::export_open(file));
  platform::SystemRandom random;
  const auto renewed = TRY(vault::recover(secret, parts.frames, random));
  const auto log = with_certificate(parts.frames, renewed, vault::Recovery(secret).vault_id);
  return settle_in(context, log, renewed.secret.view(), TRY(passphrase()).view());
}

Result<Home> Home::begin_anew(Context& context, Bytes passphrase) {
  // One vault at a time is ended at the hub.
  if (TRY(log_->kept(vault_, "farewell"))) return Error{.code = "sync/to_be_ended"};
  platform::SystemRandom random;
  const auto created = TRY(vault::create(random));
  auto fresh = TRY(life::Life::open(created.secret.view()));
  std::vector<std::uint8_t> frames = created.frame;
  fresh.apply(frames, true);
  const auto report = TRY(fresh.import_check(life_->export_lines()));
  if (!report.errors.empty()) return report.errors.front();
  for (std::size_t left = report.fresh; left > 0;) {
    const auto batch = TRY(fresh.import_next(kBatch, random));
    frames.insert(frames.end(), batch.frames.begin(), batch.frames.end());
    left = batch.left;
    context.err.status(context.say("cli.import.progress",
                                   {{"done", static_cast<std::int64_t>(report.fresh - left)},
                                    {"of", static_cast<std::int64_t>(report.fresh)}}));
  }
  context.err.status({});
  fresh.accept();
  if (fresh.state().hash != life_->state().hash) return Error{.code = "cli/damaged"};
  // The new log with all that belongs to it, then the key that opens it, then the old log goes: at
  // each moment one key opens one whole life.
  const vault::VaultId vault_id = fresh.vault().vault_id();
  const vault::Secret keys = TRY(vault::Secret::read(created.secret.view()));
  TRY(log_->adopt(vault_id, frames));
  TRY(carry_drafts(keys, vault_id));
  if (const auto origin = hub()) {
    TRY(log_->keep(vault_id, "hub", vault::text_bytes(*origin)));
    const life::Ending ending(life_->vault().keys(), *origin);
    TRY(log_->keep(vault_id, "farewell", TRY(ending.seal(keys, random))));
  }
  TRY(log_->keep(vault_id, kTakesOver, vault_));
  TRY(keep_secret(folder_, created.secret.view(), passphrase));
  return open_with(context, folder_, created.secret.view());
}

// New words that were stopped half way have left the old log behind, which no key here opens any
// more.
Status Home::finish_taking_over() const {
  const auto old = TRY(log_->kept(vault_, kTakesOver));
  if (!old) return ok();
  if (old->size() == vault_.size())
    TRY(log_->remove(vault::read_array<vault::VaultId>(old->data())));
  return log_->forget(vault_, kTakesOver);
}

bool is_sealed_export(std::string_view bytes) {
  // A sealed export whose first bytes are damaged is still one when its hash is right.
  if (bytes.starts_with("AJAREXP")) return true;
  if (bytes.empty() || bytes.front() == '{') return false;
  return vault::export_open(vault::text_bytes(bytes)).has_value();
}

Result<std::string> lines_of_sealed(Context& context, Bytes file,
                                    const std::string& passphrase_file) {
  const auto opened = TRY(open_export(context, file, passphrase_file));
  auto life = TRY(life::Life::open(opened.secret.view()));
  const auto applied = life.apply(opened.frames, true);
  if (!applied.damaged.empty()) {
    context.err.words(context.say("cli.damaged_but_open",
                                  {{"count", static_cast<std::int64_t>(applied.damaged.size())}}));
  }
  return life.export_lines();
}

std::string verified_json(const life::Verified& found) {
  json::Writer out;
  out.begin_object()
      .member("events", found.events)
      .member("records", found.records)
      .member("tail", found.tail)
      .key("problems")
      .begin_array();
  for (const auto& each : found.problems) {
    out.begin_object().member("index", each.index).member("code", each.code);
    if (!each.record.empty()) out.member("record", each.record);
    out.end_object();
  }
  return out.end_array()
      .key("state")
      .begin_object()
      .member("hash", found.state.hash)
      .member("live", found.state.live)
      .member("held", found.state.held)
      .end_object()
      .end_object()
      .take();
}

}  // namespace ajar::cli
