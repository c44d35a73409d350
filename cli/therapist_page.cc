// Each part is a few lines; names are replaced in all of them before anything leaves.
#include "cli/therapist_page.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "cli/clock.h"
#include "cli/json.h"
#include "cli/text.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;
using Lines = std::vector<std::string>;

constexpr std::array<std::string_view, 8> kParts = {"goals",     "check",  "moments", "steps",
                                                    "protector", "origin", "plan",    "pages"};
constexpr std::size_t kMostOfPart = 50000;  // bytes; an entry holds no more (spec/records.md §3)

struct Page {
  Context& context;
  const Home& home;
  Document view;
};

void add_line(Lines& lines, const std::string& name, const std::string& words) {
  if (words.empty()) return;
  lines.push_back("- " + name + (name.empty() ? "" : ": ") + words);
}

std::string day(const Page& page, std::string_view at) {
  return page.context.words.date(at, "");
}

// Fields of one record as they are shown.
Status add_fields(const Page& page, const std::string& id, std::string_view kind,
                  std::initializer_list<std::string_view> fields, Lines& lines) {
  const auto body = TRY(page.home.body(id));
  for (const auto name : fields) {
    const Field* field = find_field(kind, name);
    if (field == nullptr) continue;
    const auto shown = shown_field(page.context, page.home.people(), *field, body);
    if (!trimmed(shown).empty()) add_line(lines, name_of(page.context, kind, *field), shown);
  }
  return ok();
}

std::string used(const Page& page, const Value& moments, const char* list,
                 std::string_view vocabulary) {
  std::string all;
  for (const Value& one : moments[list].GetArray()) {
    const auto label = label_of(page.context, vocabulary, text_member(one, "token"));
    all += (all.empty() ? "" : "; ") +
           page.context.say("page.used",
                            {{"word", label}, {"n", std::int64_t{number_member(one, "n")}}});
  }
  return all;
}

void add_moments(const Page& page, Lines& lines) {
  const Value& moments = page.view["moments"];
  const int count = number_member(moments, "n");
  if (count == 0) return;
  const auto& context = page.context;
  const Value* urge = member(moments, "urge");
  if (urge != nullptr && urge->IsNumber())
    add_line(lines, context.say("moment.urge"),
             context.say("page.urge", {{"n", urge->GetDouble()}}));
  add_line(lines, context.say("moment.situations"), used(page, moments, "situations", "situation"));
  add_line(lines, context.say("moment.did"), used(page, moments, "did", "did"));
  add_line(lines, context.say("moment.needed"), used(page, moments, "needed", "need"));
  add_line(lines, {},
           context.say("page.rests", {{"n", std::int64_t{count}},
                                      {"from", day(page, text_member(moments, "from"))},
                                      {"to", day(page, text_member(moments, "to"))}}));
}

Status add_steps(const Page& page, Lines& lines) {
  const Value& steps = page.view["steps"];
  const Value *before = member(steps, "belief"), *after = member(steps, "belief_after");
  if (before != nullptr && after != nullptr && before->IsNumber() && after->IsNumber())
    add_line(
        lines, {},
        page.context.say("page.gap", {{"n", std::int64_t{number_member(steps, "both")}},
                                      {"before", std::int64_t{std::lround(before->GetDouble())}},
                                      {"after", std::int64_t{std::lround(after->GetDouble())}}}));
  for (const Value& step : steps["newest"].GetArray())
    TRY(add_fields(page, text_member(step, "id"), "step",
                   {"own", "ladder", "feared", "belief", "belief_after", "learned"}, lines));
  return ok();
}

Status add_newest(const Page& page, const char* part, std::initializer_list<std::string_view> names,
                  Lines& lines) {
  const Value* newest = member(page.view, part);
  if (newest == nullptr || !newest->IsObject()) return ok();
  return add_fields(page, text_member(*newest, "id"), part, names, lines);
}

Status add_check(const Page& page, Lines& lines) {
  const Value* check = member(page.view, "check");
  if (check == nullptr || !check->IsObject()) return ok();
  add_line(lines, {}, day(page, text_member(*check, "at")));
  return add_newest(page, "check",
                    {"answers.partner", "since.partner", "answers.friends", "since.friends",
                     "answers.family", "since.family"},
                    lines);
}

Result<Lines> lines_of(const Page& page, std::string_view part) {
  Lines lines;
  if (part == "goals") {
    for (const Value& goal : page.view["goals"].GetArray())
      if (!is_true(goal, "done")) add_line(lines, {}, text_member(goal, "text"));
  } else if (part == "check") {
    TRY(add_check(page, lines));
  } else if (part == "moments") {
    add_moments(page, lines);
  } else if (part == "steps") {
    TRY(add_steps(page, lines));
  } else if (part == "protector") {
    TRY(add_newest(page, "protector", {"guards", "request", "reply"}, lines));
  } else if (part == "origin") {
    TRY(add_newest(page, "origin", {"told", "learned", "text"}, lines));
  } else if (part == "plan") {
    if (page.home.knows("plan"))
      TRY(add_fields(page, TRY(page.home.find_id("plan")), "plan", {"items", "contacts"}, lines));
  } else {
    for (const Value& one : page.view["pages"].GetArray())
      add_line(lines, day(page, text_member(one, "at")), text_member(one, "text"));
  }
  return lines;
}

