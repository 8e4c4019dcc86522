#pragma once
#include <string>
#include <string_view>

// What somebody wrote in a mail, apart from what the mail program put around it.
namespace text {

// The three parts together hold every line of the mail that is not blank.
struct Split {
    std::string visible;    // the new words, answers between quotes with the quotes they answer
    std::string quoted;     // earlier mails below (or above) with the line that introduces them
    std::string signature;  // from "-- ", "Sent from my …" or the like on
};

// Knows the introductions of the usual mail programs in some thirty languages. A mail that is nothing but a
// quote or a forward is all visible: better to show too much than to hide what was said.
Split split_reply(std::string_view plain_text);

struct SplitHtml {
    std::string visible_html;
    std::string quoted_html;  // empty when nothing was quoted
};

// The same for HTML, by the marks that mail programs leave (gmail_quote, blockquote type=cite, the dividers
// of Outlook, Yahoo, Apple, Proton …), else by the text of the introduction line. Run it on the raw HTML, as
// sanitising drops those marks; the parts are serialised from the parsed tree and are NOT sanitised.
SplitHtml split_html(std::string_view html);

// The visible part of split_html().
std::string strip_quoted_html(std::string_view html);

}  // namespace text
