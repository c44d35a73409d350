// Parameters into libpq's arrays, results and SQLSTATEs out of it.
#include "store/postgres/link.h"

#include <array>

namespace ajar::store {
namespace {

void append_big_endian(std::vector<std::uint8_t>& to, std::uint64_t value, int size) {
  for (int i = size - 1; i >= 0; --i) to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

}  // namespace

Values& Values::add(Bytes bytes) {
  values_.push_back({{}, bytes});
  return *this;
}

Values& Values::add(std::int64_t number) {
  append_big_endian(values_.emplace_back().own, static_cast<std::uint64_t>(number), 8);
  return *this;
}

Values& Values::add_small(std::int16_t number) {
  append_big_endian(values_.emplace_back().own, static_cast<std::uint64_t>(number), 2);
  return *this;
}

Values& Values::add_list(std::span<const std::array<std::uint8_t, 32>> list) {
  constexpr std::uint64_t bytea = 17;  // its number among PostgreSQL's types
  std::vector<std::uint8_t>& own = values_.emplace_back().own;
  append_big_endian(own, list.empty() ? 0 : 1, 4);  // dimensions
  append_big_endian(own, 0, 4);                     // no nulls
  append_big_endian(own, bytea, 4);
  if (!list.empty()) {
    append_big_endian(own, list.size(), 4);
    append_big_endian(own, 1, 4);  // the first index
  }
  for (const auto& each : list) {
    append_big_endian(own, each.size(), 4);
    own.insert(own.end(), each.begin(), each.end());
  }
  return *this;
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

Result<std::unique_ptr<Link>> Link::open(const std::string& url) {
  auto link = std::make_unique<Link>();
  link->link_.reset(PQconnectdb(url.c_str()));
  if (PQstatus(link->link_.get()) != CONNECTION_OK)
    return Error{.code = "store/missing", .detail = "postgres"};
  // What the server says for people stays out of our log: it may hold values.
  PQsetNoticeProcessor(
      link->link_.get(), [](void*, const char*) {}, nullptr);
  PQsetErrorVerbosity(link->link_.get(), PQERRORS_SQLSTATE);
  return link;
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

Status Link::run(const char* sql) {
  may_try_again_ = false;
  PGresult* result = PQexec(link_.get(), sql);
  const ExecStatusType status = PQresultStatus(result);
  const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  // A COMMIT of a transaction that had failed says ROLLBACK, and is no commit.
  const bool kept =
      std::string_view(sql) != "COMMIT" || std::string_view(PQcmdStatus(result)) == "COMMIT";
  Status outcome = good && kept ? ok() : Status(error_of(result));
  PQclear(result);
  return outcome;
}

Result<Rows> Link::ask(const std::string& name, std::string_view sql, const Values& values) {
  may_try_again_ = false;
  Rows rows;
  if (!prepared_.contains(name)) {
    rows.result_.reset(PQprepare(link_.get(), name.c_str(), std::string(sql).c_str(), 0, nullptr));
    if (PQresultStatus(rows.result_.get()) != PGRES_COMMAND_OK) return error_of(rows.result_.get());
    prepared_.insert(name);
  }
  std::vector<const char*> pointers;
  std::vector<int> lengths;
  for (const Values::Value& value : values.values_) {
    const Bytes bytes = value.own.empty() ? value.bytes : Bytes(value.own);
    // A null pointer would be NULL.
    pointers.push_back(bytes.empty() ? "" : reinterpret_cast<const char*>(bytes.data()));
    lengths.push_back(static_cast<int>(bytes.size()));
  }
  const std::vector<int> binary(pointers.size(), 1);
  rows.result_.reset(PQexecPrepared(link_.get(), name.c_str(), static_cast<int>(pointers.size()),
                                    pointers.data(), lengths.data(), binary.data(), 1));
  const ExecStatusType status = PQresultStatus(rows.result_.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return error_of(rows.result_.get());
  return rows;
}

}  // namespace ajar::store
