// `ajar share` and `ajar open-capsule`: letting someone in, and reading what someone let in.
#include <memory>

#include "cli/ask.h"
#include "cli/capsule.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/keep.h"
#include "cli/keys.h"
#include "cli/resting.h"
#include "cli/text.h"
#include "cli/therapist_page.h"
#include "platform/files.h"
#include "platform/system.h"
#include "vault/age/age.h"
#include "vault/age/armor.h"
#include "vault/age/bech32.h"
#include "vault/age/capsule.h"
#include "vault/age/phrase.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr std::size_t kMostFile = std::size_t{2} << 20;  // a page and the largest file in it
constexpr std::size_t kMostIdentities = 65536;           // bytes
constexpr std::size_t kMostLink = 4096;                  // bytes
constexpr int kTries = 3;

struct ShareOptions {
  std::vector<std::string> ids;
  std::vector<std::string> without;
  std::optional<std::string> out;
  std::optional<std::string> html;
  std::optional<std::string> recipient;
  std::optional<std::string> outward;
  std::optional<std::string> expires;
  std::optional<std::string> reads;
  std::vector<std::string> letters;
  std::vector<std::string> parts;
  std::optional<std::string> names;
  bool page = false;
  bool hub = false;
  bool apart = false;
  bool sure = false;
};

Status check(const ShareOptions& options) {
  const bool notes = !options.ids.empty() || !options.letters.empty();
  if (!notes && !options.page) return Error{.code = "cli/missing", .field = "ids"};
  if (notes && options.page) return Error{.code = "cli/one_of", .detail = "--page ID"};
  if (!options.page && (!options.parts.empty() || options.names))
    return Error{.code = "cli/missing", .field = "--page"};
  if (options.names && *options.names != "initials" && *options.names != "none" &&
      *options.names != "full")
    return Error{.code = "cli/bad_value", .field = "--names", .detail = *options.names};
  const bool files = options.out || options.html;
  if (!files && !options.hub) return Error{.code = "cli/missing", .field = "--out"};
  if (options.hub && files)
    return Error{.code = "cli/one_of", .detail = options.out ? "--hub --out" : "--hub --html"};
  if (options.hub && options.recipient)
    return Error{.code = "cli/one_of", .detail = "--hub --recipient"};
  if (!options.hub && (options.expires || options.reads || options.apart))
    return Error{.code = "cli/missing", .field = "--hub"};
  TRY(read_terms(options.expires, options.reads));
  if (options.html && options.recipient)
    return Error{.code = "cli/one_of", .detail = "--html --recipient"};
  for (const auto& path : {options.out, options.html})
    if (path && platform::exists(*path)) return Error{.code = "cli/exists", .detail = *path};
  if (options.outward && *options.outward != "person" && *options.outward != "therapist")
    return Error{.code = "cli/bad_value", .field = "--outward", .detail = *options.outward};
  return ok();
}

// All that leaves is on the screen before anything is made of it.
Status show_and_ask(Context& context, const Snapshot& snapshot, const std::string& way_back,
                    const std::string& question, bool sure) {
  if (!context.json) {
    context.err.line(context.say("cli.share.inside"), Style::title);
    context.err.line();
    context.err.raw(snapshot.text);
    context.err.line();
  }
  if (sure) return ok();
  if (!context.can_ask() || context.json) return Error{.code = "cli/say_yes_to_share"};
  context.err.words(way_back);
  if (!TRY(ask_yes(context, question))) return Error{.code = "cli/stopped"};
  return ok();
}

struct Sealed {
  std::vector<std::uint8_t> file;
  std::string phrase;  // empty where it goes to a recipient
};

Result<Sealed> seal(Context& context, const ShareOptions& options, const Snapshot& snapshot) {
  const auto contents = TRY(age::write_capsule(snapshot.text, snapshot.records));
  platform::SystemRandom random;
  if (options.recipient) {
    const auto recipient = TRY(age::read_recipient(*options.recipient));
    return Sealed{TRY(age::seal_to_recipient(vault::text_bytes(contents), recipient, random)), {}};
  }
  context.err.status(context.say("cli.share.working"));
  auto phrase = age::new_phrase(random);
  auto file =
      TRY(age::seal_with_phrase(vault::text_bytes(contents), phrase, age::log_n_written, random));
  context.err.status({});
  return Sealed{std::move(file), std::move(phrase)};
}

// What has left says so: a letter that it was sent, an entry where it went, where that was said.
Status note_left(Home& home, const ShareOptions& options) {
  for (const auto& typed : options.ids) {
    const auto id = TRY(home.find_id(typed));
    const auto kind = text_member(TRY(home.record(id)), "kind");
    auto body = TRY(home.body(id));
    if (kind == "letter" && !is_true(body, "sent")) {
      body.RemoveMember("sent");
      body.AddMember("sent", true, body.GetAllocator());
    } else if (kind == "entry" && options.outward &&
               text_member(body, "outward") != *options.outward) {
      set_text(body, "outward", *options.outward);
    } else {
      continue;
    }
    TRY(home.put(kind, body, id));
  }
  return ok();
}

