// Any bytes as an event, and any bytes as the text of one that is sealed and signed rightly.
#include "fuzz/small_vault.h"

using namespace ajar;
using namespace ajar::fuzz;

namespace {

// What opened lies in the text, and the vault can still be written to or says why not.
void check(Bytes frame) {
  vault::Vault opened = small_vault().open();
  const auto event = opened.apply(frame);
  if (event && event->type == vault::Type::record && !event->stub) {
    require(!event->content.empty() && event->content.size() <= frame.size());
  }
  if (event && event->problem.empty()) require(opened.writable().has_value());
  if (event)
    require(opened.apply(frame).error().code == "vault/duplicate" || !event->problem.empty());
  (void)opened.finish();
  (void)opened.strip(frame);
}

}  // namespace

// The first byte chooses: 0 a bare frame, 1 to 4 an event of that type, 5 a record whose tips hash
// as they should, 6 a name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 4096) return 0;
  const Bytes input(data + 1, size - 1);
  const unsigned choice = data[0] % 7u;
  if (choice == 0) {
    check(input);
    return 0;
  }
  vault::Hash seen = vault::seen_hash({});
  if (choice == 5 && input.size() >= 2) {
    const std::size_t tips =
        std::size_t{vault::read_number<std::uint16_t>(input.data())} * vault::tip_size;
    if (tips <= input.size() - 2) seen = vault::seen_hash(input.subspan(2, tips));
  }
  const auto type = choice == 5   ? vault::Type::record
                    : choice == 6 ? vault::Type::name
                                  : vault::Type{static_cast<std::uint8_t>(choice)};
  check(event_around(small_vault(), type, input, seen));
  return 0;
}
