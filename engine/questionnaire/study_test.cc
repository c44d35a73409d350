// A study's table: columns found by name, rows scored as they come, faults named by line.
#include "engine/questionnaire/study.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "engine/content/content.h"
#include "engine/content/sample.h"
#include "engine/questionnaire/score.h"

namespace ajar::questionnaire {
namespace {

const Instrument& made_up() {
  static const std::vector<Instrument> all =
      *read_instruments(content::load(content::sample_json())->instruments);
  return all.front();
}

struct Scored {
  std::string out;
  std::string fault;  // "code line field detail", empty where there was none
  std::vector<ScaleSummary> summary;
  std::int64_t rows = 0;
};

Scored scored(const std::string& table, std::size_t piece = 1 << 20,
              std::vector<std::string> missing = {}) {
  Study study(made_up(), std::move(missing));
  Scored result;
  Status status = ok();
  for (std::size_t at = 0; at < table.size() && status; at += piece) {
    status = study.read(std::string_view(table).substr(at, piece), result.out);
  }
  if (status) status = study.finish(result.out);
  if (!status) {
    const Error& error = status.error();
    result.fault = std::string(error.code) + " " + std::to_string(error.line) + " " + error.field +
                   " " + error.detail;
  }
  result.summary = study.summary();
  result.rows = study.rows();
  return result;
}

constexpr const char* kTable =
    "who,i1,i2,i3,i4,i5,i6\n"
    "a,5,1,5,1,1,5\n"
    "\"b, c\",3,3,3,5,NA,3\n"
    "d,1,1,,5,5,1\n";

TEST(Study, ScoresEachRowAndPassesOtherColumnsOn) {
  const Scored result = scored(kTable);
  EXPECT_EQ(result.fault, "");
  EXPECT_EQ(result.out,
            "who,avoidance,anxiety,model_self\n"
            "a,5.0000,1.0000,4.0000\n"
            "\"b, c\",3.0000,,-2.0000\n"
            "d,,5.0000,-4.0000\n");
  EXPECT_EQ(result.rows, 3);
}

TEST(Study, DoesNotDependOnWhereThePiecesEnd) {
  const std::string whole = scored(kTable).out;
  for (std::size_t piece = 1; piece < 40; ++piece) EXPECT_EQ(scored(kTable, piece).out, whole);
  EXPECT_EQ(scored("who,i1,i2,i3,i4,i5,i6\r\na,5,1,5,1,1,5").out,
            scored(std::string(kTable).substr(0, 36)).out);
}

TEST(Study, FindsItsColumnsByTheirNumbersInAnyOrder) {
  EXPECT_EQ(scored("Q06,Q05,Q04,Q03,Q02,Q01\n5,1,1,5,1,5\n").out,
            "avoidance,anxiety,model_self\n5.0000,1.0000,4.0000\n");
  EXPECT_EQ(scored("q1;q2;q3;q4;q5;q6;note\n1;1;2,5;1;1;1;x\n").out,
            "note;avoidance;anxiety;model_self\nx;2.8333;2.3333;0.0000\n");
  EXPECT_EQ(scored("i1,i2,i3,i4,i5\n").fault, "study/no_columns 1  5/6");
  EXPECT_EQ(scored("a1,a2,a3,a4,a5,a6,b1,b2,b3,b4,b5,b6\n").fault, "study/two_columns 1  a1, b1");
  EXPECT_EQ(scored("").fault, "study/empty 0  ");
}

TEST(Study, WhatStandsInQuotesPartsNoCells) {
  EXPECT_EQ(scored("\"a; b; c; d; e; f; g; h\",i1,i2,i3,i4,i5,i6\nx,5,1,5,1,1,5\n").out,
            "\"a; b; c; d; e; f; g; h\",avoidance,anxiety,model_self\n"
            "x,5.0000,1.0000,4.0000\n");
}

TEST(Study, AResultTakesNoNameThatAColumnHas) {
  EXPECT_EQ(scored("i1,i2,i3,i4,i5,i6,\"anxiety\"\n1,1,1,1,1,1,1\n").fault,
            "study/name_taken 1 anxiety anxiety");
}

TEST(Study, AYearAtANamesEndIsNoItem) {
  EXPECT_EQ(scored("i1,i2,i3,i4,i5,i6,i2024\n5,1,5,1,1,5,x\n").out,
            "i2024,avoidance,anxiety,model_self\nx,5.0000,1.0000,4.0000\n");
}

TEST(Study, NamesTheLineAndColumnOfAFault) {
  const std::string head = "i1,i2,i3,i4,i5,i6\n1,1,1,1,1,1\n";
  EXPECT_EQ(scored(head + "1,1,x,1,1,1\n").fault, "study/not_a_number 3 i3 x");
  EXPECT_EQ(scored(head + "1,1,9,1,1,1\n").fault, "study/out_of_range 3 i3 9");
  EXPECT_EQ(scored(head + "1,1,-1,1,1,1\n").fault, "study/out_of_range 3 i3 -1");
  EXPECT_EQ(scored(head + "1,1,1,1,1\n").fault, "study/cells 3  5/6");
  EXPECT_EQ(scored(head + "1,1,1,1,1,1,1\n").fault, "study/cells 3  7/6");
  EXPECT_EQ(scored(head + "1,1,\"1,1,1,1\n").fault, "study/bad_quote 3 3 ");
  EXPECT_EQ(scored(head + std::string(kMostLineBytes + 1, '1')).fault,
            "study/too_long_line 3  65536");
}

TEST(Study, ACodeForWhatWasLeftOutIsSaidAndNotGuessed) {
  const std::string table = "i1,i2,i3,i4,i5,i6\n0,1,1,1,1,1\n";
  EXPECT_EQ(scored(table).fault, "study/out_of_range 2 i1 0");
  EXPECT_EQ(scored(table, 100, {"0"}).out, "avoidance,anxiety,model_self\n,2.3333,\n");
  EXPECT_EQ(scored("i1,i2,i3,i4,i5,i6\n5,1,1,1,1,1\n", 100, {"5"}).out,
            "avoidance,anxiety,model_self\n,2.3333,\n")
      << "a code may lie inside the scale";
}

TEST(Study, SumsUpWithMeanSpreadAndConsistency) {
  // Avoidance is i1, 6 − i2, i3: 1 1 1 · 2 3 2 · 4 4 5 · 5 5 5. Item variances 10/3, 35/12, 17/4
  // and of the totals 129/4: alpha = 3/2 · (1 − (10/3 + 35/12 + 17/4) / (129/4)).
  const Scored result =
      scored("i1,i2,i3,i4,i5,i6\n1,5,1,1,1,1\n2,3,2,1,1,1\n4,2,5,1,1,1\n5,1,5,1,1,1\n");
  ASSERT_EQ(result.summary.size(), 3u);
  const ScaleSummary& avoidance = result.summary[0];
  EXPECT_EQ(avoidance.scored, 4);
  EXPECT_NEAR(avoidance.mean, (1 + 7 / 3.0 + 13 / 3.0 + 5) / 4, 1e-12);
  const double totals[] = {3, 7, 13, 15};
  double squares = 0;
  for (const double total : totals) squares += (total - 9.5) * (total - 9.5);
  EXPECT_NEAR(avoidance.deviation, std::sqrt(squares / 3) / 3, 1e-12);
  const double items = 10 / 3.0 + 35 / 12.0 + 17 / 4.0;
  ASSERT_TRUE(avoidance.alpha);
  EXPECT_NEAR(*avoidance.alpha, 1.5 * (1 - items / (squares / 3)), 1e-12);
  EXPECT_FALSE(result.summary[1].alpha) << "nothing varies";
  EXPECT_FALSE(result.summary[2].alpha) << "items are taken from each other";
}

TEST(Study, AnyBytesAreScoredOrNamed) {
  EXPECT_TRUE(rc::check([] {
    const auto cells = *rc::gen::container<std::string>(
        rc::gen::elementOf(std::string("123456NA.,,,,\n\n\"\r;- \xFF")));
    const Scored result = scored("x,i1,i2,i3,i4,i5,i6\n" + cells, 7);
    RC_ASSERT(result.out.find("nan") == std::string::npos);
    for (const ScaleSummary& one : result.summary) RC_ASSERT(std::isfinite(one.mean));
  }));
}

}  // namespace
}  // namespace ajar::questionnaire
