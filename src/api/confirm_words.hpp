#pragma once
#include <string>
#include <string_view>

namespace api {

// What is said to a customer who is asked whether two handles are his, in his language. {house} is the
// workspace, {this} the handle that is asked, {that} the other one, both with their network.
struct ConfirmWords {
    std::string_view language;  // BCP 47
    std::string_view subject, first_message, second_message;
    std::string_view title, question, because, yes, no;
    std::string_view code_title, code_text;                  // shown once the first has said yes
    std::string_view type_title, type_text, label, confirm;  // where the code is typed
    std::string_view joined, wrong, refused, over;
    std::string_view visitor,
        our_chat;  // who wrote in a window of ours, without a name, and what that is called
};

// The words for a language as "de", "de-AT" or a browser's list of them by preference; English for others.
const ConfirmWords& confirm_words(std::string_view languages);

// Each {name} replaced.
struct ConfirmNames {
    std::string_view house, here, there;
};
std::string filled(std::string_view words, const ConfirmNames&);

}  // namespace api
