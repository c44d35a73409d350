// The lines of words.h, all made up.
#include "engine/simulate/words.h"

#include <array>

namespace ajar::simulate {
namespace {

using std::string_view;

struct Situation {
  string_view id;
  std::array<string_view, 3> lines;
};

constexpr auto kTriggers = std::to_array<Situation>({
    {"asked_what_i_feel",
     {"{} asked what was going on with me. The kettle was very interesting just then.",
      "“What are you feeling?” from {}, on the stairs of all places.",
      "{} put the paper down and waited for an answer."}},
    {"praised",
     {"{} told the table that I had done it well. I counted the tiles.",
      "A kind mail from {}, with others in copy.",
      "{} said I was good at this. I said anyone would be."}},
    {"comforted",
     {"{} put a hand on my back and left it there.",
      "I came home grey in the face and {} made soup without a word.",
      "{} said “come here”. I went, about half."}},
    {"offered_help",
     {"{} offered to carry the second box. I had two hands, I said.",
      "{} wanted to come along to the appointment.",
      "“Just tell me what to do”, said {}. I did not know how."}},
    {"needing_help",
     {"The car would not start and {} lives four minutes away. I took the bus.",
      "I could not lift it alone and tried for half an hour.",
      "The form needed someone who knows forms. {} knows forms."}},
    {"where_is_this_going",
     {"{} asked where this is going. I heard a door, I think.",
      "The word “us”, three times in one evening, from {}.",
      "{} asked about next summer as if it were booked."}},
    {"plans_made_for_me",
     {"{} had bought tickets for both of us.",
      "My Sunday had been given away before I knew about it.",
      "{} told the others that I would be there."}},
    {"many_messages",
     {"Eleven messages from {} while I was under the shower.",
      "The phone lay face down and buzzed like an insect. {} again.",
      "{} wrote, and wrote to ask whether I had read it."}},
    {"tears_nearby",
     {"{} cried in the car. I kept both hands on the wheel.",
      "Tears at the table. I fetched a glass of water, then another.",
      "{} began to cry and I began to tidy up."}},
    {"criticised",
     {"{} said I never say what I want. I said nothing to that.",
      "A remark from {} about how I had folded the evening away.",
      "“You are hard to reach”, said {}, quite gently."}},
    {"conflict",
     {"It got loud with {} about something the size of a spoon.",
      "{} and I, two rooms, one closed door.",
      "We argued about the holiday and meant something else."}},
    {"apology_due",
     {"I owe {} a sentence and know which one.",
      "I had been sharp with {} and we both pretended it was the weather.",
      "{} waited for me to say it first."}},
    {"affection",
     {"{} leaned against me in the queue.",
      "A long hug from {}, longer than the usual three seconds.",
      "{} said it, the big word, in a supermarket."}},
    {"after_closeness",
     {"The morning after a good evening with {}. I wanted the whole flat to myself.",
      "We had talked until two. At nine I was already elsewhere.",
      "{} was still warm from sleep and I was planning a run."}},
    {"gift",
     {"{} gave me the book I had mentioned once, in March.",
      "A parcel from {}, no occasion at all.", "{} had knitted something. It fits."}},
    {"being_ill",
     {"Fever, and {} wanted to come by.", "Three days in bed. I told {} it was a cold.",
      "{} stood in the door with medicine and a face."}},
    {"failure",
     {"The application came back. I told nobody until {} asked.",
      "I made the mistake in front of {}.",
      "Not good enough, in three polite lines. I archived them."}},
    {"good_news",
     {"They said yes. I did not know whom to tell, and told {} last.",
      "{} was happier about it than I was.",
      "Good news in the inbox. I made a coffee and read it again, alone."}},
    {"introduced_to_family",
     {"{} wants me to meet the parents.", "A long table, everyone related to {}, everyone kind.",
      "“So you are the one”, said the aunt of {}."}},
    {"moving_in",
     {"{} measured the wall for a shelf. My wall.",
      "We looked at a flat with two studies. {} asked which one would be ours.",
      "{} left a toothbrush and a lamp."}},
    {"asked_to_stay",
     {"{} asked whether I would stay the night.",
      "“Stay a bit longer”, at the door, with my coat already on.",
      "{} had made the bed on the sofa, just in case."}},
    {"someone_depends_on_me",
     {"{} had written my number on the form.",
      "I am the one whom {} calls when it is bad. It was bad.",
      "The dog, the plants and {}, all looking at me."}},
    {"birthday_attention",
     {"They sang. {} held the cake.", "{} had asked everyone for a photo of me.",
      "A day of being looked at, by {} most of all."}},
    {"silence_together",
     {"Two hours in the train beside {}, not much said.",
      "We did the dishes, {} and I, without a word. It was not a bad silence, I think.",
      "{} read, I read. I noticed how often I looked up."}},
    {"goodbye",
     {"The platform, {} behind the glass.", "{} leaves for four weeks. I was brisk about it.",
      "Bye at the door, a bit too quick on my side."}},
    {"break_up",
     {"{} said it first, and I nodded as if it were about the rent.",
      "A box with my things in the hall of {}.",
      "We ended it properly, like people who sign for a parcel."}},
});

constexpr auto kAnyTrigger =
    std::to_array<string_view>({"An ordinary evening with {}, until it was not.",
                                "Something small with {}.", "{} looked at me a second too long."});

constexpr auto kMeanings = std::to_array<string_view>({
    "That I would owe something now.",
    "If I start, I will not stop.",
    "I’d have to hand myself over.",
    "They will see that there is not much in there.",
    "That I had failed to look fine.",
    "It will be held against me, kindly.",
    "Soon it will be expected.",
    "I was about to be handled.",
    "If they know, they can leave with it.",
    "That it matters to me, which is worse.",
    "Whoever needs less is safe.",
    "They want more than there is.",
    "It would be quicker alone.",
    "I would be one more thing on their list.",
    "That someone had noticed.",
    "Nothing in particular. A wall came up by itself.",
});

constexpr auto kAfterwards = std::to_array<string_view>({
    "Quiet. Air again.",
    "Relief for an hour, then the flat was very tidy and very empty.",
    "They went to bed. I stayed up with nobody.",
    "I wrote back two days later, about something else.",
    "I came back after ten minutes and said so.",
    "It passed. They had already forgotten; I had not.",
    "I walked round the block and it was only a block.",
    "We laughed about it in the kitchen.",
    "They asked again the next day. I said one word more.",
    "Nothing happened. I keep waiting for it.",
    "I missed them at about eleven.",
    "We had noodles. It was fine, and I mean the word.",
});

constexpr auto kNotes = std::to_array<string_view>({
    "Slept five hours, that may be part of it.",
    "The same as last month, nearly to the day.",
    "It began in the shoulders.",
    "I would have gone if I had known where.",
    "Less than in spring.",
    "Wrote this on the tram.",
    "Not proud, not sorry.",
    "Rain.",
});

constexpr auto kSentences = std::to_array<string_view>({
    "Not when I’m busy. Busy is easy, busy is a wall with a window in it.",
    "Mostly on Sundays, when there is nothing to fix.",
    "I have put up four shelves this year.",
    "It isn’t that I have nothing to say. It’s that someone would be kind about it.",
    "{} asked a question and waited, and I watched myself prepare a joke.",
    "At work they call me calm. It is a long way down from there to the cellar.",
    "I like the train because nobody can ask me to come closer.",
    "The first to leave is the one who cannot be left. I know that one by heart.",
    "I said “all good” four times today and meant it once.",
    "There was a moment on the bridge when I nearly told {}.",
    "My mother used to say that I was no trouble at all.",
    "I can take care of three people at once as long as none of them is me.",
    "The evening was good. That is the problem with it.",
    "I noticed that I was counting the minutes, and stayed for eleven more.",
    "{} left the light on in the hall. I did not switch it off.",
    "When it gets close I start to see what is wrong with people: the shoes, the laugh, the way "
    "they say my name.",
    "I made a list of all I can do alone. It is long and a bit cold.",
    "Someone held the door today and I thanked them as if they had lent me money.",
    "I slept badly and told nobody, which is easy when nobody is told anything.",
    "Perhaps I do not dislike need. Perhaps I never saw it go well.",
    "It was raining and I was glad, rain is a reason.",
    "I wrote the message to {} three times and sent the fourth, the shortest.",
    "The answer came at once. I had planned for silence.",
    "I was not cold today. I was behind glass, which looks alike from outside.",
    "There is a version of me that says it. He is usually in the shower.",
    "I would rather move a piano than ask someone to listen.",
    "{} remembered the thing about my brother. I had said it once.",
    "Nobody laughed when I said I was tired.",
    "I keep a bag half packed in my head.",
    "What would it cost to be ten minutes less fine?",
    "We sat on the steps and shared an orange, and I did not make it into anything.",
    "I went quiet at the word “we”. I heard it happen.",
    "My shoulders came down a little when {} said “no hurry”.",
    "It is easier in the dark, or in a car, or when we both look at a map.",
    "I used to think that I did not miss people. I think I miss them late.",
    "Today I let {} pay for the coffee. I survived the coffee.",
    "I can hear my father in how I say “never mind”.",
    "The garden helps because it needs me and does not ask how I am.",
    "I left the party without saying goodbye and then stood outside for a while.",
    "{} said “you don’t have to”. I thought about it all the way home.",
    "Some days I am a lighthouse, very useful and with nobody in it.",
    "I asked. It took one sentence. They said yes before I had finished.",
    "The dentist asked whether it hurt and I said no, out of habit.",
    "I know the moment now: the ears go warm, then the jokes come.",
    "If I were found out, it would be as someone who likes people.",
    "I told {} a thing and did not take it back.",
    "It was only a walk. It was the best thing this week.",
    "I said I would be back at nine and was back at nine.",
    "I rang off too early and rang again. {} laughed, not at me.",
    "Nothing today. That is allowed, too.",
    "I caught myself writing the end before anything had begun.",
    "There was soup. Somebody had made it for me and I ate it while it was hot.",
    "I want them near. I also want a door, and to know that it opens.",
    "The child next door told me that I look like a closed shop.",
    "All my plants face the window. Nobody calls them needy.",
    "I made a mistake in front of everyone and the ceiling stayed where it was.",
});

struct Opening {
  string_view prompt;
  std::array<string_view, 3> lines;
};
constexpr auto kOpenings = std::to_array<Opening>({
    {"situations_withdraw",
     {"When someone is very kind and looks at me at the same time.",
      "Questions with a pause after them.", "When it has been good for two days in a row."}},
    {"shut_people_out",
     {"Not when I’m busy. When I have just stopped being busy.",
      "Sundays. Birthdays. The day after.", "When I am tired and they notice before I do."}},
    {"feel_supported",
     {"First irritated. Then, if they do not go away, something like warm.",
      "As if I had been caught stealing.", "Small, and then after an hour, glad."}},
});

struct Domain {
  string_view id;
  std::array<string_view, 4> lines;
};
constexpr auto kFears = std::to_array<Domain>({
    {"ask",
     {"They will say yes and mind it.", "I will be a burden, and they will be polite about it.",
      "They will ask why I cannot do it myself.", "There will be a pause, and then a reason."}},
    {"accept",
     {"It will look as if I had fished for it.", "I will have to give it back, with interest.",
      "They will see that I liked it.", "I will go red and then rude."}},
    {"disclose",
     {"She’ll make a thing of it.", "They will change the subject, quickly.",
      "I will say too much and hear it for a week.", "They will look at me differently."}},
    {"stay",
     {"It will get stuffy and I will snap.", "They will want it every time.",
      "We will run out of things to say.", "I will not be able to leave when I need to."}},
    {"need",
     {"They will be hurt.", "I will sound cold.", "It will become a discussion.",
      "They will agree, and remember it."}},
    {"repair",
     {"It will all start again.", "They will have more on their list than I have.",
      "I will be forgiven in that voice.", "They had not even noticed, and now they will."}},
    {"care",
     {"I will owe them.", "They will see how untidy it is.", "I will cry, or worse, not.",
      "They will stay too long."}},
});

constexpr auto kSafetyBehaviours = std::to_array<string_view>({
    "Say it while walking away.",
    "Make it a joke.",
    "Write instead of speaking.",
    "Have a reason ready to leave at eight.",
    "Ask how they are first, and second.",
    "Look at the phone.",
});

constexpr auto kWentWell = std::to_array<string_view>({
    "They said yes before I had finished.",
    "It took a minute. Then we talked about the neighbour’s dog.",
    "They nodded, and passed me the bread.",
    "“I wondered when you would”, was the answer.",
    "Nothing dramatic. I slept well.",
    "I said it badly and it was understood.",
    "There was a silence, a friendly one.",
    "They told me one of theirs.",
});
constexpr auto kWentPartly = std::to_array<string_view>({
    "Half the sentence, then the bus came.",
    "I said it, and then that it was not important.",
    "By message, in the end.",
    "I stayed for five of the ten minutes.",
    "It came out as a question about somebody else.",
});
constexpr auto kDidNotGo = std::to_array<string_view>({
    "Not today.",
    "The moment came and I let it go by.",
    "I cleaned the oven instead.",
    "They were in a hurry, or I was.",
    "I had the words and not the breath.",
});

constexpr auto kReplies = std::to_array<string_view>({
    "“Of course.”",
    "“Thank you for telling me.”",
    "“You could have said.”",
    "“Me too, as it happens.”",
    "“Hm”, and a look, not a bad one.",
    "“Tomorrow at six?”",
    "“What do you need?”",
    "“Alright.”",
});

constexpr auto kLessons = std::to_array<string_view>({
    "The minute before is the long one.",
    "It does not have to be the whole story.",
    "They do not keep a ledger. I do.",
    "A time works better than “later”.",
    "I can be seen and still go home.",
    "It was about a fifth as bad as the film of it.",
    "Asking for one thing is easier than asking for anything.",
    "Not every no is about me.",
});

constexpr auto kOwnSteps = std::to_array<string_view>({
    "Sit in the kitchen while someone else cooks.",
    "Leave the door of the study open for an evening.",
    "Say which film I want before the other does.",
    "Answer “how are you” with a second sentence.",
    "Ring instead of writing, once.",
    "Bring the half-finished thing along.",
});

constexpr auto kCompliments = std::to_array<string_view>({
    "“You explain things so that one dares to ask.”",
    "“I’m glad you came.”",
    "“That was good work, all of it.”",
    "“It is quieter in me when you are there.”",
    "“You are funny, you know.”",
    "“I would not have managed that move without you.”",
    "“That colour suits you.”",
    "“You listen well.”",
});
constexpr auto kComforts = std::to_array<string_view>({
    "A hand on the shoulder, the length of a breath.",
    "“You don’t have to say anything.”",
    "Tea, a blanket, no questions.",
    "They stayed on the line until the tram came.",
    "“That sounds hard.” That was all.",
});
constexpr auto kHelps = std::to_array<string_view>({
    "Carried the wardrobe up four floors.",
    "Read the letter before I sent it.",
    "Took over the early shift.",
    "Drove me to the station at five.",
    "Sat beside me while I made the call.",
});
constexpr auto kGifts = std::to_array<string_view>({
    "A jar of plums, with the date on it.",
    "The book from March.",
    "A key to the flat, for emergencies.",
    "A drawing of my dog, with six legs.",
});
constexpr auto kImpulses = std::to_array<string_view>({
    "Say it was nothing.",
    "Give one back at once.",
    "Leave the room.",
    "Work out what they want.",
    "A joke, any joke.",
    "Check the time.",
    "Say that I can do it myself.",
    "Hold my breath until it was over.",
});
constexpr auto kResponses = std::to_array<string_view>({
    "Thank you. Then nothing.",
    "I said it was nothing.",
    "A joke came out. Then thank you.",
    "I let it stand.",
    "I changed the subject, late.",
    "“That’s good to hear.”",
    "I stayed where I was.",
});
constexpr auto kGiven = std::to_array<string_view>({
    "Told {} that the talk was good, before everyone.",
    "Soup for {}.",
    "Two hours on the phone, mostly listening.",
    "Fixed the tap at {}’s place.",
    "Sat in the waiting room.",
    "A card, written by hand.",
    "Walked the dog for {} while it rained.",
    "Asked {} and waited for the answer.",
});

constexpr auto kGuards = std::to_array<string_view>({
    "That nobody sees me ask twice.",
    "The boy who waited at the window.",
    "My evenings.",
    "That I am never the one who needs more.",
    "The part that still hopes.",
});
constexpr auto kThanks = std::to_array<string_view>({
    "You kept the house quiet when quiet was safest.",
    "You got me through school, and through that summer.",
    "You were on duty before I could read.",
    "You never slept. I did see that.",
});
constexpr auto kReassurances = std::to_array<string_view>({
    "I have keys of my own now.",
    "I can leave a room, and come back to it.",
    "Nobody here shouts.",
    "If it goes wrong, I will not leave you alone with it.",
});
constexpr auto kReminders = std::to_array<string_view>({
    "Trusting is a choice, and I make it one person at a time.",
    "A door that opens also shuts.",
    "We decide, not the draught.",
});
constexpr auto kRequests = std::to_array<string_view>({
    "Let me finish one sentence today.",
    "Ten minutes, then you may come back.",
    "Stand a step further from the door when {} rings.",
    "Tell me when you are tired.",
});
constexpr auto kProtectorReplies = std::to_array<string_view>({
    "We’ll see.",
    "Ten minutes. I am counting.",
    "You said that last time.",
    "Alright. I will be in the hall.",
    "And if they laugh?",
});

constexpr auto kAddressees = std::to_array<string_view>({
    "someone who will not read it",
    "my mother, then",
    "the one who waited on the platform",
});
constexpr auto kLetters = std::to_array<string_view>({
    "You asked why I left so early. I did not leave you, I left the room. I am learning that those "
    "are two things.",
    "I never thanked you for the winter you rang every Sunday. I let it ring twice each time, so "
    "that it would not look "
    "as if I had been waiting. I had been waiting.",
    "You told me not to make a fuss, and I became very good at that. I would like to be worse at "
    "it now.",
    "This will not be sent. I miss the kitchen, and you in it, and how you never asked and always "
    "knew.",
});
constexpr auto kGoals = std::to_array<string_view>({
    "Tell one person when it has been a bad day, on the day.",
    "Stay for dessert.",
    "Have someone who may ring without a reason.",
    "Find a therapist and go three times before deciding.",
});
constexpr auto kTold = std::to_array<string_view>({
    "That big ones do not cry, and that dinner was ready.",
    "To go to my room until I was myself again.",
    "Nothing. They turned the radio up.",
});
constexpr auto kLearned = std::to_array<string_view>({
    "To be no trouble. To be quick. To have no birthday wishes.",
    "To be myself again within ten minutes.",
    "To cry under water, and to swim well.",
});
constexpr auto kPlanItems = std::to_array<string_view>({
    "Shoes on. To the river and back.",
    "Send Tomas the word “weather”.",
    "No decisions before breakfast.",
    "The blue folder, second page.",
});

}  // namespace

Lines triggers(string_view situation) {
  for (const Situation& row : kTriggers) {
    if (row.id == situation) return row.lines;
  }
  return kAnyTrigger;
}

Lines openings(string_view prompt) {
  for (const Opening& row : kOpenings) {
    if (row.prompt == prompt) return row.lines;
  }
  return kSentences;
}

Lines fears(string_view domain) {
  for (const Domain& row : kFears) {
    if (row.id == domain) return row.lines;
  }
  return kFears.front().lines;
}

Lines outcomes(Went went) {
  switch (went) {
    case Went::well:
      return kWentWell;
    case Went::partly:
      return kWentPartly;
    case Went::not_at_all:
      break;
  }
  return kDidNotGo;
}

Lines meanings() {
  return kMeanings;
}
Lines afterwards() {
  return kAfterwards;
}
Lines notes() {
  return kNotes;
}
Lines sentences() {
  return kSentences;
}
Lines safety_behaviours() {
  return kSafetyBehaviours;
}
Lines replies() {
  return kReplies;
}
Lines lessons() {
  return kLessons;
}
Lines own_steps() {
  return kOwnSteps;
}
Lines compliments() {
  return kCompliments;
}
Lines comforts() {
  return kComforts;
}
Lines helps() {
  return kHelps;
}
Lines gifts() {
  return kGifts;
}
Lines impulses() {
  return kImpulses;
}
Lines responses() {
  return kResponses;
}
Lines given() {
  return kGiven;
}
Lines guards() {
  return kGuards;
}
Lines thanks() {
  return kThanks;
}
Lines reassurances() {
  return kReassurances;
}
Lines reminders() {
  return kReminders;
}
Lines requests() {
  return kRequests;
}
Lines protector_replies() {
  return kProtectorReplies;
}
Lines addressees() {
  return kAddressees;
}
Lines letters() {
  return kLetters;
}
Lines goals() {
  return kGoals;
}
Lines told() {
  return kTold;
}
Lines learned() {
  return kLearned;
}
Lines plan_items() {
  return kPlanItems;
}

}  // namespace ajar::simulate
