// The truth test of recovery.h.
#include "benches/recovery.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "engine/findings/findings.h"
#include "engine/journal/journal.h"
#include "engine/simulate/simulate.h"
#include "engine/view/view.h"

namespace ajar::benches {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr Date kStart{20454};  // a Monday

[[noreturn]] void stop(std::string_view what, const Error& error) {
  std::fprintf(stderr, "recovery: %.*s: %.*s %s %s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(error.code.size()), error.code.data(), error.field.c_str(),
               error.detail.c_str());
  std::exit(1);
}

journal::Journal fold(std::string_view lines) {
  journal::Journal journal;
  record::Parser parser;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    auto record = parser.parse(lines.substr(0, end));
    if (!record) stop("record", record.error());
    journal.add(std::move(*record));
    lines.remove_prefix(end + 1);
  }
  return journal;
}

// One life and what was put into it.
struct Life {
  journal::Journal journal;
  Document truth;
};

Life make(const content::Content& content, const simulate::Words& words, std::string_view profile,
          int days, std::uint64_t seed) {
  const auto made = simulate::simulate(content, words, {profile, seed, days, kStart});
  if (!made) stop("life", made.error());
  Life life{fold(made->lines), {}};
  life.truth.Parse(made->truth.c_str());
  return life;
}

std::string text(const Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}
bool claims(const Value& finding) {
  return text(finding, "status") == "claim";
}

bool is_planted(const Value& planted, const std::string& kind, const std::string& id) {
  return std::any_of(planted.Begin(), planted.End(), [&](const Value& one) {
    return text(one, "kind") == kind && text(one, "id") == id;
  });
}

// Everything that is shown at one look and what has been shown so far in this life.
class Looks {
 public:
  Looks(const content::Content& content, const Life& life, Recovery& into)
      : content_(content), life_(life), into_(into) {}

  void look(Date day, bool last) {
    pattern(ask("pattern", day), last);
    questions(ask("questions", day), last);
    expectations(ask("expectations", day), last);
    receiving(ask("receiving", day), last);
    helped(ask("helped", day), last);
    change(ask("change", day), last);
  }

  // At the end of a life.
  void close() {
    into_.lives += 1;
    into_.lives_with_claim += false_ ? 1 : 0;
    for (const auto& planted : life_.truth["situations"].GetArray()) {
      const auto found = found_at_.find(text(planted, "id"));
      into_.exposures.push_back(found == found_at_.end() ? -1 : found->second);
    }
  }

 private:
  Document ask(std::string_view name, Date day) const {
    const std::string args = R"({"now":")" + format(day) + R"(T23:59:59+01:00"})";
    const auto answer = view::view(content_, life_.journal, name, args, findings::table());
    if (!answer) stop(name, answer.error());
    Document document;
    if (document.Parse(answer->c_str()).HasParseError()) stop(name, Error{"not JSON"});
    return document;
  }

  // A claim counts once a life, however often it is shown.
  void claim(const std::string& kind, const std::string& id, bool right) {
    if (!shown_.insert(kind + " " + id).second) return;
    into_.claims += 1;
    into_.claims_by_kind[kind] += 1;
    if (right) return;
    into_.false_claims += 1;
    into_.false_by_kind[kind] += 1;
    false_ = true;
  }

  void cover(const std::string& kind, double truth, const Value& low, const Value& high) {
    if (!low.IsNumber() || !high.IsNumber()) return;
    Coverage& coverage = into_.coverage[kind];
    coverage.intervals += 1;
    const bool inside = low.GetDouble() <= truth && truth <= high.GetDouble();
    coverage.covered += inside ? 1 : 0;
  }

  void pattern(const Document& view, bool last) {
    const Value& truth = life_.truth["pattern"];
    for (const auto& one : view["relationships"].GetArray()) {
      const std::string status = text(one, "status");
      if (status == "too_early") continue;
      const std::string context = text(one, "context");
      const std::string expected = text(truth, context.c_str());
      const std::string verdict = text(one, "verdict");
      if (expected == "changing") continue;  // there is nothing that would be right
      into_.pattern_looks += 1;
      into_.pattern_lives += last ? 1 : 0;
      if (status != "claim") continue;
      into_.pattern_spoken += 1;
      into_.pattern_lives_spoken += last ? 1 : 0;
      into_.pattern_right += verdict == expected ? 1 : 0;
      // That there is none is no claim of something.
      if (verdict == "pattern") claim("pattern", context, verdict == expected);
    }
    const std::string expected = text(truth, "general");
    const std::string verdict = text(view["general"], "verdict");
    if (expected != "changing" && (verdict == "general" || verdict == "in_some")) {
      claim("general", verdict, verdict == expected);
    }
  }

  void questions(const Document& view, bool last) {
    for (const char* question : {"situations", "when", "feelings"}) {
      for (const auto& one : view[question]["claims"].GetArray()) {
        const std::string kind = text(one["mark"], "kind");
        const std::string id = text(one["mark"], "id");
        if (one["within"].IsObject()) {  // nobody is planted within a situation, but the partner
          claim("within", id, is_planted(life_.truth["when"], kind, id));
          continue;
        }
        claim(question, kind + " " + id, is_planted(life_.truth[question], kind, id));
        if (kind == "situation") found_at_.try_emplace(id, one["with"]["of"].GetInt());
      }
    }
    if (last) cover_rates(view["situations"]);
  }

