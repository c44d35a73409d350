// A log with anything in it: every byte is in a frame, in a skipped piece or in the tail, in order,
// and none is lost.
#include "fuzz/small_vault.h"

using namespace ajar;
using namespace ajar::fuzz;

namespace {

// Input byte 0xAn stands for the nth good frame, so that damage lands between and inside of frames.
Frame log_of(Bytes input) {
  Frame log;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const bool frame = (input[i] & 0xF0) == 0xA0;
    const Frame& good = small_vault().frames[input[i] % 3u];
    if (!frame) {
      log.push_back(input[i]);
    } else if (i + 2 < input.size() && input[i + 1] == 0xF1) {
      // A good frame with one byte changed: where, and to what.
      log.insert(log.end(), good.begin(), good.end());
      log[log.size() - good.size() + input[i + 2] % good.size()] ^= 0x11;
      i += 2;
    } else {
      log.insert(log.end(), good.begin(), good.end());
    }
  }
  return log;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 256) return 0;
  const Frame log = log_of({data, size});
  vault::Vault opened = *vault::Vault::open(small_vault().secret_bytes.view());
  vault::FrameReader reader(log, small_vault().secret.vault_id);
  std::size_t end = 0;
  while (const auto frame = reader.next()) {
    require(frame->offset == end && !frame->bytes.empty());
    require(frame->bytes.data() == log.data() + end);
    end += frame->bytes.size();
    vault::EventView event;
    if (!frame->problem.empty())
      require(vault::read_frame(frame->bytes, event) != vault::Layer::none);
    (void)opened.apply(frame->bytes);
  }
  require(end + reader.tail() == log.size());
  (void)opened.finish();
  const auto stripped = opened.strip(log);
  require(stripped.changed == 0 && stripped.log == log);
  return 0;
}
