// A person's own editor on a private file that is wiped afterwards, whatever happens.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace ajar::cli {

struct Edited {
  std::string text;
  bool clean = true;  // the editor ended by itself and reported success
};

// Opens $VISUAL, $EDITOR or the first of `editor`, `nano`, `vi` on `initial` and returns what was
// saved. The file lies in a folder of its own (mode 0700, file 0600) in $XDG_RUNTIME_DIR, or in
// `fallback_folder` where that is unset; all files in it are overwritten and removed afterwards.
// A signal that ends the session ends the editor, and what it had saved is returned as not clean.
// Vim is started without swap, undo and info files, because it would keep the words elsewhere.
// Errors: cli/no_editor, cli/editor_failed (detail: what failed), cli/input_too_long.
Result<Edited> edit_text(std::string_view initial, const std::string& fallback_folder,
                         std::size_t limit);

}  // namespace ajar::cli
