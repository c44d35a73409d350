// Where the device's secret rests on this machine.
#include "cli/keys.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>

#include "cli/ask.h"
#include "cli/program.h"
#include "platform/files.h"
#include "platform/passphrase.h"
#include "platform/system.h"
#include "vault/crypto.h"
#include "vault/hex.h"
#include "vault/key_file.h"
#include "vault/secret.h"

namespace ajar::cli {
namespace {

using vault::Bytes;
using vault::SecretBytes;

constexpr int kTries = 3;
constexpr std::int64_t kWorkMilliseconds =
    1000;  // what deriving the key shall cost on this machine

std::string open_path(const std::string& folder) {
  return folder + "/key.open";
}

// Seconds since this machine started, with the time that it slept: no one can set this clock back.
std::int64_t boot_seconds() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return now.tv_sec;
}

std::string boot_id() {
  const auto id = platform::read_file("/proc/sys/kernel/random/boot_id", 64);
  return id ? std::string(id->begin(), id->end()) : std::string();
}

std::string real_folder(const std::string& folder) {
  char* resolved = realpath(folder.c_str(), nullptr);
  std::string out = resolved != nullptr ? resolved : folder;
  std::free(resolved);
  return out;
}

// Empty where there is no private runtime folder.
std::string unlock_path(const std::string& folder) {
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  if (runtime == nullptr || *runtime != '/') return {};
  const auto digest = vault::hash("ajar/v1/cli-unlock", {vault::text_bytes(real_folder(folder))});
  return std::string(runtime) + "/ajar-" + vault::hex(Bytes(digest).first(8)) + ".unlock";
}

// What the timed unlock is bound to: this boot, and the key file as it is now.
vault::Hash unlock_binding(const std::string& folder) {
  const auto key = platform::read_file(key_path(folder), 4096);
  const std::string boot = boot_id();
  return vault::hash("ajar/v1/cli-unlock-binding",
                     {vault::text_bytes(boot), key ? Bytes(*key) : Bytes()});
}

struct Unlock {
  vault::Hash binding{};
  std::int64_t due = 0;  // boot_seconds()
  SecretBytes secret;
};
constexpr std::size_t kUnlockHead = 8 + 32 + 8;
constexpr std::string_view kUnlockMagic = "AJUNLK1\n";

Result<Unlock> read_unlock(const std::string& path) {
  auto bytes = TRY(platform::read_file(path, kUnlockHead + vault::secret_size(vault::epoch_limit)));
  const SecretBytes file{Bytes(bytes)};
  vault::wipe(bytes.data(), bytes.size());
  const bool whole = file.size() >= kUnlockHead + vault::secret_size() &&
                     std::equal(kUnlockMagic.begin(), kUnlockMagic.end(), file.data());
  if (!whole) return Error{.code = "cli/locked"};
  Unlock unlock;
  unlock.binding = vault::read_array<vault::Hash>(file.data() + 8);
  unlock.due = static_cast<std::int64_t>(vault::read_number<std::uint64_t>(file.data() + 40));
  unlock.secret = SecretBytes(file.view().subspan(kUnlockHead));
  return unlock;
}

bool wipe_and_remove(const std::string& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return false;
  struct stat about {};
  if (fstat(file, &about) == 0) {
    const std::vector<char> zeros(static_cast<std::size_t>(std::min<off_t>(about.st_size, 65536)));
    [[maybe_unused]] const auto put = write(file, zeros.data(), zeros.size());
    fsync(file);
  }
  close(file);
  return unlink(path.c_str()) == 0;
}

std::optional<SecretBytes> unlocked_secret(const std::string& folder) {
  const auto path = unlock_path(folder);
  if (path.empty() || !platform::exists(path)) return std::nullopt;
  auto unlock = read_unlock(path);
  if (unlock && unlock->due > boot_seconds() && unlock->binding == unlock_binding(folder)) {
    return std::move(unlock->secret);
  }
  wipe_and_remove(path);
  return std::nullopt;
}

Result<SecretBytes> plain_secret(const std::string& folder) {
  const auto path = open_path(folder);
  struct stat about {};
  if (stat(path.c_str(), &about) == 0 && (about.st_mode & 077U) != 0) {
    constexpr std::string_view kDigits = "01234567";
    std::string mode;
    for (const unsigned shift : {6U, 3U, 0U}) mode += kDigits[(about.st_mode >> shift) & 7U];
    return Error{.code = "cli/key_readable", .field = path, .detail = mode};
  }
  auto bytes = TRY(platform::read_file(path, vault::secret_size(vault::epoch_limit)));
  SecretBytes secret{Bytes(bytes)};
  vault::wipe(bytes.data(), bytes.size());
  return secret;
}

Result<SecretBytes> ask_and_open(Context& context, Bytes key_file) {
  const bool asked = context.passphrase_file.empty();
  for (int tries = 1;; ++tries) {
    const auto passphrase =
        TRY(given_passphrase(context, context.passphrase_file, context.say("cli.passphrase.ask")));
    context.err.status(context.say("cli.passphrase.working"));
    auto secret = opened_key(key_file, passphrase.view());
    context.err.status({});
    const bool wrong = !secret && secret.error().code == "vault/wrong_key";
    if (!wrong || !asked || tries == kTries) return secret;
    context.err.words(context.say("cli.passphrase.wrong"));
  }
}

// About a second here, and in no part less than `least`.
Result<vault::Cost> cost_for_this_machine(const vault::Cost& least,
                                          platform::SystemRandom& random) {
  const std::int64_t began = platform::now_ms();
  const std::array<std::uint8_t, 4> trial{'a', 'j', 'a', 'r'};
  TRY(vault::derive(trial, least));
  const std::int64_t took = std::max<std::int64_t>(1, platform::now_ms() - began);
  const auto passes = static_cast<std::uint64_t>(
      std::clamp<std::int64_t>(std::int64_t{least.opslimit} * kWorkMilliseconds / took,
                               least.opslimit, vault::opslimit_ceiling));
  return vault::new_cost(passes, least.memlimit, random);
}

// What guessing costs now, where there is a key file: a new one is never cheaper.
Result<vault::Cost> least_cost(const std::string& folder, platform::SystemRandom& random) {
  if (const auto file = platform::read_file(key_path(folder), 4096); file) {
    if (auto cost = vault::key_info(*file)) return cost;
  }
  return vault::new_cost(vault::opslimit_floor, vault::memlimit_floor, random);
}

Result<std::vector<std::uint8_t>> sealed_at(const vault::Cost& least, Bytes secret,
                                            Bytes passphrase, platform::SystemRandom& random) {
  const auto cost = TRY(cost_for_this_machine(least, random));
  const auto key = TRY(vault::derive(passphrase, cost));
  return vault::key_seal(secret, key, cost, random);
}

}  // namespace

