// Rules about sentences: any bytes as a compiled file, and any text under a small one that uses
// every operation. Marks lie in the text, ascend and do not overlap, whatever was read.
#include <cstdint>
#include <string_view>

#include "engine/base/utf8.h"
#include "engine/text/reading.h"
#include "fuzz/require.h"

namespace {

using ajar::fuzz::require;
using ajar::text::Rules;

constexpr std::string_view kRules = R"({"kinds":["a","b"],
  "cues":[{"id":"one","cue":"a","say":[0],"with":[],"unless":[2],"unless_near":[],
           "unless_over":[1]},
          {"id":"two","cue":"b","say":[5],"with":[],"unless":[],"unless_near":[2],
           "unless_over":[]}],
  "crisis":[{"id":"three","say":[3,4],"with":[],"unless":[1],"unless_near":[],
             "unless_over":[]}],
  "asides":[{"feature":[1],"by":[0]}],"own_speech":[1],
  "sets":[["i","im"],["fine"],["not"],["die"],["said"],["~suicidal"],["wa*"],["to"]],
  "stop":2,"features":6,"starts":[0,7,9,11,13,22],
  "code":[0,0,3,5,1,0,3,5,1,0,0,1,7,0,0,4,7,1,0,7,7,2,0,5,7,3,
          0,0,3,18,2,0,3,18,2,0,0,6,6,0,0,3,7,4,5,1,0,1,5,1,7,5]})";

std::size_t units(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) count += ajar::utf8::next(text, at) > 0xFFFF ? 2 : 1;
  return count;
}

void read(const Rules& rules, std::string_view text) {
  const auto reading = rules.read(text);
  require(reading.ask == !reading.asked_by.empty());
  std::size_t from = 0;
  for (const auto& cue : reading.cues) {
    require(cue.start >= from && cue.length > 0);
    require(rules.knows(cue.id) || rules.kinds().empty());
    require(rules.knows(cue.rule));
    from = std::size_t{cue.start} + cue.length;
  }
  require(from <= units(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Rules& rules = *new Rules(*Rules::load(kRules));
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto own = Rules::load(bytes)) {
    (void)own->read("i said: \"im fine\", not suicdal. i want to / die! to be");
  }
  if (ajar::utf8::first_invalid(bytes) == bytes.size()) read(rules, bytes);
  return 0;
}
