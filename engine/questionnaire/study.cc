// One pass over the bytes: a line is scored as soon as it is whole.
#include "engine/questionnaire/study.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/questionnaire/names.h"
#include "engine/questionnaire/score.h"

namespace ajar::questionnaire {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A number with at most six digits on each side of its point; nothing where it is written
// otherwise. Correctly rounded, since both parts and the divisor are exact.
std::optional<double> number_of(std::string_view text) {
  double whole = 0;
  double divisor = 1;
  std::size_t digits = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point && digits > 0) {
      point = true;
      continue;
    }
    if (!is_digit(c) || ++digits > 12) return std::nullopt;
    whole = 10 * whole + (c - '0');
    if (point) divisor *= 10;
  }
  if (digits == 0 || text.back() == '.') return std::nullopt;
  return whole / divisor;
}

// To four decimals, zeros at the end kept: columns stay under each other.
void append_score(std::string& out, double score) {
  char text[24];
  std::size_t at = sizeof text;
  auto scaled = static_cast<std::int64_t>(std::llround(std::fabs(score) * 10'000));
  for (int place = 0; place < 4; ++place, scaled /= 10) {
    text[--at] = static_cast<char>('0' + scaled % 10);
  }
  text[--at] = '.';
  do {
    text[--at] = static_cast<char>('0' + scaled % 10);
    scaled /= 10;
  } while (scaled > 0);
  if (score < 0) text[--at] = '-';
  out.append(text + at, sizeof text - at);
}

std::string_view unquoted(std::string_view cell) {
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') {
    return cell.substr(1, cell.size() - 2);
  }
  return cell;
}

// How often `c` stands in a line outside its quotes.
std::int64_t count_unquoted(std::string_view line, char c) {
  bool quoted = false;
  return std::count_if(line.begin(), line.end(), [&](char each) {
    quoted ^= each == '"';
    return !quoted && each == c;
  });
}

// The end of the cell that begins at `at`; nothing where a quote is left open.
std::optional<std::size_t> cell_end(std::string_view line, std::size_t at, char separator) {
  if (at < line.size() && line[at] == '"') {
    ++at;
    while (true) {
      at = line.find('"', at);
      if (at == std::string_view::npos) return std::nullopt;
      ++at;
      if (at == line.size() || line[at] != '"') break;
      ++at;
    }
    if (at < line.size() && line[at] != separator) return std::nullopt;
    return at;
  }
  const auto end = line.find(separator, at);
  return end == std::string_view::npos ? line.size() : end;
}

constexpr int kMostNumber = 999;  // a greater one is a year or a day, and of no item

// The beginning of a column's name and the number at its end.
struct Numbered {
  std::string beginning;
  int number = 0;
};
std::optional<Numbered> numbered(std::string_view name) {
  const auto number = number_at_end(name);
  if (!number || *number > kMostNumber) return std::nullopt;
  return Numbered{std::string(name.substr(0, digits_at_end(name))), *number};
}

std::string small(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The number of each column for the beginning that has all of 1 … n; each number once.
std::vector<std::size_t> places_of(const std::vector<std::pair<int, std::size_t>>& found, int n) {
  std::vector<std::size_t> places(static_cast<std::size_t>(n), SIZE_MAX);
  for (const auto& [number, column] : found) {
    if (number >= 1 && number <= n) places[static_cast<std::size_t>(number) - 1] = column;
  }
  const bool all = std::none_of(places.begin(), places.end(),
                                [](std::size_t place) { return place == SIZE_MAX; });
  return all && found.size() == static_cast<std::size_t>(n) ? places : std::vector<std::size_t>();
}

}  // namespace

Study::Study(const Instrument& instrument, std::vector<std::string> missing)
    : instrument_(instrument),
      scorer_(instrument),
      missing_(std::move(missing)),
      answers_(static_cast<std::size_t>(instrument.items), kNone),
      scores_(instrument.scales.size()),
      sums_(instrument.scales.size()) {
  for (std::size_t s = 0; s < sums_.size(); ++s) {
    sums_[s].item.resize(instrument.scales[s].items.size());
    sums_[s].item_squares.resize(instrument.scales[s].items.size());
  }
}

Error Study::fault(std::string_view code, std::string_view column, std::string detail) const {
  return Error{code, line_, std::string(column), std::move(detail)};
}

Status Study::read(std::string_view piece, std::string& out) {
  while (!piece.empty()) {
    const auto end = piece.find('\n');
    if (end == std::string_view::npos) {
      rest_ += piece;
      if (rest_.size() > kMostLineBytes) {
        ++line_;
        return fault("study/too_long_line", {}, std::to_string(kMostLineBytes));
      }
      return ok();
    }
    if (rest_.empty()) {
      TRY(line(piece.substr(0, end), out));
    } else {
      rest_ += piece.substr(0, end);
      TRY(line(rest_, out));
      rest_.clear();
    }
    piece.remove_prefix(end + 1);
  }
  return ok();
}

Status Study::finish(std::string& out) {
  if (!rest_.empty()) TRY(line(rest_, out));
  rest_.clear();
  if (columns_.empty()) return Error{"study/empty"};
  return ok();
}

Status Study::line(std::string_view text, std::string& out) {
  ++line_;
  if (text.size() > kMostLineBytes) {
    return fault("study/too_long_line", {}, std::to_string(kMostLineBytes));
  }
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  if (columns_.empty()) return head(text, out);
  if (text.empty()) return ok();  // the end of the file, as many programs write it
  return row(text, out);
}

Status Study::head(std::string_view text, std::string& out) {
  text = without_mark(text);
  if (count_unquoted(text, '\t') > count_unquoted(text, separator_)) separator_ = '\t';
  if (count_unquoted(text, ';') > count_unquoted(text, separator_)) separator_ = ';';
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = cell_end(text, at, separator_);
    if (!end) return fault("study/bad_quote", std::to_string(columns_.size() + 1), {});
    if (columns_.size() == kMostColumns) {
      return fault("study/too_many_columns", {}, std::to_string(kMostColumns));
    }
    columns_.push_back({std::string(trimmed(unquoted(trimmed(text.substr(at, *end - at)))))});
    at = *end + 1;
  }
  TRY(find_items());
  TRY(check_names());
  const auto put = [&](std::string_view cell) {
    if (!first_out_) out += separator_;
    first_out_ = false;
    out += cell;
  };
  for (std::size_t at = 0, column = 0; at <= text.size(); ++column) {
    const std::size_t end = *cell_end(text, at, separator_);
    if (columns_[column].item < 0) put(text.substr(at, end - at));
    at = end + 1;
  }
  for (const Scale& scale : instrument_.scales) put(scale.id);
  out += '\n';
  return ok();
}

