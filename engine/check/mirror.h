// The mirror after a check: what was said, in order of closeness. Never a type, never an inference.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/content.h"

namespace ajar::check {

struct Answer {
  std::string_view statement;
  int value = 0;  // 0–4
};

// One context's answers of one check.
struct ContextAnswers {
  std::string_view context;
  std::vector<Answer> answers;  // in any order; what was left out is not there
  std::string_view since;       // empty: not said
};

// The statements of one context from the closest to the farthest. Equal answers keep the order in
// which the content asks them; statements that the content does not know follow by name.
struct Reflection {
  std::string_view context;
  std::string_view since;
  std::vector<std::string_view> order;
  std::vector<std::string_view>
      closest;  // the highest answer and its ties, where that counts as close
  std::vector<std::string_view> middle;  // all others
  std::vector<std::string_view>
      farthest;           // the lowest answer and its ties, where that counts as far
  int value_closest = 0;  // 0–4, of the first in order
  int value_farthest = 0;
};
Reflection reflect(const content::Content& content, const ContextAnswers& answers);

// Which sentence is said of a reflection; the words are content.
enum class Line {
  closest,        // "mirror.closest": these are closest, for so long
  closest_many,   // "mirror.closest_many": too many to name, how many
  alike,          // "mirror.alike": all answered alike
  none_close,     // "mirror.none_close": nothing is close
  farthest,       // "mirror.farthest": these are not
  farthest_many,  // "mirror.farthest_many"
};
std::string_view message(Line line);

struct Sentence {
  Line line;
  std::string_view context;
  std::string_view since;  // empty where it is not part of the sentence, or was not said
  std::vector<std::string_view> statements;  // named ones; empty in the _many lines
  int number = 0;                            // how many statements it is about
};
// What is said of one context, in order; empty where nothing was answered.
std::vector<Sentence> sentences(const content::Practice& rules, const Reflection& reflection);

}  // namespace ajar::check
