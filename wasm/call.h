// What the module's calls share: one request taken apart, one answer under construction, and what
// is open.
#pragma once

#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "life/arrival.h"
#include "life/ending.h"
#include "life/errand.h"
#include "life/life.h"
#include "life/sync.h"
#include "vault/hex.h"

extern "C" {
// The host's random bytes: the module's only import. vault's libsodium draws from the same one.
__attribute__((import_module("ajar"), import_name("random"))) void ajar_random(void* into,
                                                                               std::size_t size);
}

namespace ajar::wasm {

class HostRandom final : public vault::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override { ajar_random(bytes.data(), bytes.size()); }
};

// What one call answers. The blob may hold secrets, so it is wiped before the next one.
struct Answer {
  std::string json;
  vault::SecretBytes blob;

  void give(vault::Bytes bytes) { blob = vault::SecretBytes(bytes); }
};

struct Module {
  HostRandom random;
  std::optional<content::Content> content;
  std::optional<life::Life> life;
  // A run under way, of the life or of one that is yet to come.
  std::optional<life::Sync> sync;
  std::optional<life::Arrival> arrival;
  std::optional<life::Errand> errand;  // beside them: it changes nothing here
  std::optional<life::Ending> ending;

  // There is one run at a time: what was under way is dropped.
  void end_run() {
    sync.reset();
    arrival.reset();
    ending.reset();
  }
  Answer answer;
};

// One request: its JSON members by type, and its blob.
class Request {
 public:
  Request(json::Value root, vault::Bytes blob) : root_(root), blob_(blob) {}

  [[nodiscard]] vault::Bytes blob() const { return blob_; }
  [[nodiscard]] bool has(std::string_view name) const { return root_.find(name).has_value(); }
  Result<std::string_view> text(std::string_view name) const {
    const auto value = root_.find(name);
    if (!value || !value->is(json::Type::string)) return bad(name);
    return value->text();
  }
  Result<std::int64_t> number(std::string_view name) const {
    const auto value = root_.find(name);
    const auto number = value ? value->integer() : std::nullopt;
    if (!number) return bad(name);
    return *number;
  }
  // The bytes of a member that is JSON itself.
  Result<std::string_view> raw(std::string_view name) const {
    const auto value = root_.find(name);
    if (!value) return bad(name);
    return value->raw();
  }
  [[nodiscard]] bool flag(std::string_view name) const {
    const auto value = root_.find(name);
    return value && value->is(json::Type::boolean) && value->boolean();
  }
  Result<Id> id(std::string_view name) const {
    auto id = parse_id(TRY(text(name)));
    if (!id) return bad(name);
    return *id;
  }
  Result<LocalTime> time(std::string_view name) const {
    auto time = parse_local_time(TRY(text(name)));
    if (!time) return bad(name);
    return *time;
  }
  Result<life::Clock> clock() const { return life::Clock{TRY(time("now")), TRY(number("now_ms"))}; }
  // A list of texts; empty where it is left out.
  Result<std::vector<std::string>> texts(std::string_view name) const {
    std::vector<std::string> out;
    const auto list = root_.find(name);
    if (!list) return out;
    if (!list->is(json::Type::array)) return bad(name);
    for (const auto each : *list) {
      if (!each.is(json::Type::string)) return bad(name);
      out.emplace_back(each.text());
    }
    return out;
  }
  // Parts of the blob, by the lengths in `parts`.
  Result<std::vector<vault::Bytes>> parts(std::size_t count) const {
    const auto lengths = root_.find("parts");
    if (!lengths || lengths->size() != count) return bad("parts");
    std::vector<vault::Bytes> out;
    std::size_t at = 0;
    for (const auto length : *lengths) {
      const auto size = length.integer();
      if (!size || *size < 0 || static_cast<std::size_t>(*size) > blob_.size() - at)
        return bad("parts");
      out.push_back(blob_.subspan(at, static_cast<std::size_t>(*size)));
      at += static_cast<std::size_t>(*size);
    }
    if (at != blob_.size()) return bad("parts");
    return out;
  }
  static Error bad(std::string_view name) {
    return Error{"wasm/bad_request", 0, std::string(name)};
  }

 private:
  json::Value root_;
  vault::Bytes blob_;
};

inline void write_parts(json::Writer& writer, std::initializer_list<std::size_t> lengths) {
  writer.key("parts").begin_array();
  for (const auto length : lengths) writer.value(length);
  writer.end_array();
}

inline void give_two(Answer& answer, vault::Bytes first, vault::Bytes second) {
  answer.blob = vault::SecretBytes(first.size() + second.size());
  if (!first.empty()) std::memcpy(answer.blob.data(), first.data(), first.size());
  if (!second.empty()) std::memcpy(answer.blob.data() + first.size(), second.data(), second.size());
}

inline Result<life::Life*> opened(Module& self) {
  if (!self.life) return Error{"life/closed"};
  return &*self.life;
}

std::string_view as_text(vault::Bytes bytes);
void write_problems(json::Writer& writer, const std::vector<life::Damage>& problems);
void write_error(json::Writer& writer, const Error& error);
void write_state(json::Writer& writer, const life::State& state);
std::string renewed_json(Module& self, const vault::Renewed& renewed);

// One operation of wasm/ABI.md.
struct Operation {
  std::string_view name;
  Result<std::string> (*run)(Module&, const Request&);
};

}  // namespace ajar::wasm
