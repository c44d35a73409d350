// Any bytes as a file of records: forwards and backwards fold to the same journal, and its state is
// the journal again.
#include <vector>

#include "engine/journal/journal.h"
#include "engine/record/lines.h"
#include "fuzz/require.h"

using namespace ajar;
using fuzz::require;
using journal::Journal;

namespace {

std::string state(const Journal& journal) {
  std::string out;
  journal.for_each_state_line([&](std::string_view line) { out.append(line) += '\n'; });
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<record::Record> records;
  const auto read = record::read_lines(fuzz::text_of(data, size), [&](record::Record&& record) {
    records.push_back(std::move(record));
  });
  require(read.records == records.size());
  require(read.errors.size() <= record::kMaxErrors);

  Journal forwards;
  Journal backwards;
  for (auto record = records.begin(); record != records.end(); ++record) {
    forwards.add(record::Record(*record));
    forwards.timeline();
  }
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    backwards.add(record::Record(*record));
  }
  const std::string folded = state(forwards);
  require(state(backwards) == folded);
  require(forwards.timeline().size() == backwards.timeline().size());
  require(forwards.clashes() == backwards.clashes());
  require(forwards.conflicts() == backwards.conflicts());
  require(forwards.newer_critical() == backwards.newer_critical());

  Journal again;
  const auto second =
      record::read_lines(folded, [&](record::Record&& record) { again.add(std::move(record)); });
  require(second.errors.empty());
  require(second.records == forwards.live());
  require(state(again) == folded);

  forwards.forget_superseded();
  require(state(forwards) == folded);
  require(forwards.timeline().size() == backwards.timeline().size());
  return 0;
}
