// Errors at the edge: the code becomes words, a hint and an exit code.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>

#include "cli/program.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

struct Ending {
  std::string_view prefix;  // of the error's code; the first that fits counts
  int code;
};

// 1 anything else · 2 usage · 3 locked · 4 damaged · 5 not found · 6 refused · 7 storage · 8 newer
// version · 9 input
constexpr std::array kEndings = {
    // not found
    Ending{"cli/no_home", 5},
    Ending{"cli/not_found", 5},
    Ending{"cli/no_such_card", 5},
    Ending{"cli/no_such_person", 5},
    Ending{"cli/no_open_step", 5},
    Ending{"cli/no_offer", 5},
    Ending{"cli/deleted", 5},
    Ending{"cli/no_plan", 5},
    Ending{"vault/words_confirmed", 5},
    Ending{"life/no_record", 5},
    Ending{"life/gone", 5},
    Ending{"life/not_deleted", 5},
    Ending{"view/unknown_id", 5},
    Ending{"file/missing", 5},
    Ending{"store/missing", 5},
    Ending{"site/not_built", 5},
    Ending{"questionnaire/no_such_key", 5},
    // locked
    Ending{"cli/locked", 3},
    Ending{"cli/choose_passphrase", 3},
    Ending{"vault/wrong_key", 3},
    Ending{"cli/passphrases_differ", 3},
    Ending{"vault/words_count", 3},
    Ending{"vault/words_unknown", 3},
    Ending{"vault/words_checksum", 3},
    Ending{"vault/words_other", 3},
    Ending{"vault/words_confirmed", 3},
    Ending{"vault/bad_passphrase", 3},
    Ending{"cli/key_readable", 3},
    // a newer version
    Ending{"newer_critical", 8},
    Ending{"vault/newer", 8},
    Ending{"store/newer", 8},
    // refused
    Ending{"safety/", 6},
    Ending{"cli/ask_safety", 6},
    Ending{"cli/exists", 6},
    Ending{"cli/exists_home", 6},
    Ending{"cli/say_yes", 6},
    Ending{"vault/uncertified", 6},
    Ending{"vault/damaged_tip", 6},
    Ending{"cli/say_yes_to_share", 6},
    Ending{"cli/cannot_share", 6},
    // input
    Ending{"questionnaire/which_key", 2},
    Ending{"questionnaire/answers", 2},
    Ending{"questionnaire/", 9},
    Ending{"study/", 9},
    Ending{"capsule/foreign", 9},
    Ending{"capsule/newer", 8},
    Ending{"capsule/bad_recipient", 2},
    Ending{"capsule/too_long", 9},
    Ending{"capsule/empty", 9},
    // what a capsule needs to open, and damage to it
    Ending{"capsule/wrong_phrase", 3},
    Ending{"capsule/other_identity", 3},
    Ending{"capsule/bad_link", 2},
    Ending{"capsule/wants_phrase", 3},
    Ending{"capsule/wants_identity", 3},
    Ending{"capsule/bad_identity", 3},
    Ending{"capsule/bad_phrase", 3},
    Ending{"cli/no_phrase", 3},
    Ending{"capsule/no_memory", 1},
    Ending{"capsule/", 4},
    Ending{"record/", 9},
    Ending{"cli/import_refused", 9},
    Ending{"cli/bad_utf8", 9},
    Ending{"cli/input_too_long", 9},
    Ending{"vault/foreign_export", 9},
    Ending{"file/too_long", 9},
    // a server, and what it hands out
    Ending{"audit/differs", 4},
    Ending{"audit/headers", 6},
    Ending{"net/unreachable", 5},
    Ending{"net/", 7},
    // damaged
    Ending{"cli/damaged", 4},
    Ending{"cli/no_key", 4},
    Ending{"cli/empty_log", 4},
    Ending{"vault/", 4},
    Ending{"store/foreign", 4},
    Ending{"store/damaged", 4},
    Ending{"store/older", 4},
    // storage
    Ending{"store/", 7},
    Ending{"file/", 7},
    Ending{"cli/write_failed", 7},
    // what rests at a hub
    Ending{"resting/none", 5},
    Ending{"resting/expired", 5},
    Ending{"resting/read_out", 5},
    Ending{"cli/no_link", 5},
    Ending{"resting/", 10},
    // a hub that is not there, or will not
    Ending{"cli/hub_left", 10},
    Ending{"sync/unreachable", 10},
    Ending{"sync/busy", 10},
    Ending{"sync/quota", 10},
    Ending{"sync/hub_full", 10},
    Ending{"sync/hub_failed", 10},
    Ending{"sync/invitation", 10},
    Ending{"sync/closed", 10},
    Ending{"sync/origin", 10},
    Ending{"sync/refused", 10},
    Ending{"sync/too_often", 10},
    Ending{"sync/no_offer", 10},
    Ending{"sync/no_answer", 10},
    Ending{"sync/not_stored", 7},
    Ending{"sync/newer", 8},
    // what a hub hands out is not right
    Ending{"sync/", 11},
    // anything else
    Ending{"cli/stopped", 1},
    Ending{"cli/editor_failed", 1},
    Ending{"cli/editor_left_draft", 1},
    Ending{"cli/no_editor", 1},
    Ending{"cli/no_runtime_folder", 1},
    Ending{"cli/no_folder", 1},
    Ending{"cli/input_failed", 1},
    Ending{"cli/bad_view", 1},
    // what was typed
    Ending{"cli/", 2},
    Ending{"view/", 2},
    Ending{"simulate/", 2},
};

void report_as_json(Context& context, const Error& error) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  const auto put = [&](std::string_view name, std::string_view value) {
    json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  json.StartObject();
  json.Key("error");
  json.StartObject();
  put("code", error.code);
  if (error.line != 0) {
    json.Key("line");
    json.Int64(error.line);
  }
  if (!error.field.empty()) put("field", error.field);
  if (!error.detail.empty()) put("detail", error.detail);
  json.EndObject();
  json.EndObject();
  context.err.line({buffer.GetString(), buffer.GetSize()});
}

}  // namespace

int exit_code(const Error& error) {
  for (const auto& each : kEndings) {
    if (error.code.starts_with(each.prefix)) return each.code;
  }
  return 1;
}

void report(Context& context, const Error& error) {
  context.err.status({});
  if (context.json) {
    report_as_json(context, error);
    return;
  }
  const std::string id = "error." + std::string(error.code);
  const Arguments arguments = {
      {"line", error.line}, {"field", harmless(error.field)}, {"detail", harmless(error.detail)}};
  if (context.words.has(id)) {
    context.err.words(context.say(id, arguments));
  } else {
    // A code that has no words yet is shown with all its data, so that nothing is hidden.
    context.err.words(context.say("cli.error.unknown", {{"code", std::string(error.code)},
                                                        {"line", error.line},
                                                        {"field", harmless(error.field)},
                                                        {"detail", harmless(error.detail)}}));
  }
  if (error.code == "cli/unknown_command" || error.code == "cli/unknown_option") {
    if (!error.field.empty()) {
      context.err.words(context.say("cli.hint.nearest", {{"word", error.field}}), Style::soft);
    }
  }
  const std::string hint = "cli.hint." + std::string(error.code);
  if (context.words.has(hint)) context.err.words(context.say(hint, arguments), Style::soft);
}

}  // namespace ajar::cli
