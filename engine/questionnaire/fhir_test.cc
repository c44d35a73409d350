// FHIR questionnaires: what is read, what is refused and where, and which key they belong to.
#include "engine/questionnaire/fhir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/content/content.h"
#include "engine/content/sample.h"

namespace ajar::questionnaire {
namespace {

using testing::ElementsAre;

std::string file(const std::string& name) {
  std::ifstream stream(AJAR_SOURCE_DIR "/tests/questionnaires/" + name);
  EXPECT_TRUE(stream) << name;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

const std::vector<Instrument>& shipped() {
  static const std::vector<Instrument> all = [] {
    std::ifstream stream(AJAR_CONTENT_FILE);
    std::ostringstream text;
    text << stream.rdbuf();
    return *read_instruments(content::load(text.str())->instruments);
  }();
  return all;
}

const std::vector<Instrument>& made_up() {
  static const std::vector<Instrument> all =
      *read_instruments(content::load(content::sample_json())->instruments);
  return all;
}

std::string option(int value) {
  return R"({"valueCoding":{"code":"c)" + std::to_string(value) + R"(","display":"d)" +
         std::to_string(value) +
         R"(","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":)" +
         std::to_string(value) + "}]}}";
}

std::string options(int low, int high) {
  std::string out = R"("answerOption":[)";
  for (int value = low; value <= high; ++value) out += (value > low ? "," : "") + option(value);
  return out + "]";
}

std::string question(const std::string& link, const std::string& more = options(1, 5)) {
  return R"({"linkId":")" + link + R"(","text":"Made up )" + link + R"(","type":"choice",)" + more +
         "}";
}

std::string form(const std::string& items, const std::string& more = "") {
  return R"({"resourceType":"Questionnaire","status":"draft",)" + more + R"("item":[)" + items +
         "]}";
}

std::string six(const std::string& more = "") {
  std::string items;
  for (int n = 1; n <= 6; ++n) items += (n > 1 ? "," : "") + question("q" + std::to_string(n));
  return form(items, more);
}

// "code field detail" of what is refused.
std::string refusal(const std::string& text) {
  const auto read = read_form(text);
  if (read) return "read";
  return std::string(read.error().code) + " " + read.error().field + " " + read.error().detail;
}

TEST(Fhir, ReadsGroupsWordsAndAnswersInTheirOrder) {
  const auto read = read_form(file("made-up-nine.json"));
  ASSERT_TRUE(read.has_value()) << read.error().code << read.error().field;
  ASSERT_EQ(read->questions.size(), 9u);
  EXPECT_EQ(read->title, "Nine made-up sentences");
  EXPECT_THAT(read->questions[0].before,
              ElementsAre("Think of one person, and of the last two weeks.", "Where you are"));
  EXPECT_THAT(read->questions[6].before, ElementsAre("Where they are"));
  EXPECT_THAT(read->after, ElementsAre("That was all of it."));
  EXPECT_EQ(read->questions[8].prefix, "9");
  EXPECT_EQ(read->questions[8].path, "item[2].item[2]");
  ASSERT_EQ(read->questions[0].options.size(), 7u);
  EXPECT_EQ(read->questions[0].options[6].label, "Wholly");
  EXPECT_EQ(read->questions[0].options[6].value, 7);
  EXPECT_EQ(read->questions[0].range->low, 1);
  EXPECT_EQ(read->questions[0].range->high, 7);
}

TEST(Fhir, TakesNumbersFromAnExtensionACodeOrAWholeValue) {
  const auto value = [](const std::string& answers) {
    const auto read = read_form(form(question("a", R"("answerOption":[)" + answers + "]")));
    return read ? read->questions[0].options[1].value : -1;
  };
  EXPECT_EQ(value(R"({"valueInteger":1},{"valueInteger":2})"), 2);
  EXPECT_EQ(value(R"({"valueCoding":{"code":"1","display":"No"}},{"valueCoding":{"code":"2"}})"),
            2);
  EXPECT_EQ(value(option(3) + "," + option(4)), 4);
  EXPECT_EQ(
      value(
          R"({"valueCoding":{"code":"x"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":1.0}]},)" +
          option(2)),
      2);
  EXPECT_EQ(value(R"({"valueCoding":{"code":"no"}},{"valueCoding":{"code":"yes"}})"), -1);
  EXPECT_EQ(value(R"({"valueInteger":1.5},{"valueInteger":2})"), -1);
}

