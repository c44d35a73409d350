// The JSON reader is one loop over the bytes with an explicit stack: deep input cannot overflow
// anything.
#include "engine/base/json.h"

#include <rapidjson/internal/dtoa.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "engine/base/utf8.h"

namespace ajar::json {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The double nearest to a well-formed JSON number; nothing when it is not finite. strtod rounds
// correctly at any length; its decimal point follows the process's locale, so it gets the digits
// without one.
std::optional<double> to_double(std::string_view text) {
  std::string digits;
  std::int64_t exponent = 0;
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  const std::size_t point = std::min(text.find('.'), e);
  digits.append(text.substr(0, point));
  if (point < e) {
    digits.append(text.substr(point + 1, e - point - 1));
    exponent = -static_cast<std::int64_t>(e - point - 1);
  }
  if (e < text.size()) {
    const bool minus = text[e + 1] == '-';
    std::int64_t written = 0;
    for (const char c : text.substr(e + 1)) {
      // Past this no number of digits that fits in memory can bring the value back.
      if (is_digit(c) && written < 10000000000) written = written * 10 + (c - '0');
    }
    exponent += minus ? -written : written;
  }
  digits += 'e';
  digits += std::to_string(exponent);
  const double value = std::strtod(digits.c_str(), nullptr);
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<unsigned> read_hex4(std::string_view text, std::size_t at) {
  if (text.size() - at < 4) return std::nullopt;
  unsigned value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = text[i];
    unsigned digit = 0;
    if (is_digit(c)) {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<unsigned>(c - 'A') + 10;
    } else {
      return std::nullopt;
    }
    value = value << 4 | digit;
  }
  return value;
}

}  // namespace

// One reading of one text. Member functions return false once `error` is set.
class Reader {
 public:
  Reader(Document& document, const Limits& limits)
      : document_(document), source_(document.source_), limits_(limits) {}

  bool run() {
    skip_space();
    if (!value({})) return false;
    while (!document_.open_.empty()) {
      if (!step()) return false;
    }
    skip_space();
    return at_ == source_.size() || fail("json/syntax");
  }

  Error error{""};

 private:
  using Node = Document::Node;

  bool fail(std::string_view code, std::size_t offset) {
    error = Error{.code = code, .field = path(name_), .detail = std::to_string(offset)};
    return false;
  }
  bool fail(std::string_view code) { return fail(code, at_); }

