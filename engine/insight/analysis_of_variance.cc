// The sums of squares and the restricted likelihood of analysis_of_variance.h.
#include "engine/insight/analysis_of_variance.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "engine/insight/detail.h"
#include "engine/insight/interval.h"

namespace ajar::insight {

Result<MeanSquares> mean_squares(std::span<const double> table, int columns) {
  if (columns < 2) {
    return Error{.code = "insight/too_few", .field = "columns", .detail = std::to_string(columns)};
  }
  const auto width = static_cast<std::size_t>(columns);
  if (table.size() % width != 0) return Error{.code = "insight/bad_shape"};
  if (table.size() < 2 * width) return Error{.code = "insight/too_few", .field = "rows"};
  if (!all_finite(table)) return Error{.code = "insight/not_finite"};
  const auto rows = static_cast<Eigen::Index>(table.size() / width);
  using Table = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const Table> raw(table.data(), rows, columns);
  const Table values = raw - raw.mean();
  const Eigen::ArrayXd by_row = values.rowwise().mean();
  const Eigen::ArrayXd by_column = values.colwise().mean().transpose();
  const Table within = values.colwise() - by_row;
  const Table residual = within.rowwise() - by_column.transpose();
  const auto n = static_cast<double>(rows);
  const double k = columns;
  // What is left of equal values by rounding is nothing.
  const double least = 1e-28 * raw.square().maxCoeff();
  const auto square = [&](double sum, double degrees) { return sum > least ? sum / degrees : 0; };
  return MeanSquares{square(k * by_row.square().sum(), n - 1),
                     square(within.square().sum(), n * (k - 1)),
                     square(n * by_column.square().sum(), k - 1),
                     square(residual.square().sum(), (n - 1) * (k - 1))};
}

namespace {

// Answers of one relationship on one occasion, and the sum of their values.
struct Cell {
  int occasion = 0;
  int relationship = 0;
  double count = 0;
  double sum = 0;
};

// The answers with their mean taken off, indices without gaps, in cells by occasion.
struct Design {
  std::vector<Cell> cells;
  int answers = 0;
  int relationships = 0;
  int occasions = 0;
  double squares = 0;  // Σ value²

  [[nodiscard]] bool occasions_apart() const { return answers > relationships + occasions - 1; }
  [[nodiscard]] bool balanced() const {
    return static_cast<std::int64_t>(cells.size()) == std::int64_t{relationships} * occasions &&
           static_cast<std::size_t>(answers) == cells.size();
  }
};

// The rank of each index among those that occur.
template <class Get>
std::vector<int> ranks(std::span<const Answer> answers, const Get& get) {
  std::vector<int> seen;
  seen.reserve(answers.size());
  for (const Answer& answer : answers) seen.push_back(get(answer));
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  return seen;
}

int rank_of(const std::vector<int>& seen, int index) {
  return static_cast<int>(std::lower_bound(seen.begin(), seen.end(), index) - seen.begin());
}

Status check(std::span<const Answer> answers) {
  if (answers.size() > most_answers) {
    return Error{.code = "insight/too_many", .field = "answers"};
  }
  for (std::size_t n = 0; n < answers.size(); ++n) {
    const Answer& answer = answers[n];
    const std::string place = "answers[" + std::to_string(n) + "]";
    if (!std::isfinite(answer.value)) return Error{.code = "insight/not_finite", .field = place};
    if (answer.relationship < 0 || answer.occasion < 0) {
      return Error{.code = "insight/bad_count", .field = place};
    }
  }
  return ok();
}

// Cells in order of occasion and relationship, each once.
std::vector<Cell> gathered(std::vector<Cell> cells) {
  std::sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) {
    return a.occasion != b.occasion ? a.occasion < b.occasion : a.relationship < b.relationship;
  });
  std::vector<Cell> once;
  for (const Cell& cell : cells) {
    if (!once.empty() && once.back().occasion == cell.occasion &&
        once.back().relationship == cell.relationship) {
      once.back().count += cell.count;
      once.back().sum += cell.sum;
    } else {
      once.push_back(cell);
    }
  }
  return once;
}

