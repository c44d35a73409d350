// The formulas of reliability.h.
#include "engine/insight/reliability.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "engine/insight/analysis_of_variance.h"
#include "engine/insight/detail.h"
#include "engine/insight/distribution.h"

namespace ajar::insight {
namespace {

Status check_reliability(double value) {
  if (value >= 0 && value <= 1) return ok();
  return Error{.code = "insight/bad_reliability", .detail = detail(value)};
}

}  // namespace

Result<MeasurementError> measurement_error(double deviation, Reliability reliability) {
  TRY(check_reliability(reliability.value));
  if (!(deviation > 0 && std::isfinite(deviation))) {
    return Error{.code = "insight/bad_deviation", .detail = detail(deviation)};
  }
  const double of_score = deviation * std::sqrt(1 - reliability.value);
  return MeasurementError{of_score, std::sqrt(2.0) * of_score, reliability};
}

Result<ReliableChange> reliable_change(double before, double after, const MeasurementError& error,
                                       double level) {
  if (!is_level(level)) return Error{.code = "insight/bad_level", .detail = detail(level)};
  const double difference = after - before;
  if (!std::isfinite(difference)) return Error{.code = "insight/not_finite"};
  if (!(error.of_difference > 0)) {
    return Error{.code = "insight/bad_reliability", .detail = detail(error.reliability.value)};
  }
  const double bar = normal_limit(level) * error.of_difference;
  return ReliableChange{difference, difference / error.of_difference, bar,
                        std::fabs(difference) > bar, error.reliability};
}

Result<double> spearman_brown(double of_one, double occasions) {
  TRY(check_reliability(of_one));
  if (!(occasions > 0 && std::isfinite(occasions))) {
    return Error{.code = "insight/bad_count", .detail = detail(occasions)};
  }
  return occasions * of_one / (1 + (occasions - 1) * of_one);
}

Result<double> effective_occasions(int n, double lag_one) {
  if (n < 1) return Error{.code = "insight/bad_count", .detail = std::to_string(n)};
  if (!(lag_one >= -1 && lag_one <= 1)) {
    return Error{.code = "insight/bad_correlation", .detail = detail(lag_one)};
  }
  const double phi = std::max(0.0, lag_one);
  double inflation = 1;
  double power = 1;
  for (int k = 1; k < n; ++k) {
    power *= phi;
    if (power < 1e-18) break;  // no later term can be seen beside 1
    inflation += 2 * (1 - static_cast<double>(k) / n) * power;
  }
  return n / inflation;
}

namespace {

// The table's mean squares and the quantities that all six forms share.
struct Forms {
  double n;  // targets
  double k;  // raters
  MeanSquares ms;
  double tail;  // (1 + level) / 2

  // F by which targets differ, given what they are compared with; the limits' quantiles follow its
  // degrees of freedom.
  [[nodiscard]] IntraclassCorrelation start(double value, double noise, double d2) const {
    IntraclassCorrelation form;
    form.value = value;
    form.f = ms.targets / noise;
    form.d1 = n - 1;
    form.d2 = d2;
    form.p = std::isinf(form.f) ? 0 : f_upper(form.f, form.d1, form.d2);
    return form;
  }

  // Forms one and three: limits of one rating and of the mean of k.
  void ratio_limits(IntraclassCorrelation& one, IntraclassCorrelation& mean) const {
    const double low = one.f / f_quantile(tail, one.d1, one.d2);
    const double high = one.f * f_quantile(tail, one.d2, one.d1);
    one.limits = {share(low), share(high)};
    mean.limits = {1 - 1 / low, 1 - 1 / high};
  }
  [[nodiscard]] double share(double f) const { return std::isinf(f) ? 1 : (f - 1) / (f + (k - 1)); }

  // The degrees of freedom of form two's sum of mean squares, by Satterthwaite.
  [[nodiscard]] double degrees_of_noise(double r) const {
    if (ms.residual == 0) return ms.raters > 0 ? k - 1 : 0;  // where the fraction below tends to
    const double fj = ms.raters / ms.residual;
    const double rest = n * (1 + (k - 1) * r) - k * r;
    const double top = k * r * fj + rest;
    return (k - 1) * (n - 1) * top * top / ((n - 1) * k * k * r * r * fj * fj + rest * rest);
  }

  // Form two. Where the quantiles have nothing to say (no number), the form's own bounds remain.
  void sampled_limits(IntraclassCorrelation& one, IntraclassCorrelation& mean) const {
    const double v = degrees_of_noise(one.value);
    const double noise = k * ms.raters + (k * n - k - n) * ms.residual;
    const auto limit = [&](double by) {
      return n * (ms.targets * by - ms.residual) / (noise + n * ms.targets * by);
    };
    const double least = -1 / (k - 1);
    const double high = v > 0 ? f_quantile(tail, n - 1, v) : std::nan("");
    const double low = v > 0 ? f_quantile(tail, v, n - 1) : std::nan("");
    one.limits = {std::fmax(least, limit(1 / high)), std::fmin(1, limit(low))};
    const auto of_mean = [&](double r) {
      if (r <= least) return -std::numeric_limits<double>::infinity();
      return r * k / (1 + r * (k - 1));
    };
    mean.limits = {of_mean(one.limits.low), of_mean(one.limits.high)};
  }
};

}  // namespace

Result<IntraclassCorrelations> intraclass_correlations(std::span<const double> ratings, int raters,
                                                       double level) {
  if (!is_level(level)) return Error{.code = "insight/bad_level", .detail = detail(level)};
  const Forms f{0, static_cast<double>(raters), TRY(mean_squares(ratings, raters)),
                (1 + level) / 2};
  const double n = static_cast<double>(ratings.size()) / f.k;
  const MeanSquares& ms = f.ms;
  if (!(ms.targets > 0) || !(ms.within > 0)) return Error{.code = "insight/no_variation"};
  Forms forms = f;
  forms.n = n;
  const double k = f.k;
  const double drift = (ms.raters - ms.residual) / n;
  const double d_within = n * (k - 1);
  const double d_residual = (n - 1) * (k - 1);
  IntraclassCorrelations all;
  const double targets = ms.targets;
  all[0] =
      forms.start((targets - ms.within) / (targets + (k - 1) * ms.within), ms.within, d_within);
  all[1] = forms.start((targets - ms.residual) / (targets + (k - 1) * ms.residual + k * drift),
                       ms.residual, d_residual);
  all[2] = forms.start((targets - ms.residual) / (targets + (k - 1) * ms.residual), ms.residual,
                       d_residual);
  all[3] = forms.start((targets - ms.within) / targets, ms.within, d_within);
  // The variance of a mean, estimated: where it is not above nothing, the ratio has no bound below.
  const double of_mean = targets + drift;
  all[4] = forms.start(of_mean > 1e-12 * targets ? (targets - ms.residual) / of_mean
                                                 : -std::numeric_limits<double>::infinity(),
                       ms.residual, d_residual);
  all[5] = forms.start((targets - ms.residual) / targets, ms.residual, d_residual);
  forms.ratio_limits(all[0], all[3]);
  forms.sampled_limits(all[1], all[4]);
  forms.ratio_limits(all[2], all[5]);
  return all;
}

}  // namespace ajar::insight
