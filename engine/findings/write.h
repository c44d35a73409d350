// The parts that the views of spec/views.md share: findings, counts, limits.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/json.h"
#include "engine/base/time.h"
#include "engine/insight/binomial.h"
#include "engine/insight/interval.h"
#include "engine/record/record.h"

namespace ajar::findings {

enum class State { too_early, undecided, claim };
std::string_view name(State state);

struct Missing {
  std::string_view what;
  int have = 0;
  int need = 0;
};

// What a finding rests on. Records are added oldest first.
class Basis {
 public:
  void add(const record::Record& record) { records_.push_back(&record); }
  int n() const { return static_cast<int>(records_.size()); }
  // n, from, to, records: the newest kMostRecords of them, newest first.
  void write(json::Writer& out) const { write(out, n()); }
  void write(json::Writer& out, int n) const;
  void write_records(json::Writer& out) const;
  std::optional<Date> first() const;
  std::optional<Date> last() const;

 private:
  std::vector<const record::Record*> records_;
};
inline constexpr std::size_t kMostRecords = 200;

// Those of `missing` that are short of what they need, as `missing` of a finding.
void write_missing(json::Writer& out, const std::vector<Missing>& missing);
bool any_short(const std::vector<Missing>& missing);

// {"low","high","level"}, or null.
void write_limits(json::Writer& out, const std::optional<insight::Interval>& limits, double level);
// n, of, rate, low, high as members of the open object; score limits at `level` (Wilson 1927).
void write_count(json::Writer& out, insight::Proportion seen, double level);
void write_date(json::Writer& out, const std::optional<Date>& date);

}  // namespace ajar::findings