// "Ines Maria" is "I. M.".
icu::UnicodeString initials(const icu::UnicodeString& alias) {
  icu::UnicodeString short_form;
  bool begins = true;
  for (std::int32_t i = 0; i < alias.length(); i = alias.moveIndex32(i, 1)) {
    const UChar32 c = alias.char32At(i);
    const bool parts = u_isspace(c) || c == '-';
    if (!parts && begins) {
      if (!short_form.isEmpty()) short_form.append(' ');
      short_form.append(u_toupper(c)).append('.');
    }
    begins = parts;
  }
  return short_form;
}

// People's names in any text, as they shall stand there; whole words alone, the longest first.
class Names {
 public:
  Names(const Context& context, const Document& people, const std::string& how) {
    if (how == "full") return;
    const auto someone = icu::UnicodeString::fromUTF8(context.say("shell.someone"));
    for (const Value& person : people["people"].GetArray()) {
      const auto alias = icu::UnicodeString::fromUTF8(text_member(person, "alias"));
      if (!alias.isEmpty()) said_.emplace_back(alias, how == "none" ? someone : initials(alias));
    }
    std::stable_sort(said_.begin(), said_.end(), [](const auto& a, const auto& b) {
      return a.first.length() > b.first.length();
    });
  }

  std::string in(const std::string& text) const {
    auto whole = icu::UnicodeString::fromUTF8(text);
    for (const auto& [alias, said] : said_) {
      icu::UnicodeString literal = alias;
      literal.findAndReplace("\\E", "\\E\\\\E\\Q");
      const auto pattern = icu::UnicodeString("(?<![\\p{L}\\p{N}])\\Q")
                               .append(literal)
                               .append("\\E(?![\\p{L}\\p{N}])");
      UErrorCode code = U_ZERO_ERROR;
      icu::RegexMatcher matcher(pattern, whole, UREGEX_CASE_INSENSITIVE, code);
      icu::UnicodeString plain = said;
      plain.findAndReplace("\\", "\\\\").findAndReplace("$", "\\$");
      const auto replaced = matcher.replaceAll(plain, code);
      if (U_SUCCESS(code)) whole = replaced;
    }
    std::string out;
    whole.toUTF8String(out);
    return out;
  }

 private:
  std::vector<std::pair<icu::UnicodeString, icu::UnicodeString>> said_;
};

// A section as text and as an entry that says the same.
void add_section(Snapshot& snapshot, const std::string& name, const std::string& words,
                 const std::string& at) {
  const std::string shown = name + "\n\n" + words;
  snapshot.text += "\n" + shown + "\n";
  snapshot.records.push_back("{\"kind\":\"entry\",\"at\":" + json_string(at) +
                             ",\"body\":{\"text\":" + json_string(shown) + "}}");
}

std::string label_of_part(const Context& context, std::string_view part) {
  for (const Value& item : context.words.chapter("seek")["page"]["items"].GetArray())
    if (text_member(item, "id") == part) return std::string(text_member(item, "label"));
  return std::string(part);
}

}  // namespace

Result<Snapshot> therapist_page(Context& context, const Home& home,
                                const std::vector<std::string>& parts, const std::string& names) {
  const std::vector<std::string> usual = {"goals", "check", "moments"};
  const auto& chosen = parts.empty() ? usual : parts;
  for (const auto& part : chosen)
    if (std::find(kParts.begin(), kParts.end(), part) == kParts.end())
      return Error{.code = "cli/unknown_part", .detail = part};
  const Page page{context, home, TRY(home.view("seek"))};
  const Names renamed(context, TRY(home.view("people")), names);
  const auto at = format(TRY(now_of(context)));
  Snapshot snapshot;
  snapshot.text = context.say("capsule.text.title", {{"date", day(page, at)}}) + "\n";
  add_section(snapshot, context.say("page.heading"), context.say("page.limits"), at);
  for (const auto part : kParts) {
    if (std::find(chosen.begin(), chosen.end(), part) == chosen.end()) continue;
    std::string words;
    const auto label = label_of_part(context, part);
    for (const auto& line : TRY(lines_of(page, part))) {
      const auto said = renamed.in(harmless(line));
      if (!words.empty() && words.size() + said.size() > kMostOfPart) {
        add_section(snapshot, label, words, at);
        words.clear();
      }
      words += (words.empty() ? "" : "\n") + said;
    }
    if (!words.empty()) add_section(snapshot, label, words, at);
  }
  if (snapshot.records.size() == 1) return Error{.code = "cli/nothing_to_share"};
  snapshot.held = {"{\"kind\":\"page\",\"at\":" + json_string(at) + "}"};
  return snapshot;
}

}  // namespace ajar::cli
