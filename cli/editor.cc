// A person's own editor on a private file that is wiped afterwards, whatever happens.
#include "cli/editor.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <vector>

#include "cli/text.h"

namespace ajar::cli {
namespace {

// The signals that end a session wait, from before the editor starts until its file is read and
// wiped. What a person's Ctrl-C or Ctrl-\ means is the editor's to decide while it has the
// terminal.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&held_);
    for (const int signal : {SIGTERM, SIGHUP, SIGCHLD}) sigaddset(&held_, signal);
    sigprocmask(SIG_BLOCK, &held_, &before_);
    for (const int signal : {SIGINT, SIGQUIT}) std::signal(signal, SIG_IGN);
  }
  ~HeldSignals() { let_go(); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  // As they were: for the editor itself, and at the end.
  void let_go() const {
    for (const int signal : {SIGINT, SIGQUIT}) std::signal(signal, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before_, nullptr);
  }
  // The next of them.
  int next() const {
    int signal = 0;
    sigwait(&held_, &signal);
    return signal;
  }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

// Overwrites and removes one file.
void wipe_file(int folder, const char* name) {
  const int file = openat(folder, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (file >= 0) {
    struct stat about {};
    if (fstat(file, &about) == 0 && S_ISREG(about.st_mode)) {
      const std::array<char, 4096> zeros{};
      for (off_t left = about.st_size; left > 0;) {
        const auto piece = left < 4096 ? static_cast<std::size_t>(left) : zeros.size();
        const auto put = write(file, zeros.data(), piece);
        if (put <= 0) break;
        left -= put;
      }
      fsync(file);
    }
    close(file);
  }
  unlinkat(folder, name, 0);
}

// Everything in it, for some editors leave copies beside the file.
void wipe_folder(const std::string& path) {
  DIR* folder = opendir(path.c_str());
  if (folder != nullptr) {
    while (const dirent* entry = readdir(folder)) {
      const std::string_view name(entry->d_name);
      if (name != "." && name != "..") wipe_file(dirfd(folder), entry->d_name);
    }
    closedir(folder);
  }
  rmdir(path.c_str());
}

class PrivateFolder {
 public:
  Status make(const std::string& fallback_folder) {
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    const std::string parent =
        runtime != nullptr && *runtime == '/' ? std::string(runtime) : fallback_folder;
    std::string name = parent + "/ajar-edit-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) {
      return Error{.code = "cli/editor_failed", .detail = parent};
    }
    path_ = name;
    return ok();
  }
  PrivateFolder() = default;
  ~PrivateFolder() {
    if (!path_.empty()) wipe_folder(path_);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  std::string file() const { return path_ + "/words.txt"; }

 private:
  std::string path_;
};

Status write_private(const std::string& path, std::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return Error{.code = "cli/editor_failed", .detail = path};
  bool written = true;
  while (!text.empty() && written) {
    const auto put = write(file, text.data(), text.size());
    written = put > 0;
    if (written) text.remove_prefix(static_cast<std::size_t>(put));
  }
  close(file);
  if (!written) return Error{.code = "cli/editor_failed", .detail = path};
  return ok();
}

Result<std::string> read_private(const std::string& path, std::size_t limit) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{.code = "cli/editor_failed", .detail = path};
  std::string text;
  std::array<char, 65536> piece{};
  ssize_t got = 0;
  while ((got = read(file, piece.data(), piece.size())) > 0 && text.size() <= limit) {
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
  close(file);
  if (text.size() > limit) {
    return Error{.code = "cli/input_too_long", .detail = std::to_string(limit)};
  }
  return text;
}

// Where the shell finds `name`, or nothing.
std::string in_path(const std::string& name) {
  if (name.find('/') != std::string::npos) return access(name.c_str(), X_OK) == 0 ? name : "";
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/bin:/bin";
  while (!rest.empty()) {
    const auto colon = rest.find(':');
    std::string candidate = std::string(rest.substr(0, colon)) + "/" + name;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  return {};
}

// The editor as the person names it, which may carry arguments of its own ("code --wait").
Result<std::string> editor_command() {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && !trimmed(value).empty()) return std::string(value);
  }
  for (const char* name : {"editor", "nano", "vi"}) {
    if (!in_path(name).empty()) return std::string(name);
  }
  return Error{.code = "cli/no_editor"};
}

// Under whatever name: on many machines `editor` and `vi` lead to it by a chain of links.
bool is_vim(std::string_view command) {
  const std::string found = in_path(std::string(command.substr(0, command.find(' '))));
  std::array<char, PATH_MAX> resolved{};
  if (found.empty() || realpath(found.c_str(), resolved.data()) == nullptr) return false;
  const std::string_view path = resolved.data();
  const auto name = path.substr(path.rfind('/') + 1);
  return name.starts_with("vim") || name.starts_with("nvim") || name.starts_with("gvim");
}

Result<bool> run_editor(const std::string& command, const std::string& path,
                        const HeldSignals& signals) {
  std::string line = command;
  if (is_vim(command)) line += " -n -i NONE --cmd 'set noundofile nobackup nowritebackup'";
  line += " \"$@\"";
  const pid_t started = fork();
  if (started < 0) return Error{.code = "cli/editor_failed", .detail = command};
  if (started == 0) {
    signals.let_go();
    execl("/bin/sh", "sh", "-c", line.c_str(), "ajar", path.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  while (waitpid(started, &status, WNOHANG) == 0) {
    const int signal = signals.next();
    if (signal != SIGCHLD) kill(started, SIGTERM);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
    return Error{.code = "cli/editor_failed", .detail = command};
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

Result<Edited> edit_text(std::string_view initial, const std::string& fallback_folder,
                         std::size_t limit) {
  const std::string command = TRY(editor_command());
  const HeldSignals signals;
  PrivateFolder folder;
  TRY(folder.make(fallback_folder));
  TRY(write_private(folder.file(), initial));
  Edited edited;
  edited.clean = TRY(run_editor(command, folder.file(), signals));
  edited.text = TRY(read_private(folder.file(), limit));
  return edited;
}

}  // namespace ajar::cli
