// Completion scripts for bash, zsh and fish, from the tree of commands and the vocabulary: fixed
// text, so that nothing private is read while someone presses Tab.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/form.h"
#include "cli/json.h"
#include "cli/program.h"

namespace ajar::cli {
namespace {

struct Valued {
  std::string option;
  std::string values;  // with spaces between
  bool file = false;
};

// One command with what may stand in it.
struct Level {
  std::string path;  // "", "step", "step plan"
  const CLI::App* app;
  std::vector<const CLI::App*> below;
  std::string options;         // its own, with spaces between
  std::vector<Valued> valued;  // those that take a value
  Valued word;                 // what its word without a name may be
};

void join(std::string& line, std::string_view word) {
  if (!line.empty()) line += ' ';
  line += word;
}

std::string values_of(const Context& context, const std::string& type) {
  if (type == "shell") return "bash zsh fish";
  if (type == "name") {
    return "today check mirror steps step may_plan people moment write journey record search help "
           "settings pattern questions cycle expectations closeness receiving river helped change "
           "look_back support protector series beliefs yours seek";
  }
  std::string values;
  if (type == "card") {
    for (const auto& card : context.words.chapter("learn")["cards"].GetArray()) {
      join(values, text_member(card, "id"));
    }
    return values;
  }
  if (type == "tone") {
    for (const auto& each : context.words.chapter("practise")["space"]["items"].GetArray()) {
      join(values, text_member(each, "id"));
    }
    return values;
  }
  if (type == "vocabulary") {
    for (const auto each : vocabularies()) join(values, each);
    return values;
  }
  const auto vocabulary = type == "step" ? std::string("ladder") : type;
  for (const auto& each : choices_of(context, vocabulary)) join(values, each.token);
  return values;
}

bool takes_file(const std::string& type) {
  return type == "file" || type == "folder";
}

Level level_of(const Context& context, const CLI::App& app, const std::string& path) {
  Level level{.path = path, .app = &app, .below = {}, .options = {}, .valued = {}, .word = {}};
  for (const auto* each : app.get_options()) {
    const auto type = each->get_type_name();
    if (each->get_positional()) {
      level.word = {.option = {}, .values = values_of(context, type), .file = takes_file(type)};
    }
    for (const auto& name : each->get_lnames()) {
      join(level.options, "--" + name);
      if (each->get_items_expected_max() == 0) continue;
      level.valued.push_back({"--" + name, values_of(context, type), takes_file(type)});
    }
  }
  level.below = app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); });
  return level;
}

void collect(const Context& context, const CLI::App& app, const std::string& path,
             std::vector<Level>& levels) {
  levels.push_back(level_of(context, app, path));
  const auto below = levels.back().below;
  for (const auto* each : below) {
    collect(context, *each, path.empty() ? each->get_name() : path + " " + each->get_name(),
            levels);
  }
}

// The options that every command has, but for --help, which stands among its own.
std::string everywhere(const std::vector<Level>& levels) {
  std::string options;
  for (const auto& each : levels.front().valued) join(options, each.option);
  join(options, "--json");
  return options;
}

std::string names_below(const Level& level) {
  std::string names;
  for (const auto* each : level.below) join(names, each->get_name());
  return names;
}

// The deepest known command among the words so far, in the variable `path`. Both shells read this
// alike.
std::string path_case(const std::vector<Level>& levels) {
  std::string paths;
  for (const auto& each : levels) {
    if (!each.path.empty()) paths += (paths.empty() ? "\"" : " | \"") + each.path + "\"";
  }
  return "    case \"${path:+$path }$word\" in\n      " + paths +
         ") path=\"${path:+$path }$word\" ;;\n    esac\n";
}

// The pattern of "a value of this option comes next"; the options of every command fit anywhere.
std::string valued_place(const Level& level, const Valued& valued) {
  return (level.path.empty() ? "*\" " : "\"" + level.path + " ") + valued.option + "\"";
}

