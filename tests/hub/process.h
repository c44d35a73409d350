// The hub as it ships, in a process of its own, and a device's way into it.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/hub/device.h"
#include "tests/hub/talk.h"

namespace ajar::testing {

using Environment = std::map<std::string, std::string>;

class Process {
 public:
  // Starts `ajar --home HOME hub serve ARGUMENTS…` on a free port and open to all,
  // and waits until it answers or has ended.
  Process(const std::string& program, const std::string& home,
          const std::vector<std::string>& arguments, const Environment& environment = {}) {
    int lines[2];
    if (::pipe(lines) != 0) std::abort();
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(lines[1], 1);
      ::close(lines[0]);
      ::close(lines[1]);
      run(program, home, arguments, environment);
    }
    ::close(lines[1]);
    std::string said;
    char byte = 0;
    while (byte != '\n' && ::read(lines[0], &byte, 1) == 1) said += byte;
    ::close(lines[0]);
    const auto colon = said.rfind(':');
    if (colon != said.npos) port_ = static_cast<std::uint16_t>(std::atoi(said.c_str() + colon + 1));
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (child_ > 0) end(SIGKILL);
  }
  // 0 where it did not come up.
  std::uint16_t port() const { return port_; }
  // How it ended, as waitpid says it.
  int end(int signal) {
    ::kill(child_, signal);
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return status;
  }
  // Bytes in memory.
  double memory() const {
    std::ifstream status("/proc/" + std::to_string(child_) + "/status");
    for (std::string word; status >> word;)
      if (word == "VmRSS:") {
        double kilobytes = 0;
        status >> kilobytes;
        return kilobytes * 1024;
      }
    return 0;
  }

 private:
  [[noreturn]] static void run(const std::string& program, const std::string& home,
                               const std::vector<std::string>& arguments,
                               const Environment& environment) {
    if (std::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(1);
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<std::string> all = {program, "--home",     home, "hub",
                                    "serve", "--port",     "0",  "--registration",
                                    "open",  "--unlimited"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> list;
    for (std::string& argument : all) list.push_back(argument.data());
    list.push_back(nullptr);
    ::execv(program.c_str(), list.data());
    ::_exit(127);
  }

  pid_t child_ = -1;
  std::uint16_t port_ = 0;
};

// A line of the table of faults: ./test fault prints it.
inline void tell_fault(const std::string& fault, std::size_t cases) {
  const char* table = std::getenv("AJAR_FAULTS");
  if (table != nullptr) std::ofstream(table, std::ios::app) << fault << '\t' << cases << '\n';
}

// The token of a session of this device in hexadecimal, or "" where none is to be had.
inline std::string enter(Talk& talk, std::uint16_t port, const hub::TestDevice& device) {
  const auto& id = device.vault.vault_id();
  hub::Octets asked(id.begin(), id.end());
  asked.insert(asked.end(), device.vault.device().begin(), device.vault.device().end());
  const auto challenge = talk.ask("POST", "/v1/auth/challenge", asked);
  if (!challenge || challenge->status != 200) return "";
  const auto claim = vault::make_claim(id, device.vault.device(), challenge->body,
                                       "http://127.0.0.1:" + std::to_string(port), device.signer());
  const auto session = talk.ask("POST", "/v1/auth/session", *claim);
  if (!session || session->status != 200) return "";
  return vault::hex(vault::read_session(session->body)->token);
}

}  // namespace ajar::testing