void say_shared(Context& context, const ShareOptions& options, const Snapshot& snapshot,
                const Sealed& sealed) {
  if (context.json) {
    std::string files;
    for (const auto& path : {options.out, options.html})
      if (path) files += (files.empty() ? "" : ",") + json_string(*path);
    context.out.line(
        "{\"records\":" + std::to_string(snapshot.records.size()) + ",\"files\":[" + files + "]" +
        (sealed.phrase.empty() ? "" : ",\"phrase\":" + json_string(sealed.phrase)) + "}");
    return;
  }
  for (const auto& path : {options.out, options.html})
    if (path) context.err.words(context.say("cli.share.written", {{"file", *path}}));
  if (sealed.phrase.empty()) {
    context.err.words(context.say("cli.share.to_recipient"));
    return;
  }
  context.out.line(sealed.phrase);
  context.out.flush();
  context.err.words(context.say("cli.share.phrase_once"), Style::soft);
}

bool is_local(std::string_view origin) {
  const auto host = origin.substr(origin.find("://") + 3);
  return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

Status share_as_link(Context& context, Home& home, const ShareOptions& options,
                     const Snapshot& snapshot) {
  const auto terms = TRY(read_terms(options.expires, options.reads));
  const auto hub = TRY(home.hub());
  const Arguments about = {{"hub", hub},
                           {"days", static_cast<std::int64_t>(terms.days)},
                           {"reads", static_cast<std::int64_t>(terms.reads)}};
  TRY(show_and_ask(context, snapshot, context.say("cli.share.link_no_way_back"),
                   context.say("cli.share.ask_hub", about), options.sure));
  auto sealed = TRY(seal(context, options, snapshot));
  auto link = TRY(leave(context, home, sealed.file,
                        snapshot.held.empty() ? snapshot.records : snapshot.held, terms));
  if (!options.apart) link.phrase = sealed.phrase;
  const auto text = age::link_text(link, context.words.language());
  if (context.json) {
    context.out.line("{\"records\":" + std::to_string(snapshot.records.size()) +
                     ",\"link\":" + json_string(text) + ",\"days\":" + std::to_string(terms.days) +
                     ",\"reads\":" + std::to_string(terms.reads) +
                     ",\"phrase\":" + json_string(sealed.phrase) + "}");
    return note_left(home, options);
  }
  context.err.words(context.say("cli.share.left", about));
  if (is_local(hub)) context.err.words(context.say("cli.share.local_hub"));
  context.out.line(text);
  if (options.apart) context.out.line(sealed.phrase);
  context.out.flush();
  context.err.words(context.say(options.apart ? "cli.share.apart_once" : "cli.share.link_once"),
                    Style::soft);
  return note_left(home, options);
}

// What was asked for, as it stands now.
Result<Snapshot> snapshot_for(Context& context, const Home& home, const ShareOptions& options) {
  if (options.page)
    return therapist_page(context, home, options.parts, options.names.value_or("initials"));
  for (const auto& letter : options.letters) TRY(home.body(TRY(home.find_id(letter)), "letter"));
  return snapshot_of(context, home, options.ids, options.without);
}

Status share(Context& context, const ShareOptions& given) {
  TRY(check(given));
  ShareOptions options = given;
  options.ids.insert(options.ids.end(), given.letters.begin(), given.letters.end());
  if (options.recipient) TRY(age::read_recipient(*options.recipient));
  auto home = TRY(Home::open(context));
  if (options.hub) TRY(home.hub());
  const auto snapshot = TRY(snapshot_for(context, home, options));
  if (options.hub) return share_as_link(context, home, options, snapshot);
  TRY(show_and_ask(context, snapshot, context.say("cli.share.no_way_back"),
                   context.say("cli.share.ask"), options.sure));
  const auto sealed = TRY(seal(context, options, snapshot));
  if (options.out) TRY(platform::write_file(*options.out, sealed.file));
  if (options.html) {
    const auto page = TRY(page_with(age::armored(sealed.file)));
    TRY(platform::write_file(*options.html, vault::text_bytes(page)));
  }
  say_shared(context, options, snapshot, sealed);
  return note_left(home, options);
}

// ------------------------------------------------------------------ reading one

struct OpenOptions {
  std::optional<std::string> file;  // or a link
  std::optional<std::string> out;
  std::optional<std::string> phrase_file;
  std::optional<std::string> identity;
};

Result<vault::SecretBytes> open_with_phrase(Context& context, vault::Bytes file,
                                            const OpenOptions& options) {
  const auto from = options.phrase_file.value_or(std::string());
  for (int tries = 1;; ++tries) {
    const auto given = given_passphrase(context, from, context.say("cli.open_capsule.ask"));
    if (!given && given.error().code == "cli/locked") return Error{.code = "cli/no_phrase"};
    if (!given) return given.error();
    const vault::SecretBytes& typed = *given;
    const std::string_view words(reinterpret_cast<const char*>(typed.data()), typed.size());
    const std::string phrase = age::phrase_as_sealed(words);
    context.err.status(context.say("cli.open_capsule.working"));
    auto text = age::open(file, {.phrase = phrase});
    context.err.status({});
    const bool wrong = !text && text.error().code == "capsule/wrong_phrase";
    if (!wrong || !from.empty() || tries == kTries) return text;
    context.err.words(context.say("cli.open_capsule.wrong"));
  }
}

// Every identity of a file as `age-keygen` writes it, one a line.
Result<vault::SecretBytes> open_with_identity(vault::Bytes file, const std::string& path) {
  auto bytes = TRY(platform::read_file(path, kMostIdentities));
  const vault::SecretBytes held{vault::Bytes(bytes)};
  vault::wipe(bytes.data(), bytes.size());
  std::string_view text(reinterpret_cast<const char*>(held.data()), held.size());
  Error last{.code = "capsule/bad_identity"};
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const auto identity = TRY(age::read_identity(line));
    auto opened = age::open(file, {.identity = &identity});
    if (opened || opened.error().code != "capsule/other_identity") return opened;
    last = opened.error();
  }
  return last;
}

