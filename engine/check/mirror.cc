// Order and wording of mirror.h.
#include "engine/check/mirror.h"

#include <algorithm>
#include <tuple>

namespace ajar::check {
namespace {

// Where the content asks a statement; unknown ones come last.
std::size_t asked_at(const content::Content& content, std::string_view statement) {
  const auto& items = content.statements.items;
  return static_cast<std::size_t>(std::find(items.begin(), items.end(), statement) - items.begin());
}

Sentence name_or_count(Line named, Line counted, int most, const Reflection& reflection,
                       const std::vector<std::string_view>& statements) {
  const int number = static_cast<int>(statements.size());
  if (number > most) return {counted, reflection.context, {}, {}, number};
  return {named, reflection.context, {}, statements, number};
}

}  // namespace

Reflection reflect(const content::Content& content, const ContextAnswers& answers) {
  const content::Practice::Mirror& rules = content.practice.mirror;
  Reflection reflection{answers.context, answers.since, {}, {}, {}, {}, 0, 0};
  std::vector<Answer> sorted = answers.answers;
  std::sort(sorted.begin(), sorted.end(), [&](const Answer& a, const Answer& b) {
    return std::tuple(-a.value, asked_at(content, a.statement), a.statement) <
           std::tuple(-b.value, asked_at(content, b.statement), b.statement);
  });
  if (sorted.empty()) return reflection;
  reflection.value_closest = sorted.front().value;
  reflection.value_farthest = sorted.back().value;
  for (const Answer& answer : sorted) {
    reflection.order.push_back(answer.statement);
    if (answer.value >= rules.close && answer.value == reflection.value_closest) {
      reflection.closest.push_back(answer.statement);
    } else if (answer.value <= rules.far && answer.value == reflection.value_farthest) {
      reflection.farthest.push_back(answer.statement);
    } else {
      reflection.middle.push_back(answer.statement);
    }
  }
  return reflection;
}

std::string_view message(Line line) {
  switch (line) {
    case Line::closest:
      return "mirror.closest";
    case Line::closest_many:
      return "mirror.closest_many";
    case Line::alike:
      return "mirror.alike";
    case Line::none_close:
      return "mirror.none_close";
    case Line::farthest:
      return "mirror.farthest";
    case Line::farthest_many:
      return "mirror.farthest_many";
  }
  return {};
}

std::vector<Sentence> sentences(const content::Practice& rules, const Reflection& reflection) {
  const int answered = static_cast<int>(reflection.order.size());
  const int most = rules.mirror.name_at_most;
  std::vector<Sentence> said;
  if (answered == 0) return said;
  const bool alike = answered > 1 && reflection.value_closest == reflection.value_farthest;
  if (alike && answered > most) {
    return {{Line::alike, reflection.context, reflection.since, {}, answered}};
  }
  if (reflection.closest.empty()) {
    said.push_back({Line::none_close, reflection.context, {}, {}, answered});
  } else {
    said.push_back(
        name_or_count(Line::closest, Line::closest_many, most, reflection, reflection.closest));
    said.back().since = reflection.since;
  }
  // Where nothing is close, naming what is far says nothing more.
  if (!reflection.farthest.empty() && !reflection.closest.empty()) {
    said.push_back(
        name_or_count(Line::farthest, Line::farthest_many, most, reflection, reflection.farthest));
  }
  return said;
}

}  // namespace ajar::check
