// What every command is given: the words, the streams and the options that all commands share.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "cli/terminal.h"
#include "cli/words.h"

namespace ajar::cli {

struct Context {
  explicit Context(Words given) : words(std::move(given)) {}

  Words words;
  Stream out{stdout};
  Stream err{stderr};

  // The options of all commands; empty where they were not given.
  std::string home;
  std::string passphrase_file;
  std::string today;  // "YYYY-MM-DD": read as if it were that day
  bool json = false;

  // Whether damage is mentioned when a life is opened; `verify` tells it in full anyway.
  bool mentions_damage = true;
  // How people are named on a screen: "full", "initials" or "hidden"; set by the life that is open.
  std::string names = "full";

  std::string say(std::string_view id, const Arguments& arguments = {}) const {
    return words.say(id, arguments);
  }
  // Whether there is a person to ask: standard input and standard error are both terminals.
  bool can_ask() const;
  // Whether text was piped or redirected into the program.
  bool has_piped_input() const;
};

}  // namespace ajar::cli
