// The adjustments of multiplicity.h.
#include "engine/insight/multiplicity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

#include "engine/insight/detail.h"

namespace ajar::insight {
namespace {

Status check_probability(double p, std::size_t place) {
  if (p >= 0 && p <= 1) return ok();  // NaN is neither
  return Error{.code = "insight/bad_probability",
               .field = "p[" + std::to_string(place) + "]",
               .detail = detail(p)};
}

// What a p of `rank` (1 for the smallest) is multiplied by.
double factor(Adjustment how, std::size_t rank, std::size_t count, double harmonic) {
  const auto n = static_cast<double>(count);
  const auto place = static_cast<double>(rank);
  switch (how) {
    case Adjustment::benjamini_hochberg:
      return n / place;
    case Adjustment::benjamini_yekutieli:
      return harmonic * n / place;
    case Adjustment::holm:
    case Adjustment::hochberg:
      return n - place + 1;
    case Adjustment::bonferroni:
      return n;
  }
  return n;
}

}  // namespace

Result<std::vector<double>> adjust(std::span<const double> p, Adjustment how) {
  if (p.size() > most_questions) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_questions)};
  }
  double harmonic = 0;
  for (std::size_t n = 0; n < p.size(); ++n) {
    TRY(check_probability(p[n], n));
    harmonic += 1 / static_cast<double>(n + 1);
  }
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });

  std::vector<double> adjusted(p.size());
  const auto at_rank = [&](std::size_t rank) {
    return std::min(1.0, p[order[rank - 1]] * factor(how, rank, p.size(), harmonic));
  };
  if (how == Adjustment::holm) {  // steps down: no larger p may end below a smaller one
    double most = 0;
    for (std::size_t rank = 1; rank <= p.size(); ++rank) {
      most = std::max(most, at_rank(rank));
      adjusted[order[rank - 1]] = most;
    }
    return adjusted;
  }
  double least = 1;  // the others step up
  for (std::size_t rank = p.size(); rank >= 1; --rank) {
    least = std::min(least, at_rank(rank));
    adjusted[order[rank - 1]] = least;
  }
  return adjusted;
}

namespace {

// 8 · 1.25^(k − 1), rounded; the last is past any life.
constexpr auto milestones = [] {
  std::array<int, 80> all{};
  double at = 8;
  for (int& one : all) {
    one = static_cast<int>(at);
    if (at - one >= 0.5) one += 1;
    at *= 1.25;
  }
  return all;
}();

}  // namespace

int milestones_passed(int exposures) {
  const auto* const next = std::upper_bound(milestones.begin(), milestones.end(), exposures);
  return static_cast<int>(next - milestones.begin());
}

double milestone_share(int k) {
  constexpr double r = 0.7;
  return k < 1 ? 0 : k * (1 - r) * (1 - r) * std::pow(r, k - 1);
}

Result<double> anytime_p(std::span<const Look> looks) {
  AnytimeP least;
  int exposures = 0;
  for (std::size_t n = 0; n < looks.size(); ++n) {
    const Look& look = looks[n];
    TRY(check_probability(look.p, n));
    if (look.exposures < exposures) {
      return Error{.code = "insight/bad_order", .field = "looks[" + std::to_string(n) + "]"};
    }
    exposures = look.exposures;
    least.look(exposures, look.p);
  }
  return least.value();
}

void AnytimeP::look(int exposures, double p) {
  const int now = milestones_passed(exposures);
  if (now > passed_) least_ = std::min(least_, p / milestone_share(now));
  passed_ = now;
}

}  // namespace ajar::insight
