// Is it changing? Trends in a series that ask for no shape of distribution, and how far each value
// repeats the one before.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/insight/interval.h"

namespace ajar::insight {

// Series are in order of time. Errors that all share: insight/too_few (fewer than two values, or
// than said), insight/too_many (more than most_values: years of notes come here as weekly medians),
// insight/not_finite.
inline constexpr std::size_t most_values = 2000;

// τ-b between two equally long lists: (concordant − discordant) / √((pairs − ties in x)(pairs −
// ties in y)), with p from the normal approximation without continuity correction, ties accounted
// for. For values and time, pass the times as x. Source: Kendall 1970, chapters 3 and 4. Errors:
// insight/bad_shape (unequal lengths), insight/no_variation (one list is constant).
struct Kendall {
  double tau = 0;
  double score = 0;     // S, concordant − discordant pairs
  double variance = 0;  // of S under independence
  double p = 1;         // two-sided
};
Result<Kendall> kendall(std::span<const double> x, std::span<const double> y);

// Whether a series tends to rise or fall. S counts rising less falling pairs; z = (S ∓ 1) / √(c ·
// variance). Needs three values. With `respect_autocorrelation`, c is the inflation of Hamed & Rao
// 1998 from the rank autocorrelations of the series less its Sen slope at lags below n/4 that are
// significant at 5 %: 1 + 2/(n(n−1)(n−2)) Σ (n−k)(n−k−1)(n−k−2) ρₖ. It is never taken below 1, so
// it can only make a claim rarer. Otherwise c = 1 and values are taken to be exchangeable. Source:
// Mann 1945; Kendall 1970. Errors: insight/no_variation.
struct MannKendall {
  double score = 0;
  double variance = 0;   // with ties, before inflation
  double inflation = 1;  // c
  double z = 0;
  double p = 1;  // two-sided
};
Result<MannKendall> mann_kendall(std::span<const double> series, bool respect_autocorrelation);

// The median of all slopes (yⱼ − yᵢ)/(tⱼ − tᵢ), in value per unit of `times`, which rise strictly.
// Limits are the slopes at ranks (N ∓ z √variance)/2, with z for `level` and the variance of S;
// none when there are too few pairs for them. Source: Theil 1950; Sen 1968. Errors:
// insight/bad_shape, insight/bad_order, insight/bad_level.
struct Slope {
  double value = 0;
  std::optional<Interval> limits;
};
Result<Slope> theil_sen(std::span<const double> times, std::span<const double> values,
                        double level);

// rₖ = Σ (yₜ − ȳ)(yₜ₊ₖ − ȳ) / Σ (yₜ − ȳ)², for k = 1 … lags < n. Source: Box & Jenkins 1970.
// Errors: insight/bad_count (lags not 1 to n − 1), insight/no_variation.
Result<std::vector<double>> autocorrelations(std::span<const double> series, int lags);

// Whether the first `lags` autocorrelations are all nothing: Q = n(n+2) Σ rₖ²/(n−k), χ² with `lags`
// degrees of freedom. Source: Ljung & Box 1978. Errors: as autocorrelations.
struct LjungBox {
  double q = 0;
  double p = 1;
};
Result<LjungBox> ljung_box(std::span<const double> series, int lags);

}  // namespace ajar::insight
