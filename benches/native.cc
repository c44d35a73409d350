// The native benches: `ajar_bench NAME LINES CONTENT PLAN FOLDER` prints one JSON line a
// measurement, with the bare baseline beside it where there is one. benches/main.mjs says what goes
// in and passes the lines on.
#include <rapidjson/document.h>
#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "benches/primitives.h"
#include "engine/content/content.h"
#include "engine/findings/findings.h"
#include "life/life.h"
#include "platform/system.h"
#include "store/sqlite/sqlite_log.h"
#include "vault/vault.h"

namespace {

using namespace ajar;  // NOLINT(google-build-using-namespace): one program, no header

constexpr int rounds = 7;
constexpr int puts = 300;
constexpr double view_bar = 30;            // ms, of each view
constexpr std::size_t epoch_key_at = 156;  // in a device secret (spec/vault.md §3)

[[noreturn]] void stop(std::string_view what, std::string_view why) {
  std::fprintf(stderr, "ajar_bench: %.*s: %.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(why.size()), why.data());
  std::exit(1);
}

template <class T>
T need(Result<T> result, std::string_view what) {
  if (!result) stop(what, result.error().code);
  return std::move(*result);
}

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) stop(path, "cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

// Milliseconds that `work` takes.
template <class Work>
double timed(Work&& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
      .count();
}

double median(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  return numbers[numbers.size() / 2];
}

void print(const std::string& metric, double value, const char* unit) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":null}\n",
              metric.c_str(), value, unit);
}
void print(const std::string& metric, double value, const char* unit, double baseline) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":%.6g}\n",
              metric.c_str(), value, unit, baseline);
}

void hold(const std::string& metric, double value, const char* unit, double bar) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":%.6g,\"ok\":%s}\n",
              metric.c_str(), value, unit, bar, value <= bar ? "true" : "false");
}

std::vector<vault::Bytes> frames_of(vault::Bytes log) {
  std::vector<vault::Bytes> frames;
  for (std::size_t at = 0; at < log.size();) {
    const std::size_t size = 4 + vault::read_number<std::uint32_t>(log.data() + at);
    frames.push_back(log.subspan(at, size));
    at += size;
  }
  return frames;
}

// A life with the given records, stored in a new home.
struct Stored {
  std::string home;
  vault::SecretBytes secret;
  vault::VaultId vault{};
  std::size_t records = 0;
};

void keep(store::SealedLog& log, const vault::VaultId& vault, vault::Bytes frames) {
  need(log.append(vault, frames_of(frames)), "append");
}

Stored store_life(const std::string& folder, const std::string& lines) {
  Stored stored;
  stored.home = folder + "/home";
  std::filesystem::remove_all(stored.home);
  std::filesystem::create_directories(stored.home);
  platform::SystemRandom random;
  auto created = need(vault::create(random), "create");
  auto life = need(life::Life::open(created.secret.view()), "open");
  life.apply(created.frame, true);
  stored.vault = life.vault().vault_id();
  auto log = need(store::open_sqlite(stored.home, store::Create::if_missing), "store");
  keep(*log, stored.vault, created.frame);
  const auto report = need(life.import_check(lines), "import");
  if (!report.errors.empty()) stop("import", report.errors.front().code);
  stored.records = report.fresh;
  for (std::size_t left = 1; left > 0;) {
    const auto batch = need(life.import_next(1000, random), "import");
    keep(*log, stored.vault, batch.frames);
    left = batch.left;
  }
  life.accept();
  stored.secret = std::move(created.secret);
  return stored;
}

life::Life open_stored(const Stored& stored) {
  auto log = need(store::open_sqlite(stored.home, store::Create::no), "store");
  const auto read = need(log->read(stored.vault), "read");
  auto life = need(life::Life::open(stored.secret.view()), "open");
  const auto applied = life.apply(read.frames, true);
  if (!applied.damaged.empty()) stop("apply", applied.damaged.front().code);
  return life;
}

struct Sqlite {
  explicit Sqlite(const std::string& path) {
    if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK) stop(path, sqlite3_errmsg(handle));
  }
  ~Sqlite() { sqlite3_close(handle); }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  void run(const char* sql) const {
    if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
      stop(sql, sqlite3_errmsg(handle));
  }
  sqlite3_stmt* prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr) != SQLITE_OK)
      stop(sql, sqlite3_errmsg(handle));
    return statement;
  }
  sqlite3* handle = nullptr;
};

