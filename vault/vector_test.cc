// Every case of spec/vectors/vault/, capsule/ and http/, native.
#include "vault/vector.h"

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "vault/crypto.h"

namespace ajar::vault {
namespace {

const std::string vectors = std::string(AJAR_SOURCE_DIR) + "/spec/vectors/";

// "vault/event-opens": the cases of one folder.
std::vector<std::string> case_names(const std::string& folder) {
  std::vector<std::string> names;
  DIR* list = ::opendir((vectors + folder).c_str());
  if (list == nullptr) return names;
  while (const dirent* entry = ::readdir(list)) {
    const std::string name = entry->d_name;
    if (name.ends_with(".json")) names.push_back(folder + "/" + name.substr(0, name.size() - 5));
  }
  ::closedir(list);
  std::sort(names.begin(), names.end());
  return names;
}

class Vectors : public ::testing::TestWithParam<std::string> {};

TEST_P(Vectors, ComeOutAsWritten) {
  ASSERT_TRUE(start());
  std::ifstream file(vectors + GetParam() + ".json", std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  const auto got = run_vector(json);
  ASSERT_TRUE(got) << got.error().code << " " << got.error().field << " " << got.error().detail;
  EXPECT_EQ(*got, *expected_of(json));
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(info.param.find('/') + 1);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Vault, Vectors, ::testing::ValuesIn(case_names("vault")), test_name);
INSTANTIATE_TEST_SUITE_P(Capsule, Vectors, ::testing::ValuesIn(case_names("capsule")), test_name);
INSTANTIATE_TEST_SUITE_P(Http, Vectors, ::testing::ValuesIn(case_names("http")), test_name);

INSTANTIATE_TEST_SUITE_P(Sync, Vectors, ::testing::ValuesIn(case_names("sync")), test_name);

TEST(Vectors, AreThere) {
  EXPECT_GT(case_names("vault").size(), 80u);
  EXPECT_GT(case_names("capsule").size(), 50u);
  EXPECT_GT(case_names("http").size(), 40u);
  EXPECT_GT(case_names("sync").size(), 15u);
}

TEST(Vectors, ThatAreWrongThemselvesAreNotTakenForAnOutcome) {
  EXPECT_EQ(run_vector("{\"op\":\"none\",\"in\":{}}").error().code, "vector/unknown_op");
  EXPECT_EQ(run_vector("{\"op\":\"words\",\"in\":{}}").error().code, "vector/missing");
  EXPECT_EQ(run_vector("{\"op\":\"words\",\"in\":{\"secret\":\"0g\"}}").error().code,
            "vector/bad_hex");
  EXPECT_EQ(run_vector("{").error().code, "json/syntax");
}

}  // namespace
}  // namespace ajar::vault
