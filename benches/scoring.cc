// Scores a study's table, once from memory and once from file to file, and prints how long each
// took: `ajar_bench_scoring CONTENT TABLE OUT`.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "engine/content/content.h"
#include "engine/questionnaire/instruments.h"
#include "engine/questionnaire/score.h"
#include "engine/questionnaire/study.h"

namespace {

using namespace ajar;
using Clock = std::chrono::steady_clock;

[[noreturn]] void stop(const char* what) {
  std::fprintf(stderr, "scoring: %s\n", what);
  std::exit(1);
}

std::string slurp(const char* path) {
  std::string text;
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) stop(path);
  char piece[1 << 16];
  for (std::size_t size = 0; (size = std::fread(piece, 1, sizeof piece, file)) > 0;) {
    text.append(piece, size);
  }
  std::fclose(file);
  return text;
}

// The median of so many runs, in ms.
template <class Work>
double median_of(int runs, Work&& work) {
  std::vector<double> times;
  for (int run = 0; run < runs; ++run) {
    const auto began = Clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

// The bare numbers of a table whose cells are one digit or empty, row after row.
std::vector<double> numbers_of(const std::string& table) {
  std::vector<double> out;
  std::size_t at = table.find('\n') + 1;
  while (at < table.size()) {
    const char c = table[at];
    const bool given = c >= '0' && c <= '9';
    out.push_back(given ? c - '0' : std::numeric_limits<double>::quiet_NaN());
    at += given ? 2 : 1;
  }
  return out;
}

void from_file_to_file(const questionnaire::Instrument& instrument, const char* from,
                       const char* to) {
  std::FILE* in = std::fopen(from, "rb");
  std::FILE* file = std::fopen(to, "wb");
  if (in == nullptr || file == nullptr) stop("cannot open the tables");
  questionnaire::Study study(instrument, {});
  std::vector<char> piece(1 << 18);
  std::string out;
  for (std::size_t size = 0; (size = std::fread(piece.data(), 1, piece.size(), in)) > 0;) {
    out.clear();
    if (!study.read({piece.data(), size}, out)) stop("the table has a fault");
    std::fwrite(out.data(), 1, out.size(), file);
  }
  out.clear();
  if (!study.finish(out)) stop("the table has a fault");
  std::fwrite(out.data(), 1, out.size(), file);
  std::fclose(in);
  if (std::fclose(file) != 0) stop("cannot write the scores");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) stop("usage: ajar_bench_scoring CONTENT TABLE OUT");
  const auto content = content::load(slurp(argv[1]));
  if (!content) stop("the content cannot be read");
  const auto all = questionnaire::read_instruments(content->instruments);
  const questionnaire::Instrument* key = all ? questionnaire::find(*all, "ecr_r") : nullptr;
  if (key == nullptr) stop("the key is not there");
  constexpr int kRuns = 9;
  const std::vector<double> answers = numbers_of(slurp(argv[2]));
  if (answers.size() % 36 != 0) stop("the table is no table of 36 columns");
  std::vector<double> scores(answers.size() / 36 * key->scales.size());
  const double memory = median_of(kRuns, [&] { questionnaire::score_rows(*key, answers, scores); });
  const double file = median_of(kRuns, [&] { from_file_to_file(*key, argv[2], argv[3]); });
  std::printf("{\"memory\":%.6f,\"file\":%.6f,\"rows\":%zu}\n", memory, file, answers.size() / 36);
  return 0;
}
