// How names of columns, questions and keys are read, the same in a study's table and in a form.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ajar::questionnaire {

// Without white space around it.
std::string_view trimmed(std::string_view text);

// Small letters and digits only: what two spellings of one name have in common.
std::string plain(std::string_view text);

// Where the digits at the text's end begin; its size where it does not end in one.
std::size_t digits_at_end(std::string_view text);

// The number at the text's end, however many zeros stand before it, one past a million as a
// million; nothing where the text does not end in a digit.
std::optional<int> number_at_end(std::string_view text);

// As much of a foreign text as a message can show.
std::string brief(std::string_view text);

// Without the byte order mark that some editors begin a file with.
std::string_view without_mark(std::string_view text);

}  // namespace ajar::questionnaire
