// Scores and what can be said of them: the rule of what may be left out, the error, reliable
// change, and that nothing depends on order or becomes NaN.
#include "engine/questionnaire/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

#include "engine/content/content.h"
#include "engine/content/sample.h"
#include "engine/insight/reference_test.h"

namespace ajar::questionnaire {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// The instruments that ship, from the compiled content.
const std::vector<Instrument>& shipped() {
  static const std::vector<Instrument> all = [] {
    std::ifstream file(AJAR_CONTENT_FILE);
    std::ostringstream text;
    text << file.rdbuf();
    const auto content = content::load(text.str());
    EXPECT_TRUE(content.has_value());
    auto read = read_instruments(content->instruments);
    EXPECT_TRUE(read.has_value()) << read.error().field;
    return *read;
  }();
  return all;
}

const Instrument& key(std::string_view id) {
  const Instrument* found = find(shipped(), id);
  EXPECT_NE(found, nullptr) << id;
  return *found;
}

const Instrument& made_up() {
  static const std::vector<Instrument> all =
      *read_instruments(content::load(content::sample_json())->instruments);
  return all.front();
}

double score_of(const Instrument& instrument, std::string_view scale,
                const std::vector<double>& answers) {
  for (const ScaleScore& one : score(instrument, answers)) {
    if (one.scale->id == scale) return one.value.value_or(kNone);
  }
  return kNone;
}

// What each key says of someone who gives one answer everywhere: turned items meet it half-way.
TEST(Keys, EachShippedKeyTurnsWhatItSays) {
  struct Case {
    const char* id;
    const char* scale;
    double all_high;  // every answer the highest
  };
  // (plain · high + turned · low) / items, counted by hand from the published keys.
  const Case cases[] = {{"ecr", "avoidance", (9 * 7 + 9 * 1) / 18.0},
                        {"ecr", "anxiety", (17 * 7 + 1) / 18.0},
                        {"ecr_r", "avoidance", (6 * 7 + 12 * 1) / 18.0},
                        {"ecr_r", "anxiety", (16 * 7 + 2) / 18.0},
                        {"ecr_rs", "avoidance", (2 * 7 + 4 * 1) / 6.0},
                        {"ecr_rs", "anxiety", 7},
                        {"ecr_s", "avoidance", (3 * 7 + 3 * 1) / 6.0},
                        {"ecr_s", "anxiety", (5 * 7 + 1) / 6.0},
                        {"ecr_12", "avoidance", (1 * 7 + 5 * 1) / 6.0},
                        {"ecr_12", "anxiety", 7},
                        {"aas_r", "anxiety", 5},
                        {"aas_r", "close", (3 * 5 + 3 * 1) / 6.0},
                        {"aas_r", "depend", (2 * 5 + 4 * 1) / 6.0},
                        {"rq", "model_self", 0},
                        {"rq", "model_other", 0}};
  for (const Case& one : cases) {
    const Instrument& instrument = key(one.id);
    const std::vector<double> answers(static_cast<std::size_t>(instrument.items), instrument.high);
    EXPECT_DOUBLE_EQ(score_of(instrument, one.scale, answers), one.all_high)
        << one.id << ' ' << one.scale;
  }
}

TEST(Keys, TheTwoOrdersOfOneQuestionnaireTurnAsManyItems) {
  const auto turned = [](const Instrument& instrument) {
    std::vector<std::pair<std::string, long>> out;
    for (const Scale& scale : instrument.scales) {
      out.emplace_back(scale.id, std::count_if(scale.items.begin(), scale.items.end(),
                                               [](const ScaleItem& item) { return item.turned; }));
    }
    return out;
  };
  EXPECT_EQ(turned(key("ecr_r")), turned(key("ecr_r_mixed")));
}

TEST(Keys, AvoidanceOfTheAdultAttachmentScaleIsComfortTurnedRound) {
  const Instrument& instrument = key("aas_r");
  EXPECT_TRUE(rc::check([&] {
    const auto answers = *rc::gen::container<std::vector<double>>(
        18, rc::gen::map(rc::gen::inRange(1, 6), [](int n) { return double(n); }));
    const double comfort =
        (score_of(instrument, "close", answers) + score_of(instrument, "depend", answers)) / 2;
    RC_ASSERT(std::fabs(score_of(instrument, "avoidance", answers) - (6 - comfort)) < 1e-12);
  }));
}

TEST(Keys, ThePortraitsOfTheRelationshipQuestionnaireAreTakenFromEachOther) {
  // Secure 6, dismissing 4, preoccupied 1, fearful 2.
  EXPECT_DOUBLE_EQ(score_of(key("rq"), "model_self", {6, 4, 1, 2}), 7);
  EXPECT_DOUBLE_EQ(score_of(key("rq"), "model_other", {6, 4, 1, 2}), 1);
  EXPECT_TRUE(std::isnan(score_of(key("rq"), "model_self", {6, kNone, 1, 2})));
  EXPECT_EQ(key("rq").scale("model_self")->low, -12);
  EXPECT_EQ(key("rq").scale("model_self")->high, 12);
}

TEST(LeftOut, OneInFiveIsTheBorder) {
  Scale scale{"s", Rule::mean, std::vector<ScaleItem>(10, {1, false}), 1, 5};
  EXPECT_TRUE(enough(scale, 8)) << "exactly one in five";
  EXPECT_FALSE(enough(scale, 7));
  scale.items.resize(18);
  EXPECT_TRUE(enough(scale, 15)) << "3 of 18 is 17 %";
  EXPECT_FALSE(enough(scale, 14)) << "4 of 18 is 22 %";
  scale.items.resize(6);
  EXPECT_TRUE(enough(scale, 5));
  EXPECT_FALSE(enough(scale, 4));
  scale.items.resize(3);
  EXPECT_TRUE(enough(scale, 3));
  EXPECT_FALSE(enough(scale, 2)) << "1 of 3 is more than one in five";
  scale.items.resize(0);
  EXPECT_FALSE(enough(scale, 0));
}

TEST(LeftOut, WhatIsMissingStandsForTheMeanOfTheOthers) {
  std::vector<double> answers(36, 4);
  for (const std::size_t item : {19u, 21u}) answers[item - 1] = 7;  // plain, avoidance
  answers[23 - 1] = kNone;
  EXPECT_DOUBLE_EQ(score_of(key("ecr_r"), "avoidance", answers), (15 * 4 + 2 * 7) / 17.0);
}

TEST(LeftOut, AnAnswerOutsideTheScaleCountsAsLeftOut) {
  std::vector<double> answers(9, 4);
  answers[0] = 0;
  EXPECT_DOUBLE_EQ(score_of(key("ecr_rs"), "avoidance", answers), 4);
  EXPECT_EQ(score(key("ecr_rs"), answers)[0].answered, 5);
  answers[1] = 8;
  EXPECT_TRUE(std::isnan(score_of(key("ecr_rs"), "avoidance", answers)));
  EXPECT_TRUE(std::isnan(score_of(key("ecr_rs"), "avoidance", {})));
  EXPECT_TRUE(
      std::isnan(score_of(key("ecr_rs"), "avoidance",
                          std::vector<double>(9, std::numeric_limits<double>::infinity()))));
}

TEST(Scores, StayInTheirRangeAndAreNeverNaN) {
  EXPECT_TRUE(rc::check([] {
    const Instrument& instrument = shipped()[*rc::gen::inRange<std::size_t>(0, shipped().size())];
    const auto answers = *rc::gen::container<std::vector<double>>(
        static_cast<std::size_t>(instrument.items),
        rc::gen::weightedOneOf<double>(
            {{8, rc::gen::map(rc::gen::inRange(instrument.low, instrument.high + 1),
                              [](int n) { return double(n); })},
             {1, rc::gen::just(kNone)},
             {1, rc::gen::arbitrary<double>()}}));
    for (const ScaleScore& one : score(instrument, answers)) {
      if (!one.value) continue;
      RC_ASSERT(*one.value >= one.scale->low && *one.value <= one.scale->high);
      RC_ASSERT(enough(*one.scale, one.answered));
    }
  }));
}

TEST(Scores, DoNotDependOnTheOrderInWhichAKeyNamesItsItems) {
  EXPECT_TRUE(rc::check([] {
    Instrument instrument = key("ecr_r");
    const auto answers = *rc::gen::container<std::vector<double>>(
        36, rc::gen::map(rc::gen::inRange(1, 8), [](int n) { return double(n); }));
    const double before = score_of(instrument, "avoidance", answers);
    auto& items = instrument.scales[0].items;
    const auto turns = *rc::gen::inRange<std::size_t>(0, items.size());
    std::rotate(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(turns), items.end());
    std::reverse(items.begin() + 3, items.end());
    RC_ASSERT(score_of(instrument, "avoidance", answers) == before);
  }));
}

TEST(Scores, OfManyAtOnceAreThoseOfEach) {
  EXPECT_TRUE(rc::check([] {
    const Instrument& instrument = shipped()[*rc::gen::inRange<std::size_t>(0, shipped().size())];
    const auto items = static_cast<std::size_t>(instrument.items);
    constexpr std::size_t kRows = 5;
    const auto answers = *rc::gen::container<std::vector<double>>(
        kRows * items, rc::gen::weightedOneOf<double>(
                           {{9, rc::gen::map(rc::gen::inRange(instrument.low, instrument.high + 1),
                                             [](int n) { return double(n); })},
                            {1, rc::gen::just(kNone)}}));
    std::vector<double> together(kRows * instrument.scales.size());
    score_rows(instrument, answers, together);
    for (std::size_t row = 0; row < kRows; ++row) {
      const auto alone = score(instrument, std::span(answers).subspan(row * items, items));
      for (std::size_t s = 0; s < alone.size(); ++s) {
        const double one = together[row * alone.size() + s];
        const bool same = alone[s].value ? one == *alone[s].value : std::isnan(one);
        RC_ASSERT(same);
      }
    }
  }));
}

// ---------------------------------------------------------------- error and change

Instrument with_figures(double deviation, double reliability, SteadinessKind kind) {
  Instrument instrument = made_up();
  instrument.norms = {{"avoidance", 3, deviation, 100, {Known::checked, "x"}}};
  instrument.steadiness = {
      {"avoidance", kind, reliability, reliability, {}, 30, {Known::checked, "x"}}};
  return instrument;
}

TEST(Trust, ReproducesTheTableOfReliableChange) {
  const auto rows = insight::reference_table("rci_table.csv");
  ASSERT_EQ(rows.size(), 40u);
  for (const insight::Row& row : rows) {
    const Instrument instrument =
        with_figures(insight::number(row, "sd"), insight::number(row, "r"), SteadinessKind::retest);
    const Scale& scale = *instrument.scale("avoidance");
    const auto exact = trust(instrument, scale, "", {}, 0.95).retest;
    ASSERT_TRUE(exact);
    insight::expect_close(exact->error.of_score, insight::number(row, "SEM"), 1e-9, "SEM");
    insight::expect_close(exact->error.of_difference, insight::number(row, "Sdiff"), 1e-9, "Sdiff");
    insight::expect_close(exact->bar, insight::number(row, "RC95_exactz"), 1e-9, "RC95");
    // The other two columns use 1.96 and 1.645 for the quantile.
    insight::expect_close(1.96 * exact->error.of_difference, insight::number(row, "RC95"), 1e-9,
                          "RC95 by 1.96");
    insight::expect_close(1.645 * exact->error.of_difference, insight::number(row, "RC90"), 1e-9,
                          "RC90 by 1.645");
  }
}

TEST(Trust, NamesTheReliabilityThatHoldsForThePerson) {
  const Instrument& instrument = key("ecr_rs");
  const Scale& scale = *instrument.scale("avoidance");
  const OwnFigures own{1.0, {}};
  EXPECT_DOUBLE_EQ(trust(instrument, scale, "partner", own, 0.95).retest->reliability, 0.65);
  EXPECT_DOUBLE_EQ(trust(instrument, scale, "mother", own, 0.95).retest->reliability, 0.8);
  EXPECT_FALSE(trust(instrument, scale, "friend", own, 0.95).retest) << "none is published for it";
  EXPECT_FALSE(trust(instrument, scale, "partner", {}, 0.95).retest) << "no spread is known";
  const auto theirs = trust(instrument, scale, "partner", {1.0, 0.9}, 0.95).retest;
  EXPECT_DOUBLE_EQ(theirs->reliability, 0.9);
  EXPECT_EQ(theirs->source.known, Known::own);
  EXPECT_EQ(theirs->deviation_source.known, Known::own);
}

TEST(Trust, LatentStabilityAndConsistencyAreOnlyTheLooserBound) {
  const Instrument& instrument = key("ecr_r");
  const auto found = trust(instrument, *instrument.scale("anxiety"), "", {}, 0.95);
  EXPECT_FALSE(found.retest);
  ASSERT_TRUE(found.looser);
  EXPECT_EQ(found.looser->kind, SteadinessKind::latent);
  EXPECT_EQ(found.looser->deviation_source.known, Known::second_hand);
  EXPECT_NEAR(found.looser->bar, 1.959964 * std::sqrt(2) * 1.12 * std::sqrt(1 - 0.927), 1e-5);
}

TEST(Trust, AReliabilityOfOneOrASpreadOfNothingSaysNothing) {
  const Instrument one = with_figures(1, 1, SteadinessKind::retest);
  EXPECT_FALSE(trust(one, *one.scale("avoidance"), "", {}, 0.95).retest);
  const Instrument fine = with_figures(1, 0.8, SteadinessKind::retest);
  EXPECT_FALSE(trust(fine, *fine.scale("avoidance"), "", {0.0, {}}, 0.95).retest);
  EXPECT_FALSE(trust(fine, *fine.scale("avoidance"), "", {kNone, {}}, 0.95).retest);
}

TEST(Change, IsNoiseUpToItsBarAndMoreBeyondIt) {
  const Instrument instrument = with_figures(1, 0.75, SteadinessKind::retest);
  const Trusts trusts = trust(instrument, *instrument.scale("avoidance"), "", {}, 0.95);
  const double bar = trusts.retest->bar;
  EXPECT_NEAR(bar, 1.959964 * std::sqrt(2) * 0.5, 1e-6);
  EXPECT_EQ(change(3, 3 + bar - 1e-9, trusts, 0.95).verdict, Verdict::noise);
  EXPECT_EQ(change(3, 3 + bar + 1e-9, trusts, 0.95).verdict, Verdict::beyond);
  EXPECT_EQ(change(3, 3 - bar - 1e-9, trusts, 0.95).verdict, Verdict::beyond);
  EXPECT_DOUBLE_EQ(change(3, 2, trusts, 0.95).difference, -1);
}

TEST(Change, PastALooserBoundStaysOpen) {
  const Instrument instrument = with_figures(1, 0.75, SteadinessKind::alpha);
  const Trusts trusts = trust(instrument, *instrument.scale("avoidance"), "", {}, 0.95);
  EXPECT_EQ(change(2, 2.5, trusts, 0.95).verdict, Verdict::noise);
  EXPECT_EQ(change(2, 5, trusts, 0.95).verdict, Verdict::open);
  EXPECT_EQ(change(2, 5, {}, 0.95).verdict, Verdict::unknown);
}

TEST(Change, IsTheSameInEitherDirection) {
  const Instrument instrument = with_figures(1.1, 0.7, SteadinessKind::retest);
  const Trusts trusts = trust(instrument, *instrument.scale("avoidance"), "", {}, 0.95);
  EXPECT_TRUE(rc::check([&](std::uint16_t a, std::uint16_t b) {
    const double x = 1 + a % 61 / 10.0;
    const double y = 1 + b % 61 / 10.0;
    const Change there = change(x, y, trusts, 0.95);
    const Change back = change(y, x, trusts, 0.95);
    RC_ASSERT(there.verdict == back.verdict);
    RC_ASSERT(there.difference == -back.difference);
    RC_ASSERT(std::isfinite(there.against->index));
  }));
}

}  // namespace
}  // namespace ajar::questionnaire