  char peek() const { return at_ < source_.size() ? source_[at_] : '\0'; }
  bool take(char c) {
    if (at_ >= source_.size() || source_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (at_ < source_.size() && (source_[at_] == ' ' || source_[at_] == '\t' ||
                                    source_[at_] == '\n' || source_[at_] == '\r')) {
      ++at_;
    }
  }

  // Inside the innermost container: its end, or its next member or element.
  bool step() {
    name_ = {};
    Node& container = document_.nodes_[document_.open_.back()];
    const bool object = container.type == Type::object;
    skip_space();
    if (take(object ? '}' : ']')) {
      if (after_comma_) return fail("json/syntax", at_ - 1);
      return close();
    }
    if (container.count > 0 && !after_comma_) {
      if (!take(',')) return fail("json/syntax");
      after_comma_ = true;
      return true;
    }
    after_comma_ = false;
    ++container.count;
    if (!object) return value({});
    std::string_view name;
    if (peek() != '"') return fail("json/syntax");
    if (!string(name)) return false;
    skip_space();
    if (!take(':')) return fail("json/syntax");
    skip_space();
    return value(name);
  }

  bool close() {
    const std::uint32_t index = document_.open_.back();
    Node& container = document_.nodes_[index];
    container.end = static_cast<std::uint32_t>(at_);
    container.next = static_cast<std::uint32_t>(document_.nodes_.size());
    if (container.type == Type::object && !distinct(index)) return false;
    document_.open_.pop_back();
    return true;
  }

  bool value(std::string_view name) {
    name_ = name;
    const auto begin = static_cast<std::uint32_t>(at_);
    document_.nodes_.push_back({name, {}, begin, begin, 0, 0, Type::null});
    const auto index = static_cast<std::uint32_t>(document_.nodes_.size() - 1);
    const char c = peek();
    if (c == '{' || c == '[') return container(index, c == '{' ? Type::object : Type::array);
    Node& node = document_.nodes_[index];
    node.next = index + 1;
    if (c == '"') {
      node.type = Type::string;
      if (!string(node.text)) return false;
    } else if (c == '-' || is_digit(c)) {
      node.type = Type::number;
      if (!number(index)) return false;
    } else if (!literal(node)) {
      return fail("json/syntax");
    }
    node.end = static_cast<std::uint32_t>(at_);
    return true;
  }

  bool container(std::uint32_t index, Type type) {
    document_.nodes_[index].type = type;
    if (document_.open_.size() >= limits_.depth) {
      error = Error{.code = "json/too_deep",
                    .field = path(document_.nodes_[index].name),
                    .detail = std::to_string(limits_.depth)};
      return false;
    }
    document_.open_.push_back(index);
    ++at_;
    return true;
  }

  bool literal(Node& node) {
    constexpr std::string_view kLiterals[] = {"true", "false", "null"};
    for (const std::string_view word : kLiterals) {
      if (source_.substr(at_, word.size()) != word) continue;
      node.type = word == "null" ? Type::null : Type::boolean;
      node.text = source_.substr(at_, word.size());
      at_ += word.size();
      return true;
    }
    return false;
  }

  void skip_digits() {
    while (is_digit(peek())) ++at_;
  }

  bool number(std::uint32_t index) {
    const std::size_t begin = at_;
    take('-');
    if (!is_digit(peek())) return fail("json/syntax");
    if (!take('0')) skip_digits();
    const std::size_t integer_digits = at_ - begin;
    if (take('.')) {
      if (!is_digit(peek())) return fail("json/syntax");
      skip_digits();
    }
    bool exponent = false;
    if (peek() == 'e' || peek() == 'E') {
      exponent = true;
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!is_digit(peek())) return fail("json/syntax");
      skip_digits();
    }
    Node& node = document_.nodes_[index];
    node.text = source_.substr(begin, at_ - begin);
    // Only these can be past the largest double.
    if ((exponent || integer_digits > 300) && !to_double(node.text)) {
      error = Error{.code = "json/not_finite",
                    .field = path(node.name),
                    .detail = std::string(utf8::cut(node.text, 80))};
      return false;
    }
    return true;
  }

  // A string with its quotes; a view of the source when it has no escapes, else of decoded_.
  bool string(std::string_view& text) {
    const std::size_t begin = ++at_;
    while (at_ < source_.size()) {
      const auto c = static_cast<unsigned char>(source_[at_]);
      if (c == '"') {
        text = source_.substr(begin, at_ - begin);
        ++at_;
        return true;
      }
      if (c == '\\') return escaped_string(begin, text);
      if (c < 0x20) return fail("json/syntax");
      ++at_;
    }
    return fail("json/syntax");
  }