Result<Design> design_of(std::span<const Answer> answers) {
  TRY(check(answers));
  const auto relationships = ranks(answers, [](const Answer& a) { return a.relationship; });
  const auto occasions = ranks(answers, [](const Answer& a) { return a.occasion; });
  if (relationships.size() > most_relationships) {
    return Error{.code = "insight/too_many", .field = "relationships"};
  }
  if (relationships.size() < 2) return Error{.code = "insight/too_few", .field = "relationships"};
  if (answers.size() <= relationships.size()) {
    return Error{.code = "insight/too_few", .field = "answers"};
  }
  double mean = 0;
  for (const Answer& answer : answers) mean += answer.value / static_cast<double>(answers.size());
  Design design;
  design.answers = static_cast<int>(answers.size());
  design.relationships = static_cast<int>(relationships.size());
  design.occasions = static_cast<int>(occasions.size());
  std::vector<Cell> cells;
  cells.reserve(answers.size());
  for (const Answer& answer : answers) {
    const double value = answer.value - mean;
    design.squares += value * value;
    cells.push_back({rank_of(occasions, answer.occasion),
                     rank_of(relationships, answer.relationship), 1, value});
  }
  design.cells = gathered(std::move(cells));
  const double scale = std::fabs(mean) * 1e-12;
  if (!(design.squares > scale * scale * design.answers)) {
    return Error{.code = "insight/no_variation"};
  }
  return design;
}

struct Ratios {
  double relationship = 0;
  double occasion = 0;
};
constexpr double most_ratio = 1000;

// What the likelihood is made of at two ratios θ: with W = I + ZΛΛ′Z′, log |W| and a′W⁻¹b for a, b
// among the column of ones and the values.
struct Products {
  double log_determinant = 0;
  double ones = 0;
  double mixed = 0;
  double values = 0;
};

// Λ′Z′ZΛ + I has two diagonal blocks and the cells between them; eliminating the occasions' block
// leaves a matrix no larger than the relationships.
Products products(const Design& design, Ratios theta) {
  const double tr = theta.relationship;
  const double to = theta.occasion;
  Eigen::MatrixXd schur = Eigen::MatrixXd::Identity(design.relationships, design.relationships);
  Eigen::MatrixXd sides = Eigen::MatrixXd::Zero(design.relationships, 2);  // ones, values
  Products found{0, static_cast<double>(design.answers), 0, design.squares};
  for (std::size_t from = 0; from < design.cells.size();) {
    std::size_t end = from;
    double count = 0;
    double sum = 0;
    for (; end < design.cells.size() && design.cells[end].occasion == design.cells[from].occasion;
         ++end) {
      count += design.cells[end].count;
      sum += design.cells[end].sum;
    }
    const double diagonal = to * to * count + 1;
    const double shrink = to * to / diagonal;
    found.log_determinant += std::log(diagonal);
    found.ones -= shrink * count * count;
    found.mixed -= shrink * count * sum;
    found.values -= shrink * sum * sum;
    for (std::size_t a = from; a < end; ++a) {
      const Cell& cell = design.cells[a];
      schur(cell.relationship, cell.relationship) += tr * tr * cell.count;
      sides(cell.relationship, 0) += tr * (cell.count - shrink * cell.count * count);
      sides(cell.relationship, 1) += tr * (cell.sum - shrink * cell.count * sum);
      for (std::size_t b = from; b < end; ++b) {
        const Cell& other = design.cells[b];
        schur(cell.relationship, other.relationship) -= tr * tr * shrink * cell.count * other.count;
      }
    }
    from = end;
  }
  const Eigen::LLT<Eigen::MatrixXd> factor(schur);
  const Eigen::MatrixXd solved = factor.matrixL().solve(sides);
  found.log_determinant += 2 * factor.matrixLLT().diagonal().array().log().sum();
  found.ones -= solved.col(0).squaredNorm();
  found.mixed -= solved.col(0).dot(solved.col(1));
  found.values -= solved.col(1).squaredNorm();
  return found;
}

// Squares that the mean and the effects leave; rounding may not make them nothing.
double left_over(const Design& design, const Products& found) {
  const double left = found.values - found.mixed * found.mixed / found.ones;
  return std::max(left, 1e-14 * design.squares);
}

double deviance(const Design& design, Ratios theta) {
  const Products found = products(design, theta);
  return found.log_determinant + std::log(found.ones) +
         (design.answers - 1) * std::log(left_over(design, found));
}

using Point = std::array<double, 2>;

