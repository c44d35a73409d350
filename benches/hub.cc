// The bench of the hub: `ajar_bench_hub AJAR FOLDER sqlite|postgres [APP]` starts the real program
// on a fresh store and prints one JSON line a measurement. What its parts cost bare is measured in
// turns with it, in short rounds, so that both had the same machine: a ratio is the middle one of
// the rounds', with its quarters beside it.
#include <sys/resource.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "benches/bare.h"
#include "benches/load.h"
#include "tests/hub/process.h"
#include "tests/postgres/server.h"

namespace {

using namespace ajar;  // NOLINT(google-build-using-namespace): one program, no header
using bench::Load;
using hub::Octets;
using hub::TestDevice;
using testing::Process;
using testing::Talk;

constexpr int rounds = 11;
constexpr int clients = 64;
constexpr int singles = 30;  // appends of one event, a client and round
constexpr int batchers = 8;  // clients that send batches
constexpr int batches = 6;   // of 64 events, a client and round
constexpr int batch = 64;
constexpr int history = 20'000;
constexpr int connections_to_postgres = 8;  // of a hub's writers

[[noreturn]] void stop(const char* what) {
  std::fprintf(stderr, "ajar_bench_hub: %s\n", what);
  std::exit(1);
}

double quantile(std::vector<double> numbers, double part) {
  std::sort(numbers.begin(), numbers.end());
  return numbers[static_cast<std::size_t>(static_cast<double>(numbers.size() - 1) * part + 0.5)];
}

// What is held to a bar: a value or its ratio, at least or at most so much.
struct Bar {
  double limit = 0;
  bool at_most = false;
  bool holds(double number) const { return at_most ? number <= limit : number >= limit; }
};

void print(const std::string& metric, double value, const char* unit,
           const std::optional<Bar>& bar = {}) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"", metric.c_str(), value, unit);
  if (bar)
    std::printf(",\"bar\":\"%s %.10g\",\"ok\":%s", bar->at_most ? "<=" : ">=", bar->limit,
                bar->holds(value) ? "true" : "false");
  std::printf("}\n");
  std::fflush(stdout);
}

// One measurement with its baseline, round by round.
class Rounds {
 public:
  void add(double value, double baseline) {
    values_.push_back(value);
    baselines_.push_back(baseline);
    ratios_.push_back(value / baseline);
  }
  void print(const std::string& metric, const char* unit, const std::optional<Bar>& bar) const {
    const double ratio = quantile(ratios_, 0.5);
    std::printf(
        "{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":%.6g,\"ratio\":%.4g,"
        "\"quarters\":[%.4g,%.4g]",
        metric.c_str(), quantile(values_, 0.5), unit, quantile(baselines_, 0.5), ratio,
        quantile(ratios_, 0.25), quantile(ratios_, 0.75));
    if (bar)
      std::printf(",\"bar\":\"ratio %s %.10g\",\"ok\":%s", bar->at_most ? "<=" : ">=", bar->limit,
                  bar->holds(ratio) ? "true" : "false");
    std::printf("}\n");
    std::fflush(stdout);
  }

 private:
  std::vector<double> values_, baselines_, ratios_;
};

// Two sides in turns, then what is kept of them: who begins changes each round, and the first
// round is a warm-up.
template <class Ours, class Bare, class Keep>
void take_turns(Ours&& ours, Bare&& bare, Keep&& keep) {
  for (int round = 0; round <= rounds; ++round) {
    if (round % 2 == 0) ours();
    bare();
    if (round % 2 != 0) ours();
    if (round > 0) keep();
  }
}

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
TestDevice begin(const Process& process, const std::string& seed) {
  TestDevice device = TestDevice::begin(seed);
  Talk talk(process.port());
  const auto made = talk.ask("POST", "/v1/vaults", device.genesis());
  if (!made || made->status != 201) stop("no vault");
  device.token = testing::enter(talk, process.port(), device);
  if (device.token.empty()) stop("no session");
  return device;
}

std::vector<TestDevice> begin_many(const Process& process, int count, const std::string& seed) {
  std::vector<TestDevice> devices;
  for (int i = 0; i < count; ++i) devices.push_back(begin(process, seed + std::to_string(i)));
  return devices;
}

const std::string text_of_a_moment(300, 'm');

// Every device sends `requests` appends of `events` each, all devices at once.
Load append(const Process& process, std::vector<TestDevice>& devices, int requests, int events) {
  std::vector<std::vector<std::string>> lists;
  for (TestDevice& device : devices) {
    auto& list = lists.emplace_back();
    for (int i = 0; i < requests; ++i)
      list.push_back(request_of(
          process.port(), "POST", device.path("/events"), device.token,
          hub::joined(device.put_many(static_cast<std::size_t>(events), text_of_a_moment))));
  }
  Load load = bench::play(process.port(), lists);
  if (load.refused != 0) stop("an append was refused");
  return load;
}

