// Folding, script by script.
#include "engine/text/fold.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/utf8.h"
#include "engine/record/random_record.h"

namespace ajar::text {
namespace {

TEST(Fold, CaseAccentsAndLigaturesGo) {
  EXPECT_EQ(fold("Élan VITAL, naïve façade").text, " elan vital naive facade ");
  EXPECT_EQ(fold("Straße GROẞ Æther œuvre smørrebrød Łódź").text,
            " strasse gross aether oeuvre smorrebrod lodz ");
  EXPECT_EQ(fold("İstanbul ılık þing").text, " istanbul ilik thing ");
  EXPECT_EQ(fold("ΑΓΆΠΗ σοφός ᾠδή").text, " αγαπη σοφοσ ωιδη ");
  EXPECT_EQ(fold("Ёлка И́мя").text, " елка имя ");
  EXPECT_EQ(fold("ＦＵＬＬ ｗｉｄｔｈ").text, " full width ");
}

TEST(Fold, ComposedAndDecomposedFormsFoldAlike) {
  EXPECT_EQ(fold("Cafe\u0301").text, fold("CAFÉ").text);
  EXPECT_EQ(fold("vie\u0302\u0323t").text, fold("VIỆT").text);
}

TEST(Fold, VowelPointsGo) {
  EXPECT_EQ(fold("שָׁלוֹם").text, " שלום ");
  EXPECT_EQ(fold("مُحَمَّد").text, " محمد ");
}

TEST(Fold, ApostrophesBelongToTheirWordAndPunctuationDoesNot) {
  EXPECT_EQ(fold("I don't, I don’t; «well-being»… 24/7!").text, " i dont i dont well being 24 7 ");
  EXPECT_EQ(fold("'quoted'").text, " quoted ");
  EXPECT_EQ(fold("soft\u00adhyphen").text, " softhyphen ");
}

TEST(Fold, ScriptsWithoutSpacesAreReadCharacterByCharacter) {
  EXPECT_EQ(fold("你好，world").text, " 你 好 world ");
  EXPECT_EQ(fold("안녕 세상").text, " 안녕 세상 ");
}

TEST(Fold, WithoutAWordOneSpaceIsLeft) {
  EXPECT_EQ(fold("").text, " ");
  EXPECT_EQ(fold("… 🙂 —").text, " ");
  EXPECT_EQ(fold("\u0301").text, " ");
}

TEST(Fold, EveryScalarValueFoldsToWordsAndFoldingAgainChangesNothing) {
  for (char32_t scalar = 0; scalar < 0x30000; ++scalar) {
    if (scalar == 0xD800) scalar = 0xE000;
    std::string source = "a";
    utf8::append(source, scalar);
    source += 'b';
    const Folded folded = fold(source);
    ASSERT_EQ(utf8::first_invalid(folded.text), folded.text.size()) << std::uint32_t{scalar};
    ASSERT_EQ(fold(folded.text).text, folded.text) << std::uint32_t{scalar};
  }
}

TEST(Fold, EachByteKnowsWhereItCameFrom) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    record::Dice dice(seed);
    record::Goal goal;
    record::RandomFields random(dice);
    fields(random, goal);
    const Folded folded = fold(goal.text);
    RC_ASSERT(folded.origin.size() == folded.text.size() + 1);
    RC_ASSERT(std::is_sorted(folded.origin.begin(), folded.origin.end()));
    RC_ASSERT(folded.origin.back() == goal.text.size());
    // The source of each word folds to that word.
    for (std::size_t at = 1; at < folded.text.size();) {
      const std::size_t end = folded.text.find(' ', at);
      const std::string word = folded.text.substr(at - 1, end - at + 2);
      const std::size_t from = folded.origin[at];
      RC_ASSERT(fold(goal.text.substr(from, folded.origin[end] - from)).text == word);
      at = end + 1;
    }
    std::string appended;
    append_folded(appended, goal.text);
    RC_ASSERT(appended == folded.text);
  }));
}

}  // namespace
}  // namespace ajar::text
