// Opening a database: look first, refuse before anything is written, and never leave half a new
// file.
#include "store/sqlite/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <mutex>

namespace ajar::store {

Error system_error(int number) {
  const char* name = strerrorname_np(number);
  const auto error = [&](std::string_view code) {
    return Error{.code = code, .detail = name ? name : ""};
  };
  if (number == ENOENT) return error("store/missing");
  if (number == EACCES || number == EPERM || number == EROFS) return error("store/not_permitted");
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) return error("store/full");
  return error("store/failed");
}

namespace {

std::uint32_t big_endian(const std::uint8_t* from) {
  return std::uint32_t{from[0]} << 24 | std::uint32_t{from[1]} << 16 | std::uint32_t{from[2]} << 8 |
         from[3];
}

Status check_version(const Schema& schema, std::uint32_t application, std::uint32_t version) {
  if (application != schema.application_id) return Error{.code = "store/foreign"};
  const std::string detail = std::to_string(version);
  if (version > schema.version) return Error{.code = "store/newer", .detail = detail};
  if (version < schema.version) return Error{.code = "store/older", .detail = detail};
  return ok();
}

// Reads the file's own first bytes: even opening a foreign file with SQLite may change it, by
// recovering its journal.
Status look(const std::string& path, const Schema& schema) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return system_error(errno);
  std::array<std::uint8_t, 100> head{};
  const ssize_t count = ::pread(file, head.data(), head.size(), 0);
  const int number = errno;
  ::close(file);
  if (count < 0) return number == EISDIR ? Error{.code = "store/foreign"} : system_error(number);
  const std::string_view magic{"SQLite format 3\0", 16};
  if (count != static_cast<ssize_t>(head.size()) ||
      !std::equal(magic.begin(), magic.end(), head.begin())) {
    return Error{.code = "store/foreign"};
  }
  return check_version(schema, big_endian(head.data() + 68), big_endian(head.data() + 60));
}

Result<std::int64_t> number_of(Connection& connection, std::string_view sql) {
  Statement statement = TRY(connection.prepare(sql));
  TRY(statement.step());
  return statement.number(0);
}

// The schema is ours word for word, else the file is not.
Status check_schema(Connection& connection, const Schema& schema) {
  const auto application =
      static_cast<std::uint32_t>(TRY(number_of(connection, "PRAGMA application_id")));
  const auto version =
      static_cast<std::uint32_t>(TRY(number_of(connection, "PRAGMA user_version")));
  TRY(check_version(schema, application, version));
  Statement statement = TRY(connection.prepare(
      "SELECT CAST(sql AS BLOB) FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"));
  for (const std::string_view part : schema.parts) {
    const bool row = TRY(statement.step());
    const Bytes sql = row ? statement.bytes(0) : Bytes{};
    if (!std::equal(sql.begin(), sql.end(), part.begin(), part.end()))
      return Error{.code = "store/damaged", .detail = "schema"};
  }
  if (TRY(statement.step())) return Error{.code = "store/damaged", .detail = "schema"};
  return ok();
}

Status write_schema(const std::string& path, const Schema& schema) {
  auto connection = TRY(Connection::open(path, true));
  TRY(connection->run("PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE"));
  for (const char* part : schema.parts) TRY(connection->run(part));
  TRY(connection->run(
      ("PRAGMA application_id = " + std::to_string(schema.application_id)).c_str()));
  TRY(connection->run(("PRAGMA user_version = " + std::to_string(schema.version)).c_str()));
  return connection->run("COMMIT; PRAGMA journal_mode = WAL");
}

// The folder that the file stands in, held for one creator at a time until it goes.
class Folder {
 public:
  explicit Folder(const std::string& file) {
    const std::size_t slash = file.rfind('/');
    const std::string path = slash == std::string::npos ? "." : file.substr(0, slash + 1);
    handle_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    held_ = handle_ >= 0 && ::flock(handle_, LOCK_EX) == 0;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    if (handle_ >= 0) ::close(handle_);
  }
  bool held() const { return held_; }
  bool sync() const { return ::fsync(handle_) == 0; }

 private:
  int handle_ = -1;
  bool held_ = false;
};

// Made under another name and renamed when it is whole, so that nobody ever sees half of it.
Status create_file(const std::string& path, const Schema& schema) {
  const Folder folder(path);
  if (!folder.held()) return system_error(errno);
  if (::access(path.c_str(), F_OK) == 0) return ok();  // somebody was faster
  const std::string fresh = path + ".new";
  // What a creator left behind that was stopped.
  for (const char* ending : {"", "-journal", "-wal", "-shm"}) ::unlink((fresh + ending).c_str());
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return system_error(errno);
  ::close(file);
  Status status = write_schema(fresh, schema);
  if (status && ::rename(fresh.c_str(), path.c_str()) != 0) status = system_error(errno);
  if (!status) ::unlink(fresh.c_str());
  if (status && !folder.sync()) status = system_error(errno);
  return status;
}

}  // namespace

Result<std::unique_ptr<Connection>> open_file(const std::string& path, const Schema& schema,
                                              bool create) {
  // One at a time, so that nobody looks while another is opening.
  static std::mutex opening;
  const std::lock_guard guard(opening);
  // What this process has open was looked at then, and must not be opened beside SQLite.
  Status looked = OpenFile::is_open(path) ? ok() : look(path, schema);
  if (!looked && looked.error().code == "store/missing" && create) {
    TRY(create_file(path, schema));
    looked = look(path, schema);
  }
  if (!looked) return looked.error();
  auto connection = TRY(Connection::open(path, false));
  TRY(check_schema(*connection, schema));
  TRY(connection->run(
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY"));
  return connection;
}

}  // namespace ajar::store