Status print_capsule(Context& context, const age::Capsule& capsule) {
  if (!context.json) {
    context.out.raw(harmless(capsule.text));
    return ok();
  }
  std::string records;
  for (const auto& record : capsule.records) records += (records.empty() ? "" : ",") + record;
  context.out.line("{\"text\":" + json_string(capsule.text) + ",\"records\":[" + records + "]}");
  return ok();
}

// The words that stand in a link; where they do not open it, somebody may still know others.
Result<vault::SecretBytes> open_with_link(Context& context, vault::Bytes file,
                                          const OpenOptions& options, const std::string& phrase) {
  if (phrase.empty() || options.phrase_file) return open_with_phrase(context, file, options);
  context.err.status(context.say("cli.open_capsule.working"));
  auto text = age::open(file, {.phrase = age::phrase_as_sealed(phrase)});
  context.err.status({});
  if (text || text.error().code != "capsule/wrong_phrase" || !context.can_ask()) return text;
  context.err.words(context.say("cli.open_capsule.wrong"));
  return open_with_phrase(context, file, options);
}

struct Source {
  std::vector<std::uint8_t> bytes;
  std::string phrase;  // of a link
};

// A file, or what a link leads to. A reading is taken when the link is followed, so what can be
// refused before is.
Result<Source> source_of(const OpenOptions& options) {
  std::string typed = *options.file;
  if (typed == "-") typed = TRY(read_input(kMostLink));
  const auto link = trimmed(typed);
  if (!looks_like_link(link)) {
    if (options.out) return Error{.code = "cli/only_a_link", .field = "--out"};
    if (*options.file == "-") return Error{.code = "capsule/bad_link"};
    return Source{TRY(platform::read_file(*options.file, kMostFile)), {}};
  }
  if (options.out && platform::exists(*options.out))
    return Error{.code = "cli/exists", .detail = *options.out};
  const auto read = TRY(age::read_link(link));
  auto bytes = TRY(fetch(read));
  if (options.out) TRY(platform::write_file(*options.out, bytes));
  return Source{std::move(bytes), read.phrase};
}

Status open_capsule(Context& context, const OpenOptions& options) {
  if (!options.file) return Error{.code = "cli/missing", .field = "file"};
  const auto source = TRY(source_of(options));
  const auto inner =
      file_in({reinterpret_cast<const char*>(source.bytes.data()), source.bytes.size()});
  const auto file = vault::text_bytes(inner);
  const auto wants = TRY(age::wanted(file));
  if (wants == age::Wants::identity && !options.identity)
    return Error{.code = "capsule/wants_identity"};
  if (wants == age::Wants::phrase && options.identity) return Error{.code = "capsule/wants_phrase"};
  const auto contents = wants == age::Wants::phrase
                            ? TRY(open_with_link(context, file, options, source.phrase))
                            : TRY(open_with_identity(file, *options.identity));
  return print_capsule(context, TRY(age::read_capsule(contents.view())));
}

}  // namespace

void add_share(Command& root) {
  auto options = std::make_shared<ShareOptions>();
  root.command("share", "back")
      .positionals("ids", options->ids)
      .option("--out", options->out, "file")
      .option("--html", options->html, "file")
      .option("--recipient", options->recipient, "recipient")
      .options("--letter", options->letters, "id")
      .flag("--page", options->page)
      .options("--part", options->parts, "field")
      .option("--names", options->names, "naming")
      .flag("--hub", options->hub)
      .option("--expires", options->expires, "number")
      .option("--reads", options->reads, "number")
      .flag("--words-apart", options->apart)
      .options("--without", options->without, "field")
      .option("--outward", options->outward, "outward")
      .flag("--yes", options->sure)
      .run([options](Context& context) { return share(context, *options); });
}

void add_open_capsule(Command& root) {
  auto options = std::make_shared<OpenOptions>();
  root.command("open-capsule", "back")
      .positional("file", options->file)
      .option("--phrase-file", options->phrase_file, "file")
      .option("--identity", options->identity, "file")
      .option("--out", options->out, "file")
      .run([options](Context& context) { return open_capsule(context, *options); });
}

}  // namespace ajar::cli
