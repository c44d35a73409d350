// Lines of scribe.h.
#include "engine/simulate/scribe.h"

namespace ajar::simulate {

Id Scribe::id() {
  Id made;
  for (std::size_t half = 0; half < 2; ++half) {
    std::uint64_t bits = random_.bits();
    for (std::size_t n = 0; n < 8; ++n, bits >>= 8) {
      made.bytes[half * 8 + n] = static_cast<std::uint8_t>(bits);
    }
  }
  return made;
}

void Scribe::add(Written& written, const LocalTime& when, std::string_view kind,
                 std::string_view body) {
  const auto rev = next(last_, when.seconds * 1000 + random_.between(0, 999), device_);
  if (!rev) return;  // past the year 10889
  last_ = *rev;
  record::Envelope envelope{written.id, std::string(kind), written.at, last_, written.revisions};
  out_ += record::write(envelope, body);
  out_ += '\n';
  written.revisions.push_back(last_);
}

Scribe::Written Scribe::put(const Id& id, const LocalTime& at, const record::Body& body) {
  Written written{id, at, {}};
  const LocalTime later{at.seconds + std::int64_t{60} * random_.between(1, 25), at.offset_minutes};
  add(written, later, record::kNames<record::Kind>[body.index()], record::encode(body));
  return written;
}

Scribe::Written Scribe::put(const LocalTime& at, const record::Body& body) {
  return put(id(), at, body);
}

void Scribe::edit(Written& written, const LocalTime& when, const record::Body& body) {
  add(written, when, record::kNames<record::Kind>[body.index()], record::encode(body));
}

void Scribe::remove(Written& written, const LocalTime& when, record::Kind kind) {
  add(written, when, record::name(kind), {});
}

}  // namespace ajar::simulate
