// What every command is given.
#include "cli/context.h"

#include <unistd.h>

namespace ajar::cli {

bool Context::can_ask() const {
  return isatty(STDIN_FILENO) == 1 && err.is_terminal() && !json;
}

bool Context::has_piped_input() const {
  return isatty(STDIN_FILENO) != 1;
}

}  // namespace ajar::cli