std::string key_path(const std::string& folder) {
  return folder + "/key";
}

bool has_passphrase(const std::string& folder) {
  return platform::exists(key_path(folder));
}

Status forget_keys(const std::string& folder) {
  std::vector<std::string> paths;
  if (DIR* entries = opendir(folder.c_str()); entries != nullptr) {
    while (const dirent* entry = readdir(entries)) {
      const std::string_view name = entry->d_name;
      if (name == "key" || name.starts_with("key."))
        paths.push_back(folder + "/" + std::string(name));
    }
    closedir(entries);
  }
  for (const auto& path : paths) {
    if (!wipe_and_remove(path)) return platform::file_error(errno, path);
  }
  return platform::sync_folder(folder);
}

Result<SecretBytes> open_secret(Context& context, const std::string& folder, Asking asking) {
  if (!has_passphrase(folder)) {
    if (!platform::exists(open_path(folder))) return Error{.code = "cli/no_key", .detail = folder};
    return plain_secret(folder);
  }
  if (auto secret = unlocked_secret(folder)) return std::move(*secret);
  if (asking == Asking::never) return Error{.code = "cli/locked"};
  const auto key_file = TRY(platform::read_file(key_path(folder), 4096));
  TRY(vault::key_info(key_file));
  auto secret = TRY(ask_and_open(context, key_file));
  // Left behind when a passphrase was set and the machine stopped between two files.
  if (platform::exists(open_path(folder))) wipe_and_remove(open_path(folder));
  return secret;
}

