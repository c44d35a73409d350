// The JSON reader against the grammar, against RapidJSON, and against hostile input; the writer
// against the reader.
#include "engine/base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <rapidjson/document.h>

#include <cmath>

namespace ajar::json {
namespace {

Error error_of(std::string_view text, const Limits& limits = {}) {
  Document document;
  const auto value = document.parse(text, limits);
  return value ? Error{"none"} : value.error();
}

TEST(Json, KeepsTheExactBytesOfEveryValue) {
  Document document;
  const std::string text = R"( {"a" : [ 1.50 , {"b":"x\u00e9"} ],"":true, "n":null} )";
  const Value root = document.parse(text).value();
  EXPECT_EQ(root.raw(), text.substr(1, text.size() - 2));
  const Value a = root.find("a").value();
  EXPECT_EQ(a.raw(), R"([ 1.50 , {"b":"x\u00e9"} ])");
  EXPECT_EQ(a.size(), 2u);
  const Value number = *a.begin();
  EXPECT_EQ(number.raw(), "1.50");
  EXPECT_EQ(number.number(), 1.5);
  EXPECT_EQ(number.integer(), std::nullopt);
  const Value inner = *++a.begin();
  EXPECT_EQ(inner.find("b")->text(), "xé");
  EXPECT_EQ(inner.find("b")->raw(), R"("x\u00e9")");
  EXPECT_EQ(root.find("")->boolean(), true);
  EXPECT_TRUE(root.find("n")->is(Type::null));
  EXPECT_EQ(root.find("N"), std::nullopt);
}

TEST(Json, ViewsStayGoodWhenManyStringsHaveEscapes) {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += R"("\u0041\n",)";
  text += "1]";
  Document document;
  const Value root = document.parse(text).value();
  std::size_t strings = 0;
  for (const Value value : root) strings += value.text() == "A\n" ? 1 : 0;
  EXPECT_EQ(strings, 1000u);
}

TEST(Json, ErrorsSayWhere) {
  EXPECT_EQ(error_of(R"({"a":[1,{"b":tru}]})"),
            (Error{.code = "json/syntax", .field = "a[1].b", .detail = "13"}));
  EXPECT_EQ(error_of(R"({"a":{"c":1,"c":2}})"),
            (Error{.code = "json/duplicate_member", .field = "a.c"}));
  EXPECT_EQ(error_of(R"([0,[1e309]])"),
            (Error{.code = "json/not_finite", .field = "[1][0]", .detail = "1e309"}));
  EXPECT_EQ(error_of("[[[]]]", {.depth = 2}),
            (Error{.code = "json/too_deep", .field = "[0][0]", .detail = "2"}));
  EXPECT_EQ(error_of("[1]", {.bytes = 2}), (Error{.code = "json/too_long", .detail = "2"}));
  EXPECT_EQ(error_of("[\"a\xff\"]"), (Error{.code = "json/bad_utf8", .detail = "3"}));
}

TEST(Json, DuplicatesAreFoundInLargeObjectsToo) {
  std::string text = "{";
  for (int i = 0; i < 500; ++i) text += "\"m" + std::to_string(i) + "\":0,";
  EXPECT_EQ(error_of(text + "\"m500\":0}").code, "none");
  EXPECT_EQ(error_of(text + "\"m250\":0}"),
            (Error{.code = "json/duplicate_member", .field = "m250"}));
}

TEST(Json, ManyMembersCostNoQuadraticTime) {
  std::string text = "{";
  for (int i = 0; i < 200000; ++i) text += "\"" + std::to_string(i) + "\":0,";
  EXPECT_EQ(error_of(text + "\"x\":0}").code, "none");
}

TEST(Json, DepthIsBoundedWhateverTheBytes) {
  EXPECT_EQ(error_of(std::string(10000000, '[')).code, "json/too_deep");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  EXPECT_EQ(error_of(objects).code, "json/too_deep");
}

TEST(Json, NumbersKeepTheGrammar) {
  for (const char* good :
       {"0", "-0", "7", "-12", "1.5", "0.1", "1e5", "1E+5", "1.25e-7", "1e-999"}) {
    EXPECT_EQ(error_of(good).code, "none") << good;
  }
  for (const char* bad : {"+1", "01", "-", "1.", ".5", "1e", "1e+", "0x1", "NaN", "Infinity", "-a",
                          "1.5.", "--1", "1_0"}) {
    EXPECT_EQ(error_of(bad).code, "json/syntax") << bad;
  }
}

TEST(Json, IntegersAreExactToTheirEnds) {
  Document document;
  EXPECT_EQ(document.parse("9223372036854775807").value().integer(), INT64_MAX);
  EXPECT_EQ(document.parse("-9223372036854775808").value().integer(), INT64_MIN);
  EXPECT_EQ(document.parse("9223372036854775808").value().integer(), std::nullopt);
  EXPECT_EQ(document.parse("9223372036854775808").value().number(), 9223372036854775808.0);
  EXPECT_EQ(document.parse("1.0").value().integer(), std::nullopt);
}

TEST(Json, LongNumbersAreFiniteOrAnError) {
  Document document;
  EXPECT_EQ(document.parse("0." + std::string(5000, '1')).value().number(), 1.0 / 9);
  EXPECT_EQ(document.parse("0." + std::string(5000, '0') + "1").value().number(), 0.0);
  EXPECT_EQ(error_of("1" + std::string(5000, '0')).code, "json/not_finite");
  EXPECT_EQ(error_of("1" + std::string(5000, '0') + "e-5000").code, "none");
  EXPECT_EQ(document.parse("1.7976931348623157e308").value().number(), 1.7976931348623157e308);
  EXPECT_EQ(error_of("1.7976931348623159e308").code, "json/not_finite");
}

// RapidJSON's verdict, where it can be trusted: it takes an escaped low surrogate, bytes after a
// NUL, and gives up on some numbers that are finite.
bool rapidjson_takes(const std::string& text) {
  rapidjson::Document document;
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  document.Parse<kFlags>(text.data(), text.size());
  return !document.HasParseError();
}

TEST(Json, AcceptsWhatRapidJsonAccepts) {
  const std::string seeds[] = {
      R"({"a":[1,-2.5e3,true,false,null,"x\ny"],"b":{"c":{}},"d":[[],[{}]]})",
      R"([ "é🙂", "\u00e9\ud83d\ude42", "\"\\\/\b\f\n\r\t" , 0 , -0.0 ])",
      R"({"":"","k":[0.1,1e2,1E-2,123456789012345678]})"};
  const std::string alphabet = "{}[]:,\"\\/truefalsn0123456789.eE+- \t\n\r\xc3\xa9u";
  EXPECT_TRUE(rc::check([&] {
    std::string text = *rc::gen::element(seeds[0], seeds[1], seeds[2]);
    const auto edits = *rc::gen::inRange(0, 4);
    for (int i = 0; i < edits; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      const char c = alphabet[*rc::gen::inRange<std::size_t>(0, alphabet.size())];
      switch (*rc::gen::inRange(0, 3)) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        default:
          text.erase(at, 1);
      }
      if (text.empty()) text = "0";
    }
    const std::string code(error_of(text).code);
    if (code == "json/duplicate_member" || code == "json/not_finite" || code == "json/bad_utf8") {
      RC_DISCARD("RapidJSON has no opinion");
    }
    RC_ASSERT((code == "none") == rapidjson_takes(text));
  }));
}

