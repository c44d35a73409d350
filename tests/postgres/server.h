// A PostgreSQL server of a test's own: a fresh database in a folder that goes with it, reached
// through a socket there; alone, or as a primary with a standby that each of its commits waits for.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

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
  // A standby of this server, reached by `port` of this machine or, for 0, by the socket; from here
  // on what is written here is committed when it is on the standby's disk, too. Null where it could
  // not be made.
  std::unique_ptr<PostgresServer> with_standby(std::uint16_t port = 0);
  // Makes a standby the primary; false where it could not.
  bool promote();

  // Kills the whole server at once, as a machine that stops would.
  void crash();
  // Starts it on what is there; false where it does not come up.
  bool restart();
  bool crash_and_restart();
  // Stops every process of it where it stands, and lets them go on.
  void pause();
  void resume();

  // The first value that a statement answers with, "" where there is none.
  std::string ask(const std::string& sql) const;
  const std::string& folder() const { return folder_; }
  std::string socket() const { return folder_ + "/.s.PGSQL.5432"; }

 private:
  PostgresServer() = default;
  static std::unique_ptr<PostgresServer> make_folder(bool durable);
  std::string base_url() const;
  bool run_server();
  std::vector<pid_t> processes() const;
  bool durable_ = false;
  std::string upstream_;  // of a standby: how it reaches its primary
  std::string folder_;
  pid_t pid_ = -1;
};

}  // namespace ajar::testing