std::string bash(const std::vector<Level>& levels) {
  std::string out =
      "_ajar() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
      "  local path=\"\" words=\"\" files=\"\" word\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n" +
      path_case(levels) +
      "  done\n"
      "  case \"$path\" in\n";
  for (const auto& level : levels) {
    out += "    \"" + level.path + "\") words=\"" + names_below(level) + " " + level.word.values +
           " " + level.options + (level.path.empty() ? "" : " " + everywhere(levels)) + "\"" +
           (level.word.file ? " files=yes" : "") + " ;;\n";
  }
  out += "  esac\n  case \"$path $before\" in\n";
  for (const auto& level : levels) {
    for (const auto& each : level.valued) {
      out += "    " + valued_place(level, each) + ") words=\"" + each.values +
             "\" files=" + (each.file ? "yes" : "") + " ;;\n";
    }
  }
  out +=
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  [ -z \"$files\" ] || COMPREPLY+=($(compgen -f -- \"$current\"))\n"
      "}\n"
      "complete -o filenames -F _ajar ajar\n";
  return out;
}

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string zsh_description(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == ':' ? std::string("\\:") : std::string(1, c);
  return out;
}

std::string zsh(const std::vector<Level>& levels) {
  std::string out =
      "#compdef ajar\n"
      "_ajar() {\n"
      "  local path=\"\" files=\"\" word before=\"${words[CURRENT-1]}\"\n"
      "  local -a below values options\n"
      "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n" +
      path_case(levels) +
      "  done\n"
      "  case \"$path\" in\n";
  for (const auto& level : levels) {
    out += "    \"" + level.path + "\")\n      below=(";
    for (const auto* each : level.below) {
      out += " " + in_quotes(each->get_name() + ":" + zsh_description(each->get_description()));
    }
    out += " )\n      values=( " + level.word.values + " )\n      options=( " + level.options +
           (level.path.empty() ? "" : " " + everywhere(levels)) + " )" +
           (level.word.file ? "\n      files=yes" : "") + " ;;\n";
  }
  out += "  esac\n  case \"$path $before\" in\n";
  for (const auto& level : levels) {
    for (const auto& each : level.valued) {
      out += "    " + valued_place(level, each) + ") below=() options=() values=( " + each.values +
             " ) files=" + (each.file ? "yes" : "") + " ;;\n";
    }
  }
  out +=
      "  esac\n"
      "  (( ${#below} )) && _describe command below\n"
      "  [[ -n $files ]] && _files\n"
      "  compadd -- $values $options\n"
      "}\n"
      "_ajar \"$@\"\n";
  return out;
}

// Whether the command line is at this command and at none below it.
std::string fish_condition(const Level& level) {
  if (level.path.empty()) return "__fish_use_subcommand";
  std::string condition;
  for (std::string_view rest = level.path; !rest.empty();) {
    const auto space = rest.find(' ');
    if (!condition.empty()) condition += "; and ";
    condition += "__fish_seen_subcommand_from " + std::string(rest.substr(0, space));
    rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
  }
  const auto below = names_below(level);
  return below.empty() ? condition : condition + "; and not __fish_seen_subcommand_from " + below;
}

std::string fish_option(const Level& level, const CLI::Option& option, const std::string& name) {
  std::string line = "complete -c ajar";
  if (!level.path.empty()) line += " -n " + in_quotes(fish_condition(level));
  line += " -l " + name;
  const auto valued = std::find_if(level.valued.begin(), level.valued.end(),
                                   [&](const Valued& each) { return each.option == "--" + name; });
  if (valued != level.valued.end()) {
    line += valued->file ? " -r -F" : " -x";
    if (!valued->values.empty()) line += " -a " + in_quotes(valued->values);
  }
  return line + " -d " + in_quotes(option.get_description()) + "\n";
}

std::string fish(const std::vector<Level>& levels) {
  std::string out = "complete -c ajar -f\n";
  for (const auto& level : levels) {
    const auto condition = in_quotes(fish_condition(level));
    for (const auto* each : level.below) {
      out += "complete -c ajar -n " + condition + " -a " + each->get_name() + " -d " +
             in_quotes(each->get_description()) + "\n";
    }
    if (!level.word.values.empty()) {
      out += "complete -c ajar -n " + condition + " -a " + in_quotes(level.word.values) + "\n";
    }
    if (level.word.file) out += "complete -c ajar -n " + condition + " -F\n";
    for (const auto* each : level.app->get_options()) {
      for (const auto& name : each->get_lnames()) out += fish_option(level, *each, name);
    }
  }
  return out;
}

}  // namespace

Result<std::string> completions(const Context& context, const CLI::App& app,
                                std::string_view shell) {
  std::vector<Level> levels;
  collect(context, app, "", levels);
  if (shell == "bash") return bash(levels);
  if (shell == "zsh") return zsh(levels);
  if (shell == "fish") return fish(levels);
  return Error{.code = "cli/unknown_shell", .detail = std::string(shell)};
}

}  // namespace ajar::cli
