// What is done at a hub outside of sync begins only with an origin, and what is left to do there
// can be kept.
#include "life/ending.h"

#include <gtest/gtest.h>

#include "life/errand.h"
#include "life/life.h"
#include "vault/test_random.h"

namespace ajar::life {
namespace {

const std::string kOrigin = "https://hub.example";

struct Device {
  Device() {
    EXPECT_TRUE(vault::start());
    auto created = vault::create(random);
    EXPECT_TRUE(created);
    life = std::move(*Life::open(created->secret.view()));
    life->apply(created->frame, true);
  }
  const vault::Secret& keys() const { return life->vault().keys(); }

  vault::SeededRandom random{"ending"};
  std::optional<Life> life;
};

TEST(Farewell, OpensAsItWasSealed) {
  Device device;
  const auto sealed = Ending(device.keys(), kOrigin).seal(device.keys(), device.random);
  ASSERT_TRUE(sealed);
  auto opened = Ending::open(device.keys(), *sealed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->origin(), kOrigin);
  EXPECT_EQ(opened->begin().kind, Step::Kind::call);
}

TEST(Farewell, IsNotSealedForWhatIsNoOrigin) {
  Device device;
  const std::string longer = kOrigin + std::string(vault::origin_limit, 'a');
  for (const std::string& origin : {longer, std::string("hub.example"), std::string()}) {
    const auto sealed = Ending(device.keys(), origin).seal(device.keys(), device.random);
    ASSERT_FALSE(sealed) << origin;
    EXPECT_EQ(sealed.error().code, "sync/origin");
  }
}

TEST(Errand, BeginsOnlyWithAnOrigin) {
  Device device;
  const auto& vault = device.life->vault();
  EXPECT_EQ(Errand::list(vault, kOrigin).begin().kind, Step::Kind::call);
  const Step step = Errand::list(vault, "hub.example").begin();
  EXPECT_EQ(step.kind, Step::Kind::stopped);
  EXPECT_EQ(step.code, "sync/origin");
}

}  // namespace
}  // namespace ajar::life
