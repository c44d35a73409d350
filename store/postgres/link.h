// libpq's C calls: parameters and results in binary, statements prepared once, errors as codes.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "vault/bytes.h"

namespace ajar::store {

using vault::Bytes;

// The values of a statement's parameters, in order.
class Values {
 public:
  Values& add(Bytes bytes);                                              // BYTEA
  Values& add(std::int64_t number);                                      // BIGINT
  Values& add_small(std::int16_t number);                                // SMALLINT
  Values& add_list(std::span<const std::array<std::uint8_t, 32>> list);  // BYTEA[]

 private:
  friend class Link;
  struct Value {
    std::vector<std::uint8_t> own;  // numbers and lists
    Bytes bytes;                    // or somebody else's, which live as long as the call
  };
  std::vector<Value> values_;
};

// Rows of a result; columns count from 0.
class Rows {
 public:
  int count() const { return PQntuples(result_.get()); }
  Bytes bytes(int row, int column) const;
  std::int64_t number(int row, int column) const;  // BIGINT or SMALLINT
  std::string_view text(int row, int column) const;

 private:
  friend class Link;
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  std::unique_ptr<PGresult, Clear> result_;
};

class Link {
 public:
  // Errors: store/missing (no such server or database), store/failed.
  static Result<std::unique_ptr<Link>> open(const std::string& url);

  Status run(const char* sql);
  // `name` stands for the same `sql` at each call. Codes: store/full, store/locked, store/failed.
  Result<Rows> ask(const std::string& name, std::string_view sql, const Values& values);
  // Since the last question: another transaction was in the way, and all of this one may be tried
  // again.
  bool may_try_again() const { return may_try_again_; }
  bool in_transaction() const { return PQtransactionStatus(link_.get()) != PQTRANS_IDLE; }

 private:
  Error error_of(const PGresult* result);

  struct Finish {
    void operator()(PGconn* link) const { PQfinish(link); }
  };
  std::unique_ptr<PGconn, Finish> link_;
  std::set<std::string, std::less<>> prepared_;
  bool may_try_again_ = false;
};

}  // namespace ajar::store
