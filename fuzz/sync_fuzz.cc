// Any bytes as what devices and a hub leave for each other: codes, offers, answers, the kept state,
// pages, and the content of control events. Nothing is read past its end, and what was read is what
// was written.
#include "fuzz/small_vault.h"
#include "life/sync_state.h"
#include "vault/join.h"

using namespace ajar;
using namespace ajar::fuzz;

namespace {

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

const vault::Joining& joining() {
  static const vault::Joining made = [] {
    vault::SeededRandom random("fuzz joining");
    return vault::begin_joining(random);
  }();
  return made;
}

void check_codes(Bytes input) {
  if (const auto code = vault::read_code(text_of(input)))
    require(vault::same(*vault::read_code(vault::code_text(*code)), *code));
  if (const auto offer = vault::read_qr(text_of(input)))
    require(vault::same(*vault::read_qr(vault::qr_text(*offer)), *offer));
  const auto code = vault::code_of(joining().offer);
  if (const auto offer = vault::read_resting(code, input))
    require(vault::same(*offer, joining().offer));
  (void)vault::read_answer(joining(), input);
  (void)vault::Joining::read(input);
}

void check_state(Bytes input) {
  const auto state = life::SyncState::read(input);
  if (!state) return;
  // Written again it is the same, but for what a reader lets pass in the alarm's length.
  const auto again = life::SyncState::read(state->bytes());
  require(again && again->bytes() == state->bytes());
  (void)life::unsynced(*state, small_vault().open());
  (void)life::devices_json(*state, small_vault().open());
}

// A page of these frames, as a hub would hand them out to a device that has half of the vault.
void check_page(Bytes input) {
  if (input.size() < 4) return;
  const vault::Page page{.count = input[0] % 8u,
                         .generation = {},
                         .next = input[1] % 8u,
                         .last = input[2] % 8u,
                         .frames = input.subspan(3)};
  life::SyncState state;
  const vault::Vault vault = small_vault().open();
  if (life::count_page(state, page, vault.vault_id(), &vault)) return;
  require(state.cursor == page.next);
  vault::Vault trial = vault;
  vault::FrameReader reader(page.frames, vault.vault_id());
  while (const auto frame = reader.next()) {
    const auto merged = trial.merge(frame->bytes);
    if (!merged && merged.error().code != "vault/duplicate") return;
  }
  if (trial.merged()) require(trial.finish().empty());
}

void check_contents(Bytes input) {
  if (const auto revocation = vault::Revocation::read(input)) {
    require(revocation->out.size() % vault::tip_size == 0 && !revocation->out.empty());
    require(revocation->seal_for(revocation->out.data()) == nullptr);
  }
  if (const auto name = vault::Name::read(input)) {
    const auto made = vault::make_name(*name);
    require(made && vault::same(*made, input));
  }
  (void)vault::Certificate::read(input);
}

}  // namespace

// The first byte chooses.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 16384) return 0;
  const Bytes input(data + 1, size - 1);
  switch (data[0] % 4u) {
    case 0:
      check_codes(input);
      break;
    case 1:
      check_state(input);
      break;
    case 2:
      check_page(input);
      break;
    default:
      check_contents(input);
  }
  return 0;
}
