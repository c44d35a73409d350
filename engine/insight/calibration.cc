// The figures of calibration.h.
#include "engine/insight/calibration.h"

#include <algorithm>
#include <string>

#include "engine/insight/binomial.h"
#include "engine/insight/detail.h"

namespace ajar::insight {
namespace {

Status check(std::span<const Prediction> predictions, int bins, double level) {
  if (predictions.size() < least_predictions) {
    return Error{.code = "insight/too_few", .detail = std::to_string(predictions.size())};
  }
  if (predictions.size() > most_predictions) {
    return Error{.code = "insight/too_many", .detail = std::to_string(most_predictions)};
  }
  if (bins < 1 || bins > 20) {
    return Error{.code = "insight/bad_count", .field = "bins", .detail = std::to_string(bins)};
  }
  if (!is_level(level)) return Error{.code = "insight/bad_level", .detail = detail(level)};
  for (std::size_t n = 0; n < predictions.size(); ++n) {
    const double belief = predictions[n].belief;
    if (belief >= 0 && belief <= 1) continue;
    return Error{.code = "insight/bad_probability",
                 .field = "predictions[" + std::to_string(n) + "]",
                 .detail = detail(belief)};
  }
  return ok();
}

std::vector<CalibrationBin> empty_bins(int count) {
  std::vector<CalibrationBin> bins(static_cast<std::size_t>(count));
  for (int n = 0; n < count; ++n) {
    bins[static_cast<std::size_t>(n)].from = static_cast<double>(n) / count;
    bins[static_cast<std::size_t>(n)].to = static_cast<double>(n + 1) / count;
  }
  return bins;
}

// The bins' own upper ends decide, so that 0.7 is where [0.7, 0.8) says.
CalibrationBin& bin_of(std::vector<CalibrationBin>& bins, double belief) {
  for (CalibrationBin& bin : bins) {
    if (belief < bin.to) return bin;
  }
  return bins.back();
}

}  // namespace

Result<Calibration> calibrate(std::span<const Prediction> predictions, int bins, double level) {
  TRY(check(predictions, bins, level));
  const auto n = static_cast<double>(predictions.size());
  Calibration found;
  found.predictions = static_cast<int>(predictions.size());
  found.bins = empty_bins(bins);
  double beliefs = 0;
  for (const Prediction& prediction : predictions) {
    const double gap = prediction.belief - (prediction.happened ? 1 : 0);
    beliefs += prediction.belief;
    found.happened += prediction.happened ? 1 : 0;
    found.brier += gap * gap / n;
    CalibrationBin& bin = bin_of(found.bins, prediction.belief);
    bin.predictions += 1;
    bin.happened += prediction.happened ? 1 : 0;
    bin.mean_belief += prediction.belief;
  }
  for (CalibrationBin& bin : found.bins) {
    if (bin.predictions == 0) continue;
    bin.mean_belief /= bin.predictions;
    bin.limits = TRY(jeffreys({bin.happened, bin.predictions}, level));
  }
  const double rate = found.happened / n;
  const Interval rates = TRY(jeffreys({found.happened, found.predictions}, level));
  found.mean_gap = beliefs / n - rate;
  found.gap_limits = {beliefs / n - rates.high, beliefs / n - rates.low};
  found.brier_at_rate = rate * (1 - rate);
  return found;
}

}  // namespace ajar::insight
