// initdb, postgres, and their end.
#include "tests/postgres/server.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace ajar::testing {
namespace {

const std::string programs = "/usr/lib/postgresql/15/bin/";

// The account that the server may run as: ours, or an ordinary one where we are root.
const passwd* account() {
  if (geteuid() != 0) return nullptr;
  const passwd* found = getpwnam("postgres");
  return found != nullptr ? found : getpwnam("nobody");
}

// Runs a program of PostgreSQL's in a child process, silent.
pid_t run(const std::string& program, std::vector<std::string> arguments, const std::string& log) {
  std::vector<char*> list;
  std::string path = programs + program;
  list.push_back(path.data());
  for (std::string& argument : arguments) list.push_back(argument.data());
  list.push_back(nullptr);
  const passwd* as = account();
  const pid_t child = fork();
  if (child != 0) return child;
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  dup2(out, 1);
  dup2(out, 2);
  if (as != nullptr && (setgid(as->pw_gid) != 0 || setuid(as->pw_uid) != 0)) _exit(1);
  // Where the test is killed the server goes, too.
  prctl(PR_SET_PDEATHSIG, SIGINT);
  if (chdir("/") != 0) _exit(1);
  unsetenv("LD_PRELOAD");
  execv(path.c_str(), list.data());
  _exit(127);
}

bool succeeded(pid_t child) {
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::string PostgresServer::base_url() const {
  return "postgres://ajar@/postgres?host=" + folder_;
}

std::unique_ptr<PostgresServer> PostgresServer::start(bool durable) {
  std::unique_ptr<PostgresServer> server(new PostgresServer);
  server->folder_ = "/tmp/ajar-postgres-XXXXXX";
  if (mkdtemp(server->folder_.data()) == nullptr) return nullptr;
  const std::string& folder = server->folder_;
  if (const passwd* as = account();
      as != nullptr && chown(folder.c_str(), as->pw_uid, as->pw_gid) != 0)
    return nullptr;
  const std::string data = folder + "/data", log = folder + "/log";
  if (!succeeded(
          run("initdb",
              {"-D", data, "-U", "ajar", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"},
              log))) {
    std::fprintf(stderr, "initdb failed, see %s\n", log.c_str());
    return nullptr;
  }
  server->durable_ = durable;
  if (!server->run_server()) {
    std::fprintf(stderr, "postgres ended at once, see %s\n", log.c_str());
    return nullptr;
  }
  return server;
}

// False where it ended before it answered.
bool PostgresServer::run_server() {
  const std::string sync = durable_ ? "on" : "off";
  pid_ = run("postgres",
             {"-D", folder_ + "/data", "-k", folder_, "-c", "listen_addresses=", "-c",
              "fsync=" + sync, "-c", "full_page_writes=" + sync, "-c", "max_connections=40"},
             folder_ + "/log");
  while (PQping(base_url().c_str()) != PQPING_OK) {
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      return false;
    }
    usleep(20'000);
  }
  return true;
}

bool PostgresServer::crash_and_restart() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  // Those that it had started notice by themselves, and until they are gone no other is let in.
  for (int tries = 0; tries < 500; ++tries)
    if (run_server()) return true;
  return false;
}

std::string PostgresServer::url(const std::string& schema) {
  PGconn* link = PQconnectdb(base_url().c_str());
  PQclear(PQexec(
      link, ("SET client_min_messages = error; CREATE SCHEMA IF NOT EXISTS " + schema).c_str()));
  PQfinish(link);
  return base_url() + "&options=-csearch_path%3D" + schema;
}

PostgresServer::~PostgresServer() {
  if (pid_ > 0) {
    kill(pid_, SIGINT);
    waitpid(pid_, nullptr, 0);
  }
  if (!folder_.empty()) (void)!std::system(("rm -rf '" + folder_ + "'").c_str());
}

}  // namespace ajar::testing
