// `ajar score`: a study's file, scored by one of the keys, a piece at a time.
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/json.h"
#include "engine/base/json.h"
#include "engine/questionnaire/instruments.h"
#include "engine/questionnaire/study.h"
#include "platform/files.h"

namespace ajar::cli {
namespace {

struct ScoreOptions {
  std::optional<std::string> key;
  std::optional<std::string> file;
  std::vector<std::string> missing;
};

struct Closer {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, Closer>;

Result<File> open_file(const std::string& path) {
  if (path == "-") return File(stdin);
  File file(std::fopen(path.c_str(), "rb"));
  if (!file) return platform::file_error(errno, path);
  return file;
}

Status score_all(Context& context, questionnaire::Study& study, std::FILE* file,
                 const std::string& path) {
  constexpr std::size_t kPiece = 1 << 18;
  const auto piece = std::make_unique<std::array<char, kPiece>>();
  std::string out;
  while (true) {
    const std::size_t size = std::fread(piece->data(), 1, kPiece, file);
    if (size == 0) break;
    out.clear();
    const auto read = study.read({piece->data(), size}, out);
    // What was scored before the fault goes out, so that the line it names can be found.
    if (!context.json) context.out.raw(out);
    if (!read) return read.error();
    context.err.status(context.say("cli.score.progress", {{"rows", study.rows()}}));
  }
  if (std::ferror(file) != 0) return platform::file_error(errno, path);
  out.clear();
  TRY(study.finish(out));
  if (!context.json) context.out.raw(out);
  context.err.status({});
  return ok();
}

std::string summary_json(const questionnaire::Instrument& instrument,
                         const questionnaire::Study& study) {
  json::Writer out;
  out.begin_object().member("key", instrument.id).member("rows", study.rows());
  out.key("scales").begin_array();
  for (const auto& one : study.summary()) {
    out.begin_object()
        .member("scale", one.scale->id)
        .member("scored", one.scored)
        .member("without", one.without)
        .member("mean", one.mean)
        .member("deviation", one.deviation)
        .member("alpha", one.alpha)
        .end_object();
  }
  return out.end_array().end_object().take();
}

void say_summary(Context& context, const questionnaire::Study& study) {
  context.err.words(context.say("cli.score.rows", {{"rows", study.rows()}}));
  for (const auto& one : study.summary()) {
    context.err.words(
        context.say("cli.score.scale", {{"scale", one.scale->id},
                                        {"scored", one.scored},
                                        {"without", one.without},
                                        {"mean", one.mean},
                                        {"spread", one.deviation}}) +
            (one.alpha ? " " + context.say("cli.score.alpha", {{"alpha", *one.alpha}}) : ""),
        Style::soft);
  }
}

Status score(Context& context, const ScoreOptions& options) {
  if (!options.key) return Error{.code = "cli/missing", .field = "key"};
  if (!options.file) return Error{.code = "cli/missing", .field = "file"};
  const rapidjson::Value* keys = member(context.words.content(), "instruments");
  const auto all =
      TRY(questionnaire::read_instruments(keys == nullptr ? std::string() : to_json(*keys)));
  const auto* instrument = questionnaire::find(all, *options.key);
  if (instrument == nullptr) {
    return Error{.code = "questionnaire/no_such_key", .detail = *options.key};
  }
  const File file = TRY(open_file(*options.file));
  questionnaire::Study study(*instrument, options.missing);
  TRY(score_all(context, study, file.get(), *options.file));
  if (context.json) {
    context.out.line(summary_json(*instrument, study));
    return ok();
  }
  say_summary(context, study);
  return ok();
}

}  // namespace

void add_score(Command& root) {
  auto options = std::make_shared<ScoreOptions>();
  auto command = root.command("score", "more");
  command.positional("key", options->key)
      .positional("file", options->file)
      .options("--missing", options->missing, "token")
      .run([options](Context& context) { return score(context, *options); });
}

}  // namespace ajar::cli
