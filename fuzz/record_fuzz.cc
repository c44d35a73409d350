// Any bytes as one record: read as they are or refused, and what was read can be written again.
#include "engine/base/utf8.h"
#include "engine/record/record.h"
#include "fuzz/require.h"

using namespace ajar;
using fuzz::require;

namespace {

void check_error(const Error& error) {
  require(error.code.starts_with("record/"));
  require(utf8::first_invalid(error.field) == error.field.size());
  require(utf8::first_invalid(error.detail) == error.detail.size());
  require(utf8::count(error.detail) <= 80);
}

// A record of ours composes from its parts, and again to the same bytes.
void check_writing(const record::Record& record) {
  const record::Envelope envelope{record.id,  record.kind_name, record.at,
                                  record.rev, record.over,      record.critical};
  const auto same = record::compose(envelope, record.body_json());
  require(same.has_value());
  require(same->unknown.size() == record.unknown.size());
  require(same->newer_critical() == record.newer_critical());
  if (record.kind == record::Kind::unknown || !record.body) return;

  const std::string body = record::encode(*record.body);
  const auto bare = record::compose(envelope, body);
  // The canonical form of a number or an escape may be longer than what was written, never past the
  // limit by much.
  if (!bare) {
    require(bare.error().code == "record/too_long");
    return;
  }
  require(bare->unknown.empty());
  require(bare->body_json() == body);
  require(record::encode(*bare->body) == body);
  const auto carried = record::carry_unknown(record, body);
  require(carried.has_value());
  const auto whole = record::compose(envelope, *carried);
  if (whole) require(whole->newer_critical() == record.newer_critical());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line = fuzz::text_of(data, size);
  const auto record = record::parse(line);
  if (!record) {
    check_error(record.error());
    return 0;
  }
  require(record->raw == line);
  require(size <= record::kMaxBytes);
  check_writing(*record);
  return 0;
}
