// A small journal written by hand, for tests: put, edit and remove records with revisions that make
// themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/journal/journal.h"

namespace ajar::view {

class Book {
 public:
  // Puts a record and returns its id. `day` is "YYYY-MM-DD"; it happened at 12:00 with offset
  // +00:00.
  Id put(std::string_view kind, std::string_view day, std::string_view body);
  // Puts a record under a given id: a setting, or an edit of what is there.
  void put(const Id& id, std::string_view kind, std::string_view day, std::string_view body);
  // Another device's edit that knew nothing of the last one: both versions stay.
  void put_beside(const Id& id, std::string_view kind, std::string_view day, std::string_view body);
  void remove(const Id& id, std::string_view kind, std::string_view day);

  const journal::Journal& journal() const { return journal_; }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  void add(const Id& id, std::string_view kind, std::string_view day, std::string_view body,
           std::vector<Rev> over);

  journal::Journal journal_;
  std::vector<std::string> lines_;
  std::uint8_t next_ = 0;
  std::uint8_t next_high_ = 1;
};

// The journal of the same lines in another order.
journal::Journal fold(const std::vector<std::string>& lines);

}  // namespace ajar::view
