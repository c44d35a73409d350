// `ajar export`, `import` and `verify`: carrying a life, and proving that all of it is there.
#include <memory>

#include "cli/commands.h"
#include "cli/home.h"
#include "cli/json.h"
#include "cli/text.h"
#include "platform/files.h"
#include "vault/export.h"

namespace ajar::cli {
namespace {

struct ExportOptions {
  std::optional<std::string> sealed;
  std::optional<std::string> to;
};

Status refuse_existing(const std::string& path) {
  if (platform::exists(path)) return Error{.code = "cli/exists", .detail = path};
  return ok();
}

Status export_sealed(Context& context, const std::string& path) {
  TRY(refuse_existing(path));
  const auto home = TRY(Home::open(context));
  const auto file = TRY(home.sealed_export(context));
  TRY(platform::write_file(path, file));
  context.err.words(context.say("cli.export.sealed", {{"file", path}}));
  return ok();
}

Status export_plain(Context& context, const std::optional<std::string>& path) {
  if (path) TRY(refuse_existing(*path));
  const auto home = TRY(Home::open(context));
  const auto lines = home.export_lines();
  if (!path) {
    context.out.raw(lines);
    return ok();
  }
  TRY(platform::write_file(*path, vault::text_bytes(lines)));
  context.err.words(context.say("cli.export.plain", {{"file", *path}}));
  return ok();
}

void print_import_errors(Context& context, const std::vector<Error>& errors) {
  for (const auto& each : errors) report(context, each);
}

Status import_lines(Context& context, Home& home, std::string_view lines) {
  const auto report = TRY(home.import_lines(context, lines));
  if (!report.errors.empty()) {
    print_import_errors(context, report.errors);
    return Error{.code = "cli/import_refused"};
  }
  if (context.json) {
    context.out.line("{\"lines\":" + std::to_string(report.lines) +
                     ",\"new\":" + std::to_string(report.fresh) +
                     ",\"known\":" + std::to_string(report.known) + "}");
    return ok();
  }
  context.out.words(
      context.say("cli.import.done", {{"fresh", static_cast<std::int64_t>(report.fresh)},
                                      {"known", static_cast<std::int64_t>(report.known)}}));
  return ok();
}

struct ImportOptions {
  std::optional<std::string> file;
  std::optional<std::string> file_passphrase;
};

Status import_file(Context& context, const ImportOptions& options) {
  if (!options.file) return Error{.code = "cli/missing", .field = "file"};
  const std::string& path = *options.file;
  std::string bytes;
  if (path == "-") {
    if (context.passphrase_file == "-") return Error{.code = "cli/stdin_taken"};
    bytes = TRY(read_input(record::kMaxFileBytes));
  } else {
    const auto read = TRY(platform::read_file(path, vault::export_limit));
    bytes.assign(read.begin(), read.end());
  }
  if (!is_sealed_export(bytes)) {
    auto home = TRY(Home::open_or_begin(context));
    return import_lines(context, home, bytes);
  }
  const auto passphrase_file = options.file_passphrase.value_or(context.passphrase_file);
  if (!Home::exists(context)) {
    TRY(Home::restore_sealed(context, vault::text_bytes(bytes), passphrase_file));
    context.out.words(context.say("cli.import.restored"));
    return ok();
  }
  const auto lines = TRY(lines_of_sealed(context, vault::text_bytes(bytes), passphrase_file));
  auto home = TRY(Home::open(context));
  return import_lines(context, home, lines);
}

Status verify(Context& context) {
  context.mentions_damage = false;
  const auto home = TRY(Home::open(context));
  const auto found = TRY(home.verify(context));
  if (context.json) {
    context.out.line(verified_json(found));
  } else {
    context.out.words(
        context.say("cli.verify.read", {{"events", static_cast<std::int64_t>(found.events)},
                                        {"records", static_cast<std::int64_t>(found.records)}}));
    for (const auto& each : found.problems) {
      context.out.words(context.say("cli.verify.problem",
                                    {{"index", static_cast<std::int64_t>(each.index) + 1},
                                     {"record", each.record.empty() ? "none" : each.record}}) +
                        " " + context.say("error." + std::string(each.code)));
    }
    if (found.problems.empty()) context.out.words(context.say("cli.verify.whole"));
    if (found.tail > 0) context.out.words(context.say("cli.verify.tail"));
    context.out.pair(context.say("cli.verify.state"), found.state.hash, 8);
  }
  if (!found.problems.empty()) {
    return Error{.code = "cli/damaged", .detail = std::to_string(found.problems.size())};
  }
  return ok();
}

}  // namespace

void add_export(Command& root) {
  auto options = std::make_shared<ExportOptions>();
  root.command("export", "life")
      .option("--sealed", options->sealed, "file")
      .option("--to", options->to, "file")
      .run([options](Context& context) -> Status {
        if (options->sealed && options->to)
          return Error{.code = "cli/one_of", .detail = "--sealed --to"};
        return options->sealed ? export_sealed(context, *options->sealed)
                               : export_plain(context, options->to);
      });
}

void add_import(Command& root) {
  auto options = std::make_shared<ImportOptions>();
  root.command("import", "life")
      .positional("file", options->file)
      .option("--file-passphrase", options->file_passphrase, "file")
      .run([options](Context& context) { return import_file(context, *options); });
}

void add_verify(Command& root) {
  root.command("verify", "life").run(verify);
}

}  // namespace ajar::cli
