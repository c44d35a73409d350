// `ajar begin`, `passphrase`, `words`, `unlock`, `lock`: who can open this life.
#include <memory>

#include "cli/ask.h"
#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "cli/keys.h"
#include "cli/text.h"
#include "platform/system.h"

namespace ajar::cli {
namespace {

struct PassphraseOptions {
  std::optional<std::string> new_file;
  bool none = false;
};

Result<vault::SecretBytes> wanted_passphrase(Context& context, const PassphraseOptions& options) {
  if (options.none) return vault::SecretBytes();
  return new_passphrase(context, options.new_file.value_or(""));
}

Status change_passphrase(Context& context, const PassphraseOptions& options) {
  const auto home = TRY(Home::open(context));
  const auto passphrase = TRY(wanted_passphrase(context, options));
  TRY(home.keep_keys(passphrase.view()));
  context.out.words(
      context.say(passphrase.size() == 0 ? "cli.passphrase.removed" : "cli.passphrase.changed"));
  return ok();
}

Status show_words(Context& context) {
  const auto home = TRY(Home::open(context));
  const auto words = TRY(home.words());
  if (!context.json) context.err.words(context.say("cli.words.write_down"));
  for (std::size_t row = 0; row < words.size() / 3; ++row) {
    std::string line;
    for (std::size_t at = row; at < words.size(); at += words.size() / 3) {
      const auto number = std::to_string(at + 1);
      line += pad((number.size() < 2 ? " " : "") + number + " " + words[at], 16);
    }
    context.out.line(std::string("  ") + std::string(trimmed(line)));
  }
  if (!context.json) context.err.words(context.say("cli.words.then_confirm"), Style::soft);
  return ok();
}

Result<std::string> typed_words(Context& context) {
  if (!context.can_ask()) return read_input(4096);
  return ask_text(context, context.say("cli.words.type"));
}

Status confirm_words(Context& context) {
  const auto words = TRY(typed_words(context));
  auto home = TRY(Home::open(context));
  TRY(home.confirm_words(context, words));
  context.out.words(context.say("cli.words.confirmed"));
  return ok();
}

struct RecoverOptions {
  PassphraseOptions passphrase;
  std::optional<std::string> from;
};

Status recover(Context& context, const RecoverOptions& options) {
  const auto words = TRY(typed_words(context));
  TRY(Home::recover(context, words, options.from.value_or(""),
                    [&] { return wanted_passphrase(context, options.passphrase); }));
  context.out.words(context.say("cli.words.recovered"));
  return ok();
}

// Plain text for paper: what the words are for, the words in their order, and where to use them.
Status print_sheet(Context& context) {
  const auto home = TRY(Home::open(context));
  const auto words = TRY(home.words());
  context.out.line(context.say("cli.words.sheet_title"));
  context.out.line();
  context.out.words(context.say("cli.words.sheet_what"));
  context.out.line();
  for (std::size_t row = 0; row < words.size() / 2; ++row) {
    std::string line;
    for (const std::size_t at : {row, row + words.size() / 2}) {
      const auto number = std::to_string(at + 1);
      line += pad((number.size() < 2 ? "  " : " ") + number + "  " + words[at], 28);
    }
    context.out.line(line);
  }
  context.out.line();
  context.out.words(context.say("cli.words.sheet_how"));
  if (const auto hub = home.hub())
    context.out.line(context.say("cli.words.sheet_hub", {{"hub", *hub}}));
  const auto now = format(platform::local_time(now_milliseconds())).substr(0, 10);
  context.out.line(context.say("cli.words.sheet_made", {{"when", now}}));
  return ok();
}

struct AnewOptions {
  PassphraseOptions passphrase;
  bool sure = false;
};

Status begin_anew(Context& context, const AnewOptions& options) {
  auto home = TRY(Home::open(context));
  if (!options.sure) {
    if (!context.can_ask()) return Error{.code = "cli/say_yes"};
    if (!TRY(ask_yes(context, context.say("cli.words.new_sure"), false)))
      return Error{.code = "cli/stopped"};
  }
  // What the hub has and this machine has not would be lost with the old vault.
  const bool hub = home.hub().has_value();
  if (hub) TRY(home.sync(context, {}, {}));
  const auto passphrase = TRY(wanted_passphrase(context, options.passphrase));
  auto fresh = TRY(home.begin_anew(context, passphrase.view()));
  context.out.words(context.say("cli.words.new_done"));
  if (!hub) return ok();
  // What is sealed is safe here whatever the hub says; the old vault ends there once the new one is
  // in.
  const auto notices = fresh.sync(context, {}, {});
  if (!notices) {
    report(context, notices.error());
    context.err.words(context.say("cli.words.new_hub"));
    return ok();
  }
  for (const auto& notice : *notices)
    context.err.words(context.say("error." + std::string(notice.code)));
  return ok();
}

Status begin(Context& context, bool no_passphrase) {
  TRY(Home::begin(context, no_passphrase));
  return ok();
}

Status unlock(Context& context, const std::optional<std::string>& typed) {
  int minutes = 15;
  if (typed) {
    const bool digits = !typed->empty() && typed->size() < 5 &&
                        typed->find_first_not_of("0123456789") == std::string::npos;
    minutes = digits ? std::stoi(*typed) : 0;
    if (minutes < 1 || minutes > 1440) {
      return Error{.code = "cli/out_of_range", .field = "--minutes", .detail = "1…1440"};
    }
  }
  const auto folder = TRY(Home::folder(context));
  if (!Home::exists(context)) return Error{.code = "cli/no_home", .detail = folder};
  if (!has_passphrase(folder)) return Error{.code = "cli/nothing_to_unlock"};
  TRY(unlock_for(folder, TRY(open_secret(context, folder, Asking::allowed)).view(), minutes));
  context.out.words(context.say("cli.unlock.done", {{"minutes", std::int64_t{minutes}}}));
  return ok();
}

Status lock(Context& context) {
  const auto folder = TRY(Home::folder(context));
  if (!Home::exists(context)) return Error{.code = "cli/no_home", .detail = folder};
  const bool was_open = lock_now(folder);
  if (!has_passphrase(folder)) return Error{.code = "cli/nothing_to_lock"};
  context.out.words(context.say(was_open ? "cli.lock.done" : "cli.lock.was"));
  return ok();
}

}  // namespace

void add_begin(Command& root) {
  auto none = std::make_shared<bool>(false);
  root.command("begin", "life").flag("--no-passphrase", *none).run([none](Context& context) {
    return begin(context, *none);
  });
}

void add_passphrase(Command& root) {
  auto options = std::make_shared<PassphraseOptions>();
  root.command("passphrase", "life")
      .option("--new-file", options->new_file, "file")
      .flag("--none", options->none)
      .run([options](Context& context) { return change_passphrase(context, *options); });
}

void add_words(Command& root) {
  auto command = root.command("words", "life");
  command.run(show_words);
  command.command("sheet").run(print_sheet);
  auto anew = std::make_shared<AnewOptions>();
  command.command("new")
      .option("--new-file", anew->passphrase.new_file, "file")
      .flag("--no-passphrase", anew->passphrase.none)
      .flag("--yes", anew->sure)
      .run([anew](Context& context) { return begin_anew(context, *anew); });
  command.command("confirm").run(confirm_words);
  auto options = std::make_shared<RecoverOptions>();
  command.command("recover")
      .option("--from", options->from, "file")
      .option("--new-file", options->passphrase.new_file, "file")
      .flag("--no-passphrase", options->passphrase.none)
      .run([options](Context& context) { return recover(context, *options); });
}

void add_lock(Command& root) {
  auto minutes = std::make_shared<std::optional<std::string>>();
  root.command("unlock", "life")
      .option("--minutes", *minutes, "number")
      .run([minutes](Context& context) { return unlock(context, *minutes); });
  root.command("lock", "life").run(lock);
  // Hidden: the process that ends a timed unlock.
  root.command("expire", "").run([](Context& context) -> Status {
    expire_unlock(TRY(Home::folder(context)));
    return ok();
  });
}

}  // namespace ajar::cli
