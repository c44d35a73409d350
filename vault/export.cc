// The sealed export's bytes.
#include "vault/export.h"

#include "vault/key_file.h"
#include "vault/secret.h"

namespace ajar::vault {
namespace {

constexpr std::string_view head{"AJAREXP\0\1\0\0\0\0\0\0\0", 16};

Hash content_hash(Bytes key_file, Bytes frames) {
  return hash("ajar/v1/export", {key_file, frames});
}

// Where the frames begin. Where the key file's own bytes do not say so any more, the first place at
// which a frame could begin does.
std::size_t frames_at(Bytes file) {
  const auto begins = [&](std::size_t at) {
    return file.size() >= at + 9 && same(file.subspan(at + 5, 4), text_bytes({"AJ1\0", 4}));
  };
  const auto said = key_file_length(file.subspan(export_head));
  const std::size_t first = export_head + key_file_size();
  if (said && file.size() >= export_head + *said && (begins(export_head + *said) || !begins(first)))
    return export_head + *said;
  for (std::uint32_t epoch = 0; epoch <= epoch_limit; ++epoch) {
    const std::size_t at = export_head + key_file_size(epoch);
    if (begins(at)) return at;
  }
  return first;
}

// Neither head nor hash is right: what is it then?
std::string_view foreign_code(Bytes file) {
  if (!same(file.first(8), text_bytes(head.substr(0, 8))) || file[8] == 1)
    return "vault/foreign_export";
  return file[8] == 0 ? "vault/older_export" : "vault/newer_export";
}

}  // namespace

Result<std::vector<std::uint8_t>> export_seal(Bytes key_file, Bytes frames) {
  TRY(key_info(key_file));
  if (frames.size() > export_limit - export_head - key_file.size())
    return Error{.code = "vault/too_long"};
  std::vector<std::uint8_t> file(export_head + key_file.size() + frames.size());
  Writer writer(file.data());
  writer.bytes(text_bytes(head));
  writer.bytes(content_hash(key_file, frames));
  writer.bytes(key_file);
  writer.bytes(frames);
  return file;
}

Result<Export> export_open(Bytes file) {
  if (file.size() > export_limit) return Error{.code = "vault/too_long"};
  const std::size_t known = std::min(file.size(), head.size());
  const bool head_right = known > 8 && same(file.first(known), text_bytes(head.substr(0, known)));
  if (file.size() < export_head + key_file_size()) {
    return Error{.code = head_right ? "vault/truncated" : "vault/foreign_export"};
  }
  const std::size_t split = frames_at(file);
  Export opened{file.subspan(export_head, split - export_head), file.subspan(split)};
  const bool hash_right = same(content_hash(opened.key_file, opened.frames), file.subspan(16, 32));
  if (!head_right && !hash_right) return Error{.code = foreign_code(file)};
  opened.intact = head_right && hash_right;
  return opened;
}

}  // namespace ajar::vault
