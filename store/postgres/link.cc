// Parameters into libpq's arrays, results and SQLSTATEs out of it.
#include "store/postgres/link.h"

#include <poll.h>

#include <array>
#include <cerrno>
#include <optional>

namespace ajar::store {
namespace {

void append_big_endian(std::vector<std::uint8_t>& to, std::uint64_t value, int size) {
  for (int i = size - 1; i >= 0; --i) to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

}  // namespace

Parameters& Parameters::add(Bytes bytes) {
  values_.push_back({bytes});
  return *this;
}

Parameters& Parameters::add_number(std::uint64_t number, std::size_t size) {
  Value& value = values_.emplace_back();
  value.size = size;
  for (std::size_t i = size; i-- > 0; number >>= 8)
    value.own[i] = static_cast<std::uint8_t>(number);
  return *this;
}

Parameters& Parameters::add(std::int64_t number) {
  return add_number(static_cast<std::uint64_t>(number), 8);
}

Parameters& Parameters::add_small(std::int16_t number) {
  return add_number(static_cast<std::uint16_t>(number), 2);
}

Parameters& Parameters::add_list(std::span<const std::array<std::uint8_t, 32>> list) {
  constexpr std::uint64_t bytea = 17;                 // its number among PostgreSQL's types
  append_big_endian(list_, list.empty() ? 0 : 1, 4);  // dimensions
  append_big_endian(list_, 0, 4);                     // no nulls
  append_big_endian(list_, bytea, 4);
  if (!list.empty()) {
    append_big_endian(list_, list.size(), 4);
    append_big_endian(list_, 1, 4);  // the first index
  }
  for (const auto& each : list) {
    append_big_endian(list_, each.size(), 4);
    list_.insert(list_.end(), each.begin(), each.end());
  }
  // Its bytes stay where they are when this is moved.
  return add(Bytes(list_));
}

Bytes Rows::bytes(int row, int column) const {
  return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(result_.get(), row, column)),
          static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::int64_t Rows::number(int row, int column) const {
  const Bytes raw = bytes(row, column);
  std::uint64_t value = 0;
  for (const std::uint8_t byte : raw) value = value << 8 | byte;
  return static_cast<std::int64_t>(value);
}

std::string_view Rows::text(int row, int column) const {
  const Bytes raw = bytes(row, column);
  return {reinterpret_cast<const char*>(raw.data()), raw.size()};
}

Result<std::unique_ptr<Link>> Link::open(const std::string& url, const Host& host) {
  // What stands later counts: the URL may say more about waiting, and is said where to go.
  std::vector<const char*> names = {"connect_timeout", "tcp_user_timeout", "keepalives_idle",
                                    "dbname"};
  std::vector<const char*> values = {"5", "20000", "20", url.c_str()};
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    names.push_back(name);
    values.push_back(value.c_str());
  };
  add("host", host.name);
  add("hostaddr", host.address);
  add("port", host.port);
  names.insert(names.end(), {"target_session_attrs", nullptr});
  values.insert(values.end(), {"any", nullptr});
  auto link = std::make_unique<Link>();
  link->link_.reset(PQconnectdbParams(names.data(), values.data(), 1));
  if (PQstatus(link->link_.get()) != CONNECTION_OK)
    return Error{.code = "store/missing", .detail = "postgres"};
  // What the server says for people stays out of our log: it may hold values.
  PQsetNoticeReceiver(
      link->link_.get(),
      [](void* self, const PGresult* notice) {
        const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
        if (severity != nullptr && std::string_view(severity) == "WARNING")
          static_cast<Link*>(self)->warned_ = true;
      },
      link.get());
  PQsetErrorVerbosity(link->link_.get(), PQERRORS_SQLSTATE);
  if (PQsetnonblocking(link->link_.get(), 1) != 0) return Error{.code = "store/failed"};
  return link;
}

std::string_view Link::parameter(const char* name) const {
  const char* value = PQparameterStatus(link_.get(), name);
  return value != nullptr ? value : "";
}

Error Link::error_of(const PGresult* result) {
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string_view code = state != nullptr ? state : "";
  // Serialization, deadlock, and a row that somebody else made at the same moment.
  may_try_again_ = code == "40001" || code == "40P01" || code == "23505";
  const std::string detail = "postgres " + std::string(code);
  if (code == "53100") return Error{.code = "store/full", .detail = detail};
  if (code == "55P03") return Error{.code = "store/locked", .detail = detail};
  if (code.starts_with("42501") || code == "25006")
    return Error{.code = "store/not_permitted", .detail = detail};
  return Error{.code = "store/failed", .detail = detail};
}

bool Link::await() {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + patience_;
  while (!given_up_) {
    const int unsent = PQflush(link_.get());
    if (unsent == 0 && PQisBusy(link_.get()) == 0) return true;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd socket{PQsocket(link_.get()), static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN),
                  0};
    const int ready = unsent < 0 || left <= 0 ? 0 : ::poll(&socket, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    given_up_ = ready <= 0 || PQconsumeInput(link_.get()) == 0;
  }
  return false;
}

Status Link::run(const char* sql) {
  may_try_again_ = false;
  if (given_up_ || PQsendQuery(link_.get(), sql) != 1) return broken();
  Status outcome = ok();
  for (;;) {
    if (!await()) return broken();
    PGresult* result = PQgetResult(link_.get());
    if (result == nullptr) return outcome;
    const ExecStatusType status = PQresultStatus(result);
    const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!good && outcome) outcome = error_of(result);
    PQclear(result);
  }
}

