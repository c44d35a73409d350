// The ways into a vault, for tests that need several devices: letting in, and the 24 words.
#pragma once

#include "life/arrival.h"
#include "tests/sync/edge.h"

namespace ajar::tests {

struct NewHome {
  vault::SecretBytes secret;
  Octets frames, state;
  std::string code;
};

// An arrival to its end.
inline NewHome arrive(life::Arrival arrival, MemoryHub& hub, vault::Random& random) {
  life::Step step = arrival.begin();
  while (step.kind == life::Step::Kind::call) {
    const auto answer = hub.handle(step.method, step.path, step.token, step.body);
    step = arrival.answer(answer.status, answer.body, 1'767'250'800'000, random);
  }
  return {std::move(step.secret), std::move(step.frames), arrival.state(), step.code};
}

// The whole way of spec/sync.md §5, code and slots left to the hand.
inline Edge join(Edge& by, MemoryHub& hub, const std::string& seed) {
  vault::SeededRandom random(seed);
  const auto joining = vault::begin_joining(random);
  const auto code = vault::read_code(vault::code_text(vault::code_of(joining.offer)));
  const auto offer = vault::read_resting(*code, vault::rest_offer(joining.offer));
  EXPECT_EQ(by.code(hub, {.certify = *offer}), "done");
  const auto answer = *vault::make_answer(*offer, by.life().vault(), by.random());
  auto home =
      arrive(*life::Arrival::by_answer(joining.bytes().view(), answer, "https://hub.example"), hub,
             random);
  EXPECT_EQ(home.code, "");
  return Edge(seed, home.secret.view(), home.frames, home.state);
}

}  // namespace ajar::tests
