// Builds the sample from a table of the ladder's marks: difficulty and domain, one letter each.
#include "engine/content/sample.h"

#include <array>
#include <string_view>
#include <utility>

namespace ajar::content {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLadder = {{
    {"friend", "1C 1A 2S 2D 3D 3A 4K 4D 4N 5D 5R 6A 6D 7K 8K"},
    {"family", "1D 1C 2A 2N 3C 3S 3D 4K 4N 5A 5D 6R 6N 7D 8K"},
    {"partner", "1C 2S 2D 3N 3K 4A 4D 4S 5D 5R 6N 6K 7A 8D 9R"},
    {"work", "1C 1A 2N 2D 2S 3A 3K 3D 4C 4R 5N 5D 6A 6K 7D"},
}};

std::string_view domain_of(char letter) {
  switch (letter) {
    case 'A':
      return "ask";
    case 'C':
      return "accept";
    case 'D':
      return "disclose";
    case 'S':
      return "stay";
    case 'N':
      return "need";
    case 'R':
      return "repair";
    default:
      return "care";
  }
}

std::string ladder() {
  std::string out;
  for (const auto& [relation, marks] : kLadder) {
    for (std::size_t at = 0; at < marks.size(); at += 3) {
      const char digit = marks[at];
      const char letter = marks[at + 1];
      if (!out.empty()) out += ',';
      out += R"({"id":")" + std::string(relation) + '_' + digit +
             static_cast<char>(letter - 'A' + 'a') + R"(","relation":")" + std::string(relation) +
             R"(","domain":")" + std::string(domain_of(letter)) + R"(","difficulty":)" + digit +
             R"(,"waits":)" + (letter == 'C' ? "true" : "false") + "}";
    }
  }
  return out;
}

constexpr std::string_view kBefore = R"({"language":"en","direction":"ltr","version":"sample",
"statements":{"version":1,"contexts":["partner","friends","family"],
"items":[{"id":"open_up"},{"id":"keep_in"},{"id":"rely_on_no_one"},{"id":"alone_as_always"},
{"id":"step_back"},{"id":"no_burden"},{"id":"learned_to_cope"}],
"scale":[{"value":0},{"value":1},{"value":2},{"value":3},{"value":4}],
"since":[{"id":"lately"},{"id":"years"},{"id":"always"}]},
"vocabulary":{"emotions":[{"id":"calm","pleasant":40,"activated":-86},
{"id":"anxious","pleasant":-22,"activated":38},{"id":"lonely","pleasant":-82,"activated":-40}],
"situations":[{"id":"praised"},{"id":"needing_help"},{"id":"conflict"},{"id":"break_up"}],
"did":[{"id":"went_quiet","deactivating":true},{"id":"stayed","deactivating":false}],
"needs":[{"id":"space"},{"id":"comfort"}],"body":[{"id":"tight_chest"},{"id":"fog"}]},
"ladder":[)";

constexpr std::string_view kAfter = R"(],
"prompts":[{"id":"situations_withdraw"},{"id":"almost_said"}],
"practice":{"stretch":{"chance":0.75,"gentle_chance":0.85,"easier_chance":0.92,"neglected_chance":0.5,"neglected_after_days":28,"zone":0.08,
"gentle_after_skips":2,"gentle_after_distress":8},
"ability":{"start":0.3,"middle":4,"logits_per_difficulty":0.5,"step":0.6,"mean_step":0.4,"step_decay":0.1,
"difficulty_step":0.3,"felt_step":0.3,"pool":4},
"preference":{"neglected":1.0,"untested":1.0,"new_person":0.5},
"newcomer":{"difficulty":2,"steps":1},
"rest":{"distress":8,"hard_distress":7,"hard_steps":3,"hard_days":7,
"rupture_situations":["break_up","conflict"],"rupture_days":1},
"mirror":{"close":3,"far":1,"name_at_most":3},
"outward":{"entries":10,"days":14},
"look_back":{"from_days":1,"to_days":14,"at_most":5},"card":{"urge":7,"hours":6},
"series":{"days":4,"least_days":3,"pause_days":7,"worse":3,"worse_days":2,"after_break_up_days":90,"look_back_days":14,"look_back_until_days":42},
"only_where_known":["partner"],"neglected_days":14,"default_ceiling":8,"repeat_days":7,
"open_days":14,"invitations_per_week":4,"ask_safety_from":5,"ring_before_days":91,"away_days":21},
"insight":{"withdrawal":{"urge":6},"level":0.95,"error":{"situations":0.05,"people_within":0.05,"when":0.02,
"feelings":0.02,"change":0.02,"receiving":0.01,"helped":0.01,"expectations":0.01},
"pattern":{"threshold":2.5,"certainty":0.95,"statements":5,"occasions":3,"days":21,"relationships":2,
"memory_days":10,"deviation":0.7},"situations":{"least":5},"support":["praised"],"closeness":{"close":8},
"cycle":{"moments":8,"taken":3,"later_hours":48},"expectations":{"came_true":50,"predictions":5,"bins":5},
"receiving":{"half":6,"one_person":0.8,"one_person_steps":12,"one_person_weeks":12},
"helped":{"uses":4,"days":2},"change":{"half_weeks":6,"phase_weeks":3,"contrast_days":28},
"river":{"gap_days":3}},
"instruments":[{"id":"made_up","called":"MU-6","full":"Made-up six","from":"Nobody 2000","version":"1","known_as":["mu6","madeupsix"],
"items":6,"low":1,"high":5,"key":{"status":"checked","source":"made_up"},"about":["partner","friend"],
"scales":[{"id":"avoidance","rule":"mean","items":[1,-2,3]},{"id":"anxiety","rule":"mean","items":[4,5,-6]},{"id":"model_self","rule":"sum","items":[1,-4]}],
"norms":[{"scale":"avoidance","mean":2.5,"deviation":0.8,"people":900,"status":"second_hand","source":"made_up"},
{"scale":"anxiety","mean":3,"deviation":0.97,"people":900,"status":"second_hand","source":"made_up"}],
"steadiness":[{"scale":"avoidance","kind":"alpha","value":0.95,"status":"checked","source":"made_up"},
{"scale":"avoidance","kind":"retest","value":0.8,"about":["partner"],"days":30,"status":"checked","source":"made_up"},
{"scale":"anxiety","kind":"latent","value":0.93,"days":42,"status":"second_hand","source":"made_up"}]}],
"help":{},"messages":{"app.name":"Ajar","today.why.first":"A small one."}})";

}  // namespace

std::string sample_json() {
  return std::string(kBefore) + ladder() + std::string(kAfter);
}

}  // namespace ajar::content
