// Every command, one a file: each of these adds its own to the tree.
#pragma once

#include "cli/program.h"

namespace ajar::cli {

void add_audit(Command& root);
void add_begin(Command& root);
void add_check(Command& root);
void add_completions(Command& root, const CLI::App& app);
void add_delete(Command& root);
void add_devices(Command& root);
void add_edit(Command& root);
void add_export(Command& root);
void add_help_now(Command& root);
void add_hub(Command& root);
void add_import(Command& root);
void add_journey(Command& root);
void add_learn(Command& root);
void add_links(Command& root);
void add_lock(Command& root);
void add_look_back(Command& root);
void add_manual(Command& root, const CLI::App& app);
void add_note(Command& root);
void add_open(Command& root);
void add_open_capsule(Command& root);
void add_passphrase(Command& root);
void add_patterns(Command& root);
void add_people(Command& root);
void add_protector(Command& root);
void add_questionnaire(Command& root);
void add_recover(Command& root);
void add_rest(Command& root);
void add_restore(Command& root);
void add_score(Command& root);
void add_search(Command& root);
void add_settings(Command& root);
void add_share(Command& root);
void add_show(Command& root);
void add_simulate(Command& root);
void add_space(Command& root);
void add_step(Command& root);
void add_support(Command& root);
void add_sync(Command& root);
void add_text(Command& root);
void add_today(Command& root);
void add_verify(Command& root);
void add_version(Command& root);
void add_view(Command& root);
void add_vocabulary(Command& root);
void add_words(Command& root);
void add_write(Command& root);

}  // namespace ajar::cli
