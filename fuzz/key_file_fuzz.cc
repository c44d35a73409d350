// Any bytes as a key file, bare and with the commitment and seal that they should have; and as a
// device secret.
#include "fuzz/small_vault.h"
#include "vault/key_file.h"

using namespace ajar;
using namespace ajar::fuzz;

namespace {

void check(Bytes file, const vault::Key& key) {
  const auto info = vault::key_info(file);
  const auto secret = vault::key_open(file, key);
  if (!info) {
    require(!secret && secret.error().code == info.error().code);
    return;
  }
  require(vault::check_cost(info->opslimit, info->memlimit).has_value());
  if (secret) {
    (void)vault::Vault::open(secret->view());
  } else {
    require(secret.error().code == "vault/wrong_key");
  }
}

// The input is the head, and what of it is left the secret.
Frame sealed(Bytes input, const vault::Key& key) {
  Frame file(vault::key_file_size());
  std::copy_n(input.begin(), std::min<std::size_t>(60, input.size()), file.begin());
  const auto committed =
      vault::commit_key(key, {vault::text_bytes("ajar/v1/key"), Bytes(file).first(60)});
  std::copy(committed.commit.begin(), committed.commit.end(), file.begin() + 60);
  if (input.size() > 60) {
    std::copy_n(input.begin() + 60, std::min<std::size_t>(vault::secret_size(), input.size() - 60),
                file.begin() + 92);
  }
  vault::encrypt(file.data() + 92, vault::secret_size(), Bytes(file).first(92), file.data() + 36,
                 committed.key);
  return file;
}

// A secret with a right check, whatever else it says.
void check_secret(Bytes input) {
  Frame bytes(vault::secret_size());
  std::copy_n(input.begin(), std::min(input.size(), bytes.size()), bytes.begin());
  const auto hash = vault::hash("ajar/v1/secret", {Bytes(bytes).first(220)});
  std::copy_n(hash.begin(), 16, bytes.begin() + 220);
  const auto secret = vault::Secret::read(bytes);
  if (secret) require(vault::same(secret->bytes().view(), bytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1024) return 0;
  static const vault::Key key = small_vault().secret.local;
  check({data, size}, key);
  check(sealed({data, size}, key), key);
  check_secret({data, size});
  return 0;
}