// Nelder & Mead 1965 in two dimensions; f is even in both coordinates, so no bound below is needed.
template <class Function>
Point minimum(const Function& f, Point start, double reach) {
  struct Corner {
    Point at;
    double height;
  };
  const auto corner = [&](Point at) { return Corner{at, f(at)}; };
  std::array<Corner, 3> corners = {corner(start), corner({start[0] + reach, start[1]}),
                                   corner({start[0], start[1] + reach})};
  for (int step = 0; step < 400; ++step) {
    std::sort(corners.begin(), corners.end(),
              [](const Corner& a, const Corner& b) { return a.height < b.height; });
    const Corner& best = corners[0];
    const Corner& second = corners[1];
    const Corner& worst = corners[2];
    const double size = std::fabs(worst.at[0] - best.at[0]) + std::fabs(worst.at[1] - best.at[1]);
    if (size < 1e-9) break;
    const auto along = [&](double factor) {
      Point at;
      for (std::size_t n = 0; n < 2; ++n) {
        const double middle = (best.at[n] + second.at[n]) / 2;
        at[n] = middle + factor * (middle - worst.at[n]);
      }
      return corner(at);
    };
    Corner next = along(1);
    if (next.height < best.height) {
      const Corner further = along(2);
      if (further.height < next.height) next = further;
    } else if (next.height >= second.height) {
      next = along(next.height < worst.height ? 0.5 : -0.5);
    }
    if (next.height < worst.height) {
      corners[2] = next;
      continue;
    }
    for (std::size_t n = 1; n < 3; ++n) {
      corners[n] =
          corner({(corners[n].at[0] + best.at[0]) / 2, (corners[n].at[1] + best.at[1]) / 2});
    }
  }
  return corners[0].at;
}

Ratios best_ratios(const Design& design) {
  const bool apart = design.occasions_apart();
  const auto ratios = [&](Point at) {
    return Ratios{std::min(std::fabs(at[0]), most_ratio),
                  apart ? std::min(std::fabs(at[1]), most_ratio) : 0};
  };
  const auto height = [&](Point at) { return deviance(design, ratios(at)); };
  // A second start at the first's end frees a simplex that has collapsed too early.
  const Ratios best = ratios(minimum(height, minimum(height, {1, 1}, 0.5), 0.1));
  // A variance at its bound is exactly nothing, and not a rounding error above it.
  Ratios kept = best;
  for (double Ratios::*part : {&Ratios::relationship, &Ratios::occasion}) {
    Ratios without = kept;
    without.*part = 0;
    if (deviance(design, without) <= deviance(design, kept) + 1e-9) kept = without;
  }
  return kept;
}

// The ANOVA estimates of a balanced table.
VarianceComponents by_mean_squares(const Design& design) {
  std::vector<double> table(design.cells.size());
  for (const Cell& cell : design.cells) {
    const auto row = static_cast<std::size_t>(cell.relationship);
    table[row * static_cast<std::size_t>(design.occasions) +
          static_cast<std::size_t>(cell.occasion)] = cell.sum;
  }
  VarianceComponents found;
  const auto squares = mean_squares(table, design.occasions);
  if (!squares) return found;
  found.relationship = (squares->targets - squares->residual) / design.occasions;
  found.occasion = (squares->raters - squares->residual) / design.relationships;
  found.residual = squares->residual;
  found.closed_form = found.relationship >= 0 && found.occasion >= 0;
  return found;
}

VarianceComponents by_likelihood(const Design& design) {
  const Ratios theta = best_ratios(design);
  VarianceComponents found;
  found.residual = left_over(design, products(design, theta)) / (design.answers - 1);
  found.relationship = theta.relationship * theta.relationship * found.residual;
  found.occasion = theta.occasion * theta.occasion * found.residual;
  return found;
}

}  // namespace

Result<VarianceComponents> variance_components(std::span<const Answer> answers) {
  const Design design = TRY(design_of(answers));
  VarianceComponents found;
  if (design.balanced() && design.occasions >= 2) found = by_mean_squares(design);
  if (!found.closed_form) found = by_likelihood(design);
  found.occasions_apart = design.occasions_apart();
  found.answers = design.answers;
  found.relationships = design.relationships;
  found.occasions = design.occasions;
  return found;
}

Result<double> restricted_deviance(std::span<const Answer> answers, double relationship_ratio,
                                   double occasion_ratio) {
  for (const double ratio : {relationship_ratio, occasion_ratio}) {
    if (!(ratio >= 0 && ratio <= most_ratio)) {
      return Error{.code = "insight/bad_ratio", .detail = detail(ratio)};
    }
  }
  return deviance(TRY(design_of(answers)), {relationship_ratio, occasion_ratio});
}

}  // namespace ajar::insight
