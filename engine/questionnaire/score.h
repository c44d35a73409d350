// Scores of a questionnaire, how far each can be trusted, and whether two of them differ by more
// than their error.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/insight/reliability.h"
#include "engine/questionnaire/instruments.h"

namespace ajar::questionnaire {

// A sum in which some items are taken away from the others.
bool takes_away(const Scale& scale);

// A score is given while at most one in five of a scale's items were left out; those stand for the
// mean of the others. Where items are taken away from each other no item may be missing.
bool enough(const Scale& scale, int answered);

struct ScaleScore {
  const Scale* scale = nullptr;
  std::optional<double> value;  // scale->low … scale->high; nothing where too much was left out
  int answered = 0;
  int of = 0;
};

// One score for each of the instrument's scales. `answers` are as they were given, before any
// turning, by item number less one; one that is not a number from low to high, or not there, was
// left out. Never NaN.
std::vector<ScaleScore> score(const Instrument& instrument, std::span<const double> answers);

// The same for many rows, with the key laid out once. Holds the instrument by reference.
class RowScorer {
 public:
  explicit RowScorer(const Instrument& instrument);

  // `instrument.items` answers, each from low to high or NaN where it was left out; as many values
  // as there are scales, NaN where there is no score.
  void score(const double* answers, double* scores) const;
  std::size_t scales() const { return parts_.size(); }

 private:
  struct Part {
    const Scale* scale;
    std::vector<std::size_t> plain;  // places of items
    std::vector<std::size_t> turned;
    double both;    // what a turned answer is taken from
    double offset;  // of all turned items together
    double of;      // items
  };
  double score_with_gaps(const Part& part, const double* answers) const;

  std::vector<Part> parts_;
};

// Row after row of `instrument.items` answers; `scores` holds as many values a row as there are
// scales. Both spans must have the same number of rows.
void score_rows(const Instrument& instrument, std::span<const double> answers,
                std::span<double> scores);

// The person's own figures of a scale; nothing where they gave none.
struct OwnFigures {
  std::optional<double> deviation;
  std::optional<double> retest;
};

// The error of a scale's scores, and all that is to be said beside it.
struct Trust {
  insight::MeasurementError error;
  double deviation = 0;
  Source deviation_source;
  SteadinessKind kind = SteadinessKind::retest;
  double reliability = 0;
  int days = 0;
  Source source;   // of the reliability
  double bar = 0;  // the difference between two scores that `level` asks for
};

// From the retest reliability that holds for `about` (empty: nobody named), and the looser bound
// from a latent or an internal one. Either is missing where there is no spread or no reliability.
// Own figures go before published ones.
struct Trusts {
  std::optional<Trust> retest;
  std::optional<Trust> looser;
};
Trusts trust(const Instrument& instrument, const Scale& scale, std::string_view about,
             const OwnFigures& own, double level);

enum class Verdict : std::uint8_t {
  noise,    // within the error: not yet distinguishable from noise
  open,     // beyond the looser bound, and nothing is known of the stricter one
  beyond,   // beyond the retest error
  unknown,  // no error is known
};
std::string_view name(Verdict verdict);

struct Change {
  double difference = 0;  // later less earlier
  Verdict verdict = Verdict::unknown;
  std::optional<insight::ReliableChange> against;  // the bar that decided
};

// Source: Jacobson & Truax 1991.
Change change(double earlier, double later, const Trusts& trusts, double level);

}  // namespace ajar::questionnaire
