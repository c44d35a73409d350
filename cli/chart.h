// Small pictures in text: each stands beside a sentence that says the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ajar::cli {

// Values from `low` to `high` as one character each, from ▁ to █; nothing where there is no value.
// More than `width` values are taken together, neighbours by their mean.
std::string sparkline(const std::vector<std::optional<double>>& values, double low, double high,
                      int width);

// n of so many as ● and ○, up to 12 of them; above that as `width` parts of a bar.
std::string tally(int n, int of, int width);

// Where values lie on a ruler from `low` to `high`: ·░▒▓█ by how many fall into each of `width`
// columns, and │ at `mark`.
std::string density(const std::vector<double>& values, double low, double high, double mark,
                    int width);

// An estimate with its limits on a ruler from −`reach` to `reach`: "·····│─●──·", with │ at 0.
std::string estimate(double value, double low, double high, double reach, int width);

}  // namespace ajar::cli
