// Where a person's answers differ: between relationships, between occasions, or neither.
#pragma once

#include <span>
#include <vector>

#include "engine/base/result.h"

namespace ajar::insight {

// Mean squares of a full two-way table with one value in each cell.
struct MeanSquares {
  double targets = 0;   // between rows
  double within = 0;    // within rows
  double raters = 0;    // between columns
  double residual = 0;  // what rows and columns leave
};

// `table` holds row after row of `columns` values. Source: Shrout & Fleiss 1979, table 1. Errors:
// insight/bad_shape (rows of unequal length), insight/too_few (fewer than two rows or columns),
// insight/not_finite.
Result<MeanSquares> mean_squares(std::span<const double> table, int columns);

// One answer (the mean of the statements, say) about one relationship on one occasion.
struct Answer {
  int relationship = 0;  // 0 to relationships − 1
  int occasion = 0;      // 0 to occasions − 1
  double value = 0;
};

// Variances in the square of the answers' unit; none is below 0.
struct VarianceComponents {
  double relationship = 0;
  double occasion = 0;
  double residual = 0;          // with what is peculiar to one relationship on one occasion
  bool occasions_apart = true;  // false: occasions are part of the residual
  bool closed_form = false;
  int answers = 0;
  int relationships = 0;
  int occasions = 0;
};

// value = mean + relationship + occasion + residual, all three independent and normal with mean 0.
// Balanced tables (each pair once) whose ANOVA estimates are not negative are solved in closed
// form, which is also their restricted maximum likelihood: (MS_r − MS_e) / occasions and (MS_o −
// MS_e) / relationships. All others by restricted maximum likelihood, profiled over the two ratios
// to the residual as in Bates et al. 2015, section 3.4. When most occasions hold a single answer
// (no more answers than relationships and occasions together less one), occasion and residual
// cannot be told apart, and occasions are left out of the model. Sources: Patterson & Thompson
// 1971; Searle, Casella & McCulloch 1992. Errors: insight/too_few (fewer than two relationships, or
// no more answers than relationships), insight/bad_count (an index below 0), insight/too_many
// (answers or relationships), insight/not_finite, insight/no_variation (all answers are the same).
Result<VarianceComponents> variance_components(std::span<const Answer> answers);
inline constexpr std::size_t most_relationships = 64;
inline constexpr std::size_t most_answers = 20'000;

// What variance_components makes least: −2 × the restricted log-likelihood, up to a constant of the
// number of answers, at two ratios of standard deviations (relationship / residual, occasion /
// residual), each 0 to 1000. Errors: as there, and insight/bad_ratio.
Result<double> restricted_deviance(std::span<const Answer> answers, double relationship_ratio,
                                   double occasion_ratio);

}  // namespace ajar::insight
