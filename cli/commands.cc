// The whole tree of commands, in the order in which help lists them.
#include "cli/commands.h"

namespace ajar::cli {

void add_commands(Command& root, Context& context, const CLI::App& app) {
  root.option_text("--home", context.home, "folder")
      .option_text("--passphrase-file", context.passphrase_file, "file")
      .option_text("--today", context.today, "date")
      .flag("--json", context.json);
  add_today(root);
  add_note(root);
  add_write(root);
  add_check(root);
  add_step(root);
  add_people(root);
  add_support(root);
  add_look_back(root);
  add_protector(root);
  add_space(root);
  add_learn(root);
  add_rest(root);
  add_help_now(root);
  add_journey(root);
  add_patterns(root);
  add_questionnaire(root);
  add_search(root);
  add_show(root);
  add_edit(root);
  add_delete(root);
  add_restore(root);
  add_begin(root);
  add_passphrase(root);
  add_words(root);
  add_devices(root);
  add_sync(root);
  add_recover(root);
  add_lock(root);
  add_settings(root);
  add_share(root);
  add_links(root);
  add_open_capsule(root);
  add_export(root);
  add_import(root);
  add_verify(root);
  add_open(root);
  add_audit(root);
  add_hub(root);
  add_view(root);
  add_simulate(root);
  add_text(root);
  add_score(root);
  add_vocabulary(root);
  add_completions(root, app);
  add_version(root);
  add_manual(root, app);
}

}  // namespace ajar::cli
