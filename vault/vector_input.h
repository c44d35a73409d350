// How the vectors' ops read a case and write what came out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "vault/crypto.h"
#include "vault/hex.h"

namespace ajar::vault {

using Octets = std::vector<std::uint8_t>;
inline Result<Octets> octets_of(std::string_view digits, std::string_view name = {}) {
  auto bytes = from_hex(digits);
  if (!bytes) return Error{.code = "vector/bad_hex", .field = std::string(name)};
  return std::move(*bytes);
}

// The members of "in", by name and type.
class Input {
 public:
  explicit Input(json::Value in) : in_(in) {}
  Result<std::string_view> text(std::string_view name) const { return TRY(member(name)).text(); }
  Result<Octets> bytes(std::string_view name) const { return octets_of(TRY(text(name)), name); }
  template <class Array>
  Result<Array> array(std::string_view name) const {
    const Octets octets = TRY(bytes(name));
    if (octets.size() != Array{}.size())
      return Error{.code = "vector/bad_hex", .field = std::string(name)};
    return read_array<Array>(octets.data());
  }
  Result<Key> key(std::string_view name) const {
    const Hash octets = TRY(array<Hash>(name));
    return Key(octets);
  }
  Result<std::uint64_t> number(std::string_view name) const {
    const auto number = TRY(member(name)).integer();
    if (!number || *number < 0) return Error{.code = "vector/missing", .field = std::string(name)};
    return static_cast<std::uint64_t>(*number);
  }
  bool flag(std::string_view name) const {
    const auto value = in_.find(name);
    return value && value->boolean();
  }
  Result<json::Value> member(std::string_view name) const {
    const auto value = in_.find(name);
    if (!value) return Error{.code = "vector/missing", .field = std::string(name)};
    return *value;
  }

 private:
  json::Value in_;
};

using Output = json::Writer;

// An outcome that is an error of the code under test, and not of the case.
inline Status refused(Output& out, const Error& error) {
  out.member("error", error.code);
  if (error.line != 0) out.member("line", error.line);
  if (!error.detail.empty()) out.member("detail", error.detail);
  return ok();
}

struct Op {
  std::string_view name;
  Status (*run)(const Input&, Output&);
};

}  // namespace ajar::vault
