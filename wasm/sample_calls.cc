// The call behind the sample life: a made-up one as records, which the page shows and keeps
// nowhere.
#include "engine/simulate/simulate.h"
#include "wasm/call.h"
#include "wasm/edition.h"

namespace ajar::wasm {
namespace {

Result<std::string> sample(Module& self, const Request& request) {
  if (!self.content) return Error{"wasm/no_content"};
  const auto words = TRY(simulate::Words::load(as_text(request.blob())));
  simulate::Wish wish;
  wish.profile = TRY(request.text("profile"));
  wish.days = static_cast<int>(TRY(request.number("days")));
  wish.seed = static_cast<std::uint64_t>(TRY(request.number("seed")));
  wish.start = local_date(TRY(request.time("now"))) - (wish.days > 0 ? wish.days - 1 : 0);
  const auto life = TRY(simulate::simulate(*self.content, words, wish));
  self.answer.give({reinterpret_cast<const std::uint8_t*>(life.lines.data()), life.lines.size()});
  return std::string("{}");
}

constexpr Operation kOperations[] = {{"sample", sample}};

}  // namespace

std::span<const Operation> sample_operations() {
  return kOperations;
}

}  // namespace ajar::wasm
