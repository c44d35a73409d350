// A step as it is shown.
#include "cli/offer.h"

#include <algorithm>

#include "cli/form.h"
#include "cli/json.h"
#include "cli/text.h"

namespace ajar::cli {

using rapidjson::Value;

const Value* ladder_step(const Context& context, std::string_view id) {
  const Value* ladder = member(context.words.content(), "ladder");
  if (ladder == nullptr || !ladder->IsArray()) return nullptr;
  for (const auto& each : ladder->GetArray()) {
    if (text_member(each, "id") == id) return &each;
  }
  return nullptr;
}

std::string step_line(const Context& context, const Value& step) {
  const auto own = text_member(step, "own");
  return own.empty() ? label_of(context, "ladder", text_member(step, "ladder")) : harmless(own);
}

namespace {

// Only `lead.named` takes an argument, and only this one.
std::string with_person(const Context& context, std::string lead, const std::string& alias) {
  constexpr std::string_view kPlace = "{person}";
  const auto at = lead.find(kPlace);
  if (at != std::string::npos) lead.replace(at, kPlace.size(), shown_alias(context, alias));
  return lead;
}

}  // namespace

void print_offer(Context& context, const Value& offer) {
  const Value* step = ladder_step(context, text_member(offer, "ladder"));
  if (step == nullptr) {
    context.out.lit(step_line(context, offer));
    return;
  }
  const Value* person = member(offer, "person");
  const Value* lead = member(*step, "lead");
  if (lead != nullptr) {
    const bool named = person != nullptr && person->IsObject();
    context.out.words(
        named ? with_person(context, text_member(*lead, "named"), text_member(*person, "alias"))
              : text_member(*lead, "anyone"));
  }
  context.out.lit(text_member(*step, "words"), Style::title);
  context.out.words(text_member(*step, "hint"));
}

std::string dumbbell(int before, int after, int width) {
  const auto column = [&](int value) { return std::clamp(value, 0, 100) * (width - 1) / 100; };
  const int from = column(before);
  const int to = column(after);
  std::string out;
  for (int i = 0; i < width; ++i) {
    const bool between = i > std::min(from, to) && i < std::max(from, to);
    if (i == to) {
      out += "●";
    } else if (i == from) {
      out += "○";
    } else {
      out += between ? "─" : "·";
    }
  }
  return out;
}

}  // namespace ajar::cli
