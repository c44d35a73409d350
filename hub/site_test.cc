// What the app's server answers, decided without a socket.
#include "hub/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "hub/door.h"

namespace ajar::hub {
namespace {

using ::testing::HasSubstr;

const Hosts kHosts = {"127.0.0.1:7421", "localhost:7421"};

// The way of a request through the door to the app's files, as the server goes it.
Response handle(const Site& site, const Hosts& hosts, const Request& request) {
  const Status named = check_names(Door{hosts}, request);
  Response response = named ? answer_site(site, request) : problem(named.error());
  add_guards(site.policy(), response);
  return response;
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

class SiteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/ajar-site-XXXXXX";
    ASSERT_NE(mkdtemp(pattern), nullptr);
    root_ = pattern;
    ASSERT_EQ(mkdir((root_ + "/assets").c_str(), 0700), 0);
    put("/index.html", "<p>door</p>");
    put("/assets/engine-0123abcd.wasm", "wasm");
    put("/assets/engine-0123abcd.wasm.br", "br");
    put("/sw.js", "self");
  }
  void TearDown() override { ASSERT_EQ(std::system(("rm -rf " + root_).c_str()), 0); }
  void put(const std::string& path, const std::string& bytes) {
    std::ofstream(root_ + path) << bytes;
  }
  Site load() {
    auto site = Site::load(root_);
    EXPECT_TRUE(site) << site.error().code;
    return std::move(*site);
  }
  std::string root_;
};

TEST_F(SiteTest, ServesTheIndexAtTheRootAndNeverCachesIt) {
  const Site site = load();
  const auto answer = handle(site, kHosts, {"GET", "/", "127.0.0.1:7421", "", ""});
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.body(), "<p>door</p>");
  EXPECT_EQ(header(answer, "Cache-Control"), "no-cache");
  EXPECT_THAT(header(answer, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_THAT(header(answer, "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
}

TEST_F(SiteTest, SendsHashedFilesCompressedAndForGoodToWhoAcceptsThem) {
  const Site site = load();
  const Request ask{"GET", "/assets/engine-0123abcd.wasm?x", "localhost:7421", "",
                    "gzip, br;q=0.9"};
  const auto answer = handle(site, kHosts, ask);
  EXPECT_EQ(answer.body(), "br");
  EXPECT_EQ(header(answer, "Content-Type"), "application/wasm");
  EXPECT_EQ(header(answer, "Content-Encoding"), "br");
  EXPECT_EQ(header(answer, "Cache-Control"), "public, max-age=31536000, immutable");
  for (const auto* refuses : {"gzip", "br;q=0", "brx"})
    EXPECT_EQ(handle(site, kHosts, {"GET", ask.target, ask.host, "", refuses}).body(), "wasm")
        << refuses;
}

TEST_F(SiteTest, RefusesAnotherHostNameSoThatRebindingGetsNothing) {
  const Site site = load();
  for (const auto* host : {"evil.example:7421", "127.0.0.1", "127.0.0.1:80", ""})
    EXPECT_EQ(handle(site, kHosts, {"GET", "/", host, "", ""}).status, 421u) << host;
}

TEST_F(SiteTest, RefusesAnotherOriginAndOtherMethods) {
  const Site site = load();
  EXPECT_EQ(handle(site, kHosts, {"GET", "/", kHosts[0], "https://evil.example", ""}).status, 403u);
  EXPECT_EQ(handle(site, kHosts, {"GET", "/", kHosts[0], "http://localhost:7421", ""}).status,
            200u);
  const auto post = handle(site, kHosts, {"POST", "/", kHosts[0], "", ""});
  EXPECT_EQ(post.status, 405u);
  EXPECT_EQ(header(post, "Allow"), "GET, HEAD");
}

TEST_F(SiteTest, KnowsOnlyTheFilesOfTheBuild) {
  const Site site = load();
  for (const auto* path : {"/../etc/passwd", "/assets/../index.html", "//index.html", "/assets/",
                           "/assets/engine-0123abcd.wasm.br"})
    EXPECT_EQ(handle(site, kHosts, {"GET", path, kHosts[0], "", ""}).status, 404u) << path;
}

TEST_F(SiteTest, TakesThePolicyOfTheBuildAsOneLine) {
  put("/csp.txt", "default-src 'none'; script-src 'self'\n");
  EXPECT_EQ(load().policy(), "default-src 'none'; script-src 'self'");
  put("/csp.txt", "default-src 'none'\r\nX-Bad: 1\n");
  const auto broken = Site::load(root_);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, "site/unreadable");
}

TEST_F(SiteTest, SaysThatTheAppIsNotBuilt) {
  const auto none = Site::load(root_ + "/nowhere");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, "site/not_built");
  ASSERT_EQ(unlink((root_ + "/index.html").c_str()), 0);
  const auto no_index = Site::load(root_);
  ASSERT_FALSE(no_index);
  EXPECT_EQ(no_index.error().code, "site/not_built");
}

TEST_F(SiteTest, DoesNotFollowLinksOutOfTheBuild) {
  ASSERT_EQ(symlink("/etc/passwd", (root_ + "/secret.txt").c_str()), 0);
  EXPECT_EQ(handle(load(), kHosts, {"GET", "/secret.txt", kHosts[0], "", ""}).status, 404u);
}

}  // namespace
}  // namespace ajar::hub