  bool escaped_string(std::size_t begin, std::string_view& text) {
    std::string& out = document_.decoded_;
    const std::size_t from = out.size();
    out.append(source_, begin, at_ - begin);
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '"') {
        ++at_;
        text = std::string_view(out).substr(from);
        return true;
      }
      if (c == '\\') {
        if (!escape(out)) return false;
        continue;
      }
      if (static_cast<unsigned char>(c) < 0x20) return fail("json/syntax");
      out += c;
      ++at_;
    }
    return fail("json/syntax");
  }

  bool escape(std::string& out) {
    const std::size_t start = at_++;
    constexpr std::string_view kFrom = "\"\\/bfnrt";
    constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    const char c = peek();
    if (const std::size_t i = kFrom.find(c); at_ < source_.size() && i != std::string_view::npos) {
      out += kTo[i];
      ++at_;
      return true;
    }
    if (c != 'u') return fail("json/syntax", start);
    const auto unit = read_hex4(source_, ++at_);
    if (!unit) return fail("json/syntax", start);
    at_ += 4;
    char32_t scalar = *unit;
    if (scalar >= 0xD800 && scalar <= 0xDFFF) {
      std::optional<unsigned> low;
      if (scalar < 0xDC00 && source_.substr(at_, 2) == "\\u") low = read_hex4(source_, at_ + 2);
      if (!low || *low < 0xDC00 || *low > 0xDFFF) return fail("json/bad_utf8", start);
      at_ += 6;
      scalar = 0x10000 + ((scalar - 0xD800) << 10) + (*low - 0xDC00);
    }
    utf8::append(out, scalar);
    return true;
  }

  // No two members of the object share a name. Small objects are compared in place, large ones
  // sorted.
  bool distinct(std::uint32_t index) {
    const Node& object = document_.nodes_[index];
    auto& names = document_.names_;
    names.clear();
    constexpr std::size_t kSmall = 24;
    std::string_view twice;
    bool found = false;
    const Node* nodes = document_.nodes_.data();
    for (std::uint32_t i = 0, child = index + 1; i < object.count && !found;
         ++i, child = nodes[child].next) {
      const std::string_view name = nodes[child].name;
      if (object.count <= kSmall && std::find(names.begin(), names.end(), name) != names.end()) {
        twice = name;
        found = true;
      }
      names.push_back(name);
    }
    if (object.count > kSmall) {
      std::sort(names.begin(), names.end());
      const auto same = std::adjacent_find(names.begin(), names.end());
      found = same != names.end();
      if (found) twice = *same;
    }
    if (!found) return true;
    document_.open_.pop_back();
    error = Error{.code = "json/duplicate_member", .field = path_below(index, twice)};
    return false;
  }

  std::string path_below(std::uint32_t object, std::string_view name) {
    document_.open_.push_back(object);
    std::string out = path_of_open();
    join(out, name);
    return out;
  }

  // Path of the value being read: of the open containers, then `name` where one is given.
  std::string path(std::string_view name) {
    std::string out = path_of_open();
    if (document_.open_.empty()) return out;
    const Node& container = document_.nodes_[document_.open_.back()];
    if (container.type == Type::array && container.count > 0) {
      out += '[' + std::to_string(container.count - 1) + ']';
    } else if (!name.empty()) {
      join(out, name);
    }
    return out;
  }

  static void join(std::string& out, std::string_view name) {
    if (!out.empty()) out += '.';
    out += utf8::cut(name, 80);
  }

  std::string path_of_open() const {
    std::string out;
    const auto& open = document_.open_;
    for (std::size_t i = 1; i < open.size(); ++i) {
      const Node& parent = document_.nodes_[open[i - 1]];
      if (parent.type == Type::array) {
        out += '[' + std::to_string(parent.count - 1) + ']';
      } else {
        join(out, document_.nodes_[open[i]].name);
      }
    }
    return out;
  }

  Document& document_;
  std::string_view source_;
  const Limits& limits_;
  std::size_t at_ = 0;
  bool after_comma_ = false;
  std::string_view name_;  // of the member whose value is being read
};

Result<Value> Document::parse(std::string_view source, const Limits& limits) {
  nodes_.clear();
  open_.clear();
  decoded_.clear();
  source_ = source;
  if (source.size() > limits.bytes || source.size() >= kNone) {
    return Error{.code = "json/too_long", .detail = std::to_string(limits.bytes)};
  }
  if (const std::size_t bad = utf8::first_invalid(source); bad < source.size()) {
    return Error{.code = "json/bad_utf8", .detail = std::to_string(bad)};
  }
  // What is decoded is shorter than what was escaped, so views into decoded_ stay good.
  if (source.find('\\') != std::string_view::npos) decoded_.reserve(source.size());
  Reader reader(*this, limits);
  if (!reader.run()) return std::move(reader.error);
  return Value{this, 0};
}

std::optional<std::int64_t> Value::integer() const {
  if (!is(Type::number)) return std::nullopt;
  std::int64_t value = 0;
  const std::string_view digits = text();
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<double> Value::number() const {
  if (!is(Type::number)) return std::nullopt;
  return to_double(text());
}

std::optional<Value> Value::find(std::string_view name) const {
  if (!is(Type::object)) return std::nullopt;
  for (const Value member : *this) {
    if (member.name() == name) return member;
  }
  return std::nullopt;
}

Writer& Writer::open(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
  return *this;
}

Writer& Writer::close(char bracket) {
  out_ += bracket;
  comma_ = true;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  separate();
  append_string(out_, name);
  out_ += ':';
  comma_ = false;
  return *this;
}

Writer& Writer::value(std::string_view text) {
  separate();
  append_string(out_, text);
  return *this;
}

Writer& Writer::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  append_number(out_, number);
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && c != '"' && c != '\\') {
      out += c;
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  out += '"';
}

void append_number(std::string& out, double number) {
  constexpr double kExact = 9007199254740992.0;  // integers up to here are doubles exactly
  if (number == std::floor(number) && std::fabs(number) < kExact) {
    out += std::to_string(static_cast<std::int64_t>(number));
    return;
  }
  char buffer[32];
  out.append(buffer, rapidjson::internal::dtoa(number, buffer));
}

}  // namespace ajar::json
