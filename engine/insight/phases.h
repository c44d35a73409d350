// One phase against the next: how often a later value improves on an earlier one.
#pragma once

#include <span>

#include "engine/base/result.h"

namespace ajar::insight {

enum class Better { lower, higher };  // which way is improvement

// m values before and n after, in order of time.
struct PhaseContrast {
  double non_overlap = 0;        // NAP, 0 to 1: pairs that improve, ties by half
  double non_overlap_error = 0;  // its standard error
  double tau = 0;                // 2 NAP − 1, −1 to 1
  double tau_error = 0;          // 2 × that of NAP
  double tau_u = 0;  // (improving − worsening pairs between the phases − those within the first)/mn
};

// Errors of Sen's unbiased variance, with NAP kept 1/(2mn) away from 0 and 1 so that no overlap is
// not certainty: V = (NAP(1 − NAP) + n Q₁ + m Q₂ − 2X) / ((m − 1)(n − 1)), Q₁ and Q₂ the mean
// squares of the pairs' deviations averaged over one phase, X their mean square. Values are
// independent within phases; τ-U takes off the first phase's own trend and may pass 1. Two values
// at least in each phase. Sources: Parker & Vannest 2009; Parker, Vannest, Davis & Sauber 2011; Sen
// 1967; Pustejovsky 2019. Errors: insight/too_few, insight/too_many (trend.h's most_values in
// either), insight/not_finite.
Result<PhaseContrast> contrast(std::span<const double> before, std::span<const double> after,
                               Better better);

}  // namespace ajar::insight
