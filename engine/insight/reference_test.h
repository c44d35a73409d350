// Tests only: the tables of tests/reference/ by column name.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace ajar::insight {

using Row = std::map<std::string, std::string>;

// Rows of a comma-separated table, quotes taken off. No cell of these holds a comma.
inline std::vector<Row> reference_table(const std::string& name) {
  std::ifstream file(AJAR_SOURCE_DIR "/tests/reference/" + name);
  EXPECT_TRUE(file) << name;
  const auto cells = [](const std::string& line) {
    std::vector<std::string> list;
    std::istringstream parts(line);
    for (std::string cell; std::getline(parts, cell, ',');) {
      std::erase(cell, '"');
      list.push_back(cell);
    }
    return list;
  };
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> header = cells(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> row = cells(line);
    EXPECT_EQ(row.size(), header.size()) << line;
    Row& named = rows.emplace_back();
    for (std::size_t n = 0; n < header.size(); ++n) named[header[n]] = row.at(n);
  }
  return rows;
}

inline double number(const Row& row, const std::string& column) {
  const std::string& cell = row.at(column);
  if (cell == "NA") return std::numeric_limits<double>::quiet_NaN();
  if (cell == "Inf") return std::numeric_limits<double>::infinity();
  return std::stod(cell);
}

inline std::vector<double> numbers(const std::string& spaced) {
  std::istringstream parts(spaced);
  std::vector<double> list;
  for (double value = 0; parts >> value;) list.push_back(value);
  return list;
}

// |ours − theirs| within `relative` of theirs, or of 10⁻³ where theirs is smaller than that.
inline void expect_close(double ours, double theirs, double relative, const std::string& what) {
  EXPECT_NEAR(ours, theirs, relative * std::max(std::fabs(theirs), 1e-3)) << what;
}

}  // namespace ajar::insight
