// JSON (RFC 8259): a strict reader that keeps the exact bytes of every value, and a writer.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace ajar::json {

enum class Type : std::uint8_t { null, boolean, number, string, array, object };

// What a text may be at most. Both bounds hold before anything is allocated for what lies beyond
// them.
struct Limits {
  std::size_t bytes = std::size_t{16} << 20;
  std::size_t depth = 32;  // containers inside each other; `{}` is 1
};

class Value;

// Reads one JSON text at a time; keeps its memory from one text to the next, so reading many costs
// few allocations.
class Document {
 public:
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;

  // The root value. Values stay valid until the next parse and while the bytes behind `source`
  // live. Errors, each with the path of the value as field where it is known, and byte offset or
  // limit as detail: `json/too_long`, `json/bad_utf8` (also an escaped surrogate without its
  // partner), `json/too_deep`, `json/syntax`, `json/duplicate_member` (at any depth),
  // `json/not_finite` (a number that no double holds).
  Result<Value> parse(std::string_view source, const Limits& limits = {});

 private:
  friend class Value;
  friend class Reader;

  // Values in the order in which they begin; the children of a container follow it.
  struct Node {
    std::string_view name;  // decoded name in its object
    std::string_view text;  // decoded string, or the number or literal as written
    std::uint32_t begin;    // raw bytes in source
    std::uint32_t end;
    std::uint32_t next;   // node after this value and all in it
    std::uint32_t count;  // members or elements
    Type type;
  };

  std::string_view source_;
  std::vector<Node> nodes_;
  std::string decoded_;  // strings that had escapes; never reallocates while a text is read
  std::vector<std::uint32_t> open_;
  std::vector<std::string_view> names_;
};

// One value of a Document: a handle, cheap to copy.
class Value {
 public:
  Type type() const { return node().type; }
  bool is(Type type) const { return node().type == type; }
  // The value's own bytes, as they were written.
  std::string_view raw() const {
    return document_->source_.substr(node().begin, node().end - node().begin);
  }
  // Its decoded name, when it is a member of an object.
  std::string_view name() const { return node().name; }
  // A string, decoded; a number or literal, as written; empty for containers.
  std::string_view text() const { return node().text; }
  bool boolean() const { return node().text == "true"; }
  // The number, where it is written as an integer (no fraction, no exponent) that fits.
  std::optional<std::int64_t> integer() const;
  // The number, correctly rounded. Nothing for other types.
  std::optional<double> number() const;

  // Members of an object or elements of an array, in order; none for other types.
  std::size_t size() const { return node().count; }
  class Iterator {
   public:
    Iterator(const Document* document, std::uint32_t index, std::uint32_t left)
        : document_(document), index_(index), left_(left) {}
    Value operator*() const { return Value{document_, index_}; }
    Iterator& operator++() {
      index_ = document_->nodes_[index_].next;
      --left_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return left_ == other.left_; }

   private:
    const Document* document_;
    std::uint32_t index_;
    std::uint32_t left_;
  };
  Iterator begin() const { return {document_, index_ + 1, node().count}; }
  Iterator end() const { return {document_, 0, 0}; }
  // The member of that name. Give it a name of its own before a range-for over it: the loop keeps
  // no temporary alive.
  std::optional<Value> find(std::string_view name) const;

 private:
  friend class Document;
  Value(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
  const Document::Node& node() const { return document_->nodes_[index_]; }

  const Document* document_;
  std::uint32_t index_;
};

// Writes compact JSON. Names and strings must be valid UTF-8. Commas are placed by the writer;
// balance is the caller's.
class Writer {
 public:
  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }

  Writer& key(std::string_view name);
  Writer& value(std::string_view text);
  Writer& value(const char* text) { return value(std::string_view{text}); }
  Writer& value(const std::string& text) { return value(std::string_view{text}); }
  // Shortest text that reads back the same; integral values without a fraction; not finite as null.
  Writer& value(double number);
  template <std::integral T>
  Writer& value(T number) {
    if constexpr (std::same_as<T, bool>) {
      return raw(number ? "true" : "false");
    } else {
      return raw(std::to_string(number));
    }
  }
  template <class T>
  Writer& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }
  Writer& null() { return raw("null"); }
  // One value that is JSON already.
  Writer& raw(std::string_view json);

  template <class T>
  Writer& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  const std::string& text() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  void separate() {
    if (comma_) out_ += ',';
    comma_ = true;
  }

  std::string out_;
  bool comma_ = false;
};

// Appends `text` (valid UTF-8) as a JSON string with its quotes.
void append_string(std::string& out, std::string_view text);
// Appends a finite number in its shortest text.
void append_number(std::string& out, double number);

}  // namespace ajar::json
