// The contrast of phases.h.
#include "engine/insight/phases.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/insight/interval.h"
#include "engine/insight/trend.h"

namespace ajar::insight {
namespace {

Status check(std::span<const double> phase) {
  if (phase.size() < 2) {
    return Error{.code = "insight/too_few", .detail = std::to_string(phase.size())};
  }
  if (phase.size() > most_values) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_values)};
  }
  if (!all_finite(phase)) return Error{.code = "insight/not_finite"};
  return ok();
}

// 1 where the later value improves on the earlier one, ½ where they are equal.
double improves(double earlier, double later, Better better) {
  if (later == earlier) return 0.5;
  return (later > earlier) == (better == Better::higher) ? 1 : 0;
}

}  // namespace

Result<PhaseContrast> contrast(std::span<const double> before, std::span<const double> after,
                               Better better) {
  TRY(check(before));
  TRY(check(after));
  const auto m = static_cast<double>(before.size());
  const auto n = static_cast<double>(after.size());
  std::vector<double> by_before(before.size());
  std::vector<double> by_after(after.size());
  double sum = 0;
  double squares = 0;
  for (std::size_t a = 0; a < before.size(); ++a) {
    for (std::size_t b = 0; b < after.size(); ++b) {
      const double pair = improves(before[a], after[b], better);
      by_before[a] += pair;
      by_after[b] += pair;
      sum += pair;
      squares += pair * pair;
    }
  }
  const double nap = sum / (m * n);
  double q1 = 0;
  double q2 = 0;
  for (const double row : by_before) q1 += (row - n * nap) * (row - n * nap) / (m * n * n);
  for (const double row : by_after) q2 += (row - m * nap) * (row - m * nap) / (m * m * n);
  const double x = squares / (m * n) - nap * nap;
  const double inside = std::clamp(nap, 0.5 / (m * n), 1 - 0.5 / (m * n));
  const double variance = (inside * (1 - inside) + n * q1 + m * q2 - 2 * x) / ((m - 1) * (n - 1));

  double trend = 0;  // of the first phase by itself
  for (std::size_t later = 1; later < before.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      trend += 2 * improves(before[earlier], before[later], better) - 1;
    }
  }
  PhaseContrast found;
  found.non_overlap = nap;
  found.non_overlap_error = std::sqrt(std::max(0.0, variance));
  found.tau = 2 * nap - 1;
  found.tau_error = 2 * found.non_overlap_error;
  found.tau_u = found.tau - trend / (m * n);
  return found;
}

}  // namespace ajar::insight