// By the instrument's own names, or by the one beginning that has every number.
Status Study::find_items() {
  std::map<std::string, std::vector<std::pair<int, std::size_t>>> by_beginning;
  std::vector<std::pair<int, std::size_t>> by_link;
  for (std::size_t at = 0; at < columns_.size(); ++at) {
    const std::string name = small(columns_[at].name);
    const auto link =
        std::find(instrument_.links.begin(), instrument_.links.end(), plain(columns_[at].name));
    if (link != instrument_.links.end()) {
      by_link.emplace_back(static_cast<int>(link - instrument_.links.begin()) + 1, at);
    }
    if (const auto one = numbered(name)) by_beginning[one->beginning].emplace_back(one->number, at);
  }
  if (!instrument_.links.empty()) {
    by_beginning.clear();
    by_beginning.emplace("", by_link);
  }
  std::vector<std::size_t> places;
  std::string chosen;
  std::size_t most = 0;
  for (const auto& [beginning, found] : by_beginning) {
    most = std::max(most, found.size());
    auto these = places_of(found, instrument_.items);
    if (these.empty()) continue;
    if (!places.empty()) {
      return fault("study/two_columns", {}, brief(chosen + "1, " + beginning + "1"));
    }
    places = std::move(these);
    chosen = beginning;
  }
  if (places.empty()) {
    return fault("study/no_columns", {},
                 std::to_string(most) + "/" + std::to_string(instrument_.items));
  }
  items_.assign(columns_.size(), -1);
  for (std::size_t item = 0; item < places.size(); ++item) {
    columns_[places[item]].item = static_cast<int>(item);
    items_[places[item]] = static_cast<int>(item);
  }
  return ok();
}

// A result's column has the name of its scale; two columns of one name nobody can tell apart.
Status Study::check_names() const {
  for (const Column& column : columns_) {
    const auto is_it = [&](const Scale& scale) { return scale.id == column.name; };
    if (column.item < 0 &&
        std::any_of(instrument_.scales.begin(), instrument_.scales.end(), is_it)) {
      return fault("study/name_taken", column.name, column.name);
    }
  }
  return ok();
}