  // The chance of withdrawing in a planted situation is what was planted, whatever else there was.
  void cover_rates(const Value& situations) {
    const auto rate_of = [&](const std::string& id) {
      for (const auto& planted : life_.truth["situations"].GetArray()) {
        if (text(planted, "id") == id) return planted["with"].GetDouble();
      }
      return -1.0;
    };
    const std::string profile = text(life_.truth, "profile");
    const auto each = [&](const Value& one, double rate) {
      cover("rate of a situation", rate, one["with"]["low"], one["with"]["high"]);
    };
    for (const char* list : {"claims", "others"}) {
      for (const auto& one : situations[list].GetArray()) {
        if (text(one["mark"], "kind") != "situation") continue;
        if (profile == "triggers" || profile == "sparse") {
          const double rate = rate_of(text(one["mark"], "id"));
          if (rate >= 0) each(one, rate);
        } else if (profile == "null") {
          each(one, kNullRate);
        }
      }
    }
  }
  static constexpr double kNullRate = 0.25;

  void expectations(const Document& view, bool last) {
    const double planted = life_.truth["expectations"]["overestimate"].GetDouble();
    for (const char* part : {"gap", "calibration"}) {
      if (!claims(view[part])) continue;
      const std::string id = text(view[part]["sentence"], "id");
      const bool less = id.ends_with(".less");
      claim("expectations", std::string(part) + (less ? " less" : " more"), planted > 0 && less);
    }
    if (!last || planted > 0 || !view["gap"]["limits"].IsObject()) return;
    // Beliefs around 49.5, and afterwards 24.5 + half of that on average.
    const Value& limits = view["gap"]["limits"];
    cover("gap between fear and outcome", 0.25, limits["low"], limits["high"]);
  }

  void receiving(const Document& view, bool last) {
    for (const char* series : {"urge", "absorbed"}) {
      const Value& one = view[series];
      const std::string expected = text(life_.truth["receiving"], series);
      if (claims(one)) {
        const bool falls = text(one["sentence"], "id").ends_with(".falling");
        const std::string shown = falls ? "falling" : "rising";
        claim("receiving", std::string(series) + " " + shown, shown == expected);
      }
      if (last && expected == "steady") cover_slope(one);
    }
    const Value& one_person = view["one_person"];
    if (claims(one_person)) {
      claim("one_person", text(one_person["person"], "id"),
            text(one_person["person"], "id") == text(life_.truth, "one_person"));
    }
  }

  void cover_slope(const Value& series) {
    if (!series["limits"].IsObject()) return;
    cover("slope over weeks", 0, series["limits"]["low"], series["limits"]["high"]);
  }

  void helped(const Document& view, bool last) {
    for (const auto& one : view["practices"].GetArray()) {
      const std::string what = text(one, "what");
      double planted = 0;
      for (const auto& truth : life_.truth["helped"].GetArray()) {
        if (text(truth, "what") == what) planted = truth["difference"].GetDouble();
      }
      if (claims(one)) {
        const bool closer = text(one["sentence"], "id") == "helped.closer";
        claim("helped", what, closer && planted > 0);
      }
      const Value& effect = one["closeness"];
      if (last && effect.IsObject() && life_.truth["helped"].Empty()) {
        cover("difference after a practice", 0, effect["low"], effect["high"]);
      }
    }
  }

  void change(const Document& view, bool last) {
    for (const auto& one : view["series"].GetArray()) {
      const std::string what = text(one, "what");
      const std::string expected = text(life_.truth["change"], what.c_str());
      if (claims(one) && expected != "any") {
        const std::string shown = text(one, "direction");
        claim("change", what + " " + shown, shown == expected);
      }
      if (last && expected == "steady") cover_slope(one);
    }
  }

  const content::Content& content_;
  const Life& life_;
  Recovery& into_;
  std::set<std::string> shown_;
  std::map<std::string, int> found_at_;
  bool false_ = false;
};

}  // namespace

void Recovery::add(const Recovery& other) {
  lives += other.lives;
  lives_with_claim += other.lives_with_claim;
  claims += other.claims;
  false_claims += other.false_claims;
  for (const auto& [kind, count] : other.false_by_kind) false_by_kind[kind] += count;
  for (const auto& [kind, count] : other.claims_by_kind) claims_by_kind[kind] += count;
  exposures.insert(exposures.end(), other.exposures.begin(), other.exposures.end());
  pattern_looks += other.pattern_looks;
  pattern_spoken += other.pattern_spoken;
  pattern_right += other.pattern_right;
  pattern_lives += other.pattern_lives;
  pattern_lives_spoken += other.pattern_lives_spoken;
  for (const auto& [kind, one] : other.coverage) {
    coverage[kind].covered += one.covered;
    coverage[kind].intervals += one.intervals;
  }
}

Recovery recover(const content::Content& content, const simulate::Words& words,
                 std::string_view profile, int lives, int days, std::uint64_t seed) {
  Recovery recovery;
  for (int n = 0; n < lives; ++n) {
    const Life life = make(content, words, profile, days, seed + static_cast<std::uint64_t>(n));
    Looks looks(content, life, recovery);
    constexpr int kWeek = 7;
    for (int day = kWeek; day <= days; day += kWeek) {
      looks.look(kStart + (day - 1), day + kWeek > days);
    }
    looks.close();
  }
  return recovery;
}

int exposures_until(std::vector<int> exposures, double share) {
  const auto needed =
      static_cast<std::size_t>(std::ceil(share * static_cast<double>(exposures.size())));
  std::erase(exposures, -1);
  if (needed == 0 || exposures.size() < needed) return -1;
  std::sort(exposures.begin(), exposures.end());
  return exposures[needed - 1];
}

}  // namespace ajar::benches
