// The codec of records: round trips of every kind, and the joints that vectors do not show.
#include "engine/record/record.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/record/lines.h"
#include "engine/record/random_record.h"

namespace ajar::record {
namespace {

Rev rev_at(std::uint64_t milliseconds) {
  return {milliseconds, 0, Id{}};
}

// Collects the names that fields() describes.
struct Names {
  std::vector<std::string> all;
  void required(std::string_view field, const auto&, const auto&) { all.emplace_back(field); }
  void optional(std::string_view field, const auto&, const auto&) { all.emplace_back(field); }
  void either(std::string_view a, const auto&, const auto&, std::string_view b, const auto&,
              const auto&) {
    all.emplace_back(a);
    all.emplace_back(b);
  }
};

Envelope envelope_of(const Record& record) {
  return {record.id, record.kind_name, record.at, record.rev, record.over, record.critical};
}

TEST(Record, EveryKindReadsBackByteForByte) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    const Kind kind = random_kind(dice);
    const std::string line = random_line(dice, kind, rev_at(5));
    const auto record = parse(line);
    RC_ASSERT(record.has_value());
    RC_ASSERT(record->kind == kind);
    RC_ASSERT(record->raw == line);
    RC_ASSERT(record->unknown.empty());
    RC_ASSERT(encode(*record->body) == record->body_json());
    RC_ASSERT(write(envelope_of(*record), record->body_json()) == line);
  }));
}

TEST(Record, TheGeneratorReachesEveryField) {
  // So that the round trip above proves what it says: over many bodies, each described field is
  // written.
  for (std::size_t k = 0; k < kKnownKinds; ++k) {
    Dice dice(k);
    std::string written;
    Names names;
    for (int i = 0; i < 60; ++i) {
      const Body body = random_body(dice, static_cast<Kind>(k));
      written += encode(body);
      std::visit([&](const auto& typed) { fields(names, typed); }, body);
    }
    ASSERT_FALSE(names.all.empty());
    for (const std::string& field : names.all) {
      EXPECT_NE(written.find('"' + field + "\":"), std::string::npos) << kNames<Kind>[k] << field;
    }
  }
}

TEST(Record, AnyCutOrFlippedByteIsReadAsWrittenOrRefused) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    std::string line = random_line(dice, random_kind(dice), rev_at(5));
    const auto at = static_cast<std::size_t>(dice.between(0, std::ssize(line) - 1));
    if (dice.one_in(2)) {
      line.resize(at);
    } else {
      line[at] = static_cast<char>(dice.next());
    }
    const auto record = parse(line);
    if (record) {
      RC_ASSERT(record->raw == line);
    } else {
      RC_ASSERT(record.error().code.starts_with("record/"));
      RC_ASSERT(utf8::count(record.error().detail) <= 80u);
      RC_ASSERT(utf8::first_invalid(record.error().field) == record.error().field.size());
      RC_ASSERT(utf8::first_invalid(record.error().detail) == record.error().detail.size());
    }
  }));
}

TEST(Record, ComposeWritesTheCanonicalLineAndChecksIt) {
  const Envelope envelope{Id{}, "gave", {0, 0}, rev_at(9), {rev_at(3), rev_at(2), rev_at(3)}};
  const auto record = compose(envelope, " { \"what\" : \"help\", \"words\": \"a \\\" b\" } ");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->raw,
            R"({"id":"00000000000000000000000000","kind":"gave","at":"1970-01-01T00:00:00+00:00",)"
            R"("rev":"000000000009.0000.00000000000000000000000000",)"
            R"("over":["000000000002.0000.00000000000000000000000000",)"
            R"("000000000003.0000.00000000000000000000000000"],)"
            R"("body":{"what":"help","words":"a \" b"}})");
  const auto removed = compose(envelope, "");
  ASSERT_TRUE(removed);
  EXPECT_FALSE(removed->body);
  EXPECT_EQ(removed->body_json(), "");

  const auto error = [&](std::string_view body) { return compose(envelope, body).error(); };
  EXPECT_EQ(error("{\"what\":\"luck\"}"),
            (Error{.code = "record/bad_value", .field = "body.what", .detail = "\"luck\""}));
  EXPECT_EQ(error("{\"what\":}").code, "record/not_json");
  EXPECT_EQ(error("{\"what\":}").field, "body.what");
  // A body that would close the record and open another is not a body.
  EXPECT_EQ(error("{\"what\":\"help\"},\"id\":{}").code, "record/not_json");
  EXPECT_EQ(error("[1]").field, "body");
}

