// What the made-up people of a simulated life say and write: the chapter `sample` of the library,
// in one language.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"

namespace ajar::simulate {

// Things that may be said in one place, of which chance picks one. "{person}" stands for someone's
// name.
using Lines = std::span<const std::string>;
std::string named(std::string line, std::string_view name);

enum class Said : std::uint8_t {
  meanings,
  afterwards,
  notes,
  sentences,  // that an entry is put together from
  safety_behaviours,
  went_well,  // what came of a step
  went_partly,
  did_not_go,
  replies,
  lessons,
  own_steps,
  compliments,  // received
  comforts,
  helps,
  gifts,
  impulses,
  responses,
  given,
  guards,  // turns of a talk with the protector
  thanks,
  reassurances,
  reminders,
  requests,
  protector_replies,
  addressees,
  letters,
  goals,
  told,
  learned,
  plan_items
};
// By their ids in the content.
inline constexpr std::array<std::string_view, 30> kSaidNames = {
    "meanings",          "afterwards", "notes",       "sentences",
    "safety_behaviours", "went_well",  "went_partly", "did_not_go",
    "replies",           "lessons",    "own_steps",   "compliments",
    "comforts",          "helps",      "gifts",       "impulses",
    "responses",         "given",      "guards",      "thanks",
    "reassurances",      "reminders",  "requests",    "protector_replies",
    "addressees",        "letters",    "goals",       "told",
    "learned",           "plan_items"};

class Words {
 public:
  // From the chapter as compiled JSON (tools/content/library.schema.json), at most 1 MiB. Errors:
  // content/too_long, content/not_json, content/missing (field: its path), content/bad_type.
  static Result<Words> load(std::string_view chapter);

  Lines lines(Said group) const { return lines_[static_cast<std::size_t>(group)]; }
  // What happened in a situation of the vocabulary; for one without lines, some that fit any.
  Lines situation(std::string_view id) const;
  // How an answer to a prompt begins; for one without lines, any sentence.
  Lines opening(std::string_view prompt) const;
  // What is feared of a step of that domain; for one without lines, that of the first.
  Lines fears(std::string_view domain) const;
  // What someone is called, by an id of `people`; empty for nobody.
  std::string_view name(std::string_view person) const;

 private:
  struct Group {
    std::string id;
    std::vector<std::string> lines;
  };
  friend class WordsReader;

  std::array<std::vector<std::string>, kSaidNames.size()> lines_;
  std::vector<Group> situations_;
  std::vector<Group> openings_;
  std::vector<Group> fears_;
  std::vector<std::pair<std::string, std::string>> people_;
};

}  // namespace ajar::simulate