Error Link::broken() {
  may_try_again_ = false;
  return Error{.code = "store/failed", .detail = "postgres connection"};
}

bool Link::send_plain(const char* sql) {
  ++sent_;
  return PQsendQueryParams(link_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 1) == 1;
}

bool Link::send(const std::string& name, std::string_view sql, const Parameters& values) {
  if (!prepared_.contains(name)) {
    ++sent_;
    if (PQsendPrepare(link_.get(), name.c_str(), std::string(sql).c_str(), 0, nullptr) != 1)
      return false;
    prepared_.insert(name);
  }
  std::vector<const char*> pointers;
  std::vector<int> lengths;
  pointers.reserve(values.values_.size());
  lengths.reserve(values.values_.size());
  for (const Parameters::Value& value : values.values_) {
    const Bytes bytes = value.view();
    // A null pointer would be NULL.
    pointers.push_back(bytes.empty() ? "" : reinterpret_cast<const char*>(bytes.data()));
    lengths.push_back(static_cast<int>(bytes.size()));
  }
  const std::vector<int> binary(pointers.size(), 1);
  ++sent_;
  return PQsendQueryPrepared(link_.get(), name.c_str(), static_cast<int>(pointers.size()),
                             pointers.data(), lengths.data(), binary.data(), 1) == 1;
}

Result<std::vector<Rows>> Link::take_all() {
  sent_ = 0;
  if (given_up_ || PQpipelineSync(link_.get()) != 1) return broken();
  std::vector<Rows> all;
  std::optional<Error> first;
  for (bool synced = false; !synced;) {
    if (!await()) return broken();
    PGresult* result = PQgetResult(link_.get());
    if (result == nullptr) {
      // Between two statements; for ever, where the connection is gone.
      if (PQstatus(link_.get()) != CONNECTION_OK) return broken();
      continue;
    }
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_PIPELINE_SYNC) {
      synced = true;
    } else if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
      all.emplace_back().result_.reset(result);
      continue;
    } else if (status != PGRES_PIPELINE_ABORTED && !first) {
      first = error_of(result);
    }
    PQclear(result);
  }
  if (!first) return all;
  failed_ = true;
  return *first;
}

void Link::leave_pipeline(bool undo) {
  together_ = false;
  if (given_up_ || PQexitPipelineMode(link_.get()) != 1)
    return;  // the next question says that the connection is gone
  const bool again = may_try_again_;
  if (undo || failed_) (void)run("ROLLBACK");
  // After an error it is not known which statements the server has: all are prepared anew.
  if (failed_) (void)run("DEALLOCATE ALL");
  if (failed_) prepared_.clear();
  failed_ = false;
  may_try_again_ = again;
}

Status Link::begin() {
  may_try_again_ = false;
  if (given_up_ || PQenterPipelineMode(link_.get()) != 1) return broken();
  together_ = true;
  return send_plain("BEGIN") ? ok() : Status(broken());
}

Status Link::commit() {
  may_try_again_ = false;
  warned_ = false;
  auto rows = send_plain("COMMIT") ? take_all() : Result<std::vector<Rows>>(broken());
  // A COMMIT of a transaction that had failed says ROLLBACK, and is no commit.
  const bool kept = rows && std::string_view(PQcmdStatus(rows->back().result_.get())) == "COMMIT";
  leave_pipeline(false);
  if (!rows) return rows.error();
  if (!kept) return Error{.code = "store/failed", .detail = "postgres rollback"};
  // Kept here, and perhaps nowhere else.
  if (warned_) return Error{.code = "store/failed", .detail = "postgres standby"};
  return ok();
}

void Link::roll_back() {
  // What was sent and never asked for is taken up, and then undone with the rest.
  const bool again = may_try_again_;
  (void)take_all();
  may_try_again_ = again;
  leave_pipeline(true);
}

Status Link::tell(const std::string& name, std::string_view sql, const Parameters& values) {
  if (!together_) {
    const auto rows = ask(name, sql, values);
    return rows ? ok() : Status(rows.error());
  }
  return send(name, sql, values) ? ok() : Status(broken());
}

Result<Rows> Link::ask(const std::string& name, std::string_view sql, const Parameters& values) {
  may_try_again_ = false;
  const bool alone = !together_;
  // Alone, it is a pipeline of one.
  if (given_up_ || (alone && PQenterPipelineMode(link_.get()) != 1)) return broken();
  auto rows = send(name, sql, values) ? take_all() : Result<std::vector<Rows>>(broken());
  if (alone) leave_pipeline(false);
  if (!rows) return rows.error();
  return std::move(rows->back());
}

Result<std::pair<Rows, Rows>> Link::ask_both(const Question& one, const Question& other) {
  may_try_again_ = false;
  if (!send(one.name, one.sql, one.values)) return broken();
  const std::size_t first = sent_ - 1;
  if (!send(other.name, other.sql, other.values)) return broken();
  auto rows = take_all();
  if (!rows) return rows.error();
  return std::pair(std::move((*rows)[first]), std::move(rows->back()));
}

}  // namespace ajar::store