TEST(Fhir, WhiteSpaceAroundATextIsNoneOfIt) {
  const auto read = read_form(form(
      R"({"linkId":"\ta\r\n","text":"\r\n\t Made up\t\r","type":"choice",)" + options(1, 5) + "}"));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->questions[0].link, "a");
  EXPECT_EQ(read->questions[0].text, "Made up");
}

TEST(Fhir, AWholeNumberMayBeTypedWithinItsRange) {
  const auto read = read_form(form(
      R"({"linkId":"a","text":"Made up","type":"integer","extension":[
        {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":1},
        {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":5}]})"));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->questions[0].range->low, 1);
  EXPECT_EQ(read->questions[0].range->high, 5);
  EXPECT_TRUE(read->questions[0].options.empty());
}

TEST(Fhir, RefusesWhatItWouldHaveToPassOver) {
  EXPECT_EQ(refusal(form(question("a", options(1, 5) + R"(,"enableWhen":[])"))),
            "questionnaire/unknown item[0].enableWhen enableWhen");
  EXPECT_EQ(refusal(form(question("a", R"("answerValueSet":"urn:x")"))),
            "questionnaire/unknown item[0].answerValueSet answerValueSet");
  EXPECT_EQ(refusal(form(question("a", options(1, 5) + R"(,"item":[])"))),
            "questionnaire/unknown item[0].item item");
  EXPECT_EQ(refusal(form(question("a", options(1, 5) + R"(,"repeats":true)"))),
            "questionnaire/unknown item[0].repeats repeats");
  EXPECT_EQ(refusal(form(question("a", options(1, 5) + R"(,"repeats":false)"))), "read");
  EXPECT_EQ(refusal(six(R"("contained":[],)")), "questionnaire/unknown contained contained");
  EXPECT_EQ(refusal(six(R"("modifierExtension":[],)")),
            "questionnaire/unknown modifierExtension modifierExtension");
  EXPECT_EQ(refusal(six(R"("extension":[{"url":"urn:x"}],)")),
            "questionnaire/extension extension[0] urn:x");
  EXPECT_EQ(refusal(form(R"({"linkId":"a","text":"x","type":"string"})")),
            "questionnaire/unknown_type item[0].type string");
  EXPECT_EQ(
      refusal(form(question("a", R"("answerOption":[{"valueString":"x"},{"valueString":"y"}])"))),
      "questionnaire/unknown item[0].answerOption[0].valueString valueString");
  EXPECT_EQ(
      refusal(form(question(
          "a",
          R"("answerOption":[{"valueInteger":1,"initialSelected":true},{"valueInteger":2}])"))),
      "questionnaire/unknown item[0].answerOption[0].initialSelected initialSelected");
}

TEST(Fhir, SaysWhatIsMissingOrTwice) {
  EXPECT_EQ(refusal(R"({"resourceType":"Patient"})"),
            "questionnaire/not_fhir resourceType Patient");
  EXPECT_EQ(refusal("[]"), "questionnaire/not_fhir resourceType ");
  EXPECT_EQ(refusal(form("")), "questionnaire/no_questions item ");
  EXPECT_EQ(refusal(form(R"({"text":"x","type":"choice"})")),
            "questionnaire/missing item[0].linkId ");
  EXPECT_EQ(refusal(form(R"({"linkId":"a","type":"choice",)" + options(1, 2) + "}")),
            "questionnaire/missing item[0].text ");
  EXPECT_EQ(refusal(form(question("a") + "," + question("a"))),
            "questionnaire/link_twice item[1].linkId a");
  EXPECT_EQ(refusal(form(question("a", R"("answerOption":[)" + option(1) + "," + option(1) + "]"))),
            "questionnaire/value_twice item[0].answerOption[1] 1");
  EXPECT_EQ(refusal(form(question("a", R"("answerOption":[)" + option(1) + "]"))),
            "questionnaire/missing item[0].answerOption ");
}

TEST(Fhir, AFileThatTurnedItsItemsItselfIsRefused) {
  const std::string turned =
      R"("answerOption":[{"valueCoding":{"code":"5","display":"d1"}},{"valueCoding":{"code":"1","display":"d5"}}])";
  EXPECT_EQ(refusal(form(question("a") + "," + question("b", turned))),
            "questionnaire/values_turn item[1] d1");
}

TEST(Fhir, JsonThatIsNoneSaysItsLine) {
  const auto read = read_form("{\n\"resourceType\": \"Questionnaire\",\n oops}");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, "questionnaire/not_json");
  EXPECT_EQ(read.error().line, 3);
}

