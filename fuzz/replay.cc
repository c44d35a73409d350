// Runs a fuzz target without libFuzzer: over each seed, its beginnings, and a fixed set of small
// mutations.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/require.h"

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

class Mutator {
 public:
  // One to four bytes changed, taken out, doubled or put in.
  std::string mutate(std::string input) {
    for (std::uint32_t edits = 1 + next() % 4; edits > 0 && !input.empty(); --edits) {
      const std::size_t at = next() % input.size();
      switch (next() % 4) {
        case 0:
          input[at] = static_cast<char>(next());
          break;
        case 1:
          input.erase(at, 1 + next() % 8);
          break;
        case 2:
          input.insert(at, input, at, 1 + next() % 16);
          break;
        default:
          input.insert(at, 1, "{}[]\",:\\\n0-"[next() % 11]);
      }
    }
    return input;
  }

 private:
  std::uint32_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>(state_ >> 33);
  }
  std::uint64_t state_ = 1;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  std::vector<std::filesystem::path> seeds;
  for (const auto& entry : std::filesystem::directory_iterator(arguments[1])) {
    seeds.push_back(entry.path());
  }
  if (seeds.empty()) return 1;
  std::sort(seeds.begin(), seeds.end());
  Mutator mutator;
  run("");
  for (const auto& path : seeds) {
    const std::string seed = read_file(path);
    run(seed);
    // All beginnings of a short seed, about 500 of a long one.
    for (std::size_t cut = 0; cut < seed.size(); cut += 1 + seed.size() / 500) {
      run(seed.substr(0, cut));
    }
    for (int i = 0; i < 500; ++i) run(mutator.mutate(seed));
  }
  std::printf("%zu seeds\n", seeds.size());
}
