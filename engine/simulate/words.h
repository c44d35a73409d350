// What the made-up people of a simulated life say and write. "{}" stands for someone's name.
#pragma once

#include <span>
#include <string_view>

namespace ajar::simulate {

using Lines = std::span<const std::string_view>;

// What happened, for a situation of the vocabulary; for one that is not known here, lines that fit
// any.
Lines triggers(std::string_view situation);
Lines meanings();
Lines afterwards();
Lines notes();

// Sentences that an entry is put together from, and openings for each of the three questions.
Lines sentences();
Lines openings(std::string_view prompt);

// What is feared of a step, by its domain; what came of it, by how it went.
Lines fears(std::string_view domain);
Lines safety_behaviours();
enum class Went { well, partly, not_at_all };
Lines outcomes(Went went);
Lines replies();
Lines lessons();
Lines own_steps();

Lines compliments();
Lines comforts();
Lines helps();
Lines gifts();
Lines impulses();
Lines responses();
Lines given();

Lines guards();
Lines thanks();
Lines reassurances();
Lines reminders();
Lines requests();
Lines protector_replies();

Lines addressees();
Lines letters();
Lines goals();
Lines told();
Lines learned();
Lines plan_items();

}  // namespace ajar::simulate