TEST(Fhir, BombsAreRefusedBeforeTheyGrow) {
  EXPECT_EQ(refusal(std::string(kMostFileBytes + 1, ' ')).substr(0, 22), "questionnaire/too_long");
  EXPECT_EQ(refusal(std::string(100'000, '[')).substr(0, 22), "questionnaire/not_json");
  std::string groups;
  std::string ends;
  for (int n = 0; n < 7; ++n) {
    groups += R"({"linkId":"g)" + std::to_string(n) + R"(","type":"group","item":[)";
    ends += "]}";
  }
  EXPECT_EQ(refusal(form(groups + question("a") + ends)).substr(0, 22), "questionnaire/too_deep");
  std::string many;
  for (int n = 0; n <= 200; ++n)
    many += (n > 0 ? "," : "") + question("q" + std::to_string(n), options(1, 2));
  EXPECT_EQ(refusal(form(many)), "questionnaire/too_many item[200] 200");
  EXPECT_EQ(refusal(form(question("a", options(1, 31)))),
            "questionnaire/too_many item[0].answerOption 30");
  EXPECT_EQ(refusal(form(R"({"linkId":"a","type":"display","text":")" + std::string(2001, 'x') +
                         R"("})")),
            "questionnaire/too_long item[0].text 2000");
}

TEST(Fhir, IsKeptWithoutSpaceBetweenItsPartsAndReadsTheSame) {
  const std::string text = file("made-up-nine.json");
  const auto kept = compact(text);
  ASSERT_TRUE(kept.has_value());
  EXPECT_LT(kept->size(), text.size());
  EXPECT_EQ(kept->find('\n'), std::string::npos);
  const auto before = read_form(text);
  const auto after = read_form(*kept);
  ASSERT_TRUE(after.has_value());
  ASSERT_EQ(after->questions.size(), before->questions.size());
  for (std::size_t n = 0; n < after->questions.size(); ++n) {
    EXPECT_EQ(after->questions[n].text, before->questions[n].text);
  }
  EXPECT_EQ(*compact(R"( { "a\" b" : "c \\" , "d":[ 1 ] } )"), R"({"a\" b":"c \\","d":[1]})");
  EXPECT_EQ(compact("\"" + std::string(70'000, 'x') + "\"").error().code, "questionnaire/too_long");
}

TEST(Key, IsRecognisedByNameAddressOrBrackets) {
  for (const char* named :
       {R"("name":"MU6",)", R"("url":"http://example.org/Questionnaire/mu-6",)",
        R"x("title":"Something else (MU-6)",)x", R"("title":"Made-up six",)", R"("id":"mu-6",)"}) {
    const auto read = read_form(six(named));
    ASSERT_TRUE(read.has_value());
    const auto keyed = choose(*read, made_up(), "");
    ASSERT_TRUE(keyed.has_value()) << named;
    EXPECT_EQ(keyed->instrument->id, "made_up");
    EXPECT_THAT(keyed->order, ElementsAre(0, 1, 2, 3, 4, 5));
  }
}

TEST(Key, IsAskedForWhereTheNameDoesNotSay) {
  const auto read = read_form(six());
  const auto unsaid = choose(*read, made_up(), "");
  EXPECT_EQ(unsaid.error().code, "questionnaire/which_key");
  EXPECT_EQ(unsaid.error().detail, "made_up");
  EXPECT_EQ(choose(*read, made_up(), "made_up")->instrument->id, "made_up");
  EXPECT_EQ(choose(*read, made_up(), "MU-6")->instrument->id, "made_up");
  EXPECT_EQ(choose(*read, made_up(), "other").error().code, "questionnaire/no_such_key");
  EXPECT_EQ(choose(*read, shipped(), "").error().code, "questionnaire/no_key");
}

TEST(Key, TwoOrdersUnderOneNameAreNotGuessed) {
  std::string items;
  for (int n = 1; n <= 36; ++n) {
    items += (n > 1 ? "," : "") + question("q" + std::to_string(n), options(1, 7));
  }
  const auto read = read_form(form(items, R"("name":"ECR-R",)"));
  ASSERT_TRUE(read.has_value());
  const auto keyed = choose(*read, shipped(), "");
  EXPECT_EQ(keyed.error().code, "questionnaire/which_key");
  EXPECT_EQ(keyed.error().detail, "ecr_r ecr_r_mixed");
  EXPECT_EQ(choose(*read_form(form(items, R"("name":"ECR",)")), shipped(), "")->instrument->id,
            "ecr");
}

TEST(Key, ItemCountAndRangeHaveToBeItsOwn) {
  const auto read = read_form(six(R"("name":"ECR-RS",)"));
  const auto counted = choose(*read, shipped(), "");
  EXPECT_EQ(counted.error().code, "questionnaire/count") << "the name is known, the text is not it";
  EXPECT_EQ(counted.error().detail, "6/9");
  std::string items;
  for (int n = 1; n <= 6; ++n) {
    items += (n > 1 ? "," : "") + question("q" + std::to_string(n), options(0, 4));
  }
  const auto ranged = choose(*read_form(form(items)), made_up(), "made_up");
  EXPECT_EQ(ranged.error().code, "questionnaire/range");
  EXPECT_EQ(ranged.error().field, "item[0]");
}

TEST(Key, ItemsThatAreNumberedOutOfOrderAreRefused) {
  std::string items;
  for (const int n : {2, 1, 3, 4, 5, 6}) {
    items += (items.empty() ? "" : ",") + question("q" + std::to_string(n));
  }
  const auto joined = choose(*read_form(form(items)), made_up(), "made_up");
  EXPECT_EQ(joined.error().code, "questionnaire/order");
  EXPECT_EQ(joined.error().field, "item[0]");
}

TEST(Key, ZerosBeforeANumberDoNotHideAnotherOrder) {
  std::string items;
  for (const int n : {1, 3, 2, 4, 5, 6}) {
    items += (items.empty() ? "" : ",") + question("q000" + std::to_string(n));
  }
  const auto joined = choose(*read_form(form(items)), made_up(), "made_up");
  EXPECT_EQ(joined.error().code, "questionnaire/order");
  EXPECT_EQ(joined.error().field, "item[1]");
}

TEST(Key, AFormWithoutARangeIsAskedInTheKeysOwn) {
  std::string items;
  for (int n = 1; n <= 6; ++n) {
    items += (n > 1 ? "," : "") + std::string(R"({"linkId":"q)") + std::to_string(n) +
             R"(","text":"Made up","type":"integer"})";
  }
  const auto read = read_form(form(items));
  ASSERT_TRUE(read.has_value());
  EXPECT_FALSE(read->questions[0].range.has_value());
  EXPECT_TRUE(choose(*read, made_up(), "made_up").has_value());
}

TEST(Key, PortraitsAreKnownByTheirLinkId) {
  const auto portraits = [](std::initializer_list<const char*> links) {
    std::string items;
    for (const char* link : links)
      items += (items.empty() ? "" : ",") + question(link, options(1, 7));
    return *read_form(form(items, R"("name":"RQ",)"));
  };
  const auto keyed =
      choose(portraits({"Secure", "Fearful", "Preoccupied", "Dismissing"}), shipped(), "");
  ASSERT_TRUE(keyed.has_value());
  EXPECT_THAT(keyed->order, ElementsAre(0, 3, 2, 1));
  EXPECT_EQ(choose(portraits({"a", "b", "c", "d"}), shipped(), "").error().code,
            "questionnaire/links");
}

}  // namespace
}  // namespace ajar::questionnaire
