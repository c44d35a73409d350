// The distributions of distribution.h, by Boost.Math.
#include "engine/insight/distribution.h"

// One thread; the standard library's wasm build has no others.
#ifndef BOOST_DISABLE_THREADS
#define BOOST_DISABLE_THREADS
#endif
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace ajar::insight {
namespace {

namespace policies = boost::math::policies;

// Nothing may be thrown, so trouble comes back as NaN; and no long double, which is software in
// WebAssembly and a hundred times slower.
using Policy = policies::policy<policies::domain_error<policies::errno_on_error>,
                                policies::pole_error<policies::errno_on_error>,
                                policies::overflow_error<policies::errno_on_error>,
                                policies::evaluation_error<policies::errno_on_error>,
                                policies::rounding_error<policies::errno_on_error>,
                                policies::indeterminate_result_error<policies::errno_on_error>,
                                policies::promote_float<false>, policies::promote_double<false>>;

constexpr double root_of_two = 1.4142135623730950488;

}  // namespace

double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / root_of_two);
}

double normal_two_sided(double z) {
  return std::erfc(std::fabs(z) / root_of_two);
}

double normal_quantile(double p) {
  return -root_of_two * boost::math::erfc_inv(2 * p, Policy());
}

double normal_limit(double level) {
  return root_of_two * boost::math::erfc_inv(1 - level, Policy());
}

double beta_cdf(double a, double b, double x) {
  return boost::math::ibeta(a, b, x, Policy());
}

double beta_upper(double a, double b, double x) {
  return boost::math::ibetac(a, b, x, Policy());
}

double beta_quantile(double a, double b, double p) {
  return boost::math::ibeta_inv(a, b, p, Policy());
}

double f_upper(double f, double d1, double d2) {
  const double scaled = d1 * f;
  // The smaller of the two shares is formed without a subtraction from one.
  if (scaled < d2) return beta_upper(d1 / 2, d2 / 2, scaled / (scaled + d2));
  return beta_cdf(d2 / 2, d1 / 2, d2 / (scaled + d2));
}

double f_quantile(double p, double d1, double d2) {
  double rest = 0;  // 1 − share, which Boost gives without cancellation
  const double share = boost::math::ibeta_inv(d1 / 2, d2 / 2, p, &rest, Policy());
  return d2 * share / (d1 * rest);
}

double t_quantile(double p, double d) {
  // t² is F(1, d), and both tails of t are alike.
  if (p == 0.5) return 0;
  const double far = std::sqrt(f_quantile(std::fabs(2 * p - 1), 1, d));
  return p > 0.5 ? far : -far;
}

double chi_squared_upper(double x, double d) {
  return boost::math::gamma_q(d / 2, x / 2, Policy());
}

}  // namespace ajar::insight
