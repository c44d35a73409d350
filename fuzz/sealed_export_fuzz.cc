// Any bytes as a sealed export, bare and under the hash that they should have: its frames never
// leave the file.
#include "fuzz/small_vault.h"
#include "vault/export.h"
#include "vault/key_file.h"

using namespace ajar;
using namespace ajar::fuzz;

namespace {

void check(Bytes file) {
  const auto opened = vault::export_open(file);
  if (!opened) return;
  require(opened->key_file.size() >= vault::key_file_size());
  require(vault::export_head + opened->key_file.size() + opened->frames.size() == file.size());
  require(opened->frames.data() + opened->frames.size() == file.data() + file.size());
  if (opened->intact && vault::key_info(opened->key_file)) {
    const auto again = vault::export_seal(opened->key_file, opened->frames);
    require(again && vault::same(*again, file));
  }
  vault::Vault vault = *vault::Vault::open(small_vault().secret_bytes.view());
  vault::FrameReader reader(opened->frames, small_vault().secret.vault_id);
  while (const auto frame = reader.next()) (void)vault.apply(frame->bytes);
  (void)vault.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 16384) return 0;
  check({data, size});
  if (size < vault::export_head + vault::key_file_size()) return 0;
  Frame whole(data, data + size);
  const Bytes rest = Bytes(whole).subspan(vault::export_head);
  const auto hash = vault::hash("ajar/v1/export", {rest});
  std::copy(hash.begin(), hash.end(), whole.begin() + 16);
  check(whole);
  return 0;
}
