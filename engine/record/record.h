// A record: one thing that the person said, with its revision, and its strict text form
// (spec/records.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/base/revision.h"
#include "engine/base/time.h"
#include "engine/record/kinds.h"

namespace ajar::record {

inline constexpr std::size_t kMaxBytes = 131072;
inline constexpr std::size_t kMaxDepth = 16;
inline constexpr std::size_t kMaxOver = 64;

// A body field that this version does not know.
struct UnknownField {
  std::string within;  // the body's member that holds it, "mood"; empty for the body itself
  std::string name;
  std::string json;  // its value's bytes
  bool operator==(const UnknownField&) const = default;
};

struct Record {
  Id id;
  Kind kind = Kind::unknown;
  std::string kind_name;
  LocalTime at;
  Rev rev;
  std::vector<Rev> over;     // ascending
  bool critical = false;     // the member of §2
  std::optional<Body> body;  // absent: this revision deletes; Newer for an unknown kind
  std::vector<UnknownField> unknown;
  std::string raw;  // the exact bytes, without a line end

  // The bytes of `body` in raw; empty when there is none.
  std::string_view body_json() const {
    return std::string_view(raw).substr(body_begin, body_end - body_begin);
  }
  // The body as a T, or null.
  template <class T>
  const T* get() const {
    return body ? std::get_if<T>(&*body) : nullptr;
  }
  // A newer version says that writing without understanding this record would do harm (§5).
  bool newer_critical() const;

  std::uint32_t body_begin = 0;
  std::uint32_t body_end = 0;
};

// Reads records; keeps its memory from one to the next, so prefer one Parser for many lines.
class Parser {
 public:
  // The record that `line` (without its line end) writes, or the first thing wrong with it: a code
  // of §8, the path of the field, and the value at fault, cut to 80 characters, as detail.
  Result<Record> parse(std::string_view line);

 private:
  json::Document document_;
};

Result<Record> parse(std::string_view line);

// All of a record but its body.
struct Envelope {
  Id id;
  std::string kind;
  LocalTime at;
  Rev rev;
  std::vector<Rev> over = {};
  bool critical = false;
};

// The body as compact JSON, fields in the order of the spec, what is absent left out.
std::string encode(const Body& body);

// The canonical line: members in the order of §2, no spaces. An empty `body_json` writes a
// deletion. `over` is sorted and freed of duplicates. Joins what it is given: use compose for a
// body that is not known to be good.
std::string write(const Envelope& envelope, std::string_view body_json);

// The same line, checked: the record that parse makes of it, or parse's error. `body_json` may have
// spaces.
Result<Record> compose(const Envelope& envelope, std::string_view body_json);

// `new_body_json` with the unknown fields of `old` that it does not name itself, so that an edit by
// this version loses nothing of a newer one. Error: as json::Document::parse, field below `body`,
// codes of §8.
Result<std::string> carry_unknown(const Record& old, std::string_view new_body_json);

}  // namespace ajar::record
