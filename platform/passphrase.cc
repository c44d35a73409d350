// Passphrases by termios and ICU.
#include "platform/passphrase.h"

#include <fcntl.h>
#include <termios.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "platform/files.h"

namespace ajar::platform {
namespace {

constexpr std::size_t passphrase_limit = 1024;

// UTF-16, wiped when it goes.
class Wide {
 public:
  explicit Wide(std::size_t units) : bytes_(units * sizeof(UChar)) {}
  UChar* data() { return reinterpret_cast<UChar*>(bytes_.data()); }
  std::int32_t units() const { return static_cast<std::int32_t>(bytes_.size() / sizeof(UChar)); }

 private:
  vault::SecretBytes bytes_;
};

// Echo off while it lives; signals that would leave the terminal mute are held back until it is on
// again.
class Quiet {
 public:
  explicit Quiet(int terminal) : terminal_(terminal) {
    sigset_t held;
    sigemptyset(&held);
    for (int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}) sigaddset(&held, number);
    sigprocmask(SIG_BLOCK, &held, &before_signals_);
    good_ = tcgetattr(terminal, &before_) == 0;
    if (!good_) return;
    termios quiet = before_;
    // Byte by byte, so that Ctrl-C is heard before the line ends.
    quiet.c_lflag &= static_cast<tcflag_t>(~(ECHO | ISIG | ICANON));
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    good_ = tcsetattr(terminal, TCSAFLUSH, &quiet) == 0;
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() {
    if (good_) tcsetattr(terminal_, TCSAFLUSH, &before_);
    sigprocmask(SIG_SETMASK, &before_signals_, nullptr);
  }
  bool good() const { return good_; }

 private:
  int terminal_;
  bool good_ = false;
  termios before_{};
  sigset_t before_signals_{};
};

void say(int terminal, std::string_view words) {
  // Where the terminal cannot be written to, it cannot be read either, and that is reported.
  [[maybe_unused]] const ssize_t written = ::write(terminal, words.data(), words.size());
}

constexpr std::uint8_t ctrl_c = 3, ctrl_d = 4, ctrl_backslash = 28, ctrl_u = 21, backspace = 8,
                       rubout = 127;

// How long the line is without its last character.
std::size_t before_last(vault::Bytes line) {
  std::size_t size = line.size();
  while (size > 0 && (line[size - 1] & 0xC0) == 0x80) --size;
  return size > 0 ? size - 1 : 0;
}

// One line into `line`, with the keys that take back; how many bytes it has.
Result<std::size_t> read_line(int terminal, std::span<std::uint8_t> line) {
  std::size_t used = 0;
  for (;;) {
    std::uint8_t byte = 0;
    const ssize_t count = ::read(terminal, &byte, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 || byte == ctrl_c || byte == ctrl_backslash)
      return Error{.code = "system/interrupted"};
    if (count == 0 || byte == '\n' || byte == ctrl_d) return used;
    if (byte == ctrl_u) {
      used = 0;
    } else if (byte == backspace || byte == rubout) {
      used = before_last(line.first(used));
    } else if (used == line.size()) {
      return Error{.code = "vault/bad_passphrase"};
    } else {
      line[used++] = byte;
    }
  }
}

}  // namespace

Result<vault::SecretBytes> normal_passphrase(vault::Bytes utf8) {
  const Error bad{.code = "vault/bad_passphrase"};
  if (utf8.empty() || utf8.size() > passphrase_limit) return bad;
  UErrorCode error = U_ZERO_ERROR;
  Wide wide(utf8.size());
  std::int32_t units = 0;
  u_strFromUTF8(wide.data(), wide.units(), &units, reinterpret_cast<const char*>(utf8.data()),
                static_cast<std::int32_t>(utf8.size()), &error);
  if (error == U_STRING_NOT_TERMINATED_WARNING) error = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&error);
  if (U_FAILURE(error)) return bad;
  // One character of NFKC is at most 18 units.
  Wide normal(static_cast<std::size_t>(units) * 18 + 1);
  units = unorm2_normalize(nfkc, wide.data(), units, normal.data(), normal.units(), &error);
  vault::SecretBytes bytes(passphrase_limit);
  std::int32_t size = 0;
  u_strToUTF8(reinterpret_cast<char*>(bytes.data()), static_cast<std::int32_t>(bytes.size()), &size,
              normal.data(), units, &error);
  if (U_FAILURE(error) || size == 0) return bad;
  return vault::SecretBytes(bytes.view().first(static_cast<std::size_t>(size)));
}

Result<vault::SecretBytes> ask_passphrase(std::string_view prompt) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) return Error{.code = "system/no_terminal"};
  vault::SecretBytes line(passphrase_limit);
  Result<std::size_t> size = std::size_t{0};
  {
    const Quiet quiet(terminal);
    if (quiet.good()) {
      say(terminal, prompt);
      size = read_line(terminal, line.span());
      say(terminal, "\n");
    } else {
      size = Error{.code = "system/no_terminal"};
    }
  }
  ::close(terminal);
  if (!size) return size.error();
  return normal_passphrase(line.view().first(*size));
}

Result<vault::SecretBytes> read_passphrase_file(const std::string& path) {
  std::vector<std::uint8_t> bytes = TRY(read_file(path, 65536));
  auto end = std::find(bytes.begin(), bytes.end(), std::uint8_t{'\n'});
  if (end != bytes.begin() && end[-1] == '\r') --end;
  auto passphrase =
      normal_passphrase(vault::Bytes(bytes.data(), static_cast<std::size_t>(end - bytes.begin())));
  vault::wipe(bytes.data(), bytes.size());
  return passphrase;
}

}  // namespace ajar::platform
