// initdb, postgres, and their end.
#include "tests/postgres/server.h"

#include <dirent.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>

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

std::unique_ptr<PostgresServer> PostgresServer::make_folder(bool durable) {
  std::unique_ptr<PostgresServer> server(new PostgresServer);
  server->durable_ = durable;
  server->folder_ = "/tmp/ajar-postgres-XXXXXX";
  if (mkdtemp(server->folder_.data()) == nullptr) return nullptr;
  const std::string& folder = server->folder_;
  if (const passwd* as = account();
      as != nullptr && chown(folder.c_str(), as->pw_uid, as->pw_gid) != 0)
    return nullptr;
  return server;
}

std::unique_ptr<PostgresServer> PostgresServer::start(bool durable) {
  auto server = make_folder(durable);
  if (server == nullptr) return nullptr;
  const std::string &folder = server->folder_, data = folder + "/data", log = folder + "/log";
  if (!succeeded(
          run("initdb",
              {"-D", data, "-U", "ajar", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"},
              log))) {
    std::fprintf(stderr, "initdb failed, see %s\n", log.c_str());
    return nullptr;
  }
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
              "fsync=" + sync, "-c", "full_page_writes=" + sync, "-c", "max_connections=80", "-c",
              "primary_conninfo=" + upstream_},
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

std::unique_ptr<PostgresServer> PostgresServer::with_standby(std::uint16_t port) {
  auto standby = make_folder(durable_);
  if (standby == nullptr) return nullptr;
  const std::string data = standby->folder_ + "/data", log = standby->folder_ + "/log";
  if (!succeeded(run("pg_basebackup",
                     {"-D", data, "-h", folder_, "-U", "ajar", "-c", "fast", "--no-sync"}, log)))
    return nullptr;
  std::ofstream(data + "/standby.signal") << "";
  standby->upstream_ = "user=ajar application_name=standby ";
  standby->upstream_ +=
      port == 0 ? "host=" + folder_ : "host=127.0.0.1 port=" + std::to_string(port);
  if (!standby->run_server()) return nullptr;
  ask("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
  ask("SELECT pg_reload_conf()");
  while (ask("SHOW synchronous_standby_names") != "standby" ||
         ask("SELECT sync_state FROM pg_stat_replication") != "sync")
    usleep(20'000);
  return standby;
}

bool PostgresServer::promote() {
  return ask("SELECT pg_promote(true, 120)") == "t";
}

// The server's own, and those that it has started.
std::vector<pid_t> PostgresServer::processes() const {
  std::vector<pid_t> all = {pid_};
  DIR* folder = opendir("/proc");
  while (const dirent* entry = readdir(folder)) {
    const auto id = static_cast<pid_t>(std::atoi(entry->d_name));
    std::ifstream status("/proc/" + std::string(entry->d_name) + "/status");
    for (std::string word; id > 0 && status >> word;) {
      if (word != "PPid:") continue;
      pid_t parent = 0;
      status >> parent;
      if (parent == pid_) all.push_back(id);
      break;
    }
  }
  closedir(folder);
  return all;
}

void PostgresServer::pause() {
  // It first, so that none begins behind our back.
  kill(pid_, SIGSTOP);
  for (const pid_t id : processes()) kill(id, SIGSTOP);
}

void PostgresServer::resume() {
  for (const pid_t id : processes()) kill(id, SIGCONT);
}

void PostgresServer::crash() {
  pause();
  for (const pid_t id : processes()) kill(id, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool PostgresServer::restart() {
  // Until all that it had started are gone no other is let in.
  for (int tries = 0; tries < 500; ++tries)
    if (run_server()) return true;
  return false;
}

bool PostgresServer::crash_and_restart() {
  crash();
  return restart();
}

std::string PostgresServer::ask(const std::string& sql) const {
  PGconn* link = PQconnectdb(base_url().c_str());
  PGresult* result = PQexec(link, sql.c_str());
  std::string said = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
  PQclear(result);
  PQfinish(link);
  return said;
}

std::string PostgresServer::url(const std::string& schema) {
  ask("SET client_min_messages = error; CREATE SCHEMA IF NOT EXISTS " + schema);
  return base_url() + "&options=-csearch_path%3D" + schema;
}

PostgresServer::~PostgresServer() {
  if (pid_ > 0) {
    resume();
    kill(pid_, SIGINT);
    waitpid(pid_, nullptr, 0);
  }
  if (!folder_.empty()) (void)!std::system(("rm -rf '" + folder_ + "'").c_str());
}

}  // namespace ajar::testing
