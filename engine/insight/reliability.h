// How far a measurement can be trusted: the error of a score, change beyond it, and what repeating
// is worth.
#pragma once

#include <array>
#include <span>

#include "engine/base/result.h"
#include "engine/insight/interval.h"

namespace ajar::insight {

// Which reliability a figure is. Internal consistency leaves out all that changes from day to day,
// so the change it calls reliable is a looser bound: on the ECR-R it halves the bar.
enum class ReliabilityKind { retest, internal_consistency };

struct Reliability {
  ReliabilityKind kind = ReliabilityKind::retest;
  double value = 0;  // 0 to 1
};

// In the score's unit, and with the reliability they rest on, which is to be named beside them.
struct MeasurementError {
  double of_score = 0;       // SEM = SD √(1 − r)
  double of_difference = 0;  // √2 SEM
  Reliability reliability;
};

// `deviation` is the standard deviation of scores in the population that the reliability comes
// from. Assumes the same error at every score. Source: Jacobson & Truax 1991. Errors:
// insight/bad_reliability (not 0 to 1), insight/bad_deviation (not above 0, or not finite).
Result<MeasurementError> measurement_error(double deviation, Reliability reliability);

struct ReliableChange {
  double difference = 0;  // after − before, in the score's unit
  double index = 0;       // difference / of_difference; ±∞ is never given: see errors
  double bar = 0;         // the difference that `level` asks for
  bool beyond = false;    // |difference| > bar
  Reliability reliability;
};

// Whether two scores of one person differ by more than their error makes likely. Source: Jacobson &
// Truax 1991. Errors: insight/not_finite, insight/bad_level, insight/bad_reliability (a reliability
// of 1 leaves no error to compare with).
Result<ReliableChange> reliable_change(double before, double after, const MeasurementError& error,
                                       double level);

// Reliability of the mean of k occasions from that of one: k r / (1 + (k − 1) r); k may be
// fractional, as an effective number is. Assumes parallel occasions. Source: Spearman 1910; Brown
// 1910. Errors: insight/bad_reliability, insight/bad_count (k not above 0 or not finite).
Result<double> spearman_brown(double of_one, double occasions);

// How many independent occasions n correlated ones are worth for their mean: n / (1 + 2 Σ (1 − k/n)
// φᵏ), k = 1 … n − 1, of a first-order autoregression with lag-1 correlation φ. A negative φ counts
// as none, so the answer is 1 to n. Source: Bayley & Hammersley 1946. Errors: insight/bad_count (n
// < 1), insight/bad_correlation (φ not within −1 and 1).
Result<double> effective_occasions(int n, double lag_one);

// One form of the intraclass correlation.
struct IntraclassCorrelation {
  double value = 0;  // at most 1; below 0, and even −∞ for a mean, when targets differ too little
  double f = 0;      // of the hypothesis that targets do not differ; ∞ when nothing else varies
  double d1 = 0;     // its degrees of freedom
  double d2 = 0;
  double p = 1;
  Interval limits;
};

// In the order of the 1979 table: ICC(1,1), (2,1), (3,1), (1,k), (2,k), (3,k). One: every target
// has raters of its own; two: the same raters, who are a sample; three: the same raters, who are
// all there are. 1: one rating; k: the mean of all.
using IntraclassCorrelations = std::array<IntraclassCorrelation, 6>;

// `ratings` holds target after target, each with `raters` values (occasions of one relationship,
// say). Needs a full table of ≥ 2 targets × ≥ 2 raters, normal and equally spread errors for p and
// limits. Sources: Shrout & Fleiss 1979; limits of (2,k) from those of (2,1) as in McGraw & Wong
// 1996. Errors: insight/bad_shape, insight/too_few, insight/bad_level, insight/not_finite,
// insight/no_variation (nothing varies between targets or within them).
Result<IntraclassCorrelations> intraclass_correlations(std::span<const double> ratings, int raters,
                                                       double level);

}  // namespace ajar::insight
