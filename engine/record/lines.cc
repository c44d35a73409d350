// Splits a file into lines and reads each as a record.
#include "engine/record/lines.h"

#include <string>
#include <utility>

namespace ajar::record {

LinesRead read_lines(std::string_view file, const std::function<void(Record&&)>& take) {
  LinesRead read;
  if (file.size() > kMaxFileBytes) {
    read.errors.push_back({.code = "record/too_long", .detail = std::to_string(kMaxFileBytes)});
    return read;
  }
  Parser parser;
  while (!file.empty() && read.errors.size() < kMaxErrors) {
    const std::size_t end = file.find('\n');
    std::string_view line = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    ++read.lines;
    if (read.lines > kMaxLines) {
      read.errors.push_back({.code = "record/too_long",
                             .line = static_cast<std::int64_t>(read.lines),
                             .detail = std::to_string(kMaxLines)});
      break;
    }
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    auto record = parser.parse(line);
    if (record) {
      ++read.records;
      take(std::move(*record));
    } else {
      read.errors.push_back(std::move(record.error()));
      read.errors.back().line = static_cast<std::int64_t>(read.lines);
    }
  }
  return read;
}

}  // namespace ajar::record