Load get(const Process& process, const std::string& target, const std::string& token, int lines,
         int times) {
  const std::string ask = request_of(process.port(), "GET", target, token, {});
  const std::vector<std::vector<std::string>> lists(
      static_cast<std::size_t>(lines),
      std::vector<std::string>(static_cast<std::size_t>(times), ask));
  Load load = bench::play(process.port(), lists);
  if (load.refused != 0) stop("a question was refused");
  return load;
}

double metric_of(const Process& process, const std::string& name) {
  Talk talk(process.port());
  const auto heard = talk.ask("GET", "/metrics");
  const std::string text(heard->body.begin(), heard->body.end());
  const auto at = text.find("\n" + name + " ");
  return at == text.npos ? 0 : std::atof(text.c_str() + at + name.size() + 2);
}

// Requests that a commit was shared by, since the last time.
class Sharing {
 public:
  explicit Sharing(const Process& process) : process_(process) { (void)since(); }
  double since() {
    const double commits = metric_of(process_, "ajar_hub_commits_total");
    const double requests = metric_of(process_, "ajar_hub_commit_requests_total");
    const double made = commits - commits_, asked = requests - requests_;
    commits_ = commits;
    requests_ = requests;
    return made > 0 ? asked / made : 1;
  }

 private:
  const Process& process_;
  double commits_ = 0, requests_ = 0;
};

// Seconds that one insert costs: rows a commit, and how many commits.
using Insert = std::function<double(int rows, int commits)>;

// Appends of one event against one echo, one signature and one insert each: with a commit of its
// own, and, where the store shares commits, in commits as large as those that the hub made.
void measure_singles(const Process& process, const std::string& kind, bool shares,
                     const Insert& insert) {
  auto devices = begin_many(process, clients, "single ");
  Sharing sharing(process);
  Rounds own, shared;
  std::vector<double> answers, together;
  double value = 0, grouped = 1, parts = 0, alone = 0, in_groups = 0;
  take_turns(
      [&] {
        (void)sharing.since();
        const Load load = append(process, devices, singles, 1);
        value = clients * singles / load.seconds;
        grouped = std::max(1.0, sharing.since());
        together.push_back(grouped);
        answers.insert(answers.end(), load.microseconds.begin(), load.microseconds.end());
      },
      [&] {
        constexpr int echoes = clients * singles, rows = 1920, commits = 320, checks = 200;
        parts = get(process, "/healthz", "", clients, singles).seconds / echoes +
                bench::check_signatures(checks) / checks;
        alone = insert(1, commits) / commits;
        const int large = static_cast<int>(grouped + 0.5);
        if (shares) in_groups = insert(large, rows / large) / (rows / large * large);
      },
      [&] {
        own.add(value, 1 / (parts + alone));
        if (shares) shared.add(value, 1 / (parts + in_groups));
      });
  print("append, 64 clients, " + kind + ", half of them within", quantile(answers, 0.5) / 1000,
        "ms");
  print("append, 64 clients, " + kind + ", 99 of 100 within", quantile(answers, 0.99) / 1000, "ms");
  own.print("append, 64 clients, " + kind + "; bare: echo, signature, insert with its own commit",
            "events/s", Bar{0.6});
  if (!shares) return;
  print("requests that shared a commit", quantile(together, 0.5), "requests");
  shared.print("append, 64 clients, " + kind + "; bare: the same with commits shared as widely",
               "events/s", {});
}

void measure_batches(const Process& process, const std::string& kind, const Insert& insert) {
  auto devices = begin_many(process, batchers, "batch ");
  constexpr int sent = batchers * batches;
  Rounds turns;
  double value = 0, bare = 0;
  take_turns([&] { value = sent * batch / append(process, devices, batches, batch).seconds; },
             [&] { bare = sent * batch / insert(batch, sent); }, [&] { turns.add(value, bare); });
  turns.print("append in batches of 64, " + kind + "; bare: as many rows a commit", "events/s",
              Bar{0.5});
}

TestDevice fill(const Process& process) {
  TestDevice device = begin(process, "history");
  std::vector<TestDevice> one = {device};
  (void)append(process, one, history / 250, 250);
  return one[0];
}