// Reads the same rows by bare SQLite and does the primitives on each where it lies.
void open_bare(const Stored& stored) {
  std::vector<std::uint8_t> scratch(vault::frame_limit);
  const Sqlite sqlite(stored.home + "/ajar.db");
  sqlite3_stmt* rows = sqlite.prepare("SELECT frame FROM event ORDER BY vault_id, seq");
  std::size_t records = 0;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    const auto* frame = static_cast<const std::uint8_t*>(sqlite3_column_blob(rows, 0));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(rows, 0));
    const std::uint8_t* key = stored.secret.data() + epoch_key_at;
    records += benches::open_bare(frame, size, key, scratch.data()).records;
  }
  sqlite3_finalize(rows);
  if (records != stored.records) stop("baseline", "opened " + std::to_string(records));
}

void bench_open(const Stored& stored) {
  std::vector<double> opens;
  std::vector<double> bares;
  for (int round = 0; round < rounds; ++round) {
    bares.push_back(timed([&] { open_bare(stored); }));
    opens.push_back(timed([&] { (void)open_stored(stored); }));
  }
  print(std::to_string(stored.records) + " records, native", median(opens), "ms", median(bares));
}

// One record from the person's words to the disk, and one bare insert of as many bytes with the
// same durability, by turns.
void bench_put(const Stored& stored, const std::string& folder) {
  auto life = open_stored(stored);
  auto log = need(store::open_sqlite(stored.home, store::Create::no), "store");
  platform::SystemRandom random;
  const std::string path = folder + "/bare.db";
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  const Sqlite bare(path);
  bare.run(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE event (seq INTEGER "
      "PRIMARY KEY, frame BLOB)");
  sqlite3_stmt* insert = bare.prepare("INSERT INTO event (frame) VALUES (?)");
  std::vector<double> ours;
  std::vector<double> theirs;
  const life::Intent intent{.kind = "moment",
                            .body = R"({"urge":6,"trigger":"asked about the weekend"})"};
  for (int n = 0; n < puts; ++n) {
    std::vector<std::uint8_t> frames;
    ours.push_back(timed([&] {
      const std::int64_t now = platform::now_ms();
      auto prepared = need(life.put(intent, {platform::local_time(now), now}, random), "put");
      keep(*log, stored.vault, prepared.frames);
      life.accept();
      frames = std::move(prepared.frames);
    }));
    theirs.push_back(timed([&] {
      sqlite3_bind_blob(insert, 1, frames.data(), static_cast<int>(frames.size()), SQLITE_STATIC);
      if (sqlite3_step(insert) != SQLITE_DONE) stop("insert", sqlite3_errmsg(bare.handle));
      sqlite3_reset(insert);
    }));
  }
  sqlite3_finalize(insert);
  print("one record, durable", median(ours), "ms", median(theirs));
}

// The arguments of a view as JSON text, `now` among them.
std::string arguments(const rapidjson::Value& plan, const std::string& inside) {
  return std::string("{\"now\":\"") + plan["now"].GetString() + "\"" + inside + "}";
}

std::string members(const rapidjson::Value& args) {
  std::string out;
  for (const auto& [name, value] : args.GetObject()) {
    out += std::string(",\"") + name.GetString() + "\":\"" + value.GetString() + "\"";
  }
  return out;
}

void bench_views(const Stored& stored, const content::Content& content,
                 const rapidjson::Value& plan) {
  auto life = open_stored(stored);
  for (const auto& view : plan["views"].GetArray()) {
    const std::string name = view["name"].GetString();
    const std::string args = arguments(plan, members(view["args"]));
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
      times.push_back(
          timed([&] { (void)need(life.view(content, name, args, findings::table()), name); }));
    }
    hold(name + ", native", median(times), "ms", view_bar);
  }
}

void bench_search(const Stored& stored, const content::Content& content,
                  const rapidjson::Value& plan) {
  auto life = open_stored(stored);
  double slowest = 0;
  for (const auto& query : plan["queries"].GetArray()) {
    const std::string args = arguments(plan, std::string(",\"q\":\"") + query.GetString() + "\"");
    slowest =
        std::max(slowest, timed([&] { (void)need(life.view(content, "search", args), "search"); }));
  }
  print("slowest of the queries, native", slowest, "ms");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) stop("usage", "ajar_bench open|put|views|search LINES CONTENT PLAN FOLDER");
  const std::string name = argv[1];
  const std::string folder = argv[5];
  need(platform::start(), "start");
  const auto content = need(content::load(slurp(argv[3])), "content");
  rapidjson::Document plan;
  const std::string planned = slurp(argv[4]);
  if (plan.Parse<rapidjson::kParseIterativeFlag>(planned.c_str()).HasParseError())
    stop(argv[4], "is not JSON");
  const Stored stored = store_life(folder, slurp(argv[2]));
  if (name == "open")
    bench_open(stored);
  else if (name == "put")
    bench_put(stored, folder);
  else if (name == "views")
    bench_views(stored, content, plan);
  else if (name == "search")
    bench_search(stored, content, plan);
  else
    stop(name, "is no bench");
  return 0;
}
