// libpq's C calls: parameters and results in binary, statements prepared once, errors as codes.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
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

  // Outside a transaction.
  Status run(const char* sql);
  // Begins a transaction: from here on statements are sent together, as far as no answer is needed
  // in between, since each way to the server and back costs more than most statements.
  Status begin();
  // Ends it. Where the answer is lost nobody knows whether it was kept.
  Status commit();
  void roll_back();
  // `name` stands for the same `sql` at each call. Codes: store/full, store/locked, store/failed.
  Result<Rows> ask(const std::string& name, std::string_view sql, const Values& values);
  // Two in a transaction with one way there and back.
  struct Question {
    std::string name;
    std::string_view sql;
    Values values;
  };
  Result<std::pair<Rows, Rows>> ask_both(const Question& one, const Question& other);
  // The same as ask, with its answer left for later: an error shows at the next `ask` or at
  // `commit`.
  Status tell(const std::string& name, std::string_view sql, const Values& values);
  // Since the last question: another transaction was in the way, and all of this one may be tried
  // again.
  bool may_try_again() const { return may_try_again_; }

 private:
  Error error_of(const PGresult* result);
  Error broken();
  bool send(const std::string& name, std::string_view sql, const Values& values);
  bool send_plain(const char* sql);
  // Takes up the answer to everything that was sent. The first error counts.
  Result<std::vector<Rows>> take_all();
  void leave_pipeline(bool undo);

  struct Finish {
    void operator()(PGconn* link) const { PQfinish(link); }
  };
  std::unique_ptr<PGconn, Finish> link_;
  std::set<std::string, std::less<>> prepared_;
  bool may_try_again_ = false;
  bool together_ = false;  // in pipeline mode
  bool failed_ = false;    // a statement of this pipeline
  std::size_t sent_ = 0;   // statements whose answers were not taken up yet
};

}  // namespace ajar::store
