// Scores a study's file: a table with one person or one time a row and one item a column, read
// piece by piece, so that its size does not matter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/questionnaire/instruments.h"
#include "engine/questionnaire/score.h"

namespace ajar::questionnaire {

inline constexpr std::size_t kMostLineBytes = 65'536;
inline constexpr std::size_t kMostColumns = 2000;

// What the rows together say of one scale.
struct ScaleSummary {
  const Scale* scale = nullptr;
  std::int64_t scored = 0;
  std::int64_t without = 0;  // rows in which too much was left out
  double mean = 0;           // of the scores; 0 where there is none
  double deviation = 0;      // with n − 1; 0 below two scores
  // Cronbach 1951, over rows in which nothing was left out; nothing below two of them, below two
  // items, where nothing varies, or for a scale that takes items away.
  std::optional<double> alpha;
};

// A table in CSV (RFC 4180), comma, semicolon or tab between cells as its first line has them. The
// first line names the columns: those of the items end in 1 … n after the same beginning ("i1",
// "ECR_01"), or are named as the instrument's linkIds; all others are passed on as they are. A cell
// of an item is a number from low to high, or empty, `NA`, `.`, or one of the given codes where it
// was left out. Nothing is guessed: whatever else stands there is an error with its line.
class Study {
 public:
  // `missing` are further codes for what was left out, compared as text.
  Study(const Instrument& instrument, std::vector<std::string> missing);

  // Reads on and appends the answer's lines to `out`: the passed-on columns, then each scale's
  // score to four decimals, empty where there is none. Errors, with the line and the column as
  // field: study/no_columns (detail: how many of the items were found), study/two_columns
  // (detail: both beginnings), study/name_taken (detail: the name that a result's column has, and
  // one that is passed on, too), study/too_many_columns, study/too_long_line (detail: the limit),
  // study/cells (detail: how many there are and how many there should be), study/not_a_number
  // (detail: the cell), study/out_of_range (detail: the cell), study/bad_quote. After an error the
  // study is at its end.
  Status read(std::string_view piece, std::string& out);
  // The last line, where none ended it. Error: study/empty where there was not even a first line.
  Status finish(std::string& out);

  std::int64_t rows() const { return rows_; }
  std::vector<ScaleSummary> summary() const;

 private:
  struct Column {
    std::string name;
    int item = -1;  // place of the item, or −1: passed on
  };
  // Sums for mean, spread and alpha; answers are small whole numbers, so they stay exact.
  struct Sums {
    std::int64_t n = 0;
    std::int64_t without = 0;
    double mean = 0;
    double squares = 0;
    std::int64_t whole = 0;  // rows in which nothing was left out
    double total = 0;
    double total_squares = 0;
    std::vector<double> item;
    std::vector<double> item_squares;
  };

  Status line(std::string_view text, std::string& out);
  Status head(std::string_view text, std::string& out);
  Status find_items();
  Status check_names() const;
  Status row(std::string_view text, std::string& out);
  Status cell(std::string_view text, std::size_t column, std::string& out);
  Result<double> answer(std::string_view text, std::size_t column) const;
  void score_row(std::string& out);
  void sum_up(Sums& sums, const Scale& scale) const;
  Error fault(std::string_view code, std::string_view column, std::string detail) const;

  const Instrument& instrument_;
  RowScorer scorer_;
  std::vector<std::string> missing_;
  char separator_ = ',';
  std::vector<Column> columns_;
  std::vector<int> items_;  // of each column: the place of its item, or −1
  std::vector<double> answers_;
  std::vector<double> scores_;  // of one row
  std::vector<Sums> sums_;
  std::string rest_;  // a line that has not ended yet
  std::int64_t line_ = 0;
  std::int64_t rows_ = 0;
  bool first_out_ = true;
};

}  // namespace ajar::questionnaire
