// Composes the records of book.h.
#include "engine/view/book.h"

#include <cstdlib>

namespace ajar::view {

Id Book::put(std::string_view kind, std::string_view day, std::string_view body) {
  Id id;
  if (++next_ == 0) ++next_high_;
  id.bytes[13] = next_high_;
  id.bytes[15] = next_;
  add(id, kind, day, body, {});
  return id;
}

void Book::put(const Id& id, std::string_view kind, std::string_view day, std::string_view body) {
  add(id, kind, day, body, journal_.over_for(id));
}

void Book::put_beside(const Id& id, std::string_view kind, std::string_view day,
                      std::string_view body) {
  add(id, kind, day, body, {});
}

void Book::remove(const Id& id, std::string_view kind, std::string_view day) {
  add(id, kind, day, {}, journal_.over_for(id));
}

void Book::add(const Id& id, std::string_view kind, std::string_view day, std::string_view body,
               std::vector<Rev> over) {
  record::Envelope envelope;
  envelope.id = id;
  envelope.kind = kind;
  envelope.at = *parse_local_time(std::string(day) + "T12:00:00+00:00");
  Id device;
  device.bytes[0] = 7;
  envelope.rev = *next(journal_.latest(), envelope.at.seconds * 1000, device);
  envelope.over = std::move(over);
  auto composed = record::compose(envelope, body);
  if (!composed) std::abort();  // a test that writes a bad record is a bad test
  lines_.push_back(composed->raw);
  journal_.add(std::move(*composed));
}

journal::Journal fold(const std::vector<std::string>& lines) {
  journal::Journal journal;
  for (const std::string& line : lines) journal.add(*record::parse(line));
  return journal;
}

}  // namespace ajar::view
