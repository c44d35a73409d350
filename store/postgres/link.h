// libpq's C calls: parameters and results in binary, statements prepared once, errors as codes, and
// no wait without an end: a server that was paused or cut off is given up like one that is gone.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <chrono>
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
class Parameters {
 public:
  explicit Parameters(std::size_t expected = 8) { values_.reserve(expected); }
  Parameters& add(Bytes bytes);                                              // BYTEA
  Parameters& add(std::int64_t number);                                      // BIGINT
  Parameters& add_small(std::int16_t number);                                // SMALLINT
  Parameters& add_list(std::span<const std::array<std::uint8_t, 32>> list);  // BYTEA[]

 private:
  friend class Link;
  struct Value {
    Bytes bytes;                        // somebody else's, which live as long as the call
    std::array<std::uint8_t, 8> own{};  // or a number
    std::size_t size = 0;               // of it
    Bytes view() const { return size > 0 ? Bytes(own).first(size) : bytes; }
  };
  Parameters& add_number(std::uint64_t number, std::size_t size);
  std::vector<Value> values_;
  std::vector<std::uint8_t> list_;  // one of them, where there is any
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
  // To one server: `url` as libpq reads it, with `host` in place of its own hosts where it has any.
  // Errors: store/missing (no such server or database), store/failed.
  struct Host {
    std::string name, address, port;
  };
  static Result<std::unique_ptr<Link>> open(const std::string& url, const Host& host);

  // What the server says about itself as it is connected to, "" where it says nothing.
  std::string_view parameter(const char* name) const;
  // Every answer is waited for so long, and then this connection is of no more use.
  void set_patience(std::chrono::milliseconds patience) { patience_ = patience; }

  // Outside a transaction.
  Status run(const char* sql);
  // Begins a transaction: from here on statements are sent together, as far as no answer is needed
  // in between, since each way to the server and back costs more than most statements.
  Status begin();
  // Ends it. Where the answer is lost, or comes with a warning (a wait for the standby that
  // somebody ended), nobody knows whether it was kept.
  Status commit();
  void roll_back();
  // `name` stands for the same `sql` at each call. Codes: store/full, store/locked, store/failed.
  Result<Rows> ask(const std::string& name, std::string_view sql, const Parameters& values);
  // Two in a transaction with one way there and back.
  struct Question {
    std::string name;
    std::string_view sql;
    Parameters values;
  };
  Result<std::pair<Rows, Rows>> ask_both(const Question& one, const Question& other);
  // The same as ask, with its answer left for later: an error shows at the next `ask` or at
  // `commit`.
  Status tell(const std::string& name, std::string_view sql, const Parameters& values);
  // Whether the server has it already, and its words are not needed any more.
  bool knows(const std::string& name) const { return prepared_.contains(name); }
  // Since the last question: another transaction was in the way, and all of this one may be tried
  // again.
  bool may_try_again() const { return may_try_again_; }

 private:
  Error error_of(const PGresult* result);
  Error broken();
  bool send(const std::string& name, std::string_view sql, const Parameters& values);
  bool send_plain(const char* sql);
  // Waits until a result can be taken without waiting; false where none came in time, and from then
  // on.
  bool await();
  // Takes up the answer to everything that was sent. The first error counts.
  Result<std::vector<Rows>> take_all();
  void leave_pipeline(bool undo);

  struct Finish {
    void operator()(PGconn* link) const { PQfinish(link); }
  };
  std::unique_ptr<PGconn, Finish> link_;
  std::set<std::string, std::less<>> prepared_;
  std::chrono::milliseconds patience_{25'000};
  bool given_up_ = false;
  bool warned_ = false;  // by the server, since the last commit began
  bool may_try_again_ = false;
  bool together_ = false;  // in pipeline mode
  bool failed_ = false;    // a statement of this pipeline
  std::size_t sent_ = 0;   // statements whose answers were not taken up yet
};

}  // namespace ajar::store
