// The bench of the hub: `ajar_bench_hub AJAR FOLDER sqlite|postgres` starts the real program on a
// fresh store and prints one JSON line a measurement, with what its parts cost bare, measured in
// the same run, beside it.
#include <libpq-fe.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "benches/load.h"
#include "tests/hub/device.h"
#include "tests/hub/talk.h"
#include "tests/postgres/server.h"

namespace {

using namespace ajar;  // NOLINT(google-build-using-namespace): one program, no header
using bench::Load;
using hub::Octets;
using hub::TestDevice;
using testing::Talk;

constexpr int clients = 64;
constexpr int singles = 150;  // appends of one event, a client
constexpr int batchers = 8;   // clients that send batches
constexpr int batches = 24;   // of 64 events, a client
constexpr int batch = 64;

[[noreturn]] void stop(const char* what) {
  std::fprintf(stderr, "ajar_bench_hub: %s\n", what);
  std::exit(1);
}

void print(const std::string& metric, double value, const char* unit) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":null}\n",
              metric.c_str(), value, unit);
  std::fflush(stdout);
}
void print(const std::string& metric, double value, const char* unit, double baseline) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":%.6g}\n",
              metric.c_str(), value, unit, baseline);
  std::fflush(stdout);
}

template <class Work>
double seconds(Work&& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

double quantile(std::vector<double> numbers, double part) {
  std::sort(numbers.begin(), numbers.end());
  return numbers[static_cast<std::size_t>(static_cast<double>(numbers.size() - 1) * part)];
}

// The hub as it ships, in a process of its own.
class Process {
 public:
  Process(const std::string& program, const std::string& folder, const std::string& store) {
    int lines[2];
    if (::pipe(lines) != 0) stop("pipe");
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(lines[1], 1);
      ::execl(program.c_str(), program.c_str(), "--home", folder.c_str(), "hub", "serve", "--store",
              store.c_str(), "--key", (folder + "/key").c_str(), "--no-app", "--port", "0",
              "--registration", "open", "--unlimited", nullptr);
      ::_exit(127);
    }
    ::close(lines[1]);
    std::string said;
    char byte = 0;
    while (byte != '\n' && ::read(lines[0], &byte, 1) == 1) said += byte;
    ::close(lines[0]);
    if (said.rfind(':') == said.npos) stop("the hub did not start");
    port = static_cast<std::uint16_t>(std::atoi(said.c_str() + said.rfind(':') + 1));
  }
  ~Process() {
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
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
  std::uint16_t port = 0;

 private:
  pid_t child_ = -1;
};

std::string request_of(std::uint16_t port, const std::string& method, const std::string& target,
                       const std::string& token, const Octets& body) {
  std::string text =
      method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n";
  if (!token.empty()) text += "Authorization: Bearer " + token + "\r\n";
  if (method != "GET")
    text +=
        "Content-Type: application/octet-stream\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n";
  text += "\r\n";
  text.append(body.begin(), body.end());
  return text;
}

// A vault at the hub, and a session of its first device.
TestDevice begin(std::uint16_t port, const std::string& seed) {
  TestDevice device = TestDevice::begin(seed);
  Talk talk(port);
  const auto made = talk.ask("POST", "/v1/vaults", device.genesis());
  if (!made || made->status != 201) stop("no vault");
  const auto& id = device.vault.vault_id();
  Octets asked(id.begin(), id.end());
  asked.insert(asked.end(), device.vault.device().begin(), device.vault.device().end());
  const auto challenge = talk.ask("POST", "/v1/auth/challenge", asked);
  const auto claim = vault::make_claim(id, device.vault.device(), challenge->body,
                                       "http://127.0.0.1:" + std::to_string(port), device.signer());
  const auto session = talk.ask("POST", "/v1/auth/session", *claim);
  if (!session || session->status != 200) stop("no session");
  device.token = vault::hex(vault::read_session(session->body)->token);
  return device;
}

const std::string text_of_a_moment(300, 'm');

Load need_all(Load load, const char* what) {
  if (load.refused != 0) stop(what);
  return load;
}

// --- the bare parts ---

// Rows of a frame's size with the keys that an event has, so many a commit, synced like the hub's.
// Rows a second.
double bare_sqlite(const std::string& folder, const Octets& frame, int rows, int commits) {
  const std::string path = folder + "/bare.db";
  for (const char* ending : {"", "-wal", "-shm"}) ::unlink((path + ending).c_str());
  sqlite3* database = nullptr;
  sqlite3_open(path.c_str(), &database);
  sqlite3_exec(
      database,
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "CREATE TABLE event (vault_id BLOB NOT NULL, seq INTEGER NOT NULL, frame BLOB NOT NULL,"
      " PRIMARY KEY (vault_id, seq))",
      nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO event VALUES (?, ?, ?)", -1, &insert, nullptr);
  std::array<std::uint8_t, 32> id{};
  int seq = 0;
  const double took = seconds([&] {
    for (int commit = 0; commit < commits; ++commit) {
      sqlite3_exec(database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
      for (int row = 0; row < rows; ++row) {
        id[0] = static_cast<std::uint8_t>(row % clients);
        sqlite3_bind_blob(insert, 1, id.data(), 32, SQLITE_STATIC);
        sqlite3_bind_int(insert, 2, ++seq);
        sqlite3_bind_blob(insert, 3, frame.data(), static_cast<int>(frame.size()), SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) stop("bare insert");
        sqlite3_reset(insert);
      }
      if (sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK)
        stop("bare commit");
    }
  });
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return rows * commits / took;
}

double bare_sqlite_read(const std::string& store, const vault::VaultId& id) {
  sqlite3* database = nullptr;
  sqlite3_open(store.c_str(), &database);
  sqlite3_stmt* read = nullptr;
  sqlite3_prepare_v2(database, "SELECT seq, frame FROM event WHERE vault_id = ? ORDER BY seq", -1,
                     &read, nullptr);
  int count = 0;
  std::size_t bytes = 0;
  Octets all;
  const double took = seconds([&] {
    for (int round = 0; round < 5; ++round) {
      all.clear();
      sqlite3_bind_blob(read, 1, id.data(), 32, SQLITE_STATIC);
      for (; sqlite3_step(read) == SQLITE_ROW; ++count) {
        const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(read, 1));
        all.insert(all.end(), data, data + sqlite3_column_bytes(read, 1));
      }
      bytes += all.size();
      sqlite3_reset(read);
    }
  });
  sqlite3_finalize(read);
  sqlite3_close(database);
  if (bytes == 0) stop("nothing to read");
  return count / took;
}

// As many connections as the hub has, each row or batch a transaction of its own. Rows a second.
double bare_postgres(testing::PostgresServer& server, const Octets& frame, int rows, int commits) {
  constexpr int connections = 8;
  const std::string url = server.url("bare");
  PGconn* first = PQconnectdb(url.c_str());
  PQclear(PQexec(first,
                 "DROP TABLE IF EXISTS event; CREATE TABLE event (vault_id BYTEA NOT NULL, seq "
                 "BIGINT NOT NULL,"
                 " frame BYTEA NOT NULL, PRIMARY KEY (vault_id, seq))"));
  PQfinish(first);
  std::string sql = "INSERT INTO event (vault_id, seq, frame) VALUES ";
  for (int row = 0; row < rows; ++row)
    sql += (row == 0 ? "($" : ", ($") + std::to_string(row * 3 + 1) + ", $" +
           std::to_string(row * 3 + 2) + ", $" + std::to_string(row * 3 + 3) + ")";
  const double took = seconds([&] {
    std::vector<std::thread> threads;
    for (int connection = 0; connection < connections; ++connection) {
      threads.emplace_back([&, connection] {
        PGconn* link = PQconnectdb(url.c_str());
        PQclear(PQprepare(link, "insert", sql.c_str(), 0, nullptr));
        std::array<char, 32> id{};
        id[0] = static_cast<char>(connection);
        std::uint64_t seq = 0;
        for (int commit = 0; commit < commits / connections; ++commit) {
          std::vector<std::array<char, 8>> numbers(static_cast<std::size_t>(rows));
          std::vector<const char*> values;
          std::vector<int> lengths, formats(static_cast<std::size_t>(rows) * 3, 1);
          for (auto& number : numbers) {
            ++seq;
            for (std::size_t i = 0; i < 8; ++i) number[i] = static_cast<char>(seq >> (8 * (7 - i)));
            values.insert(values.end(),
                          {id.data(), number.data(), reinterpret_cast<const char*>(frame.data())});
            lengths.insert(lengths.end(), {32, 8, static_cast<int>(frame.size())});
          }
          PGresult* result = PQexecPrepared(link, "insert", rows * 3, values.data(), lengths.data(),
                                            formats.data(), 1);
          if (PQresultStatus(result) != PGRES_COMMAND_OK) stop("bare insert");
          PQclear(result);
        }
        PQfinish(link);
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  return rows * (commits / connections) * connections / took;
}

double one_signature() {
  const vault::SigningKey key{vault::Key(vault::Hash{})};
  const vault::Hash message{};
  const vault::Signature signature = key.sign(message);
  int good = 0;
  const double took = seconds([&] {
    for (int i = 0; i < 5000; ++i)
      good += vault::signed_by(key.public_key(), message, signature.data()) ? 1 : 0;
  });
  if (good != 5000) stop("signature");
  return took / 5000;
}

// --- the measurements ---

struct Written {
  double singles = 0;   // events a second
  double together = 1;  // requests a commit
  double batched = 0;
};

double metric_of(std::uint16_t port, const std::string& name) {
  Talk talk(port);
  const auto heard = talk.ask("GET", "/metrics");
  const std::string text(heard->body.begin(), heard->body.end());
  const auto at = text.find("\n" + name + " ");
  return at == text.npos ? 0 : std::atof(text.c_str() + at + name.size() + 2);
}

Written write(const Process& process) {
  std::vector<std::vector<std::string>> lists;
  for (int client = 0; client < clients; ++client) {
    TestDevice device = begin(process.port, "single " + std::to_string(client));
    auto& list = lists.emplace_back();
    for (int i = 0; i < singles; ++i)
      list.push_back(request_of(process.port, "POST", device.path("/events"), device.token,
                                device.put(text_of_a_moment)));
  }
  Written written;
  const double commits = metric_of(process.port, "ajar_hub_commits_total");
  const double requests = metric_of(process.port, "ajar_hub_commit_requests_total");
  const Load one = need_all(bench::play(process.port, lists), "an append was refused");
  written.singles = clients * singles / one.seconds;
  const double made = metric_of(process.port, "ajar_hub_commits_total") - commits;
  if (made > 0)
    written.together =
        (metric_of(process.port, "ajar_hub_commit_requests_total") - requests) / made;
  print("append, 64 clients, half of them within", quantile(one.microseconds, 0.5) / 1000, "ms");
  print("append, 64 clients, 99 of 100 within", quantile(one.microseconds, 0.99) / 1000, "ms");
  lists.clear();
  for (int client = 0; client < batchers; ++client) {
    TestDevice device = begin(process.port, "batch " + std::to_string(client));
    auto& list = lists.emplace_back();
    for (int i = 0; i < batches; ++i)
      list.push_back(request_of(process.port, "POST", device.path("/events"), device.token,
                                hub::joined(device.put_many(batch, text_of_a_moment))));
  }
  const Load many = need_all(bench::play(process.port, lists), "a batch was refused");
  written.batched = batchers * batches * batch / many.seconds;
  return written;
}

double echoes(const Process& process) {
  const std::string ask = request_of(process.port, "GET", "/healthz", "", {});
  const std::vector<std::vector<std::string>> lists(clients, std::vector<std::string>(300, ask));
  return clients * 300 / need_all(bench::play(process.port, lists), "an echo was refused").seconds;
}

constexpr int history = 20'000;
TestDevice fill(const Process& process) {
  TestDevice device = begin(process.port, "history");
  std::vector<std::vector<std::string>> lists(1);
  for (int i = 0; i < history / 250; ++i)
    lists[0].push_back(request_of(process.port, "POST", device.path("/events"), device.token,
                                  hub::joined(device.put_many(250, text_of_a_moment))));
  need_all(bench::play(process.port, lists), "the history was refused");
  return device;
}

// Events a second to one device that reads all of them, page by page.
double catch_up(const Process& process, const TestDevice& device) {
  std::vector<std::vector<std::string>> lists(1);
  for (int round = 0; round < 5; ++round)
    for (int after = 0; after <= history; after += 1000)
      lists[0].push_back(request_of(process.port, "GET",
                                    device.path("/events?after=" + std::to_string(after)),
                                    device.token, {}));
  return 5.0 * history / need_all(bench::play(process.port, lists), "a page was refused").seconds;
}

void idle(const Process& process, const TestDevice& device) {
  const std::string ask = request_of(process.port, "GET", device.path("/head"), device.token, {});
  const std::vector<std::vector<std::string>> four(4, std::vector<std::string>(2000, ask));
  // The middle one of several runs: one alone is at the mercy of whatever else the machine did.
  const auto slowest = [&] {
    std::vector<double> runs;
    for (int run = 0; run < 7; ++run)
      runs.push_back(
          quantile(need_all(bench::play(process.port, four), "head").microseconds, 0.99));
    return quantile(runs, 0.5);
  };
  const double alone = slowest();
  const double before = process.memory();
  std::vector<Talk> connections;
  connections.reserve(1000);
  for (int i = 0; i < 1000; ++i)
    if (!connections.emplace_back(process.port).ask("GET", "/healthz"))
      stop("a connection was refused");
  print("each of 1,000 idle connections", (process.memory() - before) / 1000, "bytes", 16'000);
  const double beside = slowest();
  print("99 of 100 answers beside 1,000 idle connections", beside / 1000, "ms", alone / 1000);
}

void measure(const std::string& program, const std::string& folder,
             testing::PostgresServer* postgres) {
  const std::string kind = postgres != nullptr ? "PostgreSQL" : "SQLite";
  const std::string store = postgres != nullptr ? postgres->url("hub") : folder + "/hub.db";
  const Process process(program, folder, store);
  print("idle, " + kind, process.memory(), "bytes", 20e6);
  Octets frame = TestDevice::begin("frame").put(text_of_a_moment);
  const Written written = write(process);
  const double echo = 1 / echoes(process), signature = one_signature();
  const auto grouped = std::max(1, static_cast<int>(written.together + 0.5));
  const int commits = postgres != nullptr ? 4000 : 1000;
  const double alone = postgres != nullptr ? bare_postgres(*postgres, frame, 1, commits)
                                           : bare_sqlite(folder, frame, 1, commits);
  if (postgres == nullptr) {
    const double together = bare_sqlite(folder, frame, grouped, 9600 / grouped);
    print("requests that shared a commit", written.together, "requests");
    print("append, 64 clients, SQLite; bare: echo, signature, an insert in commits as large",
          written.singles, "events/s", 1 / (echo + signature + 1 / together));
  }
  print("append, 64 clients, " + kind + "; bare: echo, signature, an insert and commit of its own",
        written.singles, "events/s", 1 / (echo + signature + 1 / alone));
  const double bare_batches = postgres != nullptr ? bare_postgres(*postgres, frame, batch, 400)
                                                  : bare_sqlite(folder, frame, batch, 200);
  print("append in batches of 64, " + kind + "; bare: as many rows a commit", written.batched,
        "events/s", bare_batches);
  if (postgres != nullptr) return;
  const TestDevice device = fill(process);
  const double read = bare_sqlite_read(store, device.vault.vault_id());
  print("catch-up, 20,000 events; bare: the same rows", catch_up(process, device), "events/s",
        read);
  idle(process, device);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 || !vault::start()) stop("usage: ajar_bench_hub AJAR FOLDER sqlite|postgres");
  const std::string folder = argv[2];
  // A thousand connections at once are more than a process may usually hold.
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
  setrlimit(RLIMIT_NOFILE, &limit);
  if (std::string(argv[3]) == "sqlite") {
    measure(argv[1], folder, nullptr);
    return 0;
  }
  const auto server = testing::PostgresServer::start(true);
  if (!server) stop("no PostgreSQL");
  measure(argv[1], folder, server.get());
  return 0;
}