Status Study::row(std::string_view text, std::string& out) {
  ++rows_;
  first_out_ = true;
  std::size_t column = 0;
  const bool plain = missing_.empty();
  for (std::size_t at = 0; at <= text.size(); ++column) {
    // Most cells are one digit.
    if (plain && column < items_.size() && items_[column] >= 0 && at < text.size()) {
      const int value = text[at] - '0';
      const bool ends = at + 1 == text.size() || text[at + 1] == separator_;
      if (ends && value >= 0 && value <= 9 && value >= instrument_.low &&
          value <= instrument_.high) {
        answers_[static_cast<std::size_t>(items_[column])] = value;
        at += 2;
        continue;
      }
    }
    const auto end = cell_end(text, at, separator_);
    if (!end) return fault("study/bad_quote", std::to_string(column + 1), {});
    if (column < columns_.size()) TRY(cell(text.substr(at, *end - at), column, out));
    at = *end + 1;
  }
  if (column != columns_.size()) {
    return fault("study/cells", {}, std::to_string(column) + "/" + std::to_string(columns_.size()));
  }
  score_row(out);
  return ok();
}

Status Study::cell(std::string_view text, std::size_t column, std::string& out) {
  if (columns_[column].item >= 0) {
    answers_[static_cast<std::size_t>(columns_[column].item)] = TRY(answer(text, column));
    return ok();
  }
  if (!first_out_) out += separator_;
  first_out_ = false;
  out += text;
  return ok();
}

Result<double> Study::answer(std::string_view text, std::size_t column) const {
  const std::string_view plain = trimmed(unquoted(trimmed(text)));
  if (plain.empty() || plain == "NA" || plain == ".") return kNone;
  if (std::find(missing_.begin(), missing_.end(), plain) != missing_.end()) return kNone;
  // Where semicolons part the cells, a comma may be the point.
  std::string pointed(plain);
  if (separator_ == ';') std::replace(pointed.begin(), pointed.end(), ',', '.');
  const bool below = !pointed.empty() && pointed.front() == '-';
  const auto number = number_of(below ? std::string_view(pointed).substr(1) : pointed);
  if (!number) return fault("study/not_a_number", columns_[column].name, brief(plain));
  if (below || *number < instrument_.low || *number > instrument_.high) {
    return fault("study/out_of_range", columns_[column].name, brief(plain));
  }
  return *number;
}

// What alpha needs, of a row in which nothing was left out.
void Study::sum_up(Sums& sums, const Scale& scale) const {
  double total = 0;
  for (const ScaleItem& item : scale.items) {
    const double value = answers_[static_cast<std::size_t>(item.number) - 1];
    total += item.turned ? instrument_.low + instrument_.high - value : value;
  }
  if (total != total) return;
  ++sums.whole;
  sums.total += total;
  sums.total_squares += total * total;
  for (std::size_t n = 0; n < scale.items.size(); ++n) {
    const double value = answers_[static_cast<std::size_t>(scale.items[n].number) - 1];
    sums.item[n] += value;
    sums.item_squares[n] += value * value;
  }
}

void Study::score_row(std::string& out) {
  scorer_.score(answers_.data(), scores_.data());
  for (std::size_t s = 0; s < scores_.size(); ++s) {
    if (!first_out_) out += separator_;
    first_out_ = false;
    Sums& sums = sums_[s];
    if (scores_[s] != scores_[s]) {
      ++sums.without;
      continue;
    }
    append_score(out, scores_[s]);
    // Welford 1962: no large sums are taken from each other.
    ++sums.n;
    const double off = scores_[s] - sums.mean;
    sums.mean += off / static_cast<double>(sums.n);
    sums.squares += off * (scores_[s] - sums.mean);
    sum_up(sums, instrument_.scales[s]);
  }
  out += '\n';
}

std::vector<ScaleSummary> Study::summary() const {
  std::vector<ScaleSummary> all;
  for (std::size_t s = 0; s < sums_.size(); ++s) {
    const Sums& sums = sums_[s];
    const Scale& scale = instrument_.scales[s];
    ScaleSummary one{&scale, sums.n, sums.without, sums.mean, 0, {}};
    if (sums.n > 1) one.deviation = std::sqrt(sums.squares / static_cast<double>(sums.n - 1));
    const auto k = static_cast<double>(scale.items.size());
    const auto whole = static_cast<double>(sums.whole);
    const auto spread = [&](double sum, double squares) {
      return (squares - sum * sum / whole) / (whole - 1);
    };
    if (sums.whole > 1 && scale.items.size() > 1 && !takes_away(scale)) {
      double items = 0;
      for (std::size_t n = 0; n < scale.items.size(); ++n) {
        items += spread(sums.item[n], sums.item_squares[n]);
      }
      const double total = spread(sums.total, sums.total_squares);
      if (total > 0) one.alpha = k / (k - 1) * (1 - items / total);
    }
    all.push_back(one);
  }
  return all;
}

}  // namespace ajar::questionnaire
