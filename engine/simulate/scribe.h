// Writes the records of a simulated life: ids, revisions and lines.
#pragma once

#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/revision.h"
#include "engine/base/time.h"
#include "engine/record/record.h"
#include "engine/simulate/random.h"

namespace ajar::simulate {

class Scribe {
 public:
  explicit Scribe(Random& random) : random_(random), device_(id()) {}

  // A written record, as far as a later edit needs it.
  struct Written {
    Id id;
    LocalTime at;
    std::vector<Rev> revisions;
  };

  // Puts a record of what happened `at`, written down some minutes later.
  Written put(const LocalTime& at, const record::Body& body);
  Written put(const Id& id, const LocalTime& at, const record::Body& body);
  // Writes it anew at the moment `when`; it still happened when it did.
  void edit(Written& written, const LocalTime& when, const record::Body& body);
  void remove(Written& written, const LocalTime& when, record::Kind kind);

  std::string take() { return std::move(out_); }

 private:
  Id id();
  void add(Written& written, const LocalTime& when, std::string_view kind, std::string_view body);

  Random& random_;
  Id device_;
  Rev last_;
  std::string out_;
};

}  // namespace ajar::simulate
