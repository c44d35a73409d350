// Records made up from a seed, of every kind and to the edges of every rule: for tests, fuzz seeds
// and benches.
//
// A visitor of fields.h, so a new field is covered as soon as it is described there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/record/fields.h"
#include "engine/record/record.h"

namespace ajar::record {

// Numbers from a seed (splitmix64, Steele et al. 2014): the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  // low…high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto span = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(next() % span);
  }
  bool one_in(std::int64_t n) { return between(1, n) == 1; }
  Id id() {
    Id id;
    for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(next());
    return id;
  }

 private:
  std::uint64_t state_;
};

// Fills a body. Texts are mostly short; one in 200 is as long as its rule allows.
class RandomFields {
 public:
  explicit RandomFields(Dice& dice) : dice_(dice) {}

  void required(std::string_view, auto& member, const auto& rule) { fill(member, rule); }

  template <class T>
  void optional(std::string_view, std::optional<T>& member, const auto& rule) {
    if (dice_.one_in(2)) fill(member.emplace(), rule);
  }
  void optional(std::string_view, auto& member, const auto& rule) {
    if (dice_.one_in(2)) fill(member, rule);
  }
  void either(std::string_view, auto& a, const auto& rule_a, std::string_view, auto& b,
              const auto& rule_b) {
    if (dice_.one_in(2)) {
      fill(a, rule_a);
    } else {
      fill(b, rule_b);
    }
  }

 private:
  void fill(std::string& out, const Text& rule) {
    constexpr std::string_view kPieces[] = {
        "a",  "e",  "n", "t", " ", " ", "I", "Z", "9",  ".",    "'",      "\"", "\\", "/",
        "\n", "\t", "é", "ß", "Ω", "ж", "ё", "ש", "谢", "🙂", "\u2028", "<",  "&",  "ﬁ"};
    const auto most = static_cast<std::int64_t>(rule.most);
    const std::int64_t usual = most < 40 ? most : 40;
    const std::int64_t length = dice_.one_in(200) ? most : dice_.between(1, usual);
    for (std::int64_t i = 0; i < length; ++i) {
      out += kPieces[dice_.between(0, std::ssize(kPieces) - 1)];
    }
  }
  void fill(std::string& out, const Token&) {
    constexpr std::string_view kRest = "abcdefghijklmnopqrstuvwxyz0123456789_";
    out = kRest[static_cast<std::size_t>(dice_.between(0, 25))];
    const std::int64_t more = dice_.one_in(50) ? 39 : dice_.between(0, 12);
    for (std::int64_t i = 0; i < more; ++i) {
      out += kRest[static_cast<std::size_t>(dice_.between(0, std::ssize(kRest) - 1))];
    }
  }
  void fill(std::string& out, const CountryCode&) {
    out = {static_cast<char>('A' + dice_.between(0, 25)),
           static_cast<char>('A' + dice_.between(0, 25))};
  }
  void fill(int& out, const Range& rule) {
    out = static_cast<int>(dice_.between(rule.low, rule.high));
  }
  void fill(double& out, const RealRange& rule) {
    out = rule.low + (rule.high - rule.low) * static_cast<double>(dice_.between(0, 3000)) / 3000;
  }
  void fill(bool& out, const Flag&) { out = dice_.one_in(2); }
  void fill(Id& out, const RecordId&) { out = dice_.id(); }
  void fill(Date& out, const CalendarDate&) {
    out.days = static_cast<std::int32_t>(dice_.between(-25567, 84005));  // 1900-01-01…2199-12-31
  }
  void fill(LocalTime& out, const Clock&);
  template <class Enum>
  void fill(Enum& out, const Choice&) {
    out = static_cast<Enum>(dice_.between(0, std::ssize(kNames<Enum>) - 1));
  }
  template <class T>
  void fill(T& out, const Object&) {
    fields(*this, out);
  }
  template <class T, class Each>
  void fill(std::vector<T>& out, const List<Each>& rule) {
    const std::int64_t size = dice_.between(1, static_cast<std::int64_t>(rule.most));
    for (std::int64_t i = 0; i < size; ++i) fill(out.emplace_back(), rule.each);
  }
  template <class Key, class T, class Each>
  void fill(Map<Key, T>& out, const Entries<Each>& rule) {
    const std::int64_t size = dice_.between(1, 5);
    for (std::int64_t i = 0; i < size; ++i) {
      Key key{};
      if constexpr (std::is_same_v<Key, std::string>) {
        fill(key, Token{});
      } else {
        fill(key, Choice{});
      }
      if (find(out, key)) continue;
      fill(out.emplace_back(key, T{}).second, rule.each);
    }
  }

  Dice& dice_;
};

inline LocalTime random_time(Dice& dice) {
  // A day inside 1900…2199, so that every offset stays inside too.
  return {dice.between(-2208900000, 7258030000),
          static_cast<std::int16_t>(15 * dice.between(-72, 72))};
}

inline void RandomFields::fill(LocalTime& out, const Clock&) {
  out = random_time(dice_);
}

namespace detail {
template <std::size_t... I>
void emplace_kind(Body& body, Kind kind, std::index_sequence<I...>) {
  ((static_cast<std::size_t>(kind) == I ? void(body.emplace<I>()) : void()), ...);
}
}  // namespace detail

inline Body random_body(Dice& dice, Kind kind) {
  Body body;
  detail::emplace_kind(body, kind, std::make_index_sequence<kKnownKinds>());
  RandomFields random(dice);
  std::visit([&](auto& typed) { fields(random, typed); }, body);
  return body;
}

inline Kind random_kind(Dice& dice) {
  return static_cast<Kind>(dice.between(0, static_cast<std::int64_t>(kKnownKinds) - 1));
}

// The id that a body must have, or a random one.
inline Id id_for(Dice& dice, const Body& body) {
  if (std::holds_alternative<Plan>(body)) return plan_id();
  if (const auto* setting = std::get_if<Setting>(&body)) return setting_id(setting->key);
  return dice.id();
}

// The line of a new record, as its device would write it at `rev`.
inline std::string random_line(Dice& dice, Kind kind, const Rev& rev) {
  const Body body = random_body(dice, kind);
  return write({id_for(dice, body), std::string(name(kind)), random_time(dice), rev}, encode(body));
}

}  // namespace ajar::record
