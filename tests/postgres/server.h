// A PostgreSQL server of a test's own: a fresh database in a folder that goes with it, reached
// through a socket there.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

namespace ajar::testing {

class PostgresServer {
 public:
  // Starts one and waits until it answers; null, with a word on standard error, where it cannot. As
  // root it runs under another account, since the server refuses to be root. `durable` off saves
  // the syncs.
  static std::unique_ptr<PostgresServer> start(bool durable);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // The address of a schema of its own, made if it is not there yet.
  std::string url(const std::string& schema);
  // Kills the whole server at once, as a machine that stops would, and starts it again on what is
  // there.
  bool crash_and_restart();
  const std::string& folder() const { return folder_; }
  pid_t pid() const { return pid_; }

 private:
  PostgresServer() = default;
  std::string base_url() const;
  bool run_server();
  bool durable_ = false;
  std::string folder_;
  pid_t pid_ = -1;
};

}  // namespace ajar::testing
