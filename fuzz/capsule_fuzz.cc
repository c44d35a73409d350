// Capsules: whatever comes is refused or read, never half of it; and behind a right MAC, a right
// chunk and a right seal everything that a sealer with the key could write.
#include "fuzz/require.h"
#include "vault/age/age.h"
#include "vault/age/armor.h"
#include "vault/age/base64.h"
#include "vault/age/bech32.h"
#include "vault/age/capsule.h"
#include "vault/age/header.h"
#include "vault/age/payload.h"
#include "vault/age/phrase.h"
#include "vault/test_random.h"

namespace {

using namespace ajar;  // NOLINT(google-build-using-namespace)
using ajar::fuzz::require;
using vault::Bytes;
using vault::Key;

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// One identity, and a file that was sealed to it, taken apart so that its parts can be put together
// around others.
struct Known {
  Key identity;
  std::vector<std::uint8_t> stanza;  // its lines
  vault::Wiped<16> file_key;
  std::array<std::uint8_t, 16> nonce{};
};

Key derive(const Known& known, Bytes salt, std::string_view info) {
  Key key;
  vault::hkdf_sha256(key.span(), known.file_key, salt, vault::text_bytes(info));
  return key;
}

const Known& known() {
  static const Known* const one = [] {
    auto* made = new Known;
    vault::SeededRandom random("capsule fuzz");
    random.fill(made->identity.span());
    // The sealer draws the file key first, and the nonce last.
    vault::SeededRandom sealer("sealer");
    const auto file = age::seal_to_recipient(vault::text_bytes("x"),
                                             vault::agreement_public(made->identity), sealer);
    require(file.has_value());
    vault::SeededRandom again("sealer");
    again.fill(made->file_key.span());
    const auto header = age::read_header(*file);
    require(header.has_value());
    const auto lines = header->covered.subspan(std::string_view("age-encryption.org/v1\n").size());
    made->stanza.assign(lines.begin(), lines.end() - 3);
    std::copy_n(file->begin() + static_cast<std::ptrdiff_t>(header->size), 16, made->nonce.begin());
    return made;
  }();
  return *one;
}

// A file whose header holds `lines` beside our stanza under a MAC that is right, and any payload.
std::vector<std::uint8_t> wrapped(std::string_view lines, Bytes payload) {
  std::string text = "age-encryption.org/v1\n";
  text.append(known().stanza.begin(), known().stanza.end());
  (text += lines) += "---";
  vault::Hash mac;
  vault::hmac_sha256(mac, derive(known(), {}, "header"), {vault::text_bytes(text)});
  (text += " " + age::base64(mac, age::Padding::none)) += "\n";
  std::vector<std::uint8_t> file(text.begin(), text.end());
  file.insert(file.end(), known().nonce.begin(), known().nonce.end());
  file.insert(file.end(), payload.begin(), payload.end());
  return file;
}

Result<vault::SecretBytes> opened(Bytes file) {
  return age::open(file, {.identity = &known().identity});
}

void as_it_comes(Bytes input) {
  const auto wants = age::wanted(input);
  const auto text = opened(input);
  require(!text || wants.has_value());
  if (text) require(text->size() < input.size());
  if (const auto file = age::unarmored(input))
    require(age::unarmored(vault::text_bytes(age::armored(*file))) == *file);
}

// Other stanzas, or noise, under a right MAC: our own opens, or the header is refused.
void header_lines(Bytes input) {
  std::vector<std::uint8_t> payload;
  age::seal_payload(payload, vault::text_bytes("inside"),
                    derive(known(), known().nonce, "payload"));
  const auto text = opened(wrapped(text_of(input), payload));
  if (text) {
    require(text_of(text->view()) == "inside");
  } else {
    // A MAC may stand in the noise itself, and then it covers less.
    const auto code = text.error().code;
    require(code == "capsule/bad_header" || code == "capsule/bad_mac" ||
            code == "capsule/weak_kdf" || code == "capsule/costly_kdf");
  }
}

// Chunks that nobody sealed are never text.
void payload(Bytes input) {
  const auto text = opened(wrapped({}, input));
  require(!text && text.error().code == "capsule/bad_payload");
}

// Whatever was sealed comes out as it went in, and what is a capsule is one way only.
void contents(Bytes input) {
  std::vector<std::uint8_t> chunks;
  age::seal_payload(chunks, input, derive(known(), known().nonce, "payload"));
  const auto text = opened(wrapped({}, chunks));
  require(text && text_of(text->view()) == text_of(input));
  const auto capsule = age::read_capsule(input);
  if (!capsule) return;
  const auto again = age::write_capsule(capsule->text, capsule->records);
  require(again && *again == text_of(input));
}

void words_and_keys(Bytes input) {
  const auto text = text_of(input);
  const auto phrase = age::phrase_as_sealed(text);
  require(age::phrase_as_sealed(phrase) == phrase);
  if (const auto key = age::read_recipient(text)) require(age::recipient_text(*key) == text);
  if (const auto key = age::read_identity(text)) require(age::identity_text(*key) == text);
  for (const auto padding : {age::Padding::none, age::Padding::full})
    if (const auto bytes = age::from_base64(text, padding))
      require(age::base64(*bytes, padding) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  require(vault::start());
  if (size == 0) return 0;
  constexpr void (*targets[])(Bytes) = {as_it_comes, header_lines, payload, contents,
                                        words_and_keys};
  targets[data[0] % std::size(targets)]({data + 1, size - 1});
  return 0;
}
