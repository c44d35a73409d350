// The truth test with its bars. `ajar_recovery plan` says in which pieces it is done;
// `ajar_recovery piece CONTENT LIBRARY PROFILE SEED LIVES` does one and prints its counts as a
// line; `ajar_recovery sum` reads lines of PROFILE, a space and such counts, and prints one JSON
// line a figure, its bar as baseline. Ends with 1 where a bar is missed, with 2 where it cannot be
// held.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "benches/recovery.h"

namespace {

using namespace ajar;  // NOLINT(google-build-using-namespace): one program, no header

struct Planned {
  const char* profile;
  int lives;
  int days;
};
constexpr Planned kPlan[] = {
    {"null", 2000, 365},   {"triggers", 60, 900},   {"crisis", 150, 365},  {"ingrained", 100, 365},
    {"partner", 150, 365}, {"improving", 100, 365}, {"leaning", 100, 365}, {"sparse", 60, 1095},
    {"bursty", 100, 365},  {"bad_days", 100, 365},  {"weekly", 100, 365},  {"drift", 150, 365},
};
constexpr int kPiece = 50;  // lives
// What the method was made with are the seeds below; the figures are of others.
constexpr std::uint64_t kFirstSeed = 900'001;

int fail(const std::string& why) {
  std::fprintf(stderr, "recovery: %s\n", why.c_str());
  return 2;
}

// ---------------------------------------------------------------- figures

bool missed = false;

void print(const std::string& metric, double value, const char* unit) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":null}\n",
              metric.c_str(), value, unit);
}

void hold(const std::string& metric, double value, const char* unit, double bar, bool held) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":%.6g,\"ok\":%s}\n",
              metric.c_str(), value, unit, bar, held ? "true" : "false");
  missed = missed || !held;
}

double share(int part, int whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / whole;
}

std::string of(int count) {
  return " (of " + std::to_string(count) + ")";
}

void print_kinds(const std::string& profile, const benches::Recovery& found) {
  for (const auto& [kind, count] : found.claims_by_kind) {
    const auto wrong = found.false_by_kind.find(kind);
    const int number = wrong == found.false_by_kind.end() ? 0 : wrong->second;
    print(profile + ": false among claims of " + kind + of(count), share(number, count), "share");
  }
}

void hold_null(const benches::Recovery& found) {
  hold("null: lives with any claim at any weekly look within a year" + of(found.lives),
       share(found.lives_with_claim, found.lives), "share", 0.05,
       found.lives_with_claim <= 0.05 * found.lives);
}

void print_elsewhere(const std::string& profile, const benches::Recovery& found) {
  print(profile + ": false among the claims shown" + of(found.claims),
        share(found.false_claims, found.claims), "share");
  print(profile + ": lives with a false claim" + of(found.lives),
        share(found.lives_with_claim, found.lives), "share");
}

void hold_exposures(const benches::Recovery& found) {
  const int until = benches::exposures_until(found.exposures, 0.8);
  hold("triggers: moments with a planted situation (.7 against .25) until 80 % of " +
           std::to_string(found.exposures.size()) + " are found",
       until, "moments", 25, until > 0 && until <= 25);
}

void hold_patterns(const benches::Recovery& all) {
  hold("pattern or one-off: right when it speaks" + of(all.pattern_spoken),
       share(all.pattern_right, all.pattern_spoken), "share", 0.95,
       all.pattern_right >= 0.95 * all.pattern_spoken);
  hold("pattern or one-off: speaks at the end, of relationships that meet its minimum" +
           of(all.pattern_lives),
       share(all.pattern_lives_spoken, all.pattern_lives), "share", 0.6,
       all.pattern_lives_spoken >= 0.6 * all.pattern_lives);
  print("pattern or one-off: speaks, of all looks past its minimum" + of(all.pattern_looks),
        share(all.pattern_spoken, all.pattern_looks), "share");
}

void hold_coverage(const benches::Recovery& all) {
  benches::Coverage sum;
  for (const auto& [kind, one] : all.coverage) {
    sum.covered += one.covered;
    sum.intervals += one.intervals;
    print("coverage, " + kind + of(one.intervals), share(one.covered, one.intervals), "share");
  }
  const double covered = share(sum.covered, sum.intervals);
  hold("coverage of all intervals, between 0.93 and 0.97" + of(sum.intervals), covered, "share",
       0.95, sum.intervals >= 2000 && covered >= 0.93 && covered <= 0.97);
}

// ---------------------------------------------------------------- pieces

int plan() {
  for (const Planned& one : kPlan) {
    for (int from = 0; from < one.lives; from += kPiece) {
      std::printf("%s %llu %d\n", one.profile,
                  static_cast<unsigned long long>(kFirstSeed) + static_cast<unsigned>(from),
                  std::min(kPiece, one.lives - from));
    }
  }
  return 0;
}

std::string slurp(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The chapter of made-up words from a compiled library.
std::string chapter_of(const std::string& library) {
  rapidjson::Document document;
  document.Parse(library.c_str());
  if (!document.IsObject() || !document.HasMember("sample")) return {};
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  document["sample"].Accept(writer);
  return buffer.GetString();
}

int piece(char** argv) {
  const auto content = content::load(slurp(argv[2]));
  if (!content) return fail("the content cannot be read");
  const auto words = simulate::Words::load(chapter_of(slurp(argv[3])));
  if (!words) return fail("the words cannot be read");
  const std::string profile = argv[4];
  const auto* planned = std::find_if(std::begin(kPlan), std::end(kPlan),
                                     [&](const Planned& one) { return profile == one.profile; });
  if (planned == std::end(kPlan)) return fail("there is no profile " + profile);
  const std::uint64_t seed = std::strtoull(argv[5], nullptr, 10);
  const int lives = static_cast<int>(std::strtol(argv[6], nullptr, 10));
  const auto found = benches::recover(*content, *words, profile, lives, planned->days, seed);
  std::printf("%s\n", benches::to_json(found).c_str());
  return 0;
}

int sum() {
  std::map<std::string, benches::Recovery> found;
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t space = line.find(' ');
    const auto counts =
        benches::from_json(std::string_view(line).substr(std::min(space, line.size())));
    if (!counts) return fail("no counts: " + line.substr(0, 80));
    found[line.substr(0, space)].add(*counts);
  }
  benches::Recovery all;
  benches::Recovery elsewhere;
  for (const auto& [profile, one] : found) {
    const bool null = profile == "null";
    null ? hold_null(one) : print_elsewhere(profile, one);
    print_kinds(profile, one);
    if (profile == "triggers") hold_exposures(one);
    if (!null) elsewhere.add(one);
    all.add(one);
  }
  hold("elsewhere: false among the claims shown" + of(elsewhere.claims),
       share(elsewhere.false_claims, elsewhere.claims), "share", 0.1,
       elsewhere.false_claims <= 0.1 * elsewhere.claims);
  hold_patterns(all);
  hold_coverage(all);
  return missed ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string act = argc > 1 ? argv[1] : "";
  if (act == "plan" && argc == 2) return plan();
  if (act == "piece" && argc == 7) return piece(argv);
  if (act == "sum" && argc == 2) return sum();
  return fail("plan, piece CONTENT LIBRARY PROFILE SEED LIVES, or sum");
}
