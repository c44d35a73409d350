// `ajar_recovery CONTENT [SCALE] [PROFILE] [SEED]`: the truth test with its bars. One JSON line a
// measurement, the bar as its baseline; ends with 1 where a bar is missed. SCALE (1) multiplies the
// number of lives.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "benches/recovery.h"

namespace {

using namespace ajar;  // NOLINT(google-build-using-namespace): one program, no header

bool missed = false;

void print(const std::string& metric, double value, const char* unit) {
  std::printf("{\"metric\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":null}\n",
              metric.c_str(), value, unit);
  std::fflush(stdout);
}

void hold(const std::string& metric, double value, const char* unit, double bar, bool held) {
  std::printf("{\"metric\":\"%s%s\",\"value\":%.6g,\"unit\":\"%s\",\"baseline\":%.6g}\n",
              metric.c_str(), held ? "" : ": MISSED", value, unit, bar);
  std::fflush(stdout);
  missed = missed || !held;
}

struct Planned {
  const char* profile;
  int lives;
  int days;
};
constexpr Planned kPlan[] = {
    {"triggers", 60, 900},   {"crisis", 150, 365},  {"ingrained", 100, 365}, {"partner", 150, 365},
    {"improving", 100, 365}, {"leaning", 100, 365}, {"sparse", 60, 1095},    {"bursty", 100, 365},
    {"bad_days", 100, 365},  {"weekly", 100, 365},  {"drift", 150, 365},
};
constexpr int kNullLives = 2000;

double share(int part, int whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / whole;
}

void print_kinds(const std::string& what, const benches::Recovery& found) {
  for (const auto& [kind, count] : found.claims_by_kind) {
    const auto wrong = found.false_by_kind.find(kind);
    const int number = wrong == found.false_by_kind.end() ? 0 : wrong->second;
    print(what + ": false among claims of " + kind + " (of " + std::to_string(count) + ")",
          share(number, count), "share");
  }
}

void print_patterns(const benches::Recovery& all) {
  hold("pattern or one-off: right when it speaks (of " + std::to_string(all.pattern_spoken) +
           " looks)",
       share(all.pattern_right, all.pattern_spoken), "share", 0.95,
       all.pattern_right >= 0.95 * all.pattern_spoken);
  hold("pattern or one-off: speaks at the end of those that meet its minimum (of " +
           std::to_string(all.pattern_lives) + ")",
       share(all.pattern_lives_spoken, all.pattern_lives), "share", 0.6,
       all.pattern_lives_spoken >= 0.6 * all.pattern_lives);
  print("pattern or one-off: speaks, of all looks past its minimum",
        share(all.pattern_spoken, all.pattern_looks), "share");
}

void print_coverage(const benches::Recovery& all) {
  benches::Coverage sum;
  for (const auto& [kind, one] : all.coverage) {
    sum.covered += one.covered;
    sum.intervals += one.intervals;
    print("coverage, " + kind + " (of " + std::to_string(one.intervals) + ")",
          share(one.covered, one.intervals), "share");
  }
  const double covered = share(sum.covered, sum.intervals);
  hold("coverage of all " + std::to_string(sum.intervals) + " intervals", covered, "share", 0.95,
       sum.intervals >= 2000 && covered >= 0.93 && covered <= 0.97);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "ajar_recovery CONTENT [SCALE] [PROFILE] [SEED]\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto content = content::load(bytes);
  if (!content) {
    std::fprintf(stderr, "recovery: the content cannot be read\n");
    return 2;
  }
  const double scale = argc > 2 ? std::strtod(argv[2], nullptr) : 1;
  const std::string only = argc > 3 ? argv[3] : "";
  const std::uint64_t seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1;
  const auto scaled = [&](int lives) { return std::max(1, static_cast<int>(scale * lives)); };
  benches::Recovery all;
  if (only.empty() || only == "null") {
    const auto null = benches::recover(*content, "null", scaled(kNullLives), 365, seed);
    hold("null lives with any claim at any weekly look within a year (of " +
             std::to_string(null.lives) + ")",
         share(null.lives_with_claim, null.lives), "share", 0.05,
         null.lives_with_claim <= 0.05 * null.lives);
    print_kinds("null", null);
    benches::Recovery kept = null;
    kept.claims = kept.false_claims = 0;
    all.add(kept);
  }
  benches::Recovery elsewhere;
  for (const Planned& one : kPlan) {
    if (!only.empty() && only != one.profile) continue;
    const auto found = benches::recover(*content, one.profile, scaled(one.lives), one.days, seed);
    print(std::string(one.profile) + ": false among the claims shown (of " +
              std::to_string(found.claims) + ")",
          share(found.false_claims, found.claims), "share");
    print_kinds(one.profile, found);
    if (std::string(one.profile) == "triggers") {
      const int until = benches::exposures_until(found.exposures, 0.8);
      hold("moments with a planted situation (.7 against .25) until 80 % of " +
               std::to_string(found.exposures.size()) + " are found",
           until, "moments", 25, until > 0 && until <= 25);
    }
    elsewhere.add(found);
  }
  if (elsewhere.claims > 0) {
    hold("elsewhere: false among the claims shown (of " + std::to_string(elsewhere.claims) + ")",
         share(elsewhere.false_claims, elsewhere.claims), "share", 0.1,
         elsewhere.false_claims <= 0.1 * elsewhere.claims);
  }
  all.add(elsewhere);
  print_patterns(all);
  print_coverage(all);
  return missed ? 1 : 0;
}