// Events a second to one device that reads all of them, page by page.
double catch_up(const Process& process, const TestDevice& device) {
  std::vector<std::vector<std::string>> lists(1);
  for (int after = 0; after <= history; after += 1000)
    lists[0].push_back(request_of(process.port(), "GET",
                                  device.path("/events?after=" + std::to_string(after)),
                                  device.token, {}));
  const Load load = bench::play(process.port(), lists);
  if (load.refused != 0) stop("a page was refused");
  return history / load.seconds;
}

void measure_catch_up(const Process& process, const TestDevice& device, const std::string& store) {
  bench::BareSqliteReader reader(store, device.vault.vault_id());
  Rounds turns;
  double value = 0, bare = 0;
  take_turns([&] { value = catch_up(process, device); }, [&] { bare = history / reader.read(); },
             [&] { turns.add(value, bare); });
  if (reader.rows != history + 1) stop("rows are missing");
  turns.print("catch-up, 20,000 events, SQLite; bare: the same rows", "events/s", Bar{0.5});
}

std::vector<Talk> connect(const Process& process, int count) {
  std::vector<Talk> connections;
  connections.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    if (!connections.emplace_back(process.port()).ask("GET", "/healthz"))
      stop("a connection was refused");
  return connections;
}

void measure_idle(const Process& process, const TestDevice& device) {
  const auto slowest = [&] {
    return quantile(get(process, device.path("/head"), device.token, 4, 750).microseconds, 0.99) /
           1000;
  };
  (void)slowest();
  const double before = process.memory();
  Rounds turns;
  double beside = 0, alone = 0, each = 0;
  take_turns(
      [&] {
        const auto idle = connect(process, 1000);
        if (each == 0) each = (process.memory() - before) / 1000;
        beside = slowest();
      },
      [&] { alone = slowest(); }, [&] { turns.add(beside, alone); });
  print("each of 1,000 idle connections", each, "bytes", Bar{16'000, true});
  turns.print("99 of 100 answers beside 1,000 idle connections within; bare: without them", "ms",
              Bar{2, true});
}

struct Place {
  std::string program, folder, store, app;  // `app` is empty where the hub serves none
  std::vector<std::string> arguments() const {
    std::vector<std::string> all = {"--store", store, "--key", folder + "/key"};
    if (app.empty()) return all.push_back("--no-app"), all;
    return all.insert(all.end(), {"--app", app}), all;
  }
};

void measure_with_app(Place place, const std::string& app) {
  place.app = app;
  place.store = place.folder + "/with-app.db";
  const Process process(place.program, place.folder, place.arguments());
  print("idle, SQLite, with the app", process.memory(), "bytes", Bar{20e6, true});
}

void measure_sqlite(const Place& place) {
  const Process process(place.program, place.folder, place.arguments());
  if (process.port() == 0) stop("the hub did not start");
  print("idle, SQLite", process.memory(), "bytes", Bar{20e6, true});
  const Octets frame = TestDevice::begin("frame").put(text_of_a_moment);
  bench::BareSqlite bare(place.folder + "/bare.db");
  const Insert insert = [&](int rows, int commits) { return bare.insert(frame, rows, commits); };
  measure_singles(process, "SQLite", true, insert);
  measure_batches(process, "SQLite", insert);
  const TestDevice device = fill(process);
  measure_catch_up(process, device, place.store);
  measure_idle(process, device);
}

void measure_postgres(Place place, testing::PostgresServer& server) {
  place.store = server.url("hub");
  const Process process(place.program, place.folder, place.arguments());
  if (process.port() == 0) stop("the hub did not start");
  print("idle, PostgreSQL", process.memory(), "bytes", Bar{20e6, true});
  const Octets frame = TestDevice::begin("frame").put(text_of_a_moment);
  bench::BarePostgres bare(server.url("bare"), connections_to_postgres);
  const Insert insert = [&](int rows, int commits) { return bare.insert(frame, rows, commits); };
  measure_singles(process, "PostgreSQL", false, insert);
  measure_batches(process, "PostgreSQL", insert);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4 || argc > 5 || !vault::start())
    stop("usage: ajar_bench_hub AJAR FOLDER sqlite|postgres [APP]");
  const std::string folder = argv[2];
  const Place place{argv[1], folder, folder + "/hub.db", {}};
  // A thousand connections at once are more than a process may usually hold.
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
  setrlimit(RLIMIT_NOFILE, &limit);
  if (std::string(argv[3]) == "sqlite") {
    measure_sqlite(place);
    if (argc == 5) measure_with_app(place, argv[4]);
    return 0;
  }
  const auto server = testing::PostgresServer::start(true);
  if (!server) stop("no PostgreSQL");
  measure_postgres(place, *server);
  return 0;
}
