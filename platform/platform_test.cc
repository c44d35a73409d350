// Files that are written whole, passphrases in one form, and the clock.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "platform/files.h"
#include "platform/passphrase.h"
#include "platform/system.h"

namespace ajar::platform {
namespace {

using vault::text_bytes;

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "ajar-files-XXXXXX";
    home = ::mkdtemp(pattern.data());
  }
  void TearDown() override { ASSERT_EQ(std::system(("rm -rf '" + home + "'").c_str()), 0); }
  unsigned mode(const std::string& path) const {
    struct stat about {};
    EXPECT_EQ(::stat(path.c_str(), &about), 0);
    return about.st_mode & 0777u;
  }
  int entries() const {
    int count = 0;
    FILE* list = ::popen(("ls -A '" + home + "' | wc -l").c_str(), "r");
    EXPECT_EQ(std::fscanf(list, "%d", &count), 1);
    ::pclose(list);
    return count;
  }
  std::string home;
};

TEST_F(Files, AreWrittenWholeAndPrivate) {
  const std::string path = home + "/key";
  ASSERT_TRUE(write_file(path, text_bytes("first")));
  ASSERT_TRUE(write_file(path, text_bytes("second")));
  EXPECT_EQ(*read_file(path, 100), std::vector<std::uint8_t>({'s', 'e', 'c', 'o', 'n', 'd'}));
  EXPECT_EQ(mode(path), 0600u);
  EXPECT_EQ(entries(), 1) << "a temporary file was left behind";
}

TEST_F(Files, ThatCannotBeWrittenStayAsTheyWere) {
  const std::string path = home + "/folder";
  ASSERT_TRUE(make_private_folder(path + "/below"));
  EXPECT_EQ(mode(path), 0700u);
  const Status status = write_file(path, text_bytes("over a folder"));
  EXPECT_EQ(status.error().code, "file/not_a_file");
  EXPECT_EQ(status.error().detail, "EISDIR");
  EXPECT_EQ(entries(), 1);
  EXPECT_EQ(write_file(home + "/none/key", text_bytes("x")).error().code, "file/missing");
  EXPECT_EQ(write_file("/dev/full/key", text_bytes("x")).error().code, "file/not_a_file");
}

TEST_F(Files, AreReadUpToALimit) {
  const std::string path = home + "/ten";
  ASSERT_TRUE(write_file(path, text_bytes("0123456789")));
  EXPECT_EQ(read_file(path, 10)->size(), 10u);
  EXPECT_EQ(read_file(path, 9).error().code, "file/too_long");
  EXPECT_EQ(read_file("/dev/zero", 100000).error().code, "file/too_long");
  EXPECT_EQ(read_file(home, 10).error().code, "file/not_a_file");
  EXPECT_EQ(read_file(home + "/none", 10).error().code, "file/missing");
}

TEST_F(Files, APrivateFolderMayAlreadyBeThere) {
  ASSERT_TRUE(make_private_folder(home + "/a/b/c"));
  EXPECT_TRUE(make_private_folder(home + "/a/b/c"));
  ASSERT_TRUE(write_file(home + "/a/file", text_bytes("x")));
  EXPECT_EQ(make_private_folder(home + "/a/file").error().code, "file/not_a_file");
}

TEST(Passphrase, IsTheSameBytesOnEveryKeyboard) {
  const auto composed = normal_passphrase(text_bytes("caf\u00e9 \u00bd"));
  const auto decomposed = normal_passphrase(text_bytes("cafe\u0301 1\u20442"));
  ASSERT_TRUE(composed);
  ASSERT_TRUE(decomposed);
  EXPECT_TRUE(std::ranges::equal(composed->view(), decomposed->view()));
  EXPECT_TRUE(std::ranges::equal(composed->view(), text_bytes("caf\u00e9 1\u20442")));
}

TEST(Passphrase, HasALengthAndIsText) {
  EXPECT_EQ(normal_passphrase({}).error().code, "vault/bad_passphrase");
  EXPECT_TRUE(normal_passphrase(text_bytes(std::string(1024, 'a'))));
  EXPECT_EQ(normal_passphrase(text_bytes(std::string(1025, 'a'))).error().code,
            "vault/bad_passphrase");
  EXPECT_EQ(normal_passphrase(text_bytes("\xff\xfe")).error().code, "vault/bad_passphrase");
  // U+FDFA becomes 18 characters, 33 bytes: what is too long only then is refused as well.
  std::string grows;
  for (int i = 0; i < 300; ++i) grows += "\ufdfa";
  EXPECT_EQ(normal_passphrase(text_bytes(grows)).error().code, "vault/bad_passphrase");
}

TEST_F(Files, APassphraseFileIsItsFirstLine) {
  ASSERT_TRUE(write_file(home + "/p", text_bytes("open sesame\r\nsecond line\n")));
  EXPECT_TRUE(
      std::ranges::equal(read_passphrase_file(home + "/p")->view(), text_bytes("open sesame")));
  ASSERT_TRUE(write_file(home + "/empty", text_bytes("\nopen\n")));
  EXPECT_EQ(read_passphrase_file(home + "/empty").error().code, "vault/bad_passphrase");
}

// A child asks on a terminal of its own; returns what the terminal showed, with the child's answer
// behind it.
std::string on_a_terminal(std::string_view typed, int& exit_code) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    const auto passphrase = ask_passphrase("passphrase: ");
    if (passphrase && std::ranges::equal(passphrase->view(), text_bytes("open sesame"))) ::_exit(0);
    ::_exit(!passphrase && passphrase.error().code == "system/interrupted" ? 2 : 1);
  }
  std::string shown;
  char buffer[256];
  bool answered = false;
  for (ssize_t count; (count = ::read(terminal, buffer, sizeof buffer)) > 0;) {
    shown.append(buffer, static_cast<std::size_t>(count));
    if (answered || shown.find("passphrase: ") == std::string::npos) continue;
    answered = true;
    EXPECT_EQ(::write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(terminal);
  exit_code = WEXITSTATUS(status);
  return shown;
}

TEST(Passphrase, IsAskedForWithoutEcho) {
  int exit_code = -1;
  const std::string shown = on_a_terminal("open sesame\n", exit_code);
  EXPECT_EQ(exit_code, 0);
  EXPECT_EQ(shown.find("sesame"), std::string::npos) << shown;
  on_a_terminal("open\x03", exit_code);
  EXPECT_EQ(exit_code, 2);
  on_a_terminal("wrong\x15open \u00e9\x7fsesame\n", exit_code);
  EXPECT_EQ(exit_code, 0) << "Ctrl-U takes back the line, and rubout one character";
}

TEST(Clock, ShowsTheMachinesTimeZone) {
  ::setenv("TZ", "Asia/Kolkata", 1);
  ::tzset();
  EXPECT_EQ(format(local_time(1700000000123)), "2023-11-15T03:43:20+05:30");
  EXPECT_EQ(format(local_time(-1)), "1970-01-01T05:29:59+05:30");
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_GT(now_ms(), 1700000000000);
}

TEST(Random, FillsEveryByte) {
  ASSERT_TRUE(start());
  SystemRandom random;
  std::array<std::uint8_t, 64> first{}, second{};
  random.fill(first);
  random.fill(second);
  EXPECT_NE(first, second);
}

}  // namespace
}  // namespace ajar::platform
