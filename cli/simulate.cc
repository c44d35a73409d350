// `ajar simulate`: a fictional life as lines of JSON, for looking at, trying out and measuring. No
// vault is touched.
#include "engine/simulate/simulate.h"

#include <charconv>
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "platform/files.h"

namespace ajar::cli {
namespace {

struct SimulateOptions {
  std::optional<std::string> seed;
  std::optional<std::string> days;
  std::optional<std::string> start;
  std::optional<std::string> profile;
  std::optional<std::string> truth;
};

template <class Number>
Result<Number> read_number(const std::optional<std::string>& typed, const char* option) {
  if (!typed) return Error{.code = "cli/missing", .field = option};
  Number number{};
  const auto* end = typed->data() + typed->size();
  const auto [stop, error] = std::from_chars(typed->data(), end, number);
  if (error != std::errc() || stop != end) {
    return Error{.code = "cli/bad_value", .field = option, .detail = *typed};
  }
  return number;
}

Status print_life(Context& context, const SimulateOptions& options) {
  simulate::Wish wish;
  wish.seed = TRY(read_number<std::uint64_t>(options.seed, "--seed"));
  wish.days = TRY(read_number<int>(options.days, "--days"));
  if (options.profile) wish.profile = *options.profile;
  // Without a start it ends today, as a life does that one looks at.
  const Date last = local_date(TRY(now_of(context)));
  wish.start = options.start ? local_date(TRY(read_time(context, *options.start)))
                             : last - (wish.days > 0 ? wish.days - 1 : 0);
  const auto content = TRY(content::load(edition(context.words.language()).content));
  const auto words = TRY(simulate::Words::load(to_json(context.words.chapter("sample"))));
  const auto life = TRY(simulate::simulate(content, words, wish));
  if (options.truth) {
    const std::string line = life.truth + "\n";
    TRY(platform::write_file(*options.truth,
                             {reinterpret_cast<const std::uint8_t*>(line.data()), line.size()}));
  }
  context.out.raw(life.lines);
  return ok();
}

}  // namespace

void add_simulate(Command& root) {
  auto options = std::make_shared<SimulateOptions>();
  root.command("simulate", "more")
      .option("--seed", options->seed, "number")
      .option("--days", options->days, "number")
      .option("--start", options->start, "date")
      .option("--profile", options->profile, "profile")
      .option("--truth", options->truth, "file")
      .run([options](Context& context) { return print_life(context, *options); });
}

}  // namespace ajar::cli
