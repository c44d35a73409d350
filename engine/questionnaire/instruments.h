// What is known of each questionnaire that can be scored: its key and its figures, each with how
// well it is known. No item of any of them is here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace ajar::questionnaire {

// How well a key or a figure is known; the person reads it beside the figure.
enum class Known : std::uint8_t {
  checked,      // held against an independent source
  second_hand,  // as others quote it
  own,          // the person's own, or their clinician's
};
std::string_view name(Known known);

struct Source {
  Known known = Known::checked;
  std::string id;  // names the message "instrument.source.ID"; empty for `own`
};

enum class Rule : std::uint8_t {
  mean,  // a turned item counts as low + high − answer
  sum,   // a turned item is taken away
};

struct ScaleItem {
  int number = 0;  // 1 … items
  bool turned = false;
};

struct Scale {
  std::string id;
  Rule rule = Rule::mean;
  std::vector<ScaleItem> items;
  double low = 0;  // the range of its scores
  double high = 0;
};

// What scores were like in a sample.
struct Norm {
  std::string scale;
  double mean = 0;
  double deviation = 0;  // > 0
  int people = 0;
  Source source;
};

// Which reliability a figure is. Only `retest` is of what a score does from one time to the next;
// the other two leave error out, and so give a looser bound.
enum class SteadinessKind : std::uint8_t {
  retest,
  latent,  // of what is behind the scores, their own error taken out
  alpha,   // internal consistency
};
std::string_view name(SteadinessKind kind);

struct Steadiness {
  std::string scale;
  SteadinessKind kind = SteadinessKind::retest;
  double value = 0;                // 0 to 1; of a range, its lower end
  double to = 0;                   // the upper end; value where it is one number
  std::vector<std::string> about;  // whom it holds for; empty: whoever it is
  int days = 0;                    // between the two times; 0: not of two times
  Source source;
};

struct Instrument {
  std::string id;
  std::string called;                 // "ECR-R"
  std::string full;                   // its title
  std::string from;                   // who published it
  std::string version;                // of the key
  std::vector<std::string> known_as;  // names without anything but small letters and digits
  int items = 0;
  int low = 0;  // of an answer
  int high = 0;
  std::vector<std::string> links;  // items by linkId; empty: by place
  std::vector<std::string> about;  // whom it may be asked about; empty: not said
  Source key;
  std::vector<Scale> scales;
  std::vector<Norm> norms;
  std::vector<Steadiness> steadiness;

  const Scale* scale(std::string_view id) const;  // null when unknown
  // Whether it has both an avoidance and an anxiety scale, which two axes need.
  bool has_axes() const;
};

// Reads the content's `instruments`. Errors: content/missing, content/bad_type,
// content/out_of_range, content/bad_value, with the path as field.
Result<std::vector<Instrument>> read_instruments(std::string_view json);

const Instrument* find(const std::vector<Instrument>& all, std::string_view id);

}  // namespace ajar::questionnaire