Result<SecretBytes> given_passphrase(Context& context, const std::string& file,
                                     const std::string& question) {
  if (file == "-") {
    std::string input = TRY(read_input(vault::passphrase_limit + 2));
    const auto line = std::string_view(input).substr(0, input.find_first_of("\r\n"));
    auto passphrase = platform::normal_passphrase(vault::text_bytes(line));
    vault::wipe(input.data(), input.size());
    return passphrase;
  }
  if (!file.empty()) return platform::read_passphrase_file(file);
  context.err.flush();
  auto typed = platform::ask_passphrase(question + " ");
  if (!typed && typed.error().code == "system/no_terminal") return Error{.code = "cli/locked"};
  if (!typed && typed.error().code == "system/interrupted") return Error{.code = "cli/stopped"};
  return typed;
}

Result<SecretBytes> new_passphrase(Context& context, const std::string& file) {
  if (!file.empty()) return given_passphrase(context, file, {});
  while (true) {
    auto first = given_passphrase(context, {}, context.say("cli.passphrase.choose"));
    if (!first) {
      const bool none = first.error().code == "vault/bad_passphrase" && context.can_ask();
      if (!none) return first;
      if (TRY(ask_yes(context, context.say("cli.passphrase.none")))) return SecretBytes();
      continue;
    }
    const auto second = TRY(given_passphrase(context, {}, context.say("cli.passphrase.again")));
    if (vault::same(first->view(), second.view())) return first;
    if (!context.can_ask()) return Error{.code = "cli/passphrases_differ"};
    context.err.words(context.say("cli.passphrase.differ"));
  }
}

Result<std::vector<std::uint8_t>> sealed_key(Bytes secret, Bytes passphrase) {
  platform::SystemRandom random;
  const auto least = TRY(vault::new_cost(vault::opslimit_floor, vault::memlimit_floor, random));
  return sealed_at(least, secret, passphrase, random);
}

Result<SecretBytes> opened_key(Bytes key_file, Bytes passphrase) {
  const auto cost = TRY(vault::key_info(key_file));
  return vault::key_open(key_file, TRY(vault::derive(passphrase, cost)));
}

Status keep_secret(const std::string& folder, Bytes secret, Bytes passphrase) {
  if (passphrase.empty()) {
    TRY(platform::write_file(open_path(folder), secret));
    if (platform::exists(key_path(folder))) TRY(platform::remove_file(key_path(folder)));
  } else {
    platform::SystemRandom random;
    const auto least = TRY(least_cost(folder, random));
    const auto key_file = TRY(sealed_at(least, secret, passphrase, random));
    TRY(platform::write_file(key_path(folder), key_file));
    if (platform::exists(open_path(folder))) wipe_and_remove(open_path(folder));
  }
  lock_now(folder);
  return ok();
}

Status unlock_for(const std::string& folder, Bytes secret, int minutes) {
  const auto path = unlock_path(folder);
  if (path.empty()) return Error{.code = "cli/no_runtime_folder"};
  SecretBytes file(kUnlockHead + secret.size());
  vault::Writer out(file.data());
  const auto binding = unlock_binding(folder);
  out.bytes(vault::text_bytes(kUnlockMagic));
  out.bytes(binding);
  out.number(static_cast<std::uint64_t>(boot_seconds() + std::int64_t{minutes} * 60));
  out.bytes(secret);
  TRY(platform::write_file(path, file.view()));
  // A process of its own ends it in time; it is started anew, so that nothing secret is in its
  // memory.
  if (fork() == 0) {
    setsid();
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {0, 1, 2}) dup2(nowhere, standard);
    if (fork() == 0) {
      execl("/proc/self/exe", "ajar", "expire", "--home", folder.c_str(), nullptr);
    }
    _exit(0);
  }
  return ok();
}

bool lock_now(const std::string& folder) {
  const auto path = unlock_path(folder);
  return !path.empty() && wipe_and_remove(path);
}

void expire_unlock(const std::string& folder) {
  const auto path = unlock_path(folder);
  while (!path.empty() && platform::exists(path)) {
    std::int64_t due = 0;
    {
      const auto unlock = read_unlock(path);
      due = unlock ? unlock->due : 0;
    }
    if (due <= boot_seconds()) {
      wipe_and_remove(path);
      return;
    }
    const timespec when{.tv_sec = due, .tv_nsec = 0};
    clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &when, nullptr);
  }
}

}  // namespace ajar::cli
