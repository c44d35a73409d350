// spec/vectors/records: every case of the spec, records and folds.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "engine/base/json.h"
#include "engine/journal/journal.h"

namespace ajar::journal {
namespace {

using json::Value;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return out;
}

std::string line_of(const Value& root) {
  if (const auto line = root.find("line")) return std::string(line->text());
  if (const auto hex = root.find("line_hex")) return from_hex(hex->text());
  std::string out;
  const Value parts = root.find("line_parts").value();
  for (const Value part : parts) {
    auto at = part.begin();
    const std::string_view text = (*at).text();
    const std::int64_t times = (*++at).integer().value();
    for (std::int64_t i = 0; i < times; ++i) out += text;
  }
  return out;
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> out;
  for (const Value value : list) out.emplace_back(value.text());
  return out;
}

void check_good(const Result<Record>& record, const std::string& line, const Value& expect) {
  ASSERT_TRUE(record) << record.error().code << ' ' << record.error().field;
  EXPECT_EQ(record->raw, line);
  EXPECT_EQ(record->kind_name, expect.find("kind")->text());
  const auto known = expect.find("known");
  EXPECT_EQ(record->kind != record::Kind::unknown, !known || known->boolean());
  const auto deletes = expect.find("deletes");
  EXPECT_EQ(!record->body, deletes && deletes->boolean());
  if (const auto body = expect.find("body")) {
    EXPECT_EQ(record::encode(*record->body), body->text());
  }
  if (const auto over = expect.find("over")) {
    EXPECT_EQ(std::ssize(record->over), over->integer().value());
  }
  if (const auto seconds = expect.find("seconds")) {
    EXPECT_EQ(record->at.seconds, seconds->integer().value());
  }
  if (const auto critical = expect.find("newer_critical")) {
    EXPECT_EQ(record->newer_critical(), critical->boolean());
  }
  if (const auto unknown = expect.find("unknown")) {
    std::vector<std::vector<std::string>> found;
    for (const auto& field : record->unknown) {
      found.push_back({field.within, field.name, field.json});
    }
    std::vector<std::vector<std::string>> wanted;
    const Value list = *unknown;
    for (const Value field : list) wanted.push_back(texts(field));
    EXPECT_EQ(found, wanted);
  }
}

void check_bad(const Result<Record>& record, const Value& expect) {
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code, expect.find("code")->text());
  EXPECT_EQ(record.error().field, expect.find("field")->text());
}

void check_fold(const std::vector<std::string>& lines, const Value& expect) {
  Journal journal;
  for (const std::string& line : lines) {
    auto record = record::parse(line);
    ASSERT_TRUE(record) << line;
    journal.add(std::move(*record));
  }
  std::vector<std::string> state;
  journal.for_each_state_line([&](std::string_view line) { state.emplace_back(line); });
  EXPECT_EQ(state, texts(expect.find("state").value()));
  if (const auto current = expect.find("current")) {
    std::map<std::string, std::string> found;
    for (const Record* record : journal.timeline()) {
      EXPECT_EQ(journal.current(record->id), record);
      found[format(record->id)] = format(record->rev);
    }
    std::map<std::string, std::string> wanted;
    const Value members = *current;
    for (const Value member : members) wanted.emplace(member.name(), member.text());
    EXPECT_EQ(found, wanted);
  }
  if (const auto deleted = expect.find("deleted")) {
    for (const std::string& id : texts(*deleted)) {
      EXPECT_TRUE(journal.deleted(parse_id(id).value()));
    }
  }
  if (const auto conflicts = expect.find("conflicts")) {
    std::vector<std::string> found;
    for (const Id& id : journal.conflicts()) found.push_back(format(id));
    EXPECT_EQ(found, texts(*conflicts));
  }
  if (const auto clashes = expect.find("clashes")) {
    EXPECT_EQ(std::ssize(journal.clashes()), clashes->integer().value());
  }
  if (const auto critical = expect.find("newer_critical")) {
    EXPECT_EQ(journal.newer_critical(), critical->boolean());
  }
}

// In every order, and with every record twice.
void check_fold_in_all_orders(const Value& root) {
  const Value expect = root.find("expect").value();
  std::vector<std::string> lines = texts(root.find("lines").value());
  std::sort(lines.begin(), lines.end());
  do {
    check_fold(lines, expect);
    std::vector<std::string> twice = lines;
    twice.insert(twice.end(), lines.begin(), lines.end());
    check_fold(twice, expect);
  } while (std::next_permutation(lines.begin(), lines.end()));
}

TEST(Vectors, EveryCaseOfTheSpec) {
  const std::filesystem::path folder =
      std::filesystem::path(AJAR_SOURCE_DIR) / "spec/vectors/records";
  std::size_t cases = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".json") continue;
    SCOPED_TRACE(file.path().filename());
    const std::string text = read_file(file.path());
    json::Document document;
    const auto root = document.parse(text);
    ASSERT_TRUE(root);
    EXPECT_EQ(root->find("name")->text(), file.path().stem().string());
    ++cases;
    if (root->find("lines")) {
      check_fold_in_all_orders(*root);
      continue;
    }
    const Value expect = root->find("expect").value();
    const std::string line = line_of(*root);
    const auto record = record::parse(line);
    if (expect.find("ok")) {
      check_good(record, line, expect);
    } else {
      check_bad(record, expect);
    }
  }
  EXPECT_GE(cases, 180u);
}

}  // namespace
}  // namespace ajar::journal
