// What the engine needs of content.json: ids and rules. The words stay with the edges, which speak
// the language.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace ajar::content {

struct Statements {
  int version = 0;                    // ≥ 1
  std::vector<std::string> contexts;  // "partner", "friends", "family"
  std::vector<std::string> items;     // ids, in the order asked
  int scale = 0;                      // number of labels; answers are 0 … scale − 1
  std::vector<std::string> since;     // ids
};

struct Emotion {
  std::string id;
  int pleasant = 0;   // −100 … 100
  int activated = 0;  // −100 … 100
};

struct Strategy {
  std::string id;
  bool deactivating = false;  // a way of getting distance, as opposed to its equals beside it
};

struct Vocabulary {
  std::vector<Emotion> emotions;
  std::vector<std::string> situations;
  std::vector<Strategy> did;
  std::vector<std::string> needs;
  std::vector<std::string> body;
};

// One of the steps that the content offers.
struct LadderStep {
  std::string id;
  std::string relation;
  std::string domain;
  int difficulty = 0;  // 1 … 10
  bool waits = false;  // for an occasion that someone else makes, so it cannot be set about today
};

// Every threshold of the practice, all of them judgement (the design's word), none of them in code.
struct Practice {
  struct Stretch {
    double chance = 0;             // of doing it, where a step is worth it
    double gentle_chance = 0;      // the same after a hard stretch
    double easier_chance = 0;      // of the swap beside it
    double neglected_chance = 0;   // and, at least, of a step of a domain long neglected
    int neglected_after_days = 0;  // how long that is
    double zone = 0;               // how far from that still counts as there
    int gentle_after_skips = 0;
    int gentle_after_distress = 0;  // peak distress of the last step, 0–10
  } stretch;
  struct Ability {
    double start = 0;                  // logits, before the first outcome
    double middle = 0;                 // the difficulty digit that is 0 logits
    double logits_per_difficulty = 0;  // > 0
    double step = 0;                   // K of one kind of step before its first outcome
    double mean_step = 0;              // K of the person's mean before the first outcome
    double step_decay = 0;             // K falls as 1 / (1 + decay · count)
    double difficulty_step = 0;        // K of a ladder step's own difficulty
    double felt_step = 0;  // how far felt distress draws the digit toward itself, 0 … 1
    double pool = 0;       // outcomes that the person's mean is worth in a cell
  } ability;
  struct Preference {
    double neglected = 0;
    double untested = 0;
    double new_person = 0;
  } preference;
  struct Newcomer {
    int difficulty = 0;  // the highest offered
    int steps = 0;       // settled steps until one is no newcomer
  } newcomer;
  struct Rest {
    int distress = 0;       // 0–10, of today
    int hard_distress = 0;  // 0–10: what makes a step a hard one
    int hard_steps = 0;     // this many …
    int hard_days = 0;      // … within this many days
    int rupture_days = 0;   // days, counted from the day after
    std::vector<std::string> rupture_situations;
  } rest;
  struct Mirror {
    int close = 0;         // an answer from here up is close
    int far = 0;           // from here down is not
    int name_at_most = 0;  // statements named in one sentence
  } mirror;
  struct Outward {
    int entries = 0;
    int days = 0;
  } outward;
  struct LookBack {
    int from_days = 0;  // a moment this old …
    int to_days = 0;    // … up to this old
    int at_most = 0;    // moments that are offered at once
  } look_back;
  struct Card {
    int urge = 0;   // from this urge on the card comes back …
    int hours = 0;  // … for so long
  } card;
  struct Series {
    int days = 0;                 // pages, at most
    int least_days = 0;           // pages after which it may be called done
    int pause_days = 0;           // without a page after which it is over
    int worse = 0;                // distress after the landing less before that ends it
    int worse_days = 0;           // days in a row that left one worse, which end it
    int after_break_up_days = 0;  // a break-up this recent withholds it
    int look_back_days = 0;       // after the last page a look back is offered, over so many …
    int look_back_until = 0;      // … and until so many days after it
  } series;
  std::vector<std::string> only_where_known;  // relations that not everyone has
  int neglected_days = 0;                     // after which a domain's neglect is worth saying
  int default_ceiling = 0;                    // 1 … 10
  int repeat_days = 0;                        // the same step not within this many days
  int open_days = 0;                          // a planned step asks for its outcome this long
  int invitations_per_week = 0;               // 0 … 7
  int ask_safety_from = 0;   // difficulty from which "is it safe with them?" is asked first
  int ring_before_days = 0;  // how far back a person's earlier ring is looked up
  int away_days = 0;         // without a note after which one comes back
};

struct Content {
  std::string language;
  std::string version;
  Statements statements;
  Vocabulary vocabulary;
  std::vector<LadderStep> ladder;
  std::vector<std::string> prompts;
  Practice practice;
  std::vector<std::string> messages;  // ids, ascending
  std::string insight;  // thresholds of the statistics as JSON, for engine/findings; may be empty
  std::string
      instruments;  // keys of questionnaires as JSON, for engine/questionnaire; may be empty

  const LadderStep* ladder_step(std::string_view id) const;  // null when unknown
  bool has_message(std::string_view id) const;
};

// Reads a compiled content file, at most 4 MiB. Strict: whatever is missing, of the wrong type, out
// of its range, named twice or unknown where an id is expected is an error whose `field` is its
// path ("ladder[3].difficulty"). Members that the engine does not use are left to the edges.
// Errors: content/too_long, content/not_json (detail: what json::Document said), content/missing,
// content/bad_type, content/out_of_range, content/bad_value, content/duplicate.
Result<Content> load(std::string_view text);

}  // namespace ajar::content