TEST(Json, WhatIsWrittenReadsBack) {
  EXPECT_TRUE(
      rc::check([](const std::vector<std::int64_t>& integers, const std::vector<double>& doubles) {
        Writer writer;
        writer.begin_object().key("integers").begin_array();
        for (const auto number : integers) writer.value(number);
        writer.end_array().key("doubles").begin_array();
        for (const auto number : doubles) writer.value(number);
        writer.end_array().end_object();
        Document document;
        const std::string text = writer.take();
        const Value root = document.parse(text).value();
        std::size_t i = 0;
        const Value read_integers = root.find("integers").value();
        for (const Value value : read_integers) RC_ASSERT(value.integer() == integers[i++]);
        RC_ASSERT(i == integers.size());
        i = 0;
        const Value read_doubles = root.find("doubles").value();
        for (const Value value : read_doubles) RC_ASSERT(value.number() == doubles[i++]);
      }));
}

TEST(Json, EveryCharacterSurvivesWriting) {
  std::string text;
  for (char c = 0; c < 127; ++c) text += c;
  text += "\x7f é🙂\u2028";
  Writer writer;
  writer.value(text);
  Document document;
  const std::string json = writer.take();
  EXPECT_EQ(document.parse(json).value().text(), text);
}

TEST(Json, WriterPlacesCommasAndKnowsItsTypes) {
  Writer writer;
  writer.begin_object()
      .member("text", "t")
      .member("flag", true)
      .member("whole", 3.0)
      .member("part", 0.1)
      .member("none", std::optional<int>())
      .member("some", std::optional<int>(4))
      .member("nan", std::nan(""));
  writer.key("list").begin_array().begin_array().end_array().begin_object().end_object();
  writer.end_array().key("raw").raw("[1]").end_object();
  EXPECT_EQ(writer.text(), R"({"text":"t","flag":true,"whole":3,"part":0.1,"none":null,"some":4,)"
                           R"("nan":null,"list":[[],{}],"raw":[1]})");
}

}  // namespace
}  // namespace ajar::json
