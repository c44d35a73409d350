// Completion scripts for bash, zsh and fish, from the tree of commands: fixed text, nothing private
// is read.
#include <CLI/CLI.hpp>

#include "cli/program.h"

namespace ajar::cli {
namespace {

struct Level {
  std::string path;  // "", "step", "step plan"
  std::vector<std::string> words;
  std::vector<std::string> options;
  std::vector<const CLI::App*> below;
};

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& each : words) out += (out.empty() ? "" : " ") + each;
  return out;
}

std::vector<std::string> long_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* each : app.get_options()) {
    if (each->get_group().empty()) continue;
    for (const auto& name : each->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

void collect(const CLI::App& app, const std::string& path, std::vector<Level>& levels) {
  Level level{.path = path, .words = {}, .options = long_options(app), .below = {}};
  for (const auto* each :
       app.get_subcommands([](const CLI::App* a) { return !a->get_group().empty(); })) {
    level.words.push_back(each->get_name());
    level.below.push_back(each);
  }
  levels.push_back(level);
  for (const auto* each : level.below) {
    collect(*each, path.empty() ? each->get_name() : path + " " + each->get_name(), levels);
  }
}

// The longest known path among the words typed so far decides what is offered; files are offered
// where an option or a command takes one.
std::string bash(const std::vector<Level>& levels) {
  std::string out =
      "_ajar() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" path=\"\" words=\"\" i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"${COMP_WORDS[i]}\" in -*) ;; *) path=\"${path:+$path }${COMP_WORDS[i]}\" ;; "
      "esac\n"
      "  done\n"
      "  case \"${COMP_WORDS[COMP_CWORD-1]}\" in\n"
      "    --home | --passphrase-file | --sealed | --to) COMPREPLY=($(compgen -f -- "
      "\"$current\")); return ;;\n"
      "  esac\n"
      "  case \"$path\" in\n";
  for (auto at = levels.rbegin(); at != levels.rend(); ++at) {
    const std::string everywhere = join(levels.front().options);
    std::string words = join(at->words) + " " + join(at->options);
    if (!at->path.empty()) words += " " + everywhere;
    out += "    \"" + at->path + "\"" + (at->path.empty() ? "" : "*") + ") words=\"" + words +
           "\" ;;\n";
  }
  out +=
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  [ \"$path\" = import ] && COMPREPLY+=($(compgen -f -- \"$current\"))\n"
      "}\n"
      "complete -o filenames -F _ajar ajar\n";
  return out;
}

std::string zsh_quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else if (c == ':') {
      out += "\\:";
    } else {
      out += c;
    }
  }
  return out;
}

std::string zsh(const CLI::App& app, const std::vector<Level>& levels) {
  std::string out =
      "#compdef ajar\n"
      "_ajar() {\n"
      "  local path=\"\" word\n"
      "  local -a commands options\n"
      "  for word in ${words[2,CURRENT-1]}; do\n"
      "    [[ $word == -* ]] || path=\"${path:+$path }$word\"\n"
      "  done\n"
      "  case ${words[CURRENT-1]} in\n"
      "    --home|--passphrase-file|--sealed|--to) _files; return ;;\n"
      "  esac\n"
      "  case $path in\n";
  for (auto at = levels.rbegin(); at != levels.rend(); ++at) {
    out += "    '" + at->path + "'" + (at->path.empty() ? "" : "*") + ")\n      commands=(";
    for (const auto* each : at->below) {
      out += " '" + each->get_name() + ":" + zsh_quoted(each->get_description()) + "'";
    }
    out += " )\n      options=( " + join(at->options);
    if (!at->path.empty()) out += " " + join(long_options(app));
    out += " ) ;;\n";
  }
  out +=
      "  esac\n"
      "  (( ${#commands} )) && _describe command commands\n"
      "  [[ $path == import ]] && _files\n"
      "  compadd -- $options\n"
      "}\n"
      "_ajar \"$@\"\n";
  return out;
}

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish_condition(const Level& level) {
  if (level.path.empty()) return "__fish_use_subcommand";
  std::string condition =
      "__fish_seen_subcommand_from " + level.path.substr(0, level.path.find(' '));
  const auto space = level.path.find(' ');
  if (space != std::string::npos) {
    condition += "; and __fish_seen_subcommand_from " + level.path.substr(space + 1);
  } else if (!level.words.empty()) {
    condition += "; and not __fish_seen_subcommand_from " + join(level.words);
  }
  return condition;
}

void fish_options(const CLI::App& app, const std::string& condition, std::string& out) {
  for (const auto* each : app.get_options()) {
    if (each->get_group().empty()) continue;
    for (const auto& name : each->get_lnames()) {
      out += "complete -c ajar";
      if (!condition.empty()) out += " -n " + fish_quoted(condition);
      out += " -l " + name;
      if (each->get_items_expected_max() > 0) {
        const auto type = each->get_type_name();
        out += type == "file" || type == "folder" ? " -r -F" : " -x";
      }
      out += " -d " + fish_quoted(each->get_description()) + "\n";
    }
  }
}

std::string fish(const CLI::App& app, const std::vector<Level>& levels) {
  std::string out = "complete -c ajar -f\n";
  fish_options(app, {}, out);
  for (const auto& level : levels) {
    const auto condition = fish_condition(level);
    for (const auto* each : level.below) {
      out += "complete -c ajar -n " + fish_quoted(condition) + " -a " + each->get_name() + " -d " +
             fish_quoted(each->get_description()) + "\n";
      const Level own{
          .path = level.path.empty() ? each->get_name() : level.path + " " + each->get_name(),
          .words = {},
          .options = {},
          .below = {}};
      fish_options(*each, fish_condition(own), out);
    }
  }
  out += "complete -c ajar -n '__fish_seen_subcommand_from import' -F\n";
  return out;
}

}  // namespace

Result<std::string> completions(const CLI::App& app, std::string_view shell) {
  std::vector<Level> levels;
  collect(app, "", levels);
  if (shell == "bash") return bash(levels);
  if (shell == "zsh") return zsh(app, levels);
  if (shell == "fish") return fish(app, levels);
  return Error{.code = "cli/unknown_shell", .detail = std::string(shell)};
}

}  // namespace ajar::cli
