// Writes a life into a home folder as the terminal would, and says on descriptor 3 what is durable.
// Run again it goes on where it was stopped. Usage: crash_writer HOME RECORDS; exit 0: all there,
// 4: a write was refused, and reading went on.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "platform/files.h"
#include "platform/system.h"
#include "store/sqlite/sqlite_log.h"
#include "vault/test_random.h"
#include "vault/vault.h"

using namespace ajar;

namespace {

[[noreturn]] void leave(int status, const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::_Exit(status);
}

// A refused write must leave what is there readable, and this connection must not pretend to write
// on.
[[noreturn]] void refused(store::SealedLog& log, const vault::VaultId& id, const Error& error) {
  const auto read = log.read(id);
  leave(read && read->complete ? 4 : 1, error.code.data());
}

void acknowledge(std::size_t records) {
  const std::string line = std::to_string(records) + "\n";
  if (::write(3, line.data(), line.size()) < 0) leave(1, "nobody listens");
}

struct Writer {
  std::unique_ptr<store::SealedLog> log;
  vault::Vault opened;
  vault::SeededRandom random{"crash"};
  std::vector<vault::Hash> records = {};

  void append(const vault::Sealed& sealed) {
    const std::vector<vault::Bytes> one{sealed.frame};
    if (const Status status = log->append(opened.vault_id(), one); !status) {
      refused(*log, opened.vault_id(), status.error());
    }
    opened.advance(sealed);
  }
  void put(std::size_t number) {
    vault::Tip tip = opened.tip();
    // Of different sizes, so that one, two and many pages are written.
    const std::string text =
        "record " + std::to_string(number) + std::string(number % 4 * 3000, '.');
    const auto sealed = *opened.seal_record(vault::text_bytes(text), random, tip);
    append(sealed);
    records.push_back(sealed.tip.evh);
  }
  // Drops the body of the last record, as after an edit.
  void drop() {
    vault::Tip tip = opened.tip();
    append(*opened.seal_tombstone({records.back()}, tip));
    const auto strip = [&](vault::Bytes frame) -> std::optional<std::vector<std::uint8_t>> {
      auto stripped = opened.strip(frame);
      if (stripped.changed == 0) return std::nullopt;
      return std::move(stripped.log);
    };
    if (const auto done = log->rewrite(opened.vault_id(), strip); !done) {
      refused(*log, opened.vault_id(), done.error());
    }
  }
};

// Reads what is there; where nothing is, the vault begins.
Writer begin(const std::string& home) {
  vault::SeededRandom seeded("crash vault");
  const auto created = *vault::create(seeded);
  auto log = store::open_sqlite(home, store::Create::if_missing);
  // Where the journal's file cannot be made, SQLite does not say that it was for want of room.
  const bool clear = log || log.error().code == "store/full" || log.error().code == "store/failed";
  if (!log) leave(clear ? 4 : 1, log.error().code.data());
  Writer writer{std::move(*log), *vault::Vault::open(created.secret.view())};
  const vault::VaultId id = writer.opened.vault_id();
  const std::vector<vault::Bytes> genesis{created.frame};
  auto read = writer.log->read(id);
  if (read && read->events == 0) {
    if (const Status status = writer.log->append(id, genesis); !status)
      refused(*writer.log, id, status.error());
    read = writer.log->read(id);
  }
  if (!read) leave(1, read.error().code.data());
  vault::FrameReader frames(read->frames, id);
  while (const auto frame = frames.next()) {
    const auto event = writer.opened.apply(frame->bytes);
    if (!event || !event->problem.empty()) leave(1, "the log is damaged");
    if (event->type == vault::Type::record) writer.records.push_back(event->evh);
  }
  return writer;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3 || !platform::start()) leave(1, "usage: crash_writer HOME RECORDS");
  const std::string home = arguments[1];
  const std::size_t all = std::strtoul(arguments[2], nullptr, 10);
  Writer writer = begin(home);
  while (writer.records.size() < all) {
    writer.put(writer.records.size());
    acknowledge(writer.records.size());
    if (writer.records.size() % 3 == 0) writer.drop();
    const std::string text = std::to_string(writer.records.size());
    const Status kept =
        writer.log->keep(writer.opened.vault_id(), "draft", vault::text_bytes(text));
    if (!kept) refused(*writer.log, writer.opened.vault_id(), kept.error());
    if (const Status file = platform::write_file(home + "/key", vault::text_bytes(text)); !file) {
      refused(*writer.log, writer.opened.vault_id(), file.error());
    }
  }
}
