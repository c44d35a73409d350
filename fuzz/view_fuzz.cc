// Any view asked with any arguments of any records: the first line is the view, the second its
// arguments, the others are records. The answer is JSON, does not depend on the records' order, and
// suggests nobody unsafe.
#include <set>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/content/sample.h"
#include "engine/findings/findings.h"
#include "engine/view/view.h"
#include "fuzz/require.h"

using namespace ajar;
using fuzz::require;

namespace {

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  return line;
}

std::set<std::string> unsafe_people(const journal::Journal& journal) {
  std::set<std::string> ids;
  for (const auto& [record, body] : journal.all<record::Person>()) {
    for (const record::Record* version : journal.versions(record->id)) {
      const auto* person = version->get<record::Person>();
      if (person && person->safety == record::Safety::unsafe) ids.insert(format(record->id));
    }
  }
  return ids;
}

void require_safe(const std::optional<json::Value>& offer, const std::set<std::string>& unsafe) {
  const auto person = offer ? offer->find("person") : std::nullopt;
  const auto id = person ? person->find("id") : std::nullopt;
  require(!id || !unsafe.contains(std::string(id->text())));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const content::Content content = std::move(*content::load(content::sample_json()));
  std::string_view rest = fuzz::text_of(data, size);
  if (size > 20000) return 0;
  const std::string_view name = take_line(rest);
  const std::string_view args = take_line(rest);
  std::vector<record::Record> records;
  while (!rest.empty() && records.size() < 50) {
    auto record = record::parse(take_line(rest));
    if (record) records.push_back(std::move(*record));
  }
  journal::Journal journal;
  journal::Journal reversed;
  for (const record::Record& record : records) journal.add(record::Record(record));
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    reversed.add(std::move(*record));
  }
  const auto answer = view::view(content, journal, name, args, findings::table());
  const auto again = view::view(content, reversed, name, args, findings::table());
  require(answer.has_value() == again.has_value());
  if (!answer) {
    require(answer.error() == again.error());
    return 0;
  }
  require(*answer == *again);
  json::Document document;
  const auto shown = document.parse(*answer);
  require(shown.has_value());
  const std::set<std::string> unsafe = unsafe_people(journal);
  for (const char* offer : {"step", "easier", "offer"}) require_safe(shown->find(offer), unsafe);
  const auto last = shown->find("last_person");
  require(!last || !unsafe.contains(std::string(last->text())));
  return 0;
}
