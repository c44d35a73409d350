// What has to be there before a finding speaks, from the content: content/en/insight.yaml.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/content/content.h"

namespace ajar::findings {

// Every threshold is the content's, none is code's; each stands there with what it means.
struct Rules {
  int urge = 0;      // a moment is withdrawal from this urge on, 0–10
  double level = 0;  // of limits, 0 to 1
  // The share of claims that may be by chance, by question.
  struct Error {
    double situations = 0;
    double people_within = 0;
    double when = 0;
    double feelings = 0;
    double change = 0;
    double receiving = 0;
    double helped = 0;
    double expectations = 0;
  } error;
  struct Pattern {
    double threshold = 0;  // of a mean answer, 0–4
    double certainty = 0;
    int statements = 0;
    int occasions = 0;
    int days = 0;
    int relationships = 0;
    double memory_days = 0;
    double deviation = 0;
  } pattern;
  int least = 0;                     // moments with a mark, and without it
  std::vector<std::string> support;  // situations in which someone offers something
  int close = 0;                     // a moment that ended as close as this is closeness, 0–10
  struct Cycle {
    int moments = 0;
    int taken = 0;  // the same way, before it is the person's own
    int later_hours = 0;
  } cycle;
  struct Expectations {
    int came_true = 0;  // a belief, 0–100
    int predictions = 0;
    int bins = 0;
  } expectations;
  struct Receiving {
    int half = 0;
    double one_person = 0;
    int one_person_steps = 0;
    int one_person_weeks = 0;
  } receiving;
  struct Helped {
    int uses = 0;
    int days = 0;
  } helped;
  struct Change {
    int half_weeks = 0;
    int phase_weeks = 0;
    int contrast_days = 0;
  } change;
  int gap_days = 0;
};

// Errors, with the path as field: content/missing, content/bad_type, content/out_of_range.
Result<Rules> rules(const content::Content& content);

}  // namespace ajar::findings