TEST(Record, ComposeRefusesABodyThatIsTooDeepOrLongForALine) {
  const Envelope envelope{Id{}, "gave", {0, 0}, rev_at(9)};
  const auto deep = [&](std::size_t arrays) {
    return compose(envelope, "{\"what\":\"help\",\"x\":" + std::string(arrays, '[') +
                                 std::string(arrays, ']') + "}");
  };
  EXPECT_TRUE(deep(kMaxDepth - 2));
  EXPECT_EQ(deep(kMaxDepth - 1).error().code, "record/too_deep");
  const std::string words(kMaxBytes - 20, 'w');
  EXPECT_EQ(compose(envelope, "{\"what\":\"help\",\"x\":\"" + words + "\"}").error().code,
            "record/too_long");
}

TEST(Record, AnEditCarriesTheFieldsOfANewerVersion) {
  const Envelope envelope{Id{}, "moment", {0, 0}, rev_at(9)};
  const Record old =
      compose(
          envelope,
          R"({"mood":{"pleasant":1,"activated":2,"tint":{"a":1.50}},"shared":[1, 2],"note":"n"})")
          .value();
  EXPECT_EQ(carry_unknown(old, R"({ "note": "m", "mood":{"pleasant":3,"activated":4} })").value(),
            R"({"note":"m","mood":{"pleasant":3,"activated":4,"tint":{"a":1.50}},"shared":[1,2]})");
  // What the edit names itself stands; with the mood gone, so is what the newer version knew of it.
  EXPECT_EQ(carry_unknown(old, R"({"shared":null})").value(), R"({"shared":null})");
  EXPECT_EQ(carry_unknown(old, "{}").value(), R"({"shared":[1,2]})");
  EXPECT_EQ(carry_unknown(old, "{").error().code, "record/not_json");
  EXPECT_EQ(carry_unknown(old, "3").error(),
            (Error{.code = "record/bad_type", .field = "body", .detail = "3"}));
}

TEST(Lines, GoodLinesGoOnAndBadOnesAreNumbered) {
  Dice dice(4);
  const std::string good = random_line(dice, Kind::moment, rev_at(1));
  std::vector<std::string> taken;
  const LinesRead read = read_lines(good + "\r\n\n{}\n" + good + "\nnonsense",
                                    [&](Record&& record) { taken.push_back(record.raw); });
  EXPECT_EQ(taken, (std::vector<std::string>{good, good}));
  EXPECT_EQ(read.lines, 5u);
  EXPECT_EQ(read.records, 2u);
  ASSERT_EQ(read.errors.size(), 2u);
  EXPECT_EQ(read.errors[0], (Error{.code = "record/missing", .line = 3, .field = "id"}));
  EXPECT_EQ(read.errors[1], (Error{.code = "record/not_json", .line = 5, .detail = "0"}));
}

TEST(Lines, ReadingStopsAtTwentyErrors) {
  std::string file;
  for (int i = 0; i < 100; ++i) file += "{}\n";
  const LinesRead read = read_lines(file, [](Record&&) {});
  EXPECT_EQ(read.errors.size(), 20u);
  EXPECT_EQ(read.errors.back().line, 20);
}

TEST(Lines, AFileOfTooManyLinesIsRefused) {
  const LinesRead read = read_lines(std::string(kMaxLines + 1, '\n'), [](Record&&) {});
  ASSERT_EQ(read.errors.size(), 1u);
  EXPECT_EQ(read.errors[0],
            (Error{.code = "record/too_long", .line = 1000001, .detail = "1000000"}));
}

}  // namespace
}  // namespace ajar::record
